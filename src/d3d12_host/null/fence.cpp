#include "null/fence.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <chrono>

namespace baker::host {

NullFence::NullFence(NullDevice& device, UINT64 value, D3D12_FENCE_FLAGS flags)
    : FenceDefaults(device), flags_(flags), value_(value) {
    device.add(this);
}

NullFence::~NullFence() {
    device_.remove(this);
}

HRESULT NullFence::Signal(UINT64 value) {
    const std::lock_guard lock(mutex_);
    value_.store(value, std::memory_order_release);
    signalled_.notify_all();
    std::erase_if(waiters_, [&](const Waiter& waiter) {
        if (waiter.value <= value) waiter.event->arrive();
        return waiter.value <= value;
    });
    return S_OK;
}

HRESULT NullFence::SetEventOnCompletion(UINT64 value, HANDLE handle) {
    if (handle) {
        auto event = Event::duplicate(handle);
        if (!event) return E_HANDLE;
        await(value, std::move(event));
        return S_OK;
    }
    std::unique_lock lock(mutex_);
    signalled_.wait(lock, [&] { return value_ >= value; });
    return S_OK;
}

void NullFence::await(UINT64 value, std::shared_ptr<Event> event) {
    const std::lock_guard lock(mutex_);
    if (value_ >= value)
        event->arrive();
    else
        waiters_.push_back({value, std::move(event)});
}

HRESULT NullQueue::Signal(ID3D12Fence* fence, UINT64 value) {
    const HRESULT status = device_.status();
    return FAILED(status) ? status : fence->Signal(value);
}

HRESULT NullQueue::GetTimestampFrequency(UINT64* frequency) {
    *frequency = std::nano::den;
    return S_OK;
}

HRESULT NullQueue::GetClockCalibration(UINT64* gpu, UINT64* cpu) {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    *gpu = *cpu = static_cast<UINT64>(std::chrono::nanoseconds(now).count());
    return S_OK;
}

HRESULT NullDevice::SetEventOnMultipleFenceCompletion(ID3D12Fence* const* fences,
                                                      const UINT64* values, UINT count,
                                                      D3D12_MULTIPLE_FENCE_WAIT_FLAGS flags,
                                                      HANDLE handle) {
    if (count == 0 || !fences || !values) return E_INVALIDARG;
    const bool any = flags & D3D12_MULTIPLE_FENCE_WAIT_FLAG_ANY;
    const int own = handle ? -1 : eventfd(0, EFD_CLOEXEC);
    const auto event = Event::duplicate(handle ? handle : reinterpret_cast<HANDLE>(intptr_t{own}),
                                        any ? 1 : count);
    if (event)
        for (UINT i = 0; i < count; ++i)
            static_cast<NullFence*>(fences[i])->await(values[i], event);
    if (!handle) {
        if (event) waitForEvent(own);
        close(own);
    }
    return event ? S_OK : E_HANDLE;
}

}  // namespace baker::host
