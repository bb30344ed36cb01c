// vkCmdPushDescriptorSet2, vkCmdPushDescriptorSetWithTemplate2.
#include "base/stack_array.hpp"
#include "bind.hpp"
#include "command_buffer.hpp"
#include "descriptor/push_descriptors.hpp"
#include "descriptor/update_template.hpp"
#include "pipeline/pipeline_layout.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

void pushSet(Recorder& recorder, VkPipelineBindPoint bindPoint, uint32_t index,
             const SetLayoutRef& layout, std::span<const DescriptorWrite> writes) {
    auto set = recorder.pushed.push(bindPoint, index, layout, writes);
    if (!set.ok()) return recorder.fail(set.error());
    bindSet(
        bindPoint == VK_PIPELINE_BIND_POINT_COMPUTE ? recorder.compute : recorder.graphics.bindings,
        index, *set.value());
}

size_t infoSize(VkDescriptorType type) {
    switch (type) {
        case VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER:
        case VK_DESCRIPTOR_TYPE_STORAGE_TEXEL_BUFFER:
            return sizeof(VkBufferView);
        case VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER:
        case VK_DESCRIPTOR_TYPE_STORAGE_BUFFER:
            return sizeof(VkDescriptorBufferInfo);
        default:
            return sizeof(VkDescriptorImageInfo);
    }
}

// `writes` with their data, as long as the recording needs them.
void record(VkCommandBuffer commandBuffer, VkPipelineBindPoint bindPoint, VkPipelineLayout layout,
            uint32_t index, std::span<DescriptorWrite> writes) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const SetLayoutRef* set = target.keepLayout(PipelineLayout::from(layout)->sharedSet(index));
    for (DescriptorWrite& write : writes)
        if (write.count)
            write.data =
                target.keep(write.data, (write.count - 1) * write.stride + infoSize(write.type))
                    .data();
    const auto kept =
        target.keep(static_cast<const DescriptorWrite*>(writes.data()), writes.size());
    target.record([=](Recorder& recorder) { pushSet(recorder, bindPoint, index, *set, kept); });
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdPushDescriptorSet2(VkCommandBuffer commandBuffer,
                                                 const VkPushDescriptorSetInfo* pInfo) {
    StackArray<DescriptorWrite> writes(pInfo->descriptorWriteCount);
    const auto recordFor = [&](VkPipelineBindPoint bindPoint) {
        for (uint32_t i = 0; i < pInfo->descriptorWriteCount; ++i)
            writes[i] = descriptorWrite(pInfo->pDescriptorWrites[i]);
        record(commandBuffer, bindPoint, pInfo->layout, pInfo->set, {writes.data(), writes.size()});
    };
    if (pInfo->stageFlags & VK_SHADER_STAGE_COMPUTE_BIT) recordFor(VK_PIPELINE_BIND_POINT_COMPUTE);
    if (pInfo->stageFlags & VK_SHADER_STAGE_ALL_GRAPHICS)
        recordFor(VK_PIPELINE_BIND_POINT_GRAPHICS);
}

VKAPI_ATTR void VKAPI_CALL CmdPushDescriptorSetWithTemplate2(
    VkCommandBuffer commandBuffer, const VkPushDescriptorSetWithTemplateInfo* pInfo) {
    const auto& source = *DescriptorUpdateTemplate::from(pInfo->descriptorUpdateTemplate);
    StackArray<DescriptorWrite> writes(source.size());
    for (size_t i = 0; i < source.size(); ++i) writes[i] = source.write(i, pInfo->pData);
    record(commandBuffer, source.bindPoint(), pInfo->layout, pInfo->set,
           {writes.data(), writes.size()});
}

}  // namespace baker::entry
