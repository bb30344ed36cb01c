#include "sampler.hpp"

#include <algorithm>

#include "base/chain.hpp"
#include "d3d12/capabilities.hpp"
#include "device/device.hpp"
#include "vk_entrypoints.hpp"
#include "ycbcr_conversion.hpp"

namespace baker {
namespace {

// By VkSamplerAddressMode.
constexpr D3D12_TEXTURE_ADDRESS_MODE kAddressModes[] = {
    D3D12_TEXTURE_ADDRESS_MODE_WRAP, D3D12_TEXTURE_ADDRESS_MODE_MIRROR,
    D3D12_TEXTURE_ADDRESS_MODE_CLAMP, D3D12_TEXTURE_ADDRESS_MODE_BORDER,
    D3D12_TEXTURE_ADDRESS_MODE_MIRROR_ONCE};

// By VkBorderColor. D3D12 without borders of integers converts the number.
constexpr float kBorderColors[][4] = {{0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 1},
                                      {0, 0, 0, 1}, {1, 1, 1, 1}, {1, 1, 1, 1}};

D3D12_FILTER_TYPE filterType(bool linear) {
    return linear ? D3D12_FILTER_TYPE_LINEAR : D3D12_FILTER_TYPE_POINT;
}

D3D12_FILTER_REDUCTION_TYPE reductionType(const VkSamplerCreateInfo& info) {
    if (info.compareEnable) return D3D12_FILTER_REDUCTION_TYPE_COMPARISON;
    const auto* mode = findInChain<VkSamplerReductionModeCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_SAMPLER_REDUCTION_MODE_CREATE_INFO);
    if (!mode || mode->reductionMode == VK_SAMPLER_REDUCTION_MODE_WEIGHTED_AVERAGE)
        return D3D12_FILTER_REDUCTION_TYPE_STANDARD;
    return mode->reductionMode == VK_SAMPLER_REDUCTION_MODE_MIN
               ? D3D12_FILTER_REDUCTION_TYPE_MINIMUM
               : D3D12_FILTER_REDUCTION_TYPE_MAXIMUM;
}

D3D12_FILTER filter(const VkSamplerCreateInfo& info) {
    const D3D12_FILTER_REDUCTION_TYPE reduction = reductionType(info);
    if (info.anisotropyEnable) return D3D12_ENCODE_ANISOTROPIC_FILTER(reduction);
    return D3D12_ENCODE_BASIC_FILTER(filterType(info.minFilter == VK_FILTER_LINEAR),
                                     filterType(info.magFilter == VK_FILTER_LINEAR),
                                     filterType(info.mipmapMode == VK_SAMPLER_MIPMAP_MODE_LINEAR),
                                     reduction);
}

}  // namespace

SamplerSupport samplerSupport(const Capabilities& caps) {
    return {.integerBorders = bool(caps.options14.AdvancedTextureOpsSupported),
            .nonNormalized = bool(caps.options17.NonNormalizedCoordinateSamplersSupported)};
}

void Sampler::setBorder(const VkSamplerCreateInfo& info, SamplerSupport support) {
    const auto color = static_cast<uint32_t>(info.borderColor);
    const auto* custom = findInChain<VkSamplerCustomBorderColorCreateInfoEXT>(
        info.pNext, VK_STRUCTURE_TYPE_SAMPLER_CUSTOM_BORDER_COLOR_CREATE_INFO_EXT);
    if (color < std::size(kBorderColors))
        std::copy_n(kBorderColors[color], 4, desc_.FloatBorderColor);
    else if (custom)
        std::copy_n(custom->customBorderColor.uint32, 4, desc_.UintBorderColor);
    const bool isInteger = info.borderColor == VK_BORDER_COLOR_INT_TRANSPARENT_BLACK ||
                           info.borderColor == VK_BORDER_COLOR_INT_OPAQUE_BLACK ||
                           info.borderColor == VK_BORDER_COLOR_INT_OPAQUE_WHITE ||
                           info.borderColor == VK_BORDER_COLOR_INT_CUSTOM_EXT;
    if (!isInteger || !support.integerBorders) return;
    desc_.Flags |= D3D12_SAMPLER_FLAG_UINT_BORDER_COLOR;
    if (color >= std::size(kBorderColors)) return;
    for (size_t i = 0; i < 4; ++i) desc_.UintBorderColor[i] = UINT(kBorderColors[color][i]);
}

Sampler::Sampler(const VkSamplerCreateInfo& info, SamplerSupport support) {
    desc_.Filter = filter(info);
    desc_.AddressU = kAddressModes[info.addressModeU];
    desc_.AddressV = kAddressModes[info.addressModeV];
    desc_.AddressW = kAddressModes[info.addressModeW];
    desc_.MipLODBias =
        std::clamp(info.mipLodBias, float(D3D12_MIP_LOD_BIAS_MIN), float(D3D12_MIP_LOD_BIAS_MAX));
    desc_.MaxAnisotropy =
        info.anisotropyEnable ? UINT(std::clamp(info.maxAnisotropy, 1.f, 16.f)) : 1;
    // VkCompareOp counts from 0, D3D12 from 1, in the same order.
    desc_.ComparisonFunc = info.compareEnable ? D3D12_COMPARISON_FUNC(info.compareOp + 1)
                                              : D3D12_COMPARISON_FUNC_NEVER;
    setBorder(info, support);
    unnormalizedCoordinates_ = info.unnormalizedCoordinates && !support.nonNormalized;
    if (info.unnormalizedCoordinates && support.nonNormalized)
        desc_.Flags |= D3D12_SAMPLER_FLAG_NON_NORMALIZED_COORDINATES;
    if (const auto* conversion = findInChain<VkSamplerYcbcrConversionInfo>(
            info.pNext, VK_STRUCTURE_TYPE_SAMPLER_YCBCR_CONVERSION_INFO))
        conversion_ = SamplerYcbcrConversion::from(conversion->conversion)->conversion();
    desc_.MinLOD = info.minLod;
    desc_.MaxLOD = info.maxLod;
}

Result<Sampler*> Sampler::create(Device& device, const VkSamplerCreateInfo& info,
                                 const Allocator& allocator) {
    auto* heap = TRY(device.service<SamplerHeap>());
    const SamplerSupport support = samplerSupport(device.capabilities());
    const Sampler made(info, support);
    const SamplerId id = TRY(heap->intern(made.desc_));
    auto* sampler = newObject<Sampler>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, info, support);
    if (!sampler) return VK_ERROR_OUT_OF_HOST_MEMORY;
    sampler->id_ = id;
    return sampler;
}

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateSampler(VkDevice device, const VkSamplerCreateInfo* info,
                                             const VkAllocationCallbacks* callbacks,
                                             VkSampler* handle) {
    Device& owner = *Device::from(device);
    *handle = TRY(Sampler::create(owner, *info, owner.allocator(callbacks)))->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroySampler(VkDevice device, VkSampler sampler,
                                          const VkAllocationCallbacks* callbacks) {
    deleteObject(Device::from(device)->allocator(callbacks), Sampler::from(sampler));
}

}  // namespace entry
}  // namespace baker
