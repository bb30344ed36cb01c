// An ID3D12Fence that the host can wait for with a timeout and without polling.
//
// D3D12 on Linux writes to an eventfd when a fence reaches a value (SetEventOnCompletion), and such
// a request cannot be taken back. So the descriptor belongs to the fence and the value, not to the
// wait: all waits for that value share it, a wait that times out leaves it for the next one, and it
// is recycled when the write has arrived or the fence is gone.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"

namespace baker {

class Device;

class WaitableFence {
  public:
    WaitableFence() = default;
    ~WaitableFence();
    WaitableFence(const WaitableFence&) = delete;
    WaitableFence& operator=(const WaitableFence&) = delete;

    VkResult create(Device& device, uint64_t initialValue);
    ID3D12Fence* d3d12() const { return fence_.Get(); }

    // The value reached, or VK_ERROR_DEVICE_LOST.
    Result<uint64_t> completedValue() const;
    VkResult signal(uint64_t value);  // by the host

    // A descriptor that becomes readable when `value` is reached and stays so. Owned by the fence,
    // which must outlive the wait.
    Result<int> descriptor(uint64_t value);

  private:
    void recycle(uint64_t completed);

    Device* device_ = nullptr;
    ComPtr<ID3D12Fence> fence_;
    std::mutex mutex_;
    std::map<uint64_t, int> armed_;  // eventfd by value
};

struct FenceWait {
    WaitableFence* fence;
    uint64_t value;
};

// Waits until all (or any) of `waits` have been reached. `timeout` in nanoseconds, UINT64_MAX: no
// limit. VK_SUCCESS, VK_TIMEOUT, VK_ERROR_DEVICE_LOST or VK_ERROR_OUT_OF_HOST_MEMORY.
VkResult waitForFences(Device& device, std::span<const FenceWait> waits, bool all,
                       uint64_t timeout);

}  // namespace baker
