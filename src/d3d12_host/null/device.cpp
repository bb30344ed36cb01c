#include "null/device.hpp"

#include <directx/d3dx12_core.h>
#include <directx/d3dx12_pipeline_state_stream.h>
#include <directx/d3dx12_property_format_table.h>
#include <directx/d3dx12_resource_helpers.h>

#include <algorithm>

#include "null/fence.hpp"
#include "null/memory.hpp"
#include "null/objects.hpp"
#include "null/pipeline_state.hpp"
#include "null/settings.hpp"

namespace baker::host {

namespace {

constexpr UINT64 kPlacement = D3D12_DEFAULT_RESOURCE_PLACEMENT_ALIGNMENT;

UINT64 aligned(UINT64 size, UINT64 alignment) {
    return (size + alignment - 1) / alignment * alignment;
}

}  // namespace

template <class T, class... Arguments>
HRESULT NullDevice::make(REFIID riid, void** out, Arguments&&... arguments) {
    if (out) *out = nullptr;
    if (FAILED(status())) return status();
    return out ? handOut(new T(*this, std::forward<Arguments>(arguments)...), riid, out) : S_FALSE;
}

// ---- faults

void NullDevice::countExecution() {
    const auto& limit = nullSettings().executionsBeforeRemoval;
    if (executions_.fetch_add(1, std::memory_order_relaxed) >= limit.value_or(UINT64_MAX))
        RemoveDevice();
}

void NullDevice::RemoveDevice() {
    removed_ = true;
    const std::lock_guard lock(mutex_);
    for (NullFence* fence : fences_) fence->Signal(UINT64_MAX);
}

bool NullDevice::takeMemory(UINT64 size) {
    if (memory_ + size > nullSettings().memoryLimit.value_or(UINT64_MAX)) return false;
    memory_ += size;
    return true;
}

void NullDevice::add(NullFence* fence) {
    const std::lock_guard lock(mutex_);
    fences_.push_back(fence);
}

void NullDevice::remove(NullFence* fence) {
    const std::lock_guard lock(mutex_);
    std::erase(fences_, fence);
}

// ---- questions

UINT NullDevice::GetDescriptorHandleIncrementSize(D3D12_DESCRIPTOR_HEAP_TYPE) {
    return kDescriptorSize;
}

D3D12_RESOURCE_ALLOCATION_INFO NullDevice::GetResourceAllocationInfo(
    UINT mask, UINT count, const D3D12_RESOURCE_DESC* descs) {
    return GetResourceAllocationInfo1(mask, count, descs, nullptr);
}

D3D12_RESOURCE_ALLOCATION_INFO NullDevice::GetResourceAllocationInfo1(
    UINT, UINT count, const D3D12_RESOURCE_DESC* descs, D3D12_RESOURCE_ALLOCATION_INFO1* infos) {
    UINT64 end = 0;
    for (UINT i = 0; i < count; ++i) {
        UINT64 size = descs[i].Width;
        if (descs[i].Dimension != D3D12_RESOURCE_DIMENSION_BUFFER) {
            const UINT layers = descs[i].Dimension == D3D12_RESOURCE_DIMENSION_TEXTURE3D
                                    ? 1
                                    : descs[i].DepthOrArraySize;
            GetCopyableFootprints(&descs[i], 0, descs[i].MipLevels * layers, 0, nullptr, nullptr,
                                  nullptr, &size);
            size *= descs[i].SampleDesc.Count;
        }
        size = aligned(size, kPlacement);
        if (infos) infos[i] = {end, kPlacement, size};
        end += size;
    }
    return {end, kPlacement};
}

D3D12_HEAP_PROPERTIES NullDevice::GetCustomHeapProperties(UINT, D3D12_HEAP_TYPE type) {
    const auto page = type == D3D12_HEAP_TYPE_UPLOAD     ? D3D12_CPU_PAGE_PROPERTY_WRITE_COMBINE
                      : type == D3D12_HEAP_TYPE_READBACK ? D3D12_CPU_PAGE_PROPERTY_WRITE_BACK
                                                         : D3D12_CPU_PAGE_PROPERTY_NOT_AVAILABLE;
    const auto pool = type == D3D12_HEAP_TYPE_DEFAULT ? D3D12_MEMORY_POOL_L1 : D3D12_MEMORY_POOL_L0;
    return {D3D12_HEAP_TYPE_CUSTOM, page, pool, 1, 1};
}

void NullDevice::GetCopyableFootprints(const D3D12_RESOURCE_DESC* desc, UINT first, UINT count,
                                       UINT64 baseOffset,
                                       D3D12_PLACED_SUBRESOURCE_FOOTPRINT* layouts, UINT* rows,
                                       UINT64* rowSizes, UINT64* total) {
    D3DX12GetCopyableFootprints(CD3DX12_RESOURCE_DESC1(*desc), first, count, baseOffset, layouts,
                                rows, rowSizes, total);
}

D3D12_GPU_VIRTUAL_ADDRESS NullDevice::takeAddresses(UINT64 size) {
    return nextAddress_.fetch_add(aligned(size, kPlacement), std::memory_order_relaxed);
}

// ---- objects

HRESULT NullDevice::CreateCommandQueue(const D3D12_COMMAND_QUEUE_DESC* desc, REFIID riid,
                                       void** out) {
    return make<NullQueue>(riid, out, *desc);
}

HRESULT NullDevice::CreateCommandAllocator(D3D12_COMMAND_LIST_TYPE, REFIID riid, void** out) {
    return make<CommandAllocatorDefaults>(riid, out);
}

HRESULT NullDevice::CreateCommandList(UINT, D3D12_COMMAND_LIST_TYPE type, ID3D12CommandAllocator*,
                                      ID3D12PipelineState*, REFIID riid, void** out) {
    return make<NullCommandList>(riid, out, type);
}

HRESULT NullDevice::CreateCommandList1(UINT, D3D12_COMMAND_LIST_TYPE type, D3D12_COMMAND_LIST_FLAGS,
                                       REFIID riid, void** out) {
    return make<NullCommandList>(riid, out, type);
}

HRESULT NullDevice::CreateDescriptorHeap(const D3D12_DESCRIPTOR_HEAP_DESC* desc, REFIID riid,
                                         void** out) {
    return make<NullDescriptorHeap>(riid, out, *desc);
}

HRESULT NullDevice::CreateRootSignature(UINT, const void*, SIZE_T, REFIID riid, void** out) {
    return make<RootSignatureDefaults>(riid, out);
}

HRESULT NullDevice::makePipelineState(UINT64 fingerprint, const D3D12_CACHED_PIPELINE_STATE& cached,
                                      REFIID riid, void** out) {
    if (out) *out = nullptr;
    const HRESULT result = compile(fingerprint, cached);
    return FAILED(result) ? result : make<NullPipelineState>(riid, out, fingerprint);
}

HRESULT NullDevice::CreateGraphicsPipelineState(const D3D12_GRAPHICS_PIPELINE_STATE_DESC* desc,
                                                REFIID riid, void** out) {
    return makePipelineState(fingerprintOf(*desc), desc->CachedPSO, riid, out);
}

HRESULT NullDevice::CreateComputePipelineState(const D3D12_COMPUTE_PIPELINE_STATE_DESC* desc,
                                               REFIID riid, void** out) {
    return makePipelineState(fingerprintOf(*desc), desc->CachedPSO, riid, out);
}

HRESULT NullDevice::CreatePipelineState(const D3D12_PIPELINE_STATE_STREAM_DESC* desc, REFIID riid,
                                        void** out) {
    CD3DX12_PIPELINE_STATE_STREAM_PARSE_HELPER parsed;
    if (FAILED(D3DX12ParsePipelineStream(*desc, &parsed))) return E_INVALIDARG;
    const auto graphics = parsed.PipelineStream.GraphicsDescV0();
    const auto compute = parsed.PipelineStream.ComputeDescV0();
    return makePipelineState(
        compute.CS.pShaderBytecode ? fingerprintOf(compute) : fingerprintOf(graphics),
        graphics.CachedPSO, riid, out);
}

HRESULT NullDevice::CreatePipelineLibrary(const void*, SIZE_T, REFIID riid, void** out) {
    return make<NullPipelineLibrary>(riid, out);
}

HRESULT NullDevice::CreateQueryHeap(const D3D12_QUERY_HEAP_DESC*, REFIID riid, void** out) {
    return make<QueryHeapDefaults>(riid, out);
}

HRESULT NullDevice::CreateCommandSignature(const D3D12_COMMAND_SIGNATURE_DESC*,
                                           ID3D12RootSignature*, REFIID riid, void** out) {
    return make<CommandSignatureDefaults>(riid, out);
}

HRESULT NullDevice::CreateFence(UINT64 value, D3D12_FENCE_FLAGS flags, REFIID riid, void** out) {
    return make<NullFence>(riid, out, value, flags);
}

HRESULT NullDevice::CreateHeap(const D3D12_HEAP_DESC* desc, REFIID riid, void** out) {
    if (out && SUCCEEDED(status()) && !takeMemory(desc->SizeInBytes)) {
        *out = nullptr;
        return E_OUTOFMEMORY;
    }
    return make<NullHeap>(riid, out, *desc);
}

HRESULT NullDevice::CreateCommittedResource(const D3D12_HEAP_PROPERTIES* properties,
                                            D3D12_HEAP_FLAGS flags, const D3D12_RESOURCE_DESC* desc,
                                            D3D12_RESOURCE_STATES, const D3D12_CLEAR_VALUE*,
                                            REFIID riid, void** out) {
    const D3D12_HEAP_DESC heapDesc = {GetResourceAllocationInfo(0, 1, desc).SizeInBytes,
                                      *properties, 0, flags};
    void* heap = nullptr;
    const HRESULT result = CreateHeap(&heapDesc, uuidof<ID3D12Heap>(), out ? &heap : nullptr);
    if (!heap) {
        if (out) *out = nullptr;
        return result;
    }
    auto* owned = static_cast<NullHeap*>(static_cast<ID3D12Heap1*>(heap));
    const HRESULT made = make<NullResource>(riid, out, *owned, UINT64{0}, *desc);
    owned->Release();
    return made;
}

HRESULT NullDevice::CreatePlacedResource(ID3D12Heap* heap, UINT64 offset,
                                         const D3D12_RESOURCE_DESC* desc, D3D12_RESOURCE_STATES,
                                         const D3D12_CLEAR_VALUE*, REFIID riid, void** out) {
    return make<NullResource>(riid, out, *static_cast<NullHeap*>(heap), offset, *desc);
}

}  // namespace baker::host
