// An ID3D12Fence that the host can wait for with a timeout and without polling.
//
// D3D12 on Linux writes to an eventfd when a fence reaches a value (SetEventOnCompletion), and such
// a request cannot be taken back. So the descriptor belongs to the fence and the value, not to the
// wait: all waits for that value share it, a wait that times out leaves it for the next one, and it
// goes back to the pool only when its one write has been read.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <span>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"

namespace baker {

class Device;
class EventFds;

// Thread-safe.
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

    // A descriptor that becomes readable when `value` is reached, and stays so until the endWait
    // that must follow.
    Result<int> beginWait(uint64_t value);
    void endWait(uint64_t value);

  private:
    struct Armed {
        int fd;
        uint32_t waits;
    };

    Result<int> arm(uint64_t value);
    void recycleAbandoned();

    Device* device_ = nullptr;
    EventFds* fds_ = nullptr;
    ComPtr<ID3D12Fence> fence_;
    std::mutex mutex_;
    std::map<uint64_t, Armed> armed_;  // by value
};

struct FenceWait {
    WaitableFence* fence;
    uint64_t value;
};

// Waits until all (or any) of `waits` have been reached. `timeout` in nanoseconds, UINT64_MAX: no
// limit. VK_SUCCESS, VK_TIMEOUT, VK_ERROR_DEVICE_LOST or VK_ERROR_OUT_OF_HOST_MEMORY.
VkResult waitForFences(std::span<const FenceWait> waits, bool all, uint64_t timeout);

}  // namespace baker
