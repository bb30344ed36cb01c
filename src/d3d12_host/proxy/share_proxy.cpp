// Heaps that are shared with other processes (proxy/shared_handle.hpp). Shared resources and fences
// are refused, as vkd3d does.
#include <unistd.h>

#include "proxies.hpp"
#include "proxy/shared_handle.hpp"
#include "proxy/unwrap.hpp"

namespace baker::host {
namespace {

constexpr size_t kCreateHeap = 28;  // slot of ID3D12Device

int descriptorOf(HANDLE handle) {
    return static_cast<int>(reinterpret_cast<intptr_t>(handle));
}

// The proxy without a reference; NULL: another kind of object.
HeapProxy* heapOf(ID3D12DeviceChild* object) {
    void* heap = nullptr;
    if (FAILED(object->QueryInterface(uuidof<ID3D12Heap>(), &heap))) return nullptr;
    auto* given = static_cast<ID3D12Heap*>(heap);
    given->Release();
    return static_cast<HeapProxy*>(given);
}

bool equal(const LUID& a, const LUID& b) {
    return a.LowPart == b.LowPart && a.HighPart == b.HighPart;
}

}  // namespace

HRESULT DeviceProxy::CreateSharedHandle(ID3D12DeviceChild* object, const SECURITY_ATTRIBUTES*,
                                        DWORD, LPCWSTR name, HANDLE* handle) {
    if (!object || !handle) return E_INVALIDARG;
    HeapProxy* heap = heapOf(object);
    if (!heap || name || !extensions.sharedMemory) return E_NOTIMPL;
    const D3D12_HEAP_DESC desc = heap->GetDesc();
    if (!(desc.Flags & D3D12_HEAP_FLAG_SHARED)) return E_INVALIDARG;
    const int memory = shareMemory(heap->vulkan);
    const int made = memory < 0 ? -1 : makeSharedHandle({desc, GetAdapterLuid()}, memory);
    if (made < 0) return E_OUTOFMEMORY;
    *handle = reinterpret_cast<HANDLE>(intptr_t{made});
    return S_OK;
}

HRESULT DeviceProxy::OpenSharedHandle(HANDLE handle, REFIID riid, void** object) {
    if (object) *object = nullptr;
    const auto opened = openSharedHandle(descriptorOf(handle));
    if (!opened) return E_INVALIDARG;
    HRESULT result = E_INVALIDARG;
    if (object && extensions.sharedMemory && equal(opened->heap.adapter, GetAdapterLuid())) {
        const MemoryScope scope({.shared = true, .imported = opened->memory});
        using Function = HRESULT(HOST_MS_ABI*)(void*, const D3D12_HEAP_DESC*, REFIID, void**);
        const auto create = reinterpret_cast<Function>(slot(kCreateHeap));
        result = wrap<HeapProxy>(create(inner_, &opened->heap.desc, riid, object), object, this);
    }
    if (FAILED(result)) close(opened->memory);
    return result;
}

}  // namespace baker::host
