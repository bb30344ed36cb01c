// VkSemaphore, binary and timeline, over a D3D12 fence. A binary semaphore counts its signals: a
// wait is submitted after its signal, so it waits for the last value enqueued. D3D12 queues take a
// wait before its signal, as timeline semaphores need.
#pragma once

#include "base/object.hpp"
#include "sync/waitable_fence.hpp"

namespace baker {

class Semaphore : public Object<Semaphore, VkSemaphore> {
  public:
    static Result<Semaphore*> create(Device& device, const VkSemaphoreCreateInfo& info,
                                     const Allocator& allocator);

    WaitableFence& fence() { return fence_; }

    // `value` is that of a timeline semaphore, ignored for a binary one.
    VkResult enqueueWait(Device& device, ID3D12CommandQueue* queue, uint64_t value);
    VkResult enqueueSignal(Device& device, ID3D12CommandQueue* queue, uint64_t value);
    // Of a binary semaphore, by the host (vkAcquireNextImageKHR).
    VkResult signal() { return fence_.signal(++signals_); }

    // Of a binary semaphore.
    FenceWait lastSignal() { return {&fence_, signals_}; }

    explicit Semaphore(VkSemaphoreType type) : timeline_(type == VK_SEMAPHORE_TYPE_TIMELINE) {}

  private:
    const bool timeline_;
    WaitableFence fence_;
    uint64_t signals_ = 0;  // binary: how many were enqueued
};

}  // namespace baker
