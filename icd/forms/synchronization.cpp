// Vulkan 1.0's barriers and events, in terms of VK_KHR_synchronization2's.
#include <vector>

#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// A VkDependencyInfo and the arrays that it points into. The stages depend on each other whatever
// the barriers are: synchronization2 says that with a memory barrier without accesses.
class Dependency {
  public:
    Dependency(VkPipelineStageFlags srcStages, VkPipelineStageFlags dstStages)
        : srcStages_(srcStages),
          dstStages_(dstStages),
          memory_{{VK_STRUCTURE_TYPE_MEMORY_BARRIER_2, nullptr, srcStages, 0, dstStages, 0}} {}

    void add(uint32_t count, const VkMemoryBarrier* barriers) {
        for (uint32_t i = 0; i < count; ++i)
            memory_.push_back({VK_STRUCTURE_TYPE_MEMORY_BARRIER_2, nullptr, srcStages_,
                               barriers[i].srcAccessMask, dstStages_, barriers[i].dstAccessMask});
    }
    void add(uint32_t count, const VkBufferMemoryBarrier* barriers) {
        for (uint32_t i = 0; i < count; ++i) {
            const VkBufferMemoryBarrier& b = barriers[i];
            buffers_.push_back({VK_STRUCTURE_TYPE_BUFFER_MEMORY_BARRIER_2, b.pNext, srcStages_,
                                b.srcAccessMask, dstStages_, b.dstAccessMask, b.srcQueueFamilyIndex,
                                b.dstQueueFamilyIndex, b.buffer, b.offset, b.size});
        }
    }
    void add(uint32_t count, const VkImageMemoryBarrier* barriers) {
        for (uint32_t i = 0; i < count; ++i) {
            const VkImageMemoryBarrier& b = barriers[i];
            images_.push_back({VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2, b.pNext, srcStages_,
                               b.srcAccessMask, dstStages_, b.dstAccessMask, b.oldLayout,
                               b.newLayout, b.srcQueueFamilyIndex, b.dstQueueFamilyIndex, b.image,
                               b.subresourceRange});
        }
    }

    VkDependencyInfo info(VkDependencyFlags flags = 0) const {
        return {VK_STRUCTURE_TYPE_DEPENDENCY_INFO,
                nullptr,
                flags,
                static_cast<uint32_t>(memory_.size()),
                memory_.data(),
                static_cast<uint32_t>(buffers_.size()),
                buffers_.data(),
                static_cast<uint32_t>(images_.size()),
                images_.data()};
    }

  private:
    const VkPipelineStageFlags srcStages_;
    const VkPipelineStageFlags dstStages_;
    std::vector<VkMemoryBarrier2> memory_;
    std::vector<VkBufferMemoryBarrier2> buffers_;
    std::vector<VkImageMemoryBarrier2> images_;
};

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdPipelineBarrier(
    VkCommandBuffer commandBuffer, VkPipelineStageFlags srcStageMask,
    VkPipelineStageFlags dstStageMask, VkDependencyFlags dependencyFlags,
    uint32_t memoryBarrierCount, const VkMemoryBarrier* pMemoryBarriers,
    uint32_t bufferMemoryBarrierCount, const VkBufferMemoryBarrier* pBufferMemoryBarriers,
    uint32_t imageMemoryBarrierCount, const VkImageMemoryBarrier* pImageMemoryBarriers) {
    Dependency dependency(srcStageMask, dstStageMask);
    dependency.add(memoryBarrierCount, pMemoryBarriers);
    dependency.add(bufferMemoryBarrierCount, pBufferMemoryBarriers);
    dependency.add(imageMemoryBarrierCount, pImageMemoryBarriers);
    const VkDependencyInfo info = dependency.info(dependencyFlags);
    CmdPipelineBarrier2(commandBuffer, &info);
}

VKAPI_ATTR void VKAPI_CALL CmdSetEvent(VkCommandBuffer commandBuffer, VkEvent event,
                                       VkPipelineStageFlags stageMask) {
    const VkDependencyInfo info = Dependency(stageMask, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT).info();
    CmdSetEvent2(commandBuffer, event, &info);
}

VKAPI_ATTR void VKAPI_CALL CmdResetEvent(VkCommandBuffer commandBuffer, VkEvent event,
                                         VkPipelineStageFlags stageMask) {
    CmdResetEvent2(commandBuffer, event, stageMask);
}

// All events share one dependency, recorded with the first; the others only wait.
VKAPI_ATTR void VKAPI_CALL
CmdWaitEvents(VkCommandBuffer commandBuffer, uint32_t eventCount, const VkEvent* pEvents,
              VkPipelineStageFlags srcStageMask, VkPipelineStageFlags dstStageMask,
              uint32_t memoryBarrierCount, const VkMemoryBarrier* pMemoryBarriers,
              uint32_t bufferMemoryBarrierCount, const VkBufferMemoryBarrier* pBufferMemoryBarriers,
              uint32_t imageMemoryBarrierCount, const VkImageMemoryBarrier* pImageMemoryBarriers) {
    const Dependency execution(srcStageMask, dstStageMask);
    Dependency dependency(srcStageMask, dstStageMask);
    dependency.add(memoryBarrierCount, pMemoryBarriers);
    dependency.add(bufferMemoryBarrierCount, pBufferMemoryBarriers);
    dependency.add(imageMemoryBarrierCount, pImageMemoryBarriers);
    std::vector<VkDependencyInfo> infos(eventCount, execution.info());
    infos[0] = dependency.info();
    CmdWaitEvents2(commandBuffer, eventCount, pEvents, infos.data());
}

}  // namespace baker::entry
