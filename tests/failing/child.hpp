// Runs a program in a process of its own: the runtime is loaded once for a process, and each test
// needs another one. The parent never touches Vulkan.
#pragma once

#include <vulkan/vulkan.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace baker::test {

struct Outcome {
    int status = -1;               // the exit status; 128 + n when signal n killed it
    std::string report;            // what the program returned
    std::vector<std::string> log;  // the driver's lines on stderr
};

using Environment = std::vector<std::pair<std::string, std::string>>;

// The program's result goes to `report`, and then the process exits as after main(), with whatever
// the program left alive.
Outcome runChild(const Environment& environment, const std::function<std::string()>& program);

// The null host with these faults (BAKER_NULL_HOST_FAULT).
Environment nullHost(const std::string& faults, int adapters = 1);

// "VK_ERROR_DEVICE_LOST" and the like.
std::string name(VkResult result);

}  // namespace baker::test
