#include "format_features.hpp"

#include <algorithm>
#include <span>

#include "attribute_format.hpp"
#include "format.hpp"
#include "planar_format.hpp"

namespace baker {
namespace {

// All of `support1` and `support2` give the feature.
struct FeatureRule {
    VkFormatFeatureFlags2 feature;
    uint32_t support1;
    uint32_t support2;
};

// A storage image can be read as well as written, so what D3D12 cannot load is none.
constexpr uint32_t kLoadAndStore =
    D3D12_FORMAT_SUPPORT2_UAV_TYPED_LOAD | D3D12_FORMAT_SUPPORT2_UAV_TYPED_STORE;

constexpr FeatureRule kBufferRules[] = {
    {VK_FORMAT_FEATURE_2_UNIFORM_TEXEL_BUFFER_BIT,
     D3D12_FORMAT_SUPPORT1_BUFFER | D3D12_FORMAT_SUPPORT1_SHADER_LOAD, 0},
    {VK_FORMAT_FEATURE_2_STORAGE_TEXEL_BUFFER_BIT |
         VK_FORMAT_FEATURE_2_STORAGE_READ_WITHOUT_FORMAT_BIT |
         VK_FORMAT_FEATURE_2_STORAGE_WRITE_WITHOUT_FORMAT_BIT,
     D3D12_FORMAT_SUPPORT1_BUFFER | D3D12_FORMAT_SUPPORT1_TYPED_UNORDERED_ACCESS_VIEW,
     kLoadAndStore},
};

constexpr uint32_t kAtomics = D3D12_FORMAT_SUPPORT2_UAV_ATOMIC_ADD |
                              D3D12_FORMAT_SUPPORT2_UAV_ATOMIC_BITWISE_OPS |
                              D3D12_FORMAT_SUPPORT2_UAV_ATOMIC_COMPARE_STORE_OR_COMPARE_EXCHANGE |
                              D3D12_FORMAT_SUPPORT2_UAV_ATOMIC_EXCHANGE;

constexpr FeatureRule kImageRules[] = {
    {VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_BIT, D3D12_FORMAT_SUPPORT1_SHADER_LOAD, 0},
    {VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_FILTER_LINEAR_BIT, D3D12_FORMAT_SUPPORT1_SHADER_SAMPLE, 0},
    {VK_FORMAT_FEATURE_2_STORAGE_IMAGE_BIT | VK_FORMAT_FEATURE_2_STORAGE_READ_WITHOUT_FORMAT_BIT |
         VK_FORMAT_FEATURE_2_STORAGE_WRITE_WITHOUT_FORMAT_BIT,
     D3D12_FORMAT_SUPPORT1_TYPED_UNORDERED_ACCESS_VIEW, kLoadAndStore},
    {VK_FORMAT_FEATURE_2_COLOR_ATTACHMENT_BIT, D3D12_FORMAT_SUPPORT1_RENDER_TARGET, 0},
    {VK_FORMAT_FEATURE_2_COLOR_ATTACHMENT_BLEND_BIT,
     D3D12_FORMAT_SUPPORT1_RENDER_TARGET | D3D12_FORMAT_SUPPORT1_BLENDABLE, 0},
    {VK_FORMAT_FEATURE_2_DEPTH_STENCIL_ATTACHMENT_BIT, D3D12_FORMAT_SUPPORT1_DEPTH_STENCIL, 0},
};

template <size_t size>
VkFormatFeatureFlags2 apply(const FeatureRule (&rules)[size],
                            const D3D12_FEATURE_DATA_FORMAT_SUPPORT& support) {
    VkFormatFeatureFlags2 features = 0;
    for (const FeatureRule& rule : rules)
        if ((support.Support1 & rule.support1) == rule.support1 &&
            (support.Support2 & rule.support2) == rule.support2)
            features |= rule.feature;
    return features;
}

// Vulkan's image atomics are those of R32_UINT and R32_SINT.
bool hasAtomics(const D3D12_FEATURE_DATA_FORMAT_SUPPORT& support, const FormatInfo& info) {
    return (info.dxgi == DXGI_FORMAT_R32_UINT || info.dxgi == DXGI_FORMAT_R32_SINT) &&
           (support.Support2 & kAtomics) == kAtomics;
}

// A view of a buffer has neither component mapping nor sRGB, and its offset is a multiple of a
// texel: ours are multiples of 16 bytes, so texels of three components are out.
VkFormatFeatureFlags2 bufferFeatures(const D3D12_FEATURE_DATA_FORMAT_SUPPORT& support,
                                     const FormatInfo& info) {
    const bool isPowerOfTwo = (info.blockBytes & (info.blockBytes - 1)) == 0;
    if (!info.isColor() || !info.isDirect() || info.isCompressed() || !isPowerOfTwo ||
        info.hasUnusedBits() || info.type == NumberType::Srgb)
        return 0;
    VkFormatFeatureFlags2 features = apply(kBufferRules, support);
    if (features & VK_FORMAT_FEATURE_2_STORAGE_TEXEL_BUFFER_BIT && hasAtomics(support, info))
        features |= VK_FORMAT_FEATURE_2_STORAGE_TEXEL_BUFFER_ATOMIC_BIT;
    return features;
}

// What the input assembler lacks, the vertex shader reads.
VkFormatFeatureFlags2 vertexFeatures(const Capabilities& caps, VkFormat format) {
    return attributeFormat(format) && !caps.computeOnly() ? VK_FORMAT_FEATURE_2_VERTEX_BUFFER_BIT
                                                          : 0;
}

// What D3D12 says of a format, as attachment and as shaders read it.
D3D12_FEATURE_DATA_FORMAT_SUPPORT supportOf(const Capabilities& caps, const FormatInfo& info) {
    D3D12_FEATURE_DATA_FORMAT_SUPPORT support = caps.formats[info.dxgi];
    if (info.isColor()) return support;
    constexpr uint32_t kRead =
        D3D12_FORMAT_SUPPORT1_SHADER_LOAD | D3D12_FORMAT_SUPPORT1_SHADER_SAMPLE;
    const DXGI_FORMAT read = shaderFormat(info, info.hasDepth() ? VK_IMAGE_ASPECT_DEPTH_BIT
                                                                : VK_IMAGE_ASPECT_STENCIL_BIT)
                                 .dxgi;
    const auto of = [&](uint32_t bits) {
        return static_cast<D3D12_FORMAT_SUPPORT1>(caps.formats[read].Support1 & bits);
    };
    support.Support1 |= of(kRead);
    return support;
}

// Features that follow from others, and from what the format is.
VkFormatFeatureFlags2 completed(const Capabilities& caps, const FormatInfo& info,
                                VkFormatFeatureFlags2 features) {
    const bool sampled = features & VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_BIT;
    if (info.isInteger() || !sampled)
        features &= ~VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_FILTER_LINEAR_BIT;
    if (!info.isDirect() || info.type == NumberType::Srgb || !info.isColor())
        features &= ~(VK_FORMAT_FEATURE_2_STORAGE_IMAGE_BIT |
                      VK_FORMAT_FEATURE_2_STORAGE_READ_WITHOUT_FORMAT_BIT |
                      VK_FORMAT_FEATURE_2_STORAGE_WRITE_WITHOUT_FORMAT_BIT);
    if (!info.isColor())
        features &= ~(VK_FORMAT_FEATURE_2_COLOR_ATTACHMENT_BIT |
                      VK_FORMAT_FEATURE_2_COLOR_ATTACHMENT_BLEND_BIT);
    if (info.isInteger() || !info.keepsAlpha())
        features &= ~VK_FORMAT_FEATURE_2_COLOR_ATTACHMENT_BLEND_BIT;
    if (features & VK_FORMAT_FEATURE_2_STORAGE_IMAGE_BIT &&
        hasAtomics(caps.formats[info.dxgi], info))
        features |= VK_FORMAT_FEATURE_2_STORAGE_IMAGE_ATOMIC_BIT;
    if (sampled && info.hasDepth())
        features |= VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_DEPTH_COMPARISON_BIT;
    // Minimum and maximum come with the second tier of tiled resources.
    if (features & VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_FILTER_LINEAR_BIT &&
        caps.tiledResourcesTier2())
        features |= VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_FILTER_MINMAX_BIT;
    return features;
}

// Shaders may read and transfers copy whatever is sampled or attached; blits draw what they read.
// The host's copies are the device's (host_image_copy.cpp).
constexpr VkFormatFeatureFlags2 kTransfers = VK_FORMAT_FEATURE_2_TRANSFER_SRC_BIT |
                                             VK_FORMAT_FEATURE_2_TRANSFER_DST_BIT |
                                             VK_FORMAT_FEATURE_2_HOST_IMAGE_TRANSFER_BIT;

VkFormatFeatureFlags2 transferFeatures(VkFormatFeatureFlags2 features) {
    VkFormatFeatureFlags2 more = 0;
    constexpr VkFormatFeatureFlags2 kAttachments =
        VK_FORMAT_FEATURE_2_COLOR_ATTACHMENT_BIT | VK_FORMAT_FEATURE_2_DEPTH_STENCIL_ATTACHMENT_BIT;
    if (features) more |= kTransfers;
    if (features & VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_BIT) more |= VK_FORMAT_FEATURE_2_BLIT_SRC_BIT;
    if (features & kAttachments) more |= VK_FORMAT_FEATURE_2_BLIT_DST_BIT;
    return features | more;
}

// The format of the table that D3D12 has as a texture; else null.
const FormatInfo* textureFormat(const Capabilities& caps, VkFormat format) {
    const FormatInfo* info = formatInfo(format);
    const bool exists = info && info->dxgi != DXGI_FORMAT_UNKNOWN &&
                        caps.formats[info->dxgi].Support1 & D3D12_FORMAT_SUPPORT1_TEXTURE2D;
    return exists ? info : nullptr;
}

// What the shader does with the planes, all of which are sampled with one sampler.
VkFormatFeatureFlags2 planarFeatures(const Capabilities& caps, const PlanarFormat& format) {
    constexpr VkFormatFeatureFlags2 kFiltered =
        VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_BIT | VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_FILTER_LINEAR_BIT;
    for (uint32_t plane = 0; plane < format.planes; ++plane) {
        const FormatInfo& info = *formatInfo(format.planeFormat(plane));
        if (~apply(kImageRules, caps.formats[info.dxgi]) & kFiltered) return 0;
    }
    return kFiltered | kTransfers | VK_FORMAT_FEATURE_2_DISJOINT_BIT |
           VK_FORMAT_FEATURE_2_COSITED_CHROMA_SAMPLES_BIT |
           VK_FORMAT_FEATURE_2_MIDPOINT_CHROMA_SAMPLES_BIT |
           VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_YCBCR_CONVERSION_LINEAR_FILTER_BIT;
}

VkFormatFeatureFlags2 imageFeatures(const Capabilities& caps, const FormatInfo& info) {
    if (const PlanarFormat* planar = planarFormat(info.vulkan))
        return planarFeatures(caps, *planar);
    if (info.carriesBits()) return kTransfers;
    const VkFormatFeatureFlags2 features =
        transferFeatures(completed(caps, info, apply(kImageRules, supportOf(caps, info))));
    constexpr VkFormatFeatureFlags2 kConverted =
        kTransfers | VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_BIT |
        VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_FILTER_LINEAR_BIT;
    return info.needsConversion() ? features & kConverted : features;
}

bool areRowMajor(const Capabilities& caps, const FormatInfo& info) {
    const PlanarFormat* planar = planarFormat(info.vulkan);
    if (!planar) return caps.rowMajorTextures[info.dxgi];
    for (uint32_t plane = 0; plane < planar->planes; ++plane)
        if (!caps.rowMajorTextures[formatInfo(planar->planeFormat(plane))->dxgi]) return false;
    return true;
}

// What is for transfers alone is a buffer, which blits do not take (linear_layout.hpp).
VkFormatFeatureFlags2 linearFeatures(const Capabilities& caps, const FormatInfo& info) {
    return areRowMajor(caps, info)
               ? ~(VK_FORMAT_FEATURE_2_BLIT_SRC_BIT | VK_FORMAT_FEATURE_2_BLIT_DST_BIT)
               : kTransfers | VK_FORMAT_FEATURE_2_DISJOINT_BIT;
}

}  // namespace

FormatFeatures formatFeatures(const Capabilities& caps, VkFormat format) {
    const FormatInfo* info = formatInfo(format);
    FormatFeatures features;
    features.buffer = vertexFeatures(caps, format);
    if (!info || info->dxgi == DXGI_FORMAT_UNKNOWN) return features;
    if (!planarFormat(format)) features.buffer |= bufferFeatures(supportOf(caps, *info), *info);
    if (textureFormat(caps, format)) features.optimalTiling = imageFeatures(caps, *info);
    if (info->isColor())
        features.linearTiling = features.optimalTiling & linearFeatures(caps, *info);
    return features;
}

static bool haveFeatures(const Capabilities& caps, std::span<const VkFormat> formats,
                         VkFormatFeatureFlags2 features) {
    return std::all_of(formats.begin(), formats.end(), [&](VkFormat format) {
        return (formatFeatures(caps, format).optimalTiling & features) == features;
    });
}

bool hasBlockCompression(const Capabilities& caps) {
    for (int format = VK_FORMAT_BC1_RGB_UNORM_BLOCK; format <= VK_FORMAT_BC7_SRGB_BLOCK; ++format) {
        const auto one = static_cast<VkFormat>(format);
        if (!haveFeatures(caps, {&one, 1}, VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_FILTER_LINEAR_BIT))
            return false;
    }
    return true;
}

bool hasExtendedStorageFormats(const Capabilities& caps) {
    constexpr VkFormat kFormats[] = {VK_FORMAT_R16G16_SFLOAT,
                                     VK_FORMAT_B10G11R11_UFLOAT_PACK32,
                                     VK_FORMAT_R16_SFLOAT,
                                     VK_FORMAT_R16G16B16A16_UNORM,
                                     VK_FORMAT_A2B10G10R10_UNORM_PACK32,
                                     VK_FORMAT_R16G16_UNORM,
                                     VK_FORMAT_R8G8_UNORM,
                                     VK_FORMAT_R16_UNORM,
                                     VK_FORMAT_R8_UNORM,
                                     VK_FORMAT_R16G16B16A16_SNORM,
                                     VK_FORMAT_R16G16_SNORM,
                                     VK_FORMAT_R8G8_SNORM,
                                     VK_FORMAT_R16_SNORM,
                                     VK_FORMAT_R8_SNORM,
                                     VK_FORMAT_R16G16_SINT,
                                     VK_FORMAT_R8G8_SINT,
                                     VK_FORMAT_R16_SINT,
                                     VK_FORMAT_R8_SINT,
                                     VK_FORMAT_A2B10G10R10_UINT_PACK32,
                                     VK_FORMAT_R16G16_UINT,
                                     VK_FORMAT_R8G8_UINT,
                                     VK_FORMAT_R16_UINT,
                                     VK_FORMAT_R8_UINT};
    return haveFeatures(caps, kFormats, VK_FORMAT_FEATURE_2_STORAGE_IMAGE_BIT);
}

VkSampleCountFlags formatSampleCounts(const Capabilities& caps, VkFormat format) {
    const FormatInfo* info = textureFormat(caps, format);
    return info ? caps.sampleCounts[info->dxgi] : 0;
}

VkSampleCountFlags commonSampleCounts(const Capabilities& caps, VkImageAspectFlags aspect) {
    constexpr VkFormatFeatureFlags2 kAttachment =
        VK_FORMAT_FEATURE_2_COLOR_ATTACHMENT_BIT | VK_FORMAT_FEATURE_2_DEPTH_STENCIL_ATTACHMENT_BIT;
    VkSampleCountFlags counts = UINT32_MAX;
    for (const FormatInfo& info : allFormats())
        if (info.aspects & aspect && formatFeatures(caps, info.vulkan).optimalTiling & kAttachment)
            counts &= formatSampleCounts(caps, info.vulkan);
    return counts == UINT32_MAX ? VkSampleCountFlags(VK_SAMPLE_COUNT_1_BIT) : counts;
}

}  // namespace baker
