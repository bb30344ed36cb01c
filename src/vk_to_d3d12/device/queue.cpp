#include "queue.hpp"

#include <optional>

#include "base/debug.hpp"
#include "command/command_buffer.hpp"
#include "device.hpp"
#include "device/physical_device.hpp"
#include "query/query_pool.hpp"
#include "sync/event.hpp"
#include "sync/fence.hpp"
#include "sync/semaphore.hpp"
#include "vk_entrypoints.hpp"

namespace baker {

Result<Queue*> Queue::create(Device& device, uint32_t family, uint32_t index,
                             VkDeviceQueueCreateFlags flags,
                             D3D12_COMMAND_QUEUE_PRIORITY priority) {
    const Allocator allocator = device.allocator(nullptr);
    Queue* queue = newObject<Queue>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_DEVICE, device, family,
                                    index, flags);
    if (!queue) return VK_ERROR_OUT_OF_HOST_MEMORY;
    const VkResult result = queue->init(priority);
    if (result == VK_SUCCESS) return queue;
    deleteObject(allocator, queue);
    return result;
}

VkResult Queue::init(D3D12_COMMAND_QUEUE_PRIORITY priority) {
    D3D12_COMMAND_QUEUE_DESC desc{};
    desc.Type = device_.physicalDevice().queueFamilies()[family_].type;
    desc.Priority = priority;
    const HRESULT made = device_.d3d12()->CreateCommandQueue(&desc, IID_PPV_ARGS(&d3d12_));
    if (made == E_ACCESSDENIED) return VK_ERROR_NOT_PERMITTED;
    TRY_VK(device_.check(made, "ID3D12Device::CreateCommandQueue"));
    return idle_.create(device_, 0);
}

VkResult Queue::submit(std::span<const VkSubmitInfo2> submits, Fence* fence) {
    TRY_VK(device_.status());
    for (const VkSubmitInfo2& submit : submits) TRY_VK(submitOne(submit));
    if (fence) TRY_VK(fence->enqueueSignal(device_, d3d12_.Get()));
    return debugEnabled(DebugFlag::Sync) ? waitIdle() : VK_SUCCESS;
}

VkResult Queue::submitOne(const VkSubmitInfo2& submit) {
    for (const VkSemaphoreSubmitInfo& wait :
         std::span(submit.pWaitSemaphoreInfos, submit.waitSemaphoreInfoCount))
        TRY_VK(Semaphore::from(wait.semaphore)->enqueueWait(device_, d3d12_.Get(), wait.value));
    TRY_VK(execute({submit.pCommandBufferInfos, submit.commandBufferInfoCount}));
    for (const VkSemaphoreSubmitInfo& signal :
         std::span(submit.pSignalSemaphoreInfos, submit.signalSemaphoreInfoCount))
        TRY_VK(
            Semaphore::from(signal.semaphore)->enqueueSignal(device_, d3d12_.Get(), signal.value));
    return VK_SUCCESS;
}

// As few ExecuteCommandLists as the waits for events allow.
VkResult Queue::execute(std::span<const VkCommandBufferSubmitInfo> commandBuffers) {
    auto flush = [this] {
        if (!lists_.empty())
            d3d12_->ExecuteCommandLists(static_cast<UINT>(lists_.size()), lists_.data());
        lists_.clear();
    };
    lists_.clear();
    for (const VkCommandBufferSubmitInfo& info : commandBuffers) {
        for (const CommandStep& step : CommandBuffer::from(info.commandBuffer)->steps()) {
            if (!step.waits.empty()) flush();
            for (Event* event : step.waits) TRY_VK(event->enqueueWait(d3d12_.Get()));
            if (step.list) lists_.push_back(step.list);
            for (const CommandStep::EventChange& change : step.changes)
                change.event->submitted(change.set);
        }
    }
    flush();
    return announceQueries(commandBuffers);
}

// Host waits for query results become waits for the end of what was just executed.
VkResult Queue::announceQueries(std::span<const VkCommandBufferSubmitInfo> commandBuffers) {
    std::optional<FenceWait> end;
    for (const VkCommandBufferSubmitInfo& info : commandBuffers) {
        for (const CommandStep& step : CommandBuffer::from(info.commandBuffer)->steps()) {
            if (step.queryPools.empty()) continue;
            if (!end) end = TRY(signalIdle());
            for (QueryPool* pool : step.queryPools) pool->submitted(*end);
        }
    }
    return VK_SUCCESS;
}

// The fence and value that are reached when everything submitted so far is done.
Result<FenceWait> Queue::signalIdle() {
    const FenceWait wait{&idle_, ++idleValue_};
    TRY_VK(device_.checkExecution(d3d12_->Signal(idle_.d3d12(), wait.value),
                                  "ID3D12CommandQueue::Signal"));
    return wait;
}

VkResult Queue::waitIdle() {
    TRY_VK(device_.status());
    const FenceWait wait = TRY(signalIdle());
    return waitForFences({&wait, 1}, true, UINT64_MAX);
}

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL QueueSubmit2(VkQueue queue, uint32_t submitCount,
                                            const VkSubmitInfo2* pSubmits, VkFence fence) {
    return Queue::from(queue)->submit({pSubmits, submitCount}, Fence::from(fence));
}

VKAPI_ATTR VkResult VKAPI_CALL QueueWaitIdle(VkQueue queue) {
    return Queue::from(queue)->waitIdle();
}

VKAPI_ATTR void VKAPI_CALL GetDeviceQueue(VkDevice device, uint32_t queueFamilyIndex,
                                          uint32_t queueIndex, VkQueue* pQueue) {
    Queue* queue = Device::from(device)->queue(queueFamilyIndex, queueIndex);
    *pQueue = queue ? queue->handle() : VK_NULL_HANDLE;
}

VKAPI_ATTR void VKAPI_CALL GetDeviceQueue2(VkDevice device, const VkDeviceQueueInfo2* pQueueInfo,
                                           VkQueue* pQueue) {
    Queue* queue = Device::from(device)->queue(pQueueInfo->queueFamilyIndex, pQueueInfo->queueIndex,
                                               pQueueInfo->flags);
    *pQueue = queue ? queue->handle() : VK_NULL_HANDLE;
}

}  // namespace entry
}  // namespace baker
