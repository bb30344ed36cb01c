// The table of every extension of Vulkan, made by generate.py from vk.xml.
#pragma once

#include <cstdint>
#include <span>

#include "vk_extensions.hpp"

namespace baker {

enum class ExtensionLevel : uint8_t { Instance, Device };

struct ExtensionInfo {
    const char* name;  // "VK_KHR_swapchain"
    uint32_t specVersion;
    ExtensionLevel level;
};

std::span<const ExtensionInfo> extensionInfos();  // indexed by Extension

}  // namespace baker
