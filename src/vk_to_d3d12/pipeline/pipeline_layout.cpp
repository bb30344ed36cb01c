#include "pipeline_layout.hpp"

#include <algorithm>

#include "device/device.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

ResourceClass resourceClass(const SetLayoutBinding& binding) {
    switch (binding.ranges) {
        case 0:
            return ResourceClass::Sampler;
        case 1u << D3D12_DESCRIPTOR_RANGE_TYPE_CBV:
            return ResourceClass::ConstantBuffer;
        case 1u << D3D12_DESCRIPTOR_RANGE_TYPE_SRV:
            return ResourceClass::ShaderResource;
        default:
            return ResourceClass::UnorderedAccess;
    }
}

DescriptorBinding shaderBinding(const SetLayoutBinding& binding, uint32_t set,
                                uint32_t firstDynamicOffset) {
    DescriptorBinding result{
        .set = set, .binding = binding.binding, .resourceClass = resourceClass(binding)};
    result.isMutable = binding.isMutable();
    result.kinds = kindsOf(binding);
    result.unnormalizedCoordinates = binding.unnormalizedCoordinates;
    const uint32_t count = binding.isVariable() ? kUnboundedCount : binding.slots();
    if (binding.slot != kNoSlot) result.resource = {set, binding.slot, count};
    if (binding.samplerSlot != kNoSlot)
        result.sampler = {set, binding.samplerSlot,
                          binding.isVariable() ? kUnboundedCount : binding.count};
    result.conversions = binding.conversions;
    if (binding.dynamicIndex != kNoSlot)
        result.dynamicOffset = firstDynamicOffset + binding.dynamicIndex;
    return result;
}

uint32_t pushConstantBytes(const VkPipelineLayoutCreateInfo& info) {
    uint32_t bytes = 0;
    for (uint32_t i = 0; i < info.pushConstantRangeCount; ++i) {
        const VkPushConstantRange& range = info.pPushConstantRanges[i];
        bytes = std::max(bytes, range.offset + range.size);
    }
    return bytes;
}

}  // namespace

VkResult PipelineLayout::init(Device& device, const VkPipelineLayoutCreateInfo& info) {
    uint32_t dynamicOffsets = 0;
    for (uint32_t i = 0; i < info.setLayoutCount; ++i) {
        const auto* layout = DescriptorSetLayout::from(info.pSetLayouts[i]);
        sets_.push_back(layout ? layout->info() : nullptr);
        firstDynamicOffset_.push_back(dynamicOffsets);
        if (layout) dynamicOffsets += layout->info()->dynamicCount();
    }
    describeBindings();
    auto* cache = TRY(device.service<RootSignatureCache>());
    rootSignature_ = TRY(cache->get(
        {sets_, pushConstantBytes(info), has(device.features(), Feature::bufferDeviceAddress)}));
    return VK_SUCCESS;
}

void PipelineLayout::describeBindings() {
    for (uint32_t set = 0; set < sets_.size(); ++set) {
        if (!sets_[set]) continue;
        for (const SetLayoutBinding& binding : sets_[set]->bindings())
            if (binding.count)
                shaderBindings_.push_back(shaderBinding(binding, set, firstDynamicOffset_[set]));
    }
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreatePipelineLayout(VkDevice device,
                                                    const VkPipelineLayoutCreateInfo* pCreateInfo,
                                                    const VkAllocationCallbacks* pAllocator,
                                                    VkPipelineLayout* pPipelineLayout) {
    Device& owner = *Device::from(device);
    const Allocator allocator = owner.allocator(pAllocator);
    auto* layout = newObject<PipelineLayout>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT);
    if (!layout) return VK_ERROR_OUT_OF_HOST_MEMORY;
    if (const VkResult result = layout->init(owner, *pCreateInfo)) {
        deleteObject(allocator, layout);
        return result;
    }
    *pPipelineLayout = layout->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyPipelineLayout(VkDevice device, VkPipelineLayout pipelineLayout,
                                                 const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), PipelineLayout::from(pipelineLayout));
}

}  // namespace baker::entry
