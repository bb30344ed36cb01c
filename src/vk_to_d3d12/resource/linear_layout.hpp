// Images of linear tiling. For transfers alone they are buffers, laid out so that D3D12's texture
// copies reach every row: layer by layer, each with all its levels. For other uses they are
// textures in rows, where the runtime places those in memory that the host maps
// (Capabilities::rowMajorTextures); it says where the rows lie.
#pragma once

#include "format.hpp"

namespace baker {

// Bytes.
struct LinearLevel {
    uint64_t offset = 0;  // from the layer's beginning
    uint64_t rowPitch = 0;
    uint64_t slicePitch = 0;
    uint64_t size = 0;  // all slices
};
struct LinearImage {
    VkExtent3D extent;
    uint32_t levels = 1;
    uint32_t layers = 1;
};
LinearLevel linearLevel(const FormatInfo& info, const LinearImage& image, uint32_t level);
uint64_t linearLayerPitch(const FormatInfo& info, const LinearImage& image);

// Of `usage`: whether the image is a buffer.
constexpr bool isLinearBuffer(VkImageUsageFlags usage) {
    return !(usage & ~(VK_IMAGE_USAGE_TRANSFER_SRC_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT |
                       VK_IMAGE_USAGE_HOST_TRANSFER_BIT));
}

inline constexpr uint64_t kLinearAlignment = D3D12_TEXTURE_DATA_PLACEMENT_ALIGNMENT;

}  // namespace baker
