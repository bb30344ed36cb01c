// VkQueue: one ID3D12CommandQueue. Vulkan's external synchronisation of queues applies.
#pragma once

#include <span>
#include <vector>

#include "base/object.hpp"
#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "sync/waitable_fence.hpp"

namespace baker {

class Device;
class Event;
class Fence;
class QueryPool;

// What a command buffer hands to vkQueueSubmit2, in order. A command buffer is one step unless it
// waits for an event that it did not set itself: there it is cut, so that the queue can wait for an
// event that the host sets later (D3D12 command lists cannot wait).
struct CommandStep {
    struct EventChange {
        Event* event;
        bool set;  // else reset
    };
    std::vector<Event*> waits;           // before the list; those that no earlier step sets
    ID3D12CommandList* list = nullptr;   // closed, borrowed; null: nothing to execute
    std::vector<EventChange> changes;    // made by the list, in order
    std::vector<QueryPool*> queryPools;  // whose queries the list makes available
};

class Queue : public DispatchableObject<Queue, VkQueue> {
  public:
    // VK_ERROR_NOT_PERMITTED where the process may not have the priority.
    static Result<Queue*> create(Device& device, uint32_t family, uint32_t index,
                                 VkDeviceQueueCreateFlags flags,
                                 D3D12_COMMAND_QUEUE_PRIORITY priority);

    Device& device() const { return device_; }
    uint32_t family() const { return family_; }
    uint32_t index() const { return index_; }
    VkDeviceQueueCreateFlags flags() const { return flags_; }
    ID3D12CommandQueue* d3d12() const { return d3d12_.Get(); }

    // vkQueueSubmit2. VK_ERROR_DEVICE_LOST or VK_ERROR_OUT_OF_*_MEMORY.
    VkResult submit(std::span<const VkSubmitInfo2> submits, Fence* fence);
    // vkQueueBindSparse (bind_sparse.cpp).
    VkResult bindSparse(std::span<const VkBindSparseInfo> infos, Fence* fence);
    VkResult waitIdle();

    Queue(Device& device, uint32_t family, uint32_t index, VkDeviceQueueCreateFlags flags)
        : device_(device), family_(family), index_(index), flags_(flags) {}

  private:
    VkResult init(D3D12_COMMAND_QUEUE_PRIORITY priority);
    VkResult submitOne(const VkSubmitInfo2& submit);
    VkResult bindSparseOne(const VkBindSparseInfo& info);
    VkResult execute(std::span<const VkCommandBufferSubmitInfo> commandBuffers);
    Result<FenceWait> signalIdle();
    VkResult announceQueries(std::span<const VkCommandBufferSubmitInfo> commandBuffers);

    Device& device_;
    const uint32_t family_;
    const uint32_t index_;
    const VkDeviceQueueCreateFlags flags_;
    ComPtr<ID3D12CommandQueue> d3d12_;
    WaitableFence idle_;
    uint64_t idleValue_ = 0;
    std::vector<ID3D12CommandList*> lists_;  // scratch of execute
};

}  // namespace baker
