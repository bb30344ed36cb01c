// vkQueueSubmit in terms of vkQueueSubmit2.
#include <vector>

#include "base/chain.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// The submissions and the arrays that they point into.
class Submits2 {
  public:
    Submits2(const VkSubmitInfo* submits, uint32_t count) {
        size_t semaphores = 0, commandBuffers = 0;
        for (uint32_t i = 0; i < count; ++i) {
            semaphores += submits[i].waitSemaphoreCount + submits[i].signalSemaphoreCount;
            commandBuffers += submits[i].commandBufferCount;
        }
        submits_.reserve(count);
        semaphores_.reserve(semaphores);
        commandBuffers_.reserve(commandBuffers);
        for (uint32_t i = 0; i < count; ++i) add(submits[i]);
    }

    const std::vector<VkSubmitInfo2>& submits() const { return submits_; }

  private:
    void add(const VkSubmitInfo& submit) {
        const auto* timeline = findInChain<VkTimelineSemaphoreSubmitInfo>(
            submit.pNext, VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO);
        VkSubmitInfo2 info{VK_STRUCTURE_TYPE_SUBMIT_INFO_2};
        info.waitSemaphoreInfoCount = submit.waitSemaphoreCount;
        info.pWaitSemaphoreInfos = semaphores_.data() + semaphores_.size();
        for (uint32_t i = 0; i < submit.waitSemaphoreCount; ++i)
            addSemaphore(submit.pWaitSemaphores[i],
                         timeline && i < timeline->waitSemaphoreValueCount
                             ? timeline->pWaitSemaphoreValues[i]
                             : 0,
                         submit.pWaitDstStageMask[i]);
        info.signalSemaphoreInfoCount = submit.signalSemaphoreCount;
        info.pSignalSemaphoreInfos = semaphores_.data() + semaphores_.size();
        for (uint32_t i = 0; i < submit.signalSemaphoreCount; ++i)
            addSemaphore(submit.pSignalSemaphores[i],
                         timeline && i < timeline->signalSemaphoreValueCount
                             ? timeline->pSignalSemaphoreValues[i]
                             : 0,
                         VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT);
        info.commandBufferInfoCount = submit.commandBufferCount;
        info.pCommandBufferInfos = commandBuffers_.data() + commandBuffers_.size();
        for (uint32_t i = 0; i < submit.commandBufferCount; ++i)
            commandBuffers_.push_back({VK_STRUCTURE_TYPE_COMMAND_BUFFER_SUBMIT_INFO, nullptr,
                                       submit.pCommandBuffers[i], 0});
        submits_.push_back(info);
    }

    void addSemaphore(VkSemaphore semaphore, uint64_t value, VkPipelineStageFlags2 stages) {
        semaphores_.push_back(
            {VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO, nullptr, semaphore, value, stages, 0});
    }

    std::vector<VkSubmitInfo2> submits_;
    std::vector<VkSemaphoreSubmitInfo> semaphores_;
    std::vector<VkCommandBufferSubmitInfo> commandBuffers_;
};

}  // namespace

VKAPI_ATTR VkResult VKAPI_CALL entry::QueueSubmit(VkQueue queue, uint32_t submitCount,
                                                  const VkSubmitInfo* pSubmits, VkFence fence) {
    const Submits2 submits(pSubmits, submitCount);
    return QueueSubmit2(queue, submitCount, submits.submits().data(), fence);
}

}  // namespace baker
