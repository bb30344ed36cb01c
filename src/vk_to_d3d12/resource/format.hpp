// Formats: what a Vulkan format is made of, and the DXGI format with the same bits.
#pragma once

#include "d3d12/capabilities.hpp"

namespace baker {

struct FormatInfo {
    VkFormat vulkan;
    DXGI_FORMAT dxgi;  // DXGI_FORMAT_UNKNOWN: D3D12 has none
    uint8_t blockBytes;
    uint8_t blockWidth;  // texels
    uint8_t blockHeight;
    VkImageAspectFlags aspects;
};

// Null for formats that are not in the table.
const FormatInfo* formatInfo(VkFormat format);

struct FormatFeatures {
    VkFormatFeatureFlags2 linearTiling = 0;
    VkFormatFeatureFlags2 optimalTiling = 0;
    VkFormatFeatureFlags2 buffer = 0;
};

FormatFeatures formatFeatures(const Capabilities& caps, VkFormat format);

}  // namespace baker
