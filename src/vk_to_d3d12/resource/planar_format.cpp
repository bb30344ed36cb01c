#include "planar_format.hpp"

#include <algorithm>
#include <iterator>

namespace baker {
namespace {

constexpr PlanarFormat kFormats[] = {
    {VK_FORMAT_G8_B8_R8_3PLANE_420_UNORM, 3, 8, true, true},
    {VK_FORMAT_G8_B8R8_2PLANE_420_UNORM, 2, 8, true, true},
    {VK_FORMAT_G8_B8_R8_3PLANE_422_UNORM, 3, 8, true, false},
    {VK_FORMAT_G8_B8R8_2PLANE_422_UNORM, 2, 8, true, false},
    {VK_FORMAT_G8_B8_R8_3PLANE_444_UNORM, 3, 8, false, false},
    {VK_FORMAT_G8_B8R8_2PLANE_444_UNORM, 2, 8, false, false},
    {VK_FORMAT_G10X6_B10X6_R10X6_3PLANE_420_UNORM_3PACK16, 3, 10, true, true},
    {VK_FORMAT_G10X6_B10X6R10X6_2PLANE_420_UNORM_3PACK16, 2, 10, true, true},
    {VK_FORMAT_G10X6_B10X6_R10X6_3PLANE_422_UNORM_3PACK16, 3, 10, true, false},
    {VK_FORMAT_G10X6_B10X6R10X6_2PLANE_422_UNORM_3PACK16, 2, 10, true, false},
    {VK_FORMAT_G10X6_B10X6_R10X6_3PLANE_444_UNORM_3PACK16, 3, 10, false, false},
    {VK_FORMAT_G10X6_B10X6R10X6_2PLANE_444_UNORM_3PACK16, 2, 10, false, false},
    {VK_FORMAT_G12X4_B12X4_R12X4_3PLANE_420_UNORM_3PACK16, 3, 12, true, true},
    {VK_FORMAT_G12X4_B12X4R12X4_2PLANE_420_UNORM_3PACK16, 2, 12, true, true},
    {VK_FORMAT_G12X4_B12X4_R12X4_3PLANE_422_UNORM_3PACK16, 3, 12, true, false},
    {VK_FORMAT_G12X4_B12X4R12X4_2PLANE_422_UNORM_3PACK16, 2, 12, true, false},
    {VK_FORMAT_G12X4_B12X4_R12X4_3PLANE_444_UNORM_3PACK16, 3, 12, false, false},
    {VK_FORMAT_G12X4_B12X4R12X4_2PLANE_444_UNORM_3PACK16, 2, 12, false, false},
    {VK_FORMAT_G16_B16_R16_3PLANE_420_UNORM, 3, 16, true, true},
    {VK_FORMAT_G16_B16R16_2PLANE_420_UNORM, 2, 16, true, true},
    {VK_FORMAT_G16_B16_R16_3PLANE_422_UNORM, 3, 16, true, false},
    {VK_FORMAT_G16_B16R16_2PLANE_422_UNORM, 2, 16, true, false},
    {VK_FORMAT_G16_B16_R16_3PLANE_444_UNORM, 3, 16, false, false},
    {VK_FORMAT_G16_B16R16_2PLANE_444_UNORM, 2, 16, false, false},
};

// Formats of one and of two components.
struct PlaneFormats {
    uint8_t bits;
    VkFormat one, two;
};
constexpr PlaneFormats kPlanes[] = {
    {8, VK_FORMAT_R8_UNORM, VK_FORMAT_R8G8_UNORM},
    {10, VK_FORMAT_R10X6_UNORM_PACK16, VK_FORMAT_R10X6G10X6_UNORM_2PACK16},
    {12, VK_FORMAT_R12X4_UNORM_PACK16, VK_FORMAT_R12X4G12X4_UNORM_2PACK16},
    {16, VK_FORMAT_R16_UNORM, VK_FORMAT_R16G16_UNORM},
};

}  // namespace

VkFormat PlanarFormat::planeFormat(uint32_t plane) const {
    const auto* row =
        std::find_if(std::begin(kPlanes), std::end(kPlanes),
                     [this](const PlaneFormats& formats) { return formats.bits == bits; });
    return planes == 2 && plane == 1 ? row->two : row->one;
}

VkExtent3D PlanarFormat::planeExtent(uint32_t plane, const VkExtent3D& image) const {
    if (plane == 0) return image;
    return {image.width >> (halfWidth ? 1 : 0), image.height >> (halfHeight ? 1 : 0), image.depth};
}

const PlanarFormat* planarFormat(VkFormat format) {
    const auto* row = std::find_if(std::begin(kFormats), std::end(kFormats),
                                   [&](const PlanarFormat& f) { return f.vulkan == format; });
    return row == std::end(kFormats) ? nullptr : row;
}

}  // namespace baker
