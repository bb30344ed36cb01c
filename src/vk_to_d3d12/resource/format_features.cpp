#include "format_features.hpp"

#include "format.hpp"

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

// A view of a buffer has neither component mapping nor sRGB, and its offset is a multiple of a
// texel: ours are multiples of 16 bytes, so texels of three components are out.
VkFormatFeatureFlags2 bufferFeatures(const D3D12_FEATURE_DATA_FORMAT_SUPPORT& support,
                                     const FormatInfo& info) {
    const bool isPowerOfTwo = (info.blockBytes & (info.blockBytes - 1)) == 0;
    if (!info.isColor() || !info.isDirect() || info.isCompressed() || !isPowerOfTwo ||
        info.type == NumberType::Srgb)
        return 0;
    return apply(kBufferRules, support);
}

}  // namespace

FormatFeatures formatFeatures(const Capabilities& caps, VkFormat format) {
    const FormatInfo* info = formatInfo(format);
    if (!info || info->dxgi == DXGI_FORMAT_UNKNOWN) return {};
    const D3D12_FEATURE_DATA_FORMAT_SUPPORT& support = caps.formats[info->dxgi];
    return {.buffer = bufferFeatures(support, *info)};
}

}  // namespace baker
