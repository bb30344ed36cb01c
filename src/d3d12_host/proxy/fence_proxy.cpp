// The methods that take events.
#include <sys/eventfd.h>
#include <unistd.h>

#include "proxies.hpp"
#include "proxy/events.hpp"
#include "proxy/unwrap.hpp"

namespace baker::host {

namespace {

constexpr size_t kSetEventOnCompletion = 9;  // slots
constexpr size_t kSetBackgroundProcessingMode = 65;

HRESULT setEvent(void* fence, UINT64 value, HANDLE ticket) {
    using Function = HRESULT(HOST_MS_ABI*)(void*, UINT64, HANDLE);
    return reinterpret_cast<Function>(slotOf(fence, kSetEventOnCompletion))(fence, value, ticket);
}

HRESULT awaitFence(void* fence, UINT64 value, const std::shared_ptr<Event>& event) {
    const HANDLE ticket = enrollEvent(event, fence);
    const HRESULT result = setEvent(fence, value, ticket);
    if (FAILED(result)) withdrawEvent(ticket);
    return result;
}

}  // namespace

FenceProxy::~FenceProxy() {
    withdrawEvents(inner_);
}

// A NULL event blocks, in vkd3d as on WSL.
HRESULT FenceProxy::SetEventOnCompletion(UINT64 value, HANDLE handle) {
    if (!handle) return setEvent(inner_, value, nullptr);
    const auto event = Event::duplicate(handle);
    return event ? awaitFence(inner_, value, event) : E_HANDLE;
}

// vkd3d has no such wait: one event awaits all the fences.
HRESULT DeviceProxy::SetEventOnMultipleFenceCompletion(ID3D12Fence* const* fences,
                                                       const UINT64* values, UINT count,
                                                       D3D12_MULTIPLE_FENCE_WAIT_FLAGS flags,
                                                       HANDLE handle) {
    if (count == 0 || !fences || !values) return E_INVALIDARG;
    const bool any = flags & D3D12_MULTIPLE_FENCE_WAIT_FLAG_ANY;
    const int own = handle ? -1 : eventfd(0, EFD_CLOEXEC);
    const HANDLE target = handle ? handle : reinterpret_cast<HANDLE>(intptr_t{own});
    const auto event = Event::duplicate(target, any ? 1 : count);
    HRESULT result = event ? S_OK : E_HANDLE;
    for (UINT i = 0; i < count && SUCCEEDED(result); ++i)
        result = awaitFence(innerOf<FenceProxy>(fences[i]), values[i], event);
    if (!handle) {
        if (SUCCEEDED(result)) waitForEvent(own);
        close(own);
    }
    return result;
}

HRESULT DeviceProxy::SetBackgroundProcessingMode(D3D12_BACKGROUND_PROCESSING_MODE mode,
                                                 D3D12_MEASUREMENTS_ACTION action, HANDLE handle,
                                                 BOOL* further) {
    const auto event = handle ? Event::duplicate(handle) : nullptr;
    const HANDLE ticket = event ? enrollEvent(event, inner_) : nullptr;
    using Function = HRESULT(HOST_MS_ABI*)(void*, D3D12_BACKGROUND_PROCESSING_MODE,
                                           D3D12_MEASUREMENTS_ACTION, HANDLE, BOOL*);
    const auto call = reinterpret_cast<Function>(slot(kSetBackgroundProcessingMode));
    const HRESULT result = call(inner_, mode, action, ticket, further);
    if (FAILED(result) && ticket) withdrawEvent(ticket);
    return result;
}

}  // namespace baker::host
