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

std::vector<DescriptorBinding> shaderBindings(const PipelineLayoutInfo& info) {
    std::vector<DescriptorBinding> bindings;
    for (uint32_t set = 0; set < info.sets.size(); ++set) {
        if (!info.sets[set]) continue;
        for (const SetLayoutBinding& binding : info.sets[set]->bindings())
            if (binding.count)
                bindings.push_back(shaderBinding(binding, set, info.firstDynamicOffset[set]));
    }
    return bindings;
}

Result<const RootSignature*> rootSignature(Device& device, const PipelineLayoutInfo& info,
                                           bool vertexFetch) {
    auto* cache = TRY(device.service<RootSignatureCache>());
    return cache->get({info.sets, info.pushConstantBytes,
                       has(device.features(), Feature::bufferDeviceAddress),
                       has(device.features(), Feature::transformFeedback), vertexFetch});
}

}  // namespace

Result<const RootSignature*> fetchingRootSignature(Device& device, const PipelineLayoutInfo& info) {
    return rootSignature(device, info, true);
}

Result<PipelineLayoutRef> makePipelineLayout(Device& device,
                                             std::vector<std::shared_ptr<const SetLayoutInfo>> sets,
                                             uint32_t pushConstantBytes) {
    auto info = std::make_shared<PipelineLayoutInfo>();
    info->sets = std::move(sets);
    info->pushConstantBytes = pushConstantBytes;
    uint32_t dynamicOffsets = 0;
    for (const auto& set : info->sets) {
        info->firstDynamicOffset.push_back(dynamicOffsets);
        if (set) dynamicOffsets += set->dynamicCount();
    }
    info->shaderBindings = shaderBindings(*info);
    info->rootSignature = TRY(rootSignature(device, *info, false));
    return PipelineLayoutRef(std::move(info));
}

Result<PipelineLayoutRef> makePipelineLayout(Device& device,
                                             std::span<const VkDescriptorSetLayout> sets,
                                             std::span<const VkPushConstantRange> ranges) {
    std::vector<std::shared_ptr<const SetLayoutInfo>> infos;
    for (VkDescriptorSetLayout handle : sets) {
        const auto* layout = DescriptorSetLayout::from(handle);
        infos.push_back(layout ? layout->info() : nullptr);
    }
    uint32_t bytes = 0;
    for (const VkPushConstantRange& range : ranges)
        bytes = std::max(bytes, range.offset + range.size);
    return makePipelineLayout(device, std::move(infos), bytes);
}

Result<PipelineLayoutRef> joinPipelineLayouts(Device& device, const PipelineLayoutRef& a,
                                              const PipelineLayoutRef& b) {
    if (!a || !b || a == b) return a ? a : b;
    auto sets = a->sets;
    sets.resize(std::max(sets.size(), b->sets.size()));
    for (size_t i = 0; i < b->sets.size(); ++i)
        if (!sets[i]) sets[i] = b->sets[i];
    return makePipelineLayout(device, std::move(sets),
                              std::max(a->pushConstantBytes, b->pushConstantBytes));
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreatePipelineLayout(VkDevice device,
                                                    const VkPipelineLayoutCreateInfo* pCreateInfo,
                                                    const VkAllocationCallbacks* pAllocator,
                                                    VkPipelineLayout* pPipelineLayout) {
    Device& owner = *Device::from(device);
    const Allocator allocator = owner.allocator(pAllocator);
    PipelineLayoutRef info = TRY(makePipelineLayout(
        owner, {pCreateInfo->pSetLayouts, pCreateInfo->setLayoutCount},
        {pCreateInfo->pPushConstantRanges, pCreateInfo->pushConstantRangeCount}));
    auto* layout =
        newObject<PipelineLayout>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, std::move(info));
    if (!layout) return VK_ERROR_OUT_OF_HOST_MEMORY;
    *pPipelineLayout = layout->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyPipelineLayout(VkDevice device, VkPipelineLayout pipelineLayout,
                                                 const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), PipelineLayout::from(pipelineLayout));
}

}  // namespace baker::entry
