// Commands of Vulkan 1.0 that later versions put into structures.
#include <vector>

#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdCopyBuffer(VkCommandBuffer commandBuffer, VkBuffer srcBuffer,
                                         VkBuffer dstBuffer, uint32_t regionCount,
                                         const VkBufferCopy* pRegions) {
    std::vector<VkBufferCopy2> regions(regionCount);
    for (uint32_t i = 0; i < regionCount; ++i)
        regions[i] = {VK_STRUCTURE_TYPE_BUFFER_COPY_2, nullptr, pRegions[i].srcOffset,
                      pRegions[i].dstOffset, pRegions[i].size};
    const VkCopyBufferInfo2 info{VK_STRUCTURE_TYPE_COPY_BUFFER_INFO_2,
                                 nullptr,
                                 srcBuffer,
                                 dstBuffer,
                                 regionCount,
                                 regions.data()};
    CmdCopyBuffer2(commandBuffer, &info);
}

VKAPI_ATTR void VKAPI_CALL CmdDispatch(VkCommandBuffer commandBuffer, uint32_t groupCountX,
                                       uint32_t groupCountY, uint32_t groupCountZ) {
    CmdDispatchBase(commandBuffer, 0, 0, 0, groupCountX, groupCountY, groupCountZ);
}

VKAPI_ATTR void VKAPI_CALL CmdBindDescriptorSets(
    VkCommandBuffer commandBuffer, VkPipelineBindPoint pipelineBindPoint, VkPipelineLayout layout,
    uint32_t firstSet, uint32_t descriptorSetCount, const VkDescriptorSet* pDescriptorSets,
    uint32_t dynamicOffsetCount, const uint32_t* pDynamicOffsets) {
    const VkBindDescriptorSetsInfo info{
        VK_STRUCTURE_TYPE_BIND_DESCRIPTOR_SETS_INFO,
        nullptr,
        static_cast<VkShaderStageFlags>(pipelineBindPoint == VK_PIPELINE_BIND_POINT_COMPUTE
                                            ? VK_SHADER_STAGE_COMPUTE_BIT
                                            : VK_SHADER_STAGE_ALL_GRAPHICS),
        layout,
        firstSet,
        descriptorSetCount,
        pDescriptorSets,
        dynamicOffsetCount,
        pDynamicOffsets};
    CmdBindDescriptorSets2(commandBuffer, &info);
}

VKAPI_ATTR void VKAPI_CALL CmdPushConstants(VkCommandBuffer commandBuffer, VkPipelineLayout layout,
                                            VkShaderStageFlags stageFlags, uint32_t offset,
                                            uint32_t size, const void* pValues) {
    const VkPushConstantsInfo info{
        VK_STRUCTURE_TYPE_PUSH_CONSTANTS_INFO, nullptr, layout, stageFlags, offset, size, pValues};
    CmdPushConstants2(commandBuffer, &info);
}

}  // namespace baker::entry
