// The tables that generate.py makes from vk.xml: every command of Vulkan and of its extensions,
// with what provides it, and every extension.
#pragma once

#include <vulkan/vulkan.h>

#include <cstdint>
#include <span>

#include "vk_extensions.hpp"

namespace baker {

// The object that a command is dispatched by: its first parameter, or an ancestor of it.
enum class CommandLevel : uint8_t { Global, Instance, PhysicalDevice, Device };

// One thing that makes a command available: a core version (0: none) together with extensions.
struct Provider {
    uint32_t version;
    uint32_t extensionCount;
    Extension extensions[4];
};

struct Command {
    const char* name;             // "vkCreateBuffer"
    PFN_vkVoidFunction function;  // null: the driver does not define it
    CommandLevel level;
    const Provider* providers;  // any of them suffices
    uint32_t providerCount;
};

enum class ExtensionLevel : uint8_t { Instance, Device };

struct ExtensionInfo {
    const char* name;  // "VK_KHR_swapchain"
    uint32_t specVersion;
    ExtensionLevel level;
};

std::span<const Command> commands();              // sorted by name, in strcmp's order
std::span<const ExtensionInfo> extensionInfos();  // indexed by Extension

}  // namespace baker
