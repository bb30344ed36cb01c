// The null host's heaps and resources. Memory that the CPU can reach is real, so that mapping
// works; the rest is addresses only.
#pragma once

#include "null/device.hpp"

namespace baker::host {

// Zeroed pages, given by the system as they are touched; none for a heap that the CPU cannot reach.
class Pages {
  public:
    Pages(const D3D12_HEAP_PROPERTIES& properties, UINT64 size);
    Pages(const Pages&) = delete;
    Pages& operator=(const Pages&) = delete;
    ~Pages();

    std::byte* data() const { return data_; }

  private:
    std::byte* data_ = nullptr;
    const UINT64 size_;
};

class NullHeap final : public HeapDefaults {
  public:
    // The size has been taken from the device's memory and is given back.
    NullHeap(NullDevice& device, const D3D12_HEAP_DESC& desc);
    ~NullHeap() override { device_.giveMemory(desc_.SizeInBytes); }

    D3D12_HEAP_DESC STDMETHODCALLTYPE GetDesc() override { return desc_; }

    const Pages pages;
    const D3D12_GPU_VIRTUAL_ADDRESS address;

  private:
    const D3D12_HEAP_DESC desc_;
};

// A resource in a heap, which for a committed one is its own.
class NullResource final : public ResourceDefaults {
  public:
    NullResource(NullDevice& device, NullHeap& heap, UINT64 offset,
                 const D3D12_RESOURCE_DESC& desc);
    ~NullResource() override { heap_.Release(); }

    HRESULT STDMETHODCALLTYPE Map(UINT, const D3D12_RANGE*, void** data) override;
    D3D12_RESOURCE_DESC STDMETHODCALLTYPE GetDesc() override { return desc_; }
    D3D12_RESOURCE_DESC1 STDMETHODCALLTYPE GetDesc1() override;
    D3D12_GPU_VIRTUAL_ADDRESS STDMETHODCALLTYPE GetGPUVirtualAddress() override;
    HRESULT STDMETHODCALLTYPE GetHeapProperties(D3D12_HEAP_PROPERTIES* properties,
                                                D3D12_HEAP_FLAGS* flags) override;

  private:
    NullHeap& heap_;
    const UINT64 offset_;
    const D3D12_RESOURCE_DESC desc_;
};

}  // namespace baker::host
