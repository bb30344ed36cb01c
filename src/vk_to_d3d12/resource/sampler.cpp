#include "sampler.hpp"

#include <algorithm>

#include "base/chain.hpp"
#include "d3d12/capabilities.hpp"
#include "d3d12/workarounds.hpp"
#include "device/device.hpp"
#include "format.hpp"
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
            .hostBorders = workaroundEnabled(Workaround::HostBorders),
            .nonNormalized = bool(caps.options17.NonNormalizedCoordinateSamplersSupported)};
}

namespace {

bool isIntegerBorder(VkBorderColor color) {
    return color == VK_BORDER_COLOR_INT_TRANSPARENT_BLACK ||
           color == VK_BORDER_COLOR_INT_OPAQUE_BLACK || color == VK_BORDER_COLOR_INT_OPAQUE_WHITE ||
           color == VK_BORDER_COLOR_INT_CUSTOM_EXT;
}

// In the order of the format's DXGI components, which views put in order behind the sampler.
std::array<uint32_t, 4> customColor(const VkSamplerCustomBorderColorCreateInfoEXT& custom) {
    const FormatInfo* format = formatInfo(custom.format);
    return reordered(custom.customBorderColor.uint32,
                     format && format->isColor() ? renderOrder(*format) : kSameOrder);
}

}  // namespace

void Sampler::setBorder(const VkSamplerCreateInfo& info, SamplerSupport support) {
    const auto color = static_cast<uint32_t>(info.borderColor);
    const bool isInteger = isIntegerBorder(info.borderColor);
    const auto* custom = findInChain<VkSamplerCustomBorderColorCreateInfoEXT>(
        info.pNext, VK_STRUCTURE_TYPE_SAMPLER_CUSTOM_BORDER_COLOR_CREATE_INFO_EXT);
    if (isInteger && support.integerBorders) desc_.Flags |= D3D12_SAMPLER_FLAG_UINT_BORDER_COLOR;
    if (color >= std::size(kBorderColors)) {
        if (custom) std::ranges::copy(customColor(*custom), desc_.UintBorderColor);
        return;
    }
    for (size_t i = 0; i < 4; ++i)
        if (isInteger && support.customBorders())
            desc_.UintBorderColor[i] = UINT(kBorderColors[color][i]);
        else
            desc_.FloatBorderColor[i] = kBorderColors[color][i];
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
