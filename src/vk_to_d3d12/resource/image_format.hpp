// What images of a format, type, usage and flags can be: vkGetPhysicalDeviceImageFormatProperties2.
#pragma once

#include "base/result.hpp"
#include "d3d12/capabilities.hpp"

namespace baker {

// VK_ERROR_FORMAT_NOT_SUPPORTED where there are no such images.
Result<VkImageFormatProperties> imageFormatProperties(const Capabilities& caps,
                                                      const VkPhysicalDeviceImageFormatInfo2& info);

}  // namespace baker
