// What a format can do on a device: D3D12's answers, as far as the driver uses them.
#pragma once

#include <vulkan/vulkan.h>

#include "d3d12/capabilities.hpp"

namespace baker {

struct FormatFeatures {
    VkFormatFeatureFlags2 linearTiling = 0;
    VkFormatFeatureFlags2 optimalTiling = 0;
    VkFormatFeatureFlags2 buffer = 0;
};

// None for formats that are not in the table.
FormatFeatures formatFeatures(const Capabilities& caps, VkFormat format);

}  // namespace baker
