// vkQueueSubmit, in terms of VK_KHR_synchronization2's.
#include "base/chain.hpp"
#include "base/stack_array.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// The structures that one VkSubmitInfo2 refers to, in arrays shared by all of a call's.
struct Cursor {
    VkSemaphoreSubmitInfo* semaphores;
    VkCommandBufferSubmitInfo* commandBuffers;
};

uint32_t at(const uint32_t* values, uint32_t count, uint32_t index, uint32_t fallback) {
    return index < count ? values[index] : fallback;
}

void addWaits(const VkSubmitInfo& submit, VkSubmitInfo2& submit2, Cursor& cursor) {
    const auto* timeline = findInChain<VkTimelineSemaphoreSubmitInfo>(
        submit.pNext, VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO);
    submit2.waitSemaphoreInfoCount = submit.waitSemaphoreCount;
    submit2.pWaitSemaphoreInfos = cursor.semaphores;
    for (uint32_t i = 0; i < submit.waitSemaphoreCount; ++i) {
        VkSemaphoreSubmitInfo& info = *cursor.semaphores++;
        info = {VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO};
        info.semaphore = submit.pWaitSemaphores[i];
        info.stageMask = submit.pWaitDstStageMask[i];
        if (timeline && i < timeline->waitSemaphoreValueCount)
            info.value = timeline->pWaitSemaphoreValues[i];
    }
}

void addSignals(const VkSubmitInfo& submit, VkSubmitInfo2& submit2, Cursor& cursor) {
    const auto* timeline = findInChain<VkTimelineSemaphoreSubmitInfo>(
        submit.pNext, VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO);
    submit2.signalSemaphoreInfoCount = submit.signalSemaphoreCount;
    submit2.pSignalSemaphoreInfos = cursor.semaphores;
    for (uint32_t i = 0; i < submit.signalSemaphoreCount; ++i) {
        VkSemaphoreSubmitInfo& info = *cursor.semaphores++;
        info = {VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO};
        info.semaphore = submit.pSignalSemaphores[i];
        info.stageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
        if (timeline && i < timeline->signalSemaphoreValueCount)
            info.value = timeline->pSignalSemaphoreValues[i];
    }
}

void addCommandBuffers(const VkSubmitInfo& submit, VkSubmitInfo2& submit2, Cursor& cursor) {
    const auto* group = findInChain<VkDeviceGroupSubmitInfo>(
        submit.pNext, VK_STRUCTURE_TYPE_DEVICE_GROUP_SUBMIT_INFO);
    submit2.commandBufferInfoCount = submit.commandBufferCount;
    submit2.pCommandBufferInfos = cursor.commandBuffers;
    for (uint32_t i = 0; i < submit.commandBufferCount; ++i) {
        const uint32_t mask =
            group ? at(group->pCommandBufferDeviceMasks, group->commandBufferCount, i, 0) : 0;
        *cursor.commandBuffers++ = {VK_STRUCTURE_TYPE_COMMAND_BUFFER_SUBMIT_INFO, nullptr,
                                    submit.pCommandBuffers[i], mask};
    }
}

}  // namespace

VKAPI_ATTR VkResult VKAPI_CALL entry::QueueSubmit(VkQueue queue, uint32_t count,
                                                  const VkSubmitInfo* submits, VkFence fence) {
    size_t semaphores = 0;
    size_t commandBuffers = 0;
    for (uint32_t i = 0; i < count; ++i) {
        semaphores += submits[i].waitSemaphoreCount + submits[i].signalSemaphoreCount;
        commandBuffers += submits[i].commandBufferCount;
    }
    StackArray<VkSemaphoreSubmitInfo> semaphoreInfos(semaphores);
    StackArray<VkCommandBufferSubmitInfo> commandBufferInfos(commandBuffers);
    StackArray<VkSubmitInfo2> submits2(count);
    Cursor cursor{semaphoreInfos.data(), commandBufferInfos.data()};
    for (uint32_t i = 0; i < count; ++i) {
        submits2[i] = {VK_STRUCTURE_TYPE_SUBMIT_INFO_2};
        addWaits(submits[i], submits2[i], cursor);
        addCommandBuffers(submits[i], submits2[i], cursor);
        addSignals(submits[i], submits2[i], cursor);
    }
    return QueueSubmit2(queue, count, submits2.data(), fence);
}

}  // namespace baker
