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

// Whether the features textureCompressionBC and shaderStorageImageExtendedFormats hold.
bool hasBlockCompression(const Capabilities& caps);
bool hasExtendedStorageFormats(const Capabilities& caps);

// Of images of that format: of attachments and what is sampled from them.
VkSampleCountFlags formatSampleCounts(const Capabilities& caps, VkFormat format);
// Those of all formats that can be attachments of `aspect` (one bit).
VkSampleCountFlags commonSampleCounts(const Capabilities& caps, VkImageAspectFlags aspect);

}  // namespace baker
