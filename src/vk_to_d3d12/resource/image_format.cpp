#include "image_format.hpp"

#include <algorithm>
#include <bit>

#include "base/chain.hpp"
#include "format.hpp"
#include "format_features.hpp"
#include "linear_layout.hpp"
#include "planar_format.hpp"
#include "tiled_layout.hpp"

namespace baker {
namespace {

struct UsageRule {
    VkImageUsageFlagBits usage;
    VkFormatFeatureFlags2 features;  // one of them is needed
};

constexpr VkFormatFeatureFlags2 kAttachment =
    VK_FORMAT_FEATURE_2_COLOR_ATTACHMENT_BIT | VK_FORMAT_FEATURE_2_DEPTH_STENCIL_ATTACHMENT_BIT;

constexpr UsageRule kUsages[] = {
    {VK_IMAGE_USAGE_TRANSFER_SRC_BIT, VK_FORMAT_FEATURE_2_TRANSFER_SRC_BIT},
    {VK_IMAGE_USAGE_TRANSFER_DST_BIT, VK_FORMAT_FEATURE_2_TRANSFER_DST_BIT},
    {VK_IMAGE_USAGE_HOST_TRANSFER_BIT, VK_FORMAT_FEATURE_2_HOST_IMAGE_TRANSFER_BIT},
    {VK_IMAGE_USAGE_SAMPLED_BIT, VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_BIT},
    {VK_IMAGE_USAGE_STORAGE_BIT, VK_FORMAT_FEATURE_2_STORAGE_IMAGE_BIT},
    {VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT, VK_FORMAT_FEATURE_2_COLOR_ATTACHMENT_BIT},
    {VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT, VK_FORMAT_FEATURE_2_DEPTH_STENCIL_ATTACHMENT_BIT},
    {VK_IMAGE_USAGE_INPUT_ATTACHMENT_BIT, kAttachment},
    {VK_IMAGE_USAGE_TRANSIENT_ATTACHMENT_BIT, kAttachment},
};

constexpr VkImageCreateFlags kFlags =
    VK_IMAGE_CREATE_MUTABLE_FORMAT_BIT | VK_IMAGE_CREATE_CUBE_COMPATIBLE_BIT |
    VK_IMAGE_CREATE_2D_ARRAY_COMPATIBLE_BIT | VK_IMAGE_CREATE_EXTENDED_USAGE_BIT |
    VK_IMAGE_CREATE_ALIAS_BIT | VK_IMAGE_CREATE_MULTISAMPLED_RENDER_TO_SINGLE_SAMPLED_BIT_EXT;

VkImageUsageFlags usageOf(const VkPhysicalDeviceImageFormatInfo2& info) {
    const auto* stencil = findInChain<VkImageStencilUsageCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_IMAGE_STENCIL_USAGE_CREATE_INFO);
    return stencil ? info.usage | stencil->stencilUsage : info.usage;
}

// With VK_IMAGE_CREATE_EXTENDED_USAGE_BIT a usage may be that of views of another format: of the
// list, or else of the same family.
VkFormatFeatureFlags2 featuresOf(const Capabilities& caps,
                                 const VkPhysicalDeviceImageFormatInfo2& info) {
    const auto featuresOf = [&](VkFormat format) {
        const FormatFeatures all = formatFeatures(caps, format);
        return info.tiling == VK_IMAGE_TILING_LINEAR ? all.linearTiling : all.optimalTiling;
    };
    VkFormatFeatureFlags2 features = featuresOf(info.format);
    if (!features || !(info.flags & VK_IMAGE_CREATE_EXTENDED_USAGE_BIT)) return features;
    if (const PlanarFormat* planar = planarFormat(info.format)) {
        for (uint32_t plane = 0; plane < planar->planes; ++plane)
            features |= featuresOf(planar->planeFormat(plane));
        return features;
    }
    const auto* list = findInChain<VkImageFormatListCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_IMAGE_FORMAT_LIST_CREATE_INFO);
    if (list && list->viewFormatCount) {
        for (uint32_t i = 0; i < list->viewFormatCount; ++i)
            features |= featuresOf(list->pViewFormats[i]);
        return features;
    }
    const DXGI_FORMAT family = typelessFormat(formatInfo(info.format)->dxgi);
    for (const FormatInfo& other : allFormats())
        if (other.isColor() && typelessFormat(other.dxgi) == family)
            features |= featuresOf(other.vulkan);
    return features;
}

bool allows(VkFormatFeatureFlags2 features, VkImageUsageFlags usage) {
    return std::all_of(std::begin(kUsages), std::end(kUsages), [&](const UsageRule& rule) {
        return !(usage & rule.usage) || features & rule.features;
    });
}

bool isTypeAllowed(const FormatInfo& info, const VkPhysicalDeviceImageFormatInfo2& image,
                   uint32_t support) {
    if (planarFormat(info.vulkan) &&
        (image.type != VK_IMAGE_TYPE_2D || image.flags & VK_IMAGE_CREATE_CUBE_COMPATIBLE_BIT))
        return false;
    switch (image.type) {
        case VK_IMAGE_TYPE_1D:
            return !info.isCompressed() && !(image.flags & VK_IMAGE_CREATE_CUBE_COMPATIBLE_BIT);
        case VK_IMAGE_TYPE_3D:
            return info.isColor() && support & D3D12_FORMAT_SUPPORT1_TEXTURE3D &&
                   !(image.flags & VK_IMAGE_CREATE_CUBE_COMPATIBLE_BIT);
        default:
            return !(image.flags & VK_IMAGE_CREATE_2D_ARRAY_COMPATIBLE_BIT);
    }
}

VkImageCreateFlags flagsOf(VkFormat format) {
    return planarFormat(format) ? VkImageCreateFlags(VK_IMAGE_CREATE_DISJOINT_BIT) : 0;
}

VkExtent3D maxExtent(VkImageType type, VkImageCreateFlags flags) {
    constexpr uint32_t k2D = D3D12_REQ_TEXTURE2D_U_OR_V_DIMENSION;
    constexpr uint32_t k3D = D3D12_REQ_TEXTURE3D_U_V_OR_W_DIMENSION;
    if (type == VK_IMAGE_TYPE_1D) return {D3D12_REQ_TEXTURE1D_U_DIMENSION, 1, 1};
    if (type == VK_IMAGE_TYPE_3D) return {k3D, k3D, k3D};
    if (flags & VK_IMAGE_CREATE_CUBE_COMPATIBLE_BIT)
        return {D3D12_REQ_TEXTURECUBE_DIMENSION, D3D12_REQ_TEXTURECUBE_DIMENSION, 1};
    return {k2D, k2D, 1};
}

VkSampleCountFlags sampleCounts(const Capabilities& caps,
                                const VkPhysicalDeviceImageFormatInfo2& info) {
    const bool isPlain2D = info.type == VK_IMAGE_TYPE_2D &&
                           !(info.flags & VK_IMAGE_CREATE_CUBE_COMPATIBLE_BIT) &&
                           !(usageOf(info) & VK_IMAGE_USAGE_STORAGE_BIT);
    const bool isAttachment = formatFeatures(caps, info.format).optimalTiling & kAttachment;
    if (!isPlain2D || !isAttachment) return VK_SAMPLE_COUNT_1_BIT;
    return formatSampleCounts(caps, info.format);
}

// Of textures: what D3D12 can address, at least the 2 GiB that Vulkan asks for.
VkDeviceSize maxResourceSize(const Capabilities& caps) {
    const uint32_t bits = caps.virtualAddress.MaxGPUVirtualAddressBitsPerResource;
    return VkDeviceSize(1) << std::clamp(bits, 31u, 40u);
}

uint32_t maxLevels(const VkExtent3D& extent) {
    return static_cast<uint32_t>(std::bit_width(std::max(extent.width, extent.depth)));
}

// What a buffer can be, or a texture in rows (linear_layout.hpp).
Result<VkImageFormatProperties> linearProperties(const Capabilities& caps,
                                                 const VkPhysicalDeviceImageFormatInfo2& info) {
    constexpr VkImageCreateFlags kLinearFlags =
        VK_IMAGE_CREATE_MUTABLE_FORMAT_BIT | VK_IMAGE_CREATE_EXTENDED_USAGE_BIT |
        VK_IMAGE_CREATE_ALIAS_BIT | VK_IMAGE_CREATE_CUBE_COMPATIBLE_BIT |
        VK_IMAGE_CREATE_2D_ARRAY_COMPATIBLE_BIT;
    const FormatInfo* format = formatInfo(info.format);
    const VkFormatFeatureFlags2 features = featuresOf(caps, info);
    if (!format || !features || info.flags & ~(kLinearFlags | flagsOf(info.format)) ||
        !allows(features, usageOf(info)))
        return VK_ERROR_FORMAT_NOT_SUPPORTED;
    const uint32_t support =
        isLinearBuffer(usageOf(info)) ? ~0u : uint32_t(caps.formats[format->dxgi].Support1);
    if (!isTypeAllowed(*format, info, support)) return VK_ERROR_FORMAT_NOT_SUPPORTED;
    const VkExtent3D extent = maxExtent(info.type, info.flags);
    return VkImageFormatProperties{
        .maxExtent = extent,
        .maxMipLevels = planarFormat(info.format) ? 1 : maxLevels(extent),
        .maxArrayLayers =
            info.type == VK_IMAGE_TYPE_3D ? 1u : D3D12_REQ_TEXTURE2D_ARRAY_AXIS_DIMENSION,
        .sampleCounts = VK_SAMPLE_COUNT_1_BIT,
        .maxResourceSize = maxResourceSize(caps)};
}

// What of a texture's properties a tiled one has.
Result<VkImageFormatProperties> sparseProperties(const Capabilities& caps,
                                                 const VkPhysicalDeviceImageFormatInfo2& info,
                                                 VkImageFormatProperties properties) {
    if (planarFormat(info.format)) return VK_ERROR_FORMAT_NOT_SUPPORTED;
    properties.sampleCounts &=
        sparseSampleCounts(caps, *formatInfo(info.format), info.type, info.flags);
    if (!caps.packedTextureArrays) properties.maxArrayLayers = 1;
    const bool isCube = info.flags & VK_IMAGE_CREATE_CUBE_COMPATIBLE_BIT;
    if (!properties.sampleCounts || (isCube && properties.maxArrayLayers == 1))
        return VK_ERROR_FORMAT_NOT_SUPPORTED;
    return properties;
}

}  // namespace

Result<VkImageFormatProperties> imageFormatProperties(
    const Capabilities& caps, const VkPhysicalDeviceImageFormatInfo2& info) {
    if (info.tiling == VK_IMAGE_TILING_LINEAR) return linearProperties(caps, info);
    const FormatInfo* format = formatInfo(info.format);
    const VkFormatFeatureFlags2 features = featuresOf(caps, info);
    if (!format || !features || info.tiling != VK_IMAGE_TILING_OPTIMAL ||
        info.flags & ~(kFlags | kSparseImage | flagsOf(info.format)) ||
        !allows(features, usageOf(info)) ||
        !isTypeAllowed(*format, info, caps.formats[format->dxgi].Support1))
        return VK_ERROR_FORMAT_NOT_SUPPORTED;
    VkImageFormatProperties properties{};
    properties.maxExtent = maxExtent(info.type, info.flags);
    properties.maxMipLevels = planarFormat(info.format) ? 1 : maxLevels(properties.maxExtent);
    properties.maxArrayLayers =
        info.type == VK_IMAGE_TYPE_3D ? 1 : D3D12_REQ_TEXTURE2D_ARRAY_AXIS_DIMENSION;
    properties.sampleCounts = sampleCounts(caps, info);
    properties.maxResourceSize = maxResourceSize(caps);
    return info.flags & kSparseImage ? sparseProperties(caps, info, properties)
                                     : Result<VkImageFormatProperties>(properties);
}

}  // namespace baker
