// Formats of several planes, for Y'CbCr: each plane is an image of its own (image.hpp), so that
// everything D3D12 does with images of one plane it does with them.
#pragma once

#include <cstdint>

#include <vulkan/vulkan.h>

namespace baker {

inline constexpr uint32_t kMaxPlanes = 3;

struct PlanarFormat {
    VkFormat vulkan;
    uint8_t planes;  // 2: luma, and both chroma components; 3: one component each
    uint8_t bits;    // of a component, in the high bits of a texel of 8 or 16
    bool halfWidth;  // of the planes of chroma
    bool halfHeight;

    // The format compatible with that plane (spec, "Plane Format and Size Compatibility Table").
    VkFormat planeFormat(uint32_t plane) const;
    VkExtent3D planeExtent(uint32_t plane, const VkExtent3D& image) const;
};

// Null for formats of one plane.
const PlanarFormat* planarFormat(VkFormat format);

// Of VK_IMAGE_ASPECT_PLANE_n_BIT; 0 for other aspects.
inline uint32_t planeIndex(VkImageAspectFlags aspect) {
    if (aspect & VK_IMAGE_ASPECT_PLANE_1_BIT) return 1;
    return aspect & VK_IMAGE_ASPECT_PLANE_2_BIT ? 2 : 0;
}
inline constexpr VkImageAspectFlags kPlaneAspects =
    VK_IMAGE_ASPECT_PLANE_0_BIT | VK_IMAGE_ASPECT_PLANE_1_BIT | VK_IMAGE_ASPECT_PLANE_2_BIT;

}  // namespace baker
