// VkFence over a D3D12 fence: every submission signals the next value, a reset moves the target
// past the last one.
#pragma once

#include <atomic>

#include "base/object.hpp"
#include "sync/waitable_fence.hpp"

namespace baker {

class Fence : public Object<Fence, VkFence> {
  public:
    static Result<Fence*> create(Device& device, bool signaled, const Allocator& allocator);

    VkResult status();                   // VK_SUCCESS, VK_NOT_READY or VK_ERROR_DEVICE_LOST
    void setSignaled() { target_ = 0; }  // until reset
    void reset() { target_ = submitted_ + 1; }
    FenceWait wait() { return {&fence_, target_}; }

    // Enqueues the signal after all work of the queue.
    VkResult enqueueSignal(Device& device, ID3D12CommandQueue* queue);
    // By the host (vkAcquireNextImageKHR).
    VkResult signal();

    Fence() = default;

  private:
    WaitableFence fence_;
    std::atomic<uint64_t> target_ = 0;  // signaled from this value on
    uint64_t submitted_ = 0;            // the last value enqueued
};

}  // namespace baker
