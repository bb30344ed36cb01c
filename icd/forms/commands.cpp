// Copies, dispatches and bindings of Vulkan 1.0, in terms of their newest forms.
#include "base/stack_array.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

VkShaderStageFlags stagesOf(VkPipelineBindPoint bindPoint) {
    return bindPoint == VK_PIPELINE_BIND_POINT_COMPUTE ? VK_SHADER_STAGE_COMPUTE_BIT
                                                       : VK_SHADER_STAGE_ALL_GRAPHICS;
}

}  // namespace

namespace entry {

VKAPI_ATTR void VKAPI_CALL CmdCopyBuffer(VkCommandBuffer commandBuffer, VkBuffer source,
                                         VkBuffer destination, uint32_t count,
                                         const VkBufferCopy* regions) {
    StackArray<VkBufferCopy2> regions2(count);
    for (uint32_t i = 0; i < count; ++i)
        regions2[i] = {VK_STRUCTURE_TYPE_BUFFER_COPY_2, nullptr, regions[i].srcOffset,
                       regions[i].dstOffset, regions[i].size};
    const VkCopyBufferInfo2 info{
        VK_STRUCTURE_TYPE_COPY_BUFFER_INFO_2, nullptr, source, destination, count, regions2.data()};
    CmdCopyBuffer2(commandBuffer, &info);
}

VKAPI_ATTR void VKAPI_CALL CmdDispatch(VkCommandBuffer commandBuffer, uint32_t x, uint32_t y,
                                       uint32_t z) {
    CmdDispatchBase(commandBuffer, 0, 0, 0, x, y, z);
}

VKAPI_ATTR void VKAPI_CALL CmdBindDescriptorSets(VkCommandBuffer commandBuffer,
                                                 VkPipelineBindPoint bindPoint,
                                                 VkPipelineLayout layout, uint32_t firstSet,
                                                 uint32_t setCount, const VkDescriptorSet* sets,
                                                 uint32_t dynamicOffsetCount,
                                                 const uint32_t* dynamicOffsets) {
    const VkBindDescriptorSetsInfo info{VK_STRUCTURE_TYPE_BIND_DESCRIPTOR_SETS_INFO,
                                        nullptr,
                                        stagesOf(bindPoint),
                                        layout,
                                        firstSet,
                                        setCount,
                                        sets,
                                        dynamicOffsetCount,
                                        dynamicOffsets};
    CmdBindDescriptorSets2(commandBuffer, &info);
}

VKAPI_ATTR void VKAPI_CALL CmdPushConstants(VkCommandBuffer commandBuffer, VkPipelineLayout layout,
                                            VkShaderStageFlags stages, uint32_t offset,
                                            uint32_t size, const void* values) {
    const VkPushConstantsInfo info{
        VK_STRUCTURE_TYPE_PUSH_CONSTANTS_INFO, nullptr, layout, stages, offset, size, values};
    CmdPushConstants2(commandBuffer, &info);
}

VKAPI_ATTR void VKAPI_CALL CmdPushDescriptorSet(VkCommandBuffer commandBuffer,
                                                VkPipelineBindPoint bindPoint,
                                                VkPipelineLayout layout, uint32_t set,
                                                uint32_t writeCount,
                                                const VkWriteDescriptorSet* writes) {
    const VkPushDescriptorSetInfo info{VK_STRUCTURE_TYPE_PUSH_DESCRIPTOR_SET_INFO,
                                       nullptr,
                                       stagesOf(bindPoint),
                                       layout,
                                       set,
                                       writeCount,
                                       writes};
    CmdPushDescriptorSet2(commandBuffer, &info);
}

VKAPI_ATTR void VKAPI_CALL CmdPushDescriptorSetWithTemplate(VkCommandBuffer commandBuffer,
                                                            VkDescriptorUpdateTemplate source,
                                                            VkPipelineLayout layout, uint32_t set,
                                                            const void* data) {
    const VkPushDescriptorSetWithTemplateInfo info{
        VK_STRUCTURE_TYPE_PUSH_DESCRIPTOR_SET_WITH_TEMPLATE_INFO,
        nullptr,
        source,
        layout,
        set,
        data};
    CmdPushDescriptorSetWithTemplate2(commandBuffer, &info);
}

}  // namespace entry
}  // namespace baker
