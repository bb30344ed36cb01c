// The null host's device: makes the objects, answers for features, counts memory and executions for
// the faults.
#pragma once

#include <atomic>
#include <mutex>
#include <vector>

#include "null_defaults.hpp"

namespace baker::host {

class NullFence;

class NullDevice final : public DeviceDefaults {
  public:
    explicit NullDevice(const LUID& luid) : luid_(luid) {}

    // ---- for the other objects

    HRESULT status() const { return removed_ ? DXGI_ERROR_DEVICE_REMOVED : S_OK; }
    void countExecution();
    bool takeMemory(UINT64 size);
    void giveMemory(UINT64 size) { memory_ -= size; }
    D3D12_GPU_VIRTUAL_ADDRESS takeAddresses(UINT64 size);
    void add(NullFence* fence);
    void remove(NullFence* fence);

    // ---- ID3D12Device

    UINT STDMETHODCALLTYPE GetNodeCount() override { return 1; }
    LUID STDMETHODCALLTYPE GetAdapterLuid() override { return luid_; }
    HRESULT STDMETHODCALLTYPE GetDeviceRemovedReason() override { return status(); }
    void STDMETHODCALLTYPE RemoveDevice() override;
    HRESULT STDMETHODCALLTYPE CheckFeatureSupport(D3D12_FEATURE feature, void* data,
                                                  UINT size) override;
    UINT STDMETHODCALLTYPE
    GetDescriptorHandleIncrementSize(D3D12_DESCRIPTOR_HEAP_TYPE type) override;
    D3D12_RESOURCE_ALLOCATION_INFO STDMETHODCALLTYPE
    GetResourceAllocationInfo(UINT mask, UINT count, const D3D12_RESOURCE_DESC* descs) override;
    D3D12_RESOURCE_ALLOCATION_INFO STDMETHODCALLTYPE
    GetResourceAllocationInfo1(UINT mask, UINT count, const D3D12_RESOURCE_DESC* descs,
                               D3D12_RESOURCE_ALLOCATION_INFO1* infos) override;
    D3D12_HEAP_PROPERTIES STDMETHODCALLTYPE GetCustomHeapProperties(UINT mask,
                                                                    D3D12_HEAP_TYPE type) override;
    void STDMETHODCALLTYPE GetCopyableFootprints(const D3D12_RESOURCE_DESC* desc, UINT first,
                                                 UINT count, UINT64 baseOffset,
                                                 D3D12_PLACED_SUBRESOURCE_FOOTPRINT* layouts,
                                                 UINT* rows, UINT64* rowSizes,
                                                 UINT64* total) override;

    HRESULT STDMETHODCALLTYPE CreateCommandQueue(const D3D12_COMMAND_QUEUE_DESC* desc, REFIID riid,
                                                 void** out) override;
    HRESULT STDMETHODCALLTYPE CreateCommandQueue1(const D3D12_COMMAND_QUEUE_DESC* desc, REFIID,
                                                  REFIID riid, void** out) override {
        return CreateCommandQueue(desc, riid, out);
    }
    HRESULT STDMETHODCALLTYPE CreateCommandAllocator(D3D12_COMMAND_LIST_TYPE, REFIID riid,
                                                     void** out) override;
    HRESULT STDMETHODCALLTYPE CreateCommandList(UINT, D3D12_COMMAND_LIST_TYPE type,
                                                ID3D12CommandAllocator*, ID3D12PipelineState*,
                                                REFIID riid, void** out) override;
    HRESULT STDMETHODCALLTYPE CreateCommandList1(UINT, D3D12_COMMAND_LIST_TYPE type,
                                                 D3D12_COMMAND_LIST_FLAGS, REFIID riid,
                                                 void** out) override;
    HRESULT STDMETHODCALLTYPE CreateDescriptorHeap(const D3D12_DESCRIPTOR_HEAP_DESC* desc,
                                                   REFIID riid, void** out) override;
    HRESULT STDMETHODCALLTYPE CreateRootSignature(UINT, const void*, SIZE_T, REFIID riid,
                                                  void** out) override;
    HRESULT STDMETHODCALLTYPE CreateGraphicsPipelineState(
        const D3D12_GRAPHICS_PIPELINE_STATE_DESC* desc, REFIID riid, void** out) override;
    HRESULT STDMETHODCALLTYPE CreateComputePipelineState(
        const D3D12_COMPUTE_PIPELINE_STATE_DESC* desc, REFIID riid, void** out) override;
    HRESULT STDMETHODCALLTYPE CreatePipelineState(const D3D12_PIPELINE_STATE_STREAM_DESC* desc,
                                                  REFIID riid, void** out) override;
    HRESULT STDMETHODCALLTYPE CreatePipelineLibrary(const void*, SIZE_T, REFIID riid,
                                                    void** out) override;
    HRESULT STDMETHODCALLTYPE CreateQueryHeap(const D3D12_QUERY_HEAP_DESC*, REFIID riid,
                                              void** out) override;
    HRESULT STDMETHODCALLTYPE CreateCommandSignature(const D3D12_COMMAND_SIGNATURE_DESC*,
                                                     ID3D12RootSignature*, REFIID riid,
                                                     void** out) override;
    HRESULT STDMETHODCALLTYPE CreateFence(UINT64 value, D3D12_FENCE_FLAGS flags, REFIID riid,
                                          void** out) override;
    HRESULT STDMETHODCALLTYPE
    SetEventOnMultipleFenceCompletion(ID3D12Fence* const* fences, const UINT64* values, UINT count,
                                      D3D12_MULTIPLE_FENCE_WAIT_FLAGS flags, HANDLE event) override;

    HRESULT STDMETHODCALLTYPE CreateHeap(const D3D12_HEAP_DESC* desc, REFIID riid,
                                         void** out) override;
    HRESULT STDMETHODCALLTYPE CreateHeap1(const D3D12_HEAP_DESC* desc,
                                          ID3D12ProtectedResourceSession*, REFIID riid,
                                          void** out) override {
        return CreateHeap(desc, riid, out);
    }
    HRESULT STDMETHODCALLTYPE CreateCommittedResource(const D3D12_HEAP_PROPERTIES* properties,
                                                      D3D12_HEAP_FLAGS flags,
                                                      const D3D12_RESOURCE_DESC* desc,
                                                      D3D12_RESOURCE_STATES,
                                                      const D3D12_CLEAR_VALUE*, REFIID riid,
                                                      void** out) override;
    HRESULT STDMETHODCALLTYPE CreateCommittedResource1(const D3D12_HEAP_PROPERTIES* properties,
                                                       D3D12_HEAP_FLAGS flags,
                                                       const D3D12_RESOURCE_DESC* desc,
                                                       D3D12_RESOURCE_STATES state,
                                                       const D3D12_CLEAR_VALUE* clear,
                                                       ID3D12ProtectedResourceSession*, REFIID riid,
                                                       void** out) override {
        return CreateCommittedResource(properties, flags, desc, state, clear, riid, out);
    }
    HRESULT STDMETHODCALLTYPE CreatePlacedResource(ID3D12Heap* heap, UINT64 offset,
                                                   const D3D12_RESOURCE_DESC* desc,
                                                   D3D12_RESOURCE_STATES, const D3D12_CLEAR_VALUE*,
                                                   REFIID riid, void** out) override;

  private:
    HRESULT makePipelineState(UINT64 fingerprint, const D3D12_CACHED_PIPELINE_STATE& cached,
                              REFIID riid, void** out);
    // Hands out a new T, unless the device has been removed.
    template <class T, class... Arguments>
    HRESULT make(REFIID riid, void** out, Arguments&&... arguments);

    const LUID luid_;
    std::atomic<bool> removed_ = false;
    std::atomic<UINT64> executions_ = 0;
    std::atomic<UINT64> memory_ = 0;
    std::atomic<UINT64> nextAddress_ = UINT64{1} << 32;
    std::mutex mutex_;
    std::vector<NullFence*> fences_;  // all complete when the device is removed
};

}  // namespace baker::host
