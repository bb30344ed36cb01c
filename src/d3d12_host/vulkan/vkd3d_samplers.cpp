#include "vulkan/vkd3d_samplers.hpp"

#include <algorithm>
#include <cstring>

#include "vulkan/intercept.hpp"

namespace baker::host {
namespace {

PFN_vkCreateSampler nextCreateSampler = nullptr;

thread_local const FLOAT* borderColor = nullptr;

VkResult VKAPI_PTR createSampler(VkDevice device, const VkSamplerCreateInfo* info,
                                 const VkAllocationCallbacks* allocator, VkSampler* sampler) {
    if (!borderColor) return nextCreateSampler(device, info, allocator, sampler);
    VkSamplerCustomBorderColorCreateInfoEXT custom = {
        VK_STRUCTURE_TYPE_SAMPLER_CUSTOM_BORDER_COLOR_CREATE_INFO_EXT,
        info->pNext,
        {},
        VK_FORMAT_UNDEFINED};
    std::memcpy(&custom.customBorderColor, borderColor, sizeof(custom.customBorderColor));
    VkSamplerCreateInfo bordered = *info;
    bordered.pNext = &custom;
    bordered.borderColor = VK_BORDER_COLOR_FLOAT_CUSTOM_EXT;
    return nextCreateSampler(device, &bordered, allocator, sampler);
}

bool hasBorder(const D3D12_SAMPLER_DESC& desc) {
    const auto modes = {desc.AddressU, desc.AddressV, desc.AddressW};
    return std::ranges::count(modes, D3D12_TEXTURE_ADDRESS_MODE_BORDER) != 0;
}

// Those that vkd3d knows; Vulkan limits the number of samplers with others.
bool isCommon(const FLOAT (&color)[4]) {
    constexpr FLOAT kColors[][4] = {{0, 0, 0, 0}, {0, 0, 0, 1}, {1, 1, 1, 1}};
    return std::ranges::any_of(
        kColors, [&](const auto& one) { return std::memcmp(one, color, sizeof(one)) == 0; });
}

bool isMended(const DeviceExtensions& has, const D3D12_SAMPLER_DESC* desc) {
    return has.borderColors && desc && hasBorder(*desc) && !isCommon(desc->BorderColor);
}

}  // namespace

BorderColor::BorderColor(const DeviceExtensions& has, const D3D12_SAMPLER_DESC* desc)
    : Scoped(borderColor, isMended(has, desc) ? desc->BorderColor : nullptr), given_(desc) {
    if (!borderColor) return;
    replaced_ = *desc;
    std::ranges::fill(replaced_->BorderColor, 0.0f);
}

std::span<const Interception> samplerInterceptions() {
    static const Interception rows[] = {
        intercept("vkCreateSampler", createSampler, nextCreateSampler),
    };
    return rows;
}

}  // namespace baker::host
