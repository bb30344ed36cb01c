// The table of every command of Vulkan and of its extensions, made by generate.py from vk.xml.
#pragma once

#include <vulkan/vulkan.h>

#include <cstdint>
#include <span>

#include "provider.hpp"

namespace baker {

// The object that a command is dispatched by: its first parameter, or an ancestor of it.
enum class CommandLevel : uint8_t { Global, Instance, PhysicalDevice, Device };

struct Command {
    const char* name;             // "vkTrimCommandPoolKHR"
    const char* target;           // "vkTrimCommandPool": what an alias stands for, else its name
    PFN_vkVoidFunction function;  // null: the driver does not define it
    CommandLevel level;
    const Provider* providers;  // any of them suffices
    uint32_t providerCount;
};

std::span<const Command> commands();  // sorted by name, in strcmp's order

}  // namespace baker
