// Formats: what a Vulkan format is made of, and the DXGI format with the same bits.
#pragma once

#include <array>
#include <span>

#include <vulkan/vulkan.h>

#include "d3d12/d3d12_api.hpp"

namespace baker {

// How the numbers of a format are read; of formats with depth, the depth's.
enum class NumberType : uint8_t { Unorm, Snorm, Uscaled, Sscaled, Uint, Sint, Float, Srgb };

// D3D12_SHADER_COMPONENT_MAPPING values, for red, green, blue and alpha.
using ComponentMapping = std::array<uint8_t, 4>;

inline constexpr ComponentMapping kSameOrder{0, 1, 2, 3};

// Of formats whose bits the DXGI format carries through transfers, without the components.
inline constexpr ComponentMapping kCarriesBits{7, 7, 7, 7};

struct FormatInfo {
    VkFormat vulkan;
    DXGI_FORMAT dxgi;  // of typed views; DXGI_FORMAT_UNKNOWN: D3D12 has none
    ComponentMapping mapping;
    NumberType type;
    uint8_t blockBytes;  // in a buffer; of formats with depth and stencil, of both together
    uint8_t blockWidth;  // texels
    uint8_t blockHeight;
    VkImageAspectFlags aspects;

    bool isInteger() const { return type == NumberType::Uint || type == NumberType::Sint; }
    bool isCompressed() const { return blockWidth > 1; }
    bool isColor() const { return aspects & VK_IMAGE_ASPECT_COLOR_BIT; }
    bool hasDepth() const { return aspects & VK_IMAGE_ASPECT_DEPTH_BIT; }
    bool hasStencil() const { return aspects & VK_IMAGE_ASPECT_STENCIL_BIT; }
    // Of 10 or 12 bits in 16.
    bool hasUnusedBits() const {
        return vulkan >= VK_FORMAT_R10X6_UNORM_PACK16 &&
               vulkan <= VK_FORMAT_R12X4G12X4B12X4A12X4_UNORM_4PACK16;
    }
    // Of four components, they are for images that are converted from Y'CbCr: spec, "Formats
    // Requiring Sampler Y'CBCR Conversion".
    bool needsConversion() const { return hasUnusedBits() && blockBytes == 8; }
    bool carriesBits() const { return mapping == kCarriesBits; }
    // Components are where DXGI has them: without that, shaders cannot store to the format, and
    // what is rendered is put in order before (renderOrder).
    bool isDirect() const { return mapping == kSameOrder; }
    // Blending takes alpha from where D3D12 has it.
    bool keepsAlpha() const { return mapping[3] == 3; }
};

// The way back: the component of Vulkan's format that each component of the DXGI format is;
// FORCE_VALUE_0 where it is none.
ComponentMapping renderOrder(const FormatInfo& info);

// What a render target takes for `values` in Vulkan's order.
template <typename T>
std::array<T, 4> reordered(const T (&values)[4], const ComponentMapping& order) {
    std::array<T, 4> result{};
    for (size_t i = 0; i < 4; ++i)
        if (order[i] < 4) result[i] = values[order[i]];
    return result;
}
VkClearColorValue reordered(const VkClearColorValue& value, const FormatInfo& info);

std::span<const FormatInfo> allFormats();
// Null for formats that are not in the table.
const FormatInfo* formatInfo(VkFormat format);

// The DXGI format that is the typeless parent of `format`'s family, or `format` itself where it
// has none.
DXGI_FORMAT typelessFormat(DXGI_FORMAT format);

// D3D12's planes: depth or colour 0, stencil 1.
inline uint32_t planeOf(VkImageAspectFlags aspect) {
    return aspect & VK_IMAGE_ASPECT_STENCIL_BIT ? 1 : 0;
}
// Planes of a resource of that DXGI format: 2 with stencil, else 1.
uint32_t planeCount(DXGI_FORMAT format);

// How a shader reads `aspect` (one bit) of `info`: the format, and where the components come from.
struct ShaderFormat {
    DXGI_FORMAT dxgi = DXGI_FORMAT_UNKNOWN;
    ComponentMapping mapping = kSameOrder;
};
ShaderFormat shaderFormat(const FormatInfo& info, VkImageAspectFlags aspect);

}  // namespace baker
