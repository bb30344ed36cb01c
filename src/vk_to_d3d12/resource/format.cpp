#include "format.hpp"

#include <algorithm>
#include <iterator>

namespace baker {
namespace {

constexpr VkImageAspectFlags Color = VK_IMAGE_ASPECT_COLOR_BIT;
constexpr VkImageAspectFlags Depth = VK_IMAGE_ASPECT_DEPTH_BIT;
constexpr VkImageAspectFlags Stencil = VK_IMAGE_ASPECT_STENCIL_BIT;
constexpr VkImageAspectFlags DepthStencil = Depth | Stencil;

constexpr uint8_t kOne = D3D12_SHADER_COMPONENT_MAPPING_FORCE_VALUE_1;
constexpr uint8_t kZero = D3D12_SHADER_COMPONENT_MAPPING_FORCE_VALUE_0;
constexpr ComponentMapping Rgba = {0, 1, 2, 3};
constexpr ComponentMapping Rgb1 = {0, 1, 2, kOne};
constexpr ComponentMapping Bgra = {2, 1, 0, 3};
constexpr ComponentMapping Argb = {3, 0, 1, 2};
constexpr ComponentMapping Grab = {1, 0, 3, 2};
constexpr ComponentMapping Alpha = {kZero, kZero, kZero, 0};
constexpr ComponentMapping Bits = kCarriesBits;

constexpr FormatInfo kFormats[] = {
#define X(vulkan, dxgi, mapping, type, bytes, width, height, aspects) \
    {VK_FORMAT_##vulkan,                                              \
     DXGI_FORMAT_##dxgi,                                              \
     mapping,                                                         \
     NumberType::type,                                                \
     bytes,                                                           \
     width,                                                           \
     height,                                                          \
     aspects},
#include "formats.def"
#undef X
};
static_assert(std::is_sorted(std::begin(kFormats), std::end(kFormats),
                             [](const FormatInfo& a, const FormatInfo& b) {
                                 return a.vulkan < b.vulkan;
                             }));

// Families of DXGI formats are neighbours in the enumeration.
struct Family {
    DXGI_FORMAT first, last, typeless;
};
constexpr Family kFamilies[] = {
    {DXGI_FORMAT_R32G32B32A32_FLOAT, DXGI_FORMAT_R32G32B32A32_SINT,
     DXGI_FORMAT_R32G32B32A32_TYPELESS},
    {DXGI_FORMAT_R32G32B32_FLOAT, DXGI_FORMAT_R32G32B32_SINT, DXGI_FORMAT_R32G32B32_TYPELESS},
    {DXGI_FORMAT_R16G16B16A16_FLOAT, DXGI_FORMAT_R16G16B16A16_SINT,
     DXGI_FORMAT_R16G16B16A16_TYPELESS},
    {DXGI_FORMAT_R32G32_FLOAT, DXGI_FORMAT_R32G32_SINT, DXGI_FORMAT_R32G32_TYPELESS},
    {DXGI_FORMAT_D32_FLOAT_S8X24_UINT, DXGI_FORMAT_X32_TYPELESS_G8X24_UINT,
     DXGI_FORMAT_R32G8X24_TYPELESS},
    {DXGI_FORMAT_R10G10B10A2_UNORM, DXGI_FORMAT_R10G10B10A2_UINT, DXGI_FORMAT_R10G10B10A2_TYPELESS},
    {DXGI_FORMAT_R8G8B8A8_UNORM, DXGI_FORMAT_R8G8B8A8_SINT, DXGI_FORMAT_R8G8B8A8_TYPELESS},
    {DXGI_FORMAT_R16G16_FLOAT, DXGI_FORMAT_R16G16_SINT, DXGI_FORMAT_R16G16_TYPELESS},
    {DXGI_FORMAT_D32_FLOAT, DXGI_FORMAT_R32_SINT, DXGI_FORMAT_R32_TYPELESS},
    {DXGI_FORMAT_D24_UNORM_S8_UINT, DXGI_FORMAT_X24_TYPELESS_G8_UINT, DXGI_FORMAT_R24G8_TYPELESS},
    {DXGI_FORMAT_R8G8_UNORM, DXGI_FORMAT_R8G8_SINT, DXGI_FORMAT_R8G8_TYPELESS},
    {DXGI_FORMAT_R16_FLOAT, DXGI_FORMAT_R16_SINT, DXGI_FORMAT_R16_TYPELESS},
    {DXGI_FORMAT_R8_UNORM, DXGI_FORMAT_R8_SINT, DXGI_FORMAT_R8_TYPELESS},
    {DXGI_FORMAT_BC1_UNORM, DXGI_FORMAT_BC1_UNORM_SRGB, DXGI_FORMAT_BC1_TYPELESS},
    {DXGI_FORMAT_BC2_UNORM, DXGI_FORMAT_BC2_UNORM_SRGB, DXGI_FORMAT_BC2_TYPELESS},
    {DXGI_FORMAT_BC3_UNORM, DXGI_FORMAT_BC3_UNORM_SRGB, DXGI_FORMAT_BC3_TYPELESS},
    {DXGI_FORMAT_BC4_UNORM, DXGI_FORMAT_BC4_SNORM, DXGI_FORMAT_BC4_TYPELESS},
    {DXGI_FORMAT_BC5_UNORM, DXGI_FORMAT_BC5_SNORM, DXGI_FORMAT_BC5_TYPELESS},
    {DXGI_FORMAT_B8G8R8A8_UNORM, DXGI_FORMAT_B8G8R8A8_UNORM, DXGI_FORMAT_B8G8R8A8_TYPELESS},
    {DXGI_FORMAT_B8G8R8A8_UNORM_SRGB, DXGI_FORMAT_B8G8R8A8_UNORM_SRGB,
     DXGI_FORMAT_B8G8R8A8_TYPELESS},
    {DXGI_FORMAT_BC6H_UF16, DXGI_FORMAT_BC6H_SF16, DXGI_FORMAT_BC6H_TYPELESS},
    {DXGI_FORMAT_BC7_UNORM, DXGI_FORMAT_BC7_UNORM_SRGB, DXGI_FORMAT_BC7_TYPELESS},
};

// The formats of a shader's views of depth and of stencil. Stencil is in the green component.
struct DepthFormats {
    DXGI_FORMAT format, depth, stencil;
};
constexpr DepthFormats kDepthFormats[] = {
    {DXGI_FORMAT_D16_UNORM, DXGI_FORMAT_R16_UNORM, DXGI_FORMAT_UNKNOWN},
    {DXGI_FORMAT_D24_UNORM_S8_UINT, DXGI_FORMAT_R24_UNORM_X8_TYPELESS,
     DXGI_FORMAT_X24_TYPELESS_G8_UINT},
    {DXGI_FORMAT_D32_FLOAT, DXGI_FORMAT_R32_FLOAT, DXGI_FORMAT_UNKNOWN},
    {DXGI_FORMAT_D32_FLOAT_S8X24_UINT, DXGI_FORMAT_R32_FLOAT_X8X24_TYPELESS,
     DXGI_FORMAT_X32_TYPELESS_G8X24_UINT},
};
constexpr ComponentMapping kDepthMapping = {0, kZero, kZero, kOne};
constexpr ComponentMapping kStencilMapping = {1, kZero, kZero, kOne};

}  // namespace

ComponentMapping renderOrder(const FormatInfo& info) {
    ComponentMapping order;
    order.fill(kZero);
    for (uint8_t i = 0; i < order.size(); ++i)
        if (info.mapping[i] < order.size()) order[info.mapping[i]] = i;
    return order;
}

VkClearColorValue reordered(const VkClearColorValue& value, const FormatInfo& info) {
    const std::array<uint32_t, 4> words = reordered(value.uint32, renderOrder(info));
    VkClearColorValue result;
    std::copy(words.begin(), words.end(), result.uint32);
    return result;
}

std::span<const FormatInfo> allFormats() {
    return kFormats;
}

const FormatInfo* formatInfo(VkFormat format) {
    const auto* it =
        std::lower_bound(std::begin(kFormats), std::end(kFormats), format,
                         [](const FormatInfo& info, VkFormat key) { return info.vulkan < key; });
    return it != std::end(kFormats) && it->vulkan == format ? it : nullptr;
}

DXGI_FORMAT typelessFormat(DXGI_FORMAT format) {
    for (const Family& family : kFamilies)
        if (format >= family.first && format <= family.last) return family.typeless;
    return format;
}

uint32_t planeCount(DXGI_FORMAT format) {
    const DXGI_FORMAT parent = typelessFormat(format);
    const auto is = [&](DXGI_FORMAT typeless) { return parent == typeless; };
    return is(DXGI_FORMAT_R24G8_TYPELESS) || is(DXGI_FORMAT_R32G8X24_TYPELESS) ? 2 : 1;
}

ShaderFormat shaderFormat(const FormatInfo& info, VkImageAspectFlags aspect) {
    for (const DepthFormats& row : kDepthFormats) {
        if (row.format != info.dxgi) continue;
        return aspect & VK_IMAGE_ASPECT_STENCIL_BIT ? ShaderFormat{row.stencil, kStencilMapping}
                                                    : ShaderFormat{row.depth, kDepthMapping};
    }
    return {info.dxgi, info.mapping};
}

}  // namespace baker
