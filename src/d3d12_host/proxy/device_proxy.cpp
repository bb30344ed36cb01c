// Methods of the device that vkd3d refuses though it can do them.
#include "proxies.hpp"

namespace baker::host {

// The creator's id only groups queues for the scheduler.
HRESULT DeviceProxy::CreateCommandQueue1(const D3D12_COMMAND_QUEUE_DESC* desc, REFIID, REFIID riid,
                                         void** queue) {
    return CreateCommandQueue(desc, riid, queue);
}

HRESULT DeviceProxy::CreateReservedResource1(const D3D12_RESOURCE_DESC* desc,
                                             D3D12_RESOURCE_STATES state,
                                             const D3D12_CLEAR_VALUE* clear,
                                             ID3D12ProtectedResourceSession* session, REFIID riid,
                                             void** resource) {
    if (!session) return CreateReservedResource(desc, state, clear, riid, resource);
    if (resource) *resource = nullptr;
    return E_NOTIMPL;
}

// All memory is resident as long as it exists: the fence may be signalled at once.
HRESULT DeviceProxy::EnqueueMakeResident(D3D12_RESIDENCY_FLAGS, UINT count,
                                         ID3D12Pageable* const* objects, ID3D12Fence* fence,
                                         UINT64 value) {
    const HRESULT result = MakeResident(count, objects);
    return FAILED(result) ? result : fence->Signal(value);
}

}  // namespace baker::host
