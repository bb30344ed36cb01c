// The null host's fence and queue: what is signalled is complete at once.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "com/event.hpp"
#include "null/device.hpp"

namespace baker::host {

class NullFence final : public FenceDefaults {
  public:
    NullFence(NullDevice& device, UINT64 value, D3D12_FENCE_FLAGS flags);
    ~NullFence() override;

    UINT64 STDMETHODCALLTYPE GetCompletedValue() override {
        return value_.load(std::memory_order_acquire);
    }
    HRESULT STDMETHODCALLTYPE SetEventOnCompletion(UINT64 value, HANDLE event) override;
    HRESULT STDMETHODCALLTYPE Signal(UINT64 value) override;
    D3D12_FENCE_FLAGS STDMETHODCALLTYPE GetCreationFlags() override { return flags_; }

    void await(UINT64 value, std::shared_ptr<Event> event);

  private:
    struct Waiter {
        UINT64 value;
        std::shared_ptr<Event> event;
    };

    const D3D12_FENCE_FLAGS flags_;
    std::atomic<UINT64> value_;
    std::mutex mutex_;
    std::condition_variable signalled_;
    std::vector<Waiter> waiters_;
};

class NullQueue final : public CommandQueueDefaults {
  public:
    NullQueue(NullDevice& device, const D3D12_COMMAND_QUEUE_DESC& desc)
        : CommandQueueDefaults(device), desc_(desc) {}

    void STDMETHODCALLTYPE ExecuteCommandLists(UINT, ID3D12CommandList* const*) override {
        device_.countExecution();
    }
    HRESULT STDMETHODCALLTYPE Signal(ID3D12Fence* fence, UINT64 value) override;
    HRESULT STDMETHODCALLTYPE Wait(ID3D12Fence*, UINT64) override { return device_.status(); }
    HRESULT STDMETHODCALLTYPE GetTimestampFrequency(UINT64* frequency) override;
    HRESULT STDMETHODCALLTYPE GetClockCalibration(UINT64* gpu, UINT64* cpu) override;
    D3D12_COMMAND_QUEUE_DESC STDMETHODCALLTYPE GetDesc() override { return desc_; }

  private:
    const D3D12_COMMAND_QUEUE_DESC desc_;
};

}  // namespace baker::host
