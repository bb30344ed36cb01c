#include "synchronization.hpp"

#include "vk_entrypoints.hpp"

namespace baker {

// Without barriers the call is still an execution dependency: a memory barrier without accesses.
Dependency::Dependency(const Barriers& barriers)
    : memory_(barriers.memory.size() + 1),
      buffers_(barriers.buffers.size()),
      images_(barriers.images.size()) {
    const VkPipelineStageFlags2 src = barriers.srcStages;
    const VkPipelineStageFlags2 dst = barriers.dstStages;
    memory_[0] = {VK_STRUCTURE_TYPE_MEMORY_BARRIER_2, nullptr, src, 0, dst, 0};
    for (size_t i = 0; i < barriers.memory.size(); ++i) {
        const VkMemoryBarrier& b = barriers.memory[i];
        memory_[i + 1] = {VK_STRUCTURE_TYPE_MEMORY_BARRIER_2,
                          b.pNext,
                          src,
                          b.srcAccessMask,
                          dst,
                          b.dstAccessMask};
    }
    for (size_t i = 0; i < barriers.buffers.size(); ++i) {
        const VkBufferMemoryBarrier& b = barriers.buffers[i];
        buffers_[i] = {VK_STRUCTURE_TYPE_BUFFER_MEMORY_BARRIER_2,
                       b.pNext,
                       src,
                       b.srcAccessMask,
                       dst,
                       b.dstAccessMask,
                       b.srcQueueFamilyIndex,
                       b.dstQueueFamilyIndex,
                       b.buffer,
                       b.offset,
                       b.size};
    }
    for (size_t i = 0; i < barriers.images.size(); ++i) {
        const VkImageMemoryBarrier& b = barriers.images[i];
        images_[i] = {VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2,
                      b.pNext,
                      src,
                      b.srcAccessMask,
                      dst,
                      b.dstAccessMask,
                      b.oldLayout,
                      b.newLayout,
                      b.srcQueueFamilyIndex,
                      b.dstQueueFamilyIndex,
                      b.image,
                      b.subresourceRange};
    }
    info_.dependencyFlags = barriers.flags;
    info_.memoryBarrierCount = static_cast<uint32_t>(memory_.size());
    info_.pMemoryBarriers = memory_.data();
    info_.bufferMemoryBarrierCount = static_cast<uint32_t>(buffers_.size());
    info_.pBufferMemoryBarriers = buffers_.data();
    info_.imageMemoryBarrierCount = static_cast<uint32_t>(images_.size());
    info_.pImageMemoryBarriers = images_.data();
}

namespace entry {

VKAPI_ATTR void VKAPI_CALL CmdPipelineBarrier(
    VkCommandBuffer commandBuffer, VkPipelineStageFlags srcStages, VkPipelineStageFlags dstStages,
    VkDependencyFlags flags, uint32_t memoryCount, const VkMemoryBarrier* memory,
    uint32_t bufferCount, const VkBufferMemoryBarrier* buffers, uint32_t imageCount,
    const VkImageMemoryBarrier* images) {
    const Dependency dependency({srcStages,
                                 dstStages,
                                 flags,
                                 {memory, memoryCount},
                                 {buffers, bufferCount},
                                 {images, imageCount}});
    CmdPipelineBarrier2(commandBuffer, &dependency.info());
}

// The second half of the dependency is known when the event is waited for.
VKAPI_ATTR void VKAPI_CALL CmdSetEvent(VkCommandBuffer commandBuffer, VkEvent event,
                                       VkPipelineStageFlags stages) {
    const Dependency dependency({stages, stages, 0, {}, {}, {}});
    CmdSetEvent2(commandBuffer, event, &dependency.info());
}

VKAPI_ATTR void VKAPI_CALL CmdResetEvent(VkCommandBuffer commandBuffer, VkEvent event,
                                         VkPipelineStageFlags stages) {
    CmdResetEvent2(commandBuffer, event, stages);
}

VKAPI_ATTR void VKAPI_CALL CmdWaitEvents(VkCommandBuffer commandBuffer, uint32_t eventCount,
                                         const VkEvent* events, VkPipelineStageFlags srcStages,
                                         VkPipelineStageFlags dstStages, uint32_t memoryCount,
                                         const VkMemoryBarrier* memory, uint32_t bufferCount,
                                         const VkBufferMemoryBarrier* buffers, uint32_t imageCount,
                                         const VkImageMemoryBarrier* images) {
    const Dependency dependency({srcStages,
                                 dstStages,
                                 0,
                                 {memory, memoryCount},
                                 {buffers, bufferCount},
                                 {images, imageCount}});
    StackArray<VkDependencyInfo> infos(eventCount);
    for (VkDependencyInfo& info : infos) {
        info = {VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
        info.memoryBarrierCount = 1;  // execution alone: the barriers are recorded once
        info.pMemoryBarriers = dependency.info().pMemoryBarriers;
    }
    infos[0] = dependency.info();
    CmdWaitEvents2(commandBuffer, eventCount, events, infos.data());
}

VKAPI_ATTR void VKAPI_CALL CmdWriteTimestamp(VkCommandBuffer commandBuffer,
                                             VkPipelineStageFlagBits stage, VkQueryPool pool,
                                             uint32_t query) {
    CmdWriteTimestamp2(commandBuffer, stage, pool, query);
}

}  // namespace entry
}  // namespace baker
