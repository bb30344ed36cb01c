#include "null/memory.hpp"

#include <sys/mman.h>

namespace baker::host {

namespace {

bool cpuReaches(const D3D12_HEAP_PROPERTIES& properties) {
    switch (properties.Type) {
        case D3D12_HEAP_TYPE_UPLOAD:
        case D3D12_HEAP_TYPE_READBACK:
            return true;
        case D3D12_HEAP_TYPE_CUSTOM:
            return properties.CPUPageProperty == D3D12_CPU_PAGE_PROPERTY_WRITE_COMBINE ||
                   properties.CPUPageProperty == D3D12_CPU_PAGE_PROPERTY_WRITE_BACK;
        default:
            return false;
    }
}

}  // namespace

Pages::Pages(const D3D12_HEAP_PROPERTIES& properties, UINT64 size) : size_(size) {
    if (!cpuReaches(properties)) return;
    void* pages = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (pages != MAP_FAILED) data_ = static_cast<std::byte*>(pages);
}

Pages::~Pages() {
    if (data_) munmap(data_, size_);
}

NullHeap::NullHeap(NullDevice& device, const D3D12_HEAP_DESC& desc)
    : HeapDefaults(device),
      pages(desc.Properties, desc.SizeInBytes),
      address(device.takeAddresses(desc.SizeInBytes)),
      desc_(desc) {}

NullResource::NullResource(NullDevice& device, NullHeap& heap, UINT64 offset,
                           const D3D12_RESOURCE_DESC& desc)
    : ResourceDefaults(device), heap_(heap), offset_(offset), desc_(desc) {
    heap_.AddRef();
}

HRESULT NullResource::Map(UINT, const D3D12_RANGE*, void** data) {
    if (!heap_.pages.data()) return E_INVALIDARG;
    if (data) *data = heap_.pages.data() + offset_;
    return device_.status();
}

D3D12_RESOURCE_DESC1 NullResource::GetDesc1() {
    return {desc_.Dimension,
            desc_.Alignment,
            desc_.Width,
            desc_.Height,
            desc_.DepthOrArraySize,
            desc_.MipLevels,
            desc_.Format,
            desc_.SampleDesc,
            desc_.Layout,
            desc_.Flags,
            {}};
}

D3D12_GPU_VIRTUAL_ADDRESS NullResource::GetGPUVirtualAddress() {
    return desc_.Dimension == D3D12_RESOURCE_DIMENSION_BUFFER ? heap_.address + offset_ : 0;
}

HRESULT NullResource::GetHeapProperties(D3D12_HEAP_PROPERTIES* properties,
                                        D3D12_HEAP_FLAGS* flags) {
    const D3D12_HEAP_DESC heap = heap_.GetDesc();
    if (properties) *properties = heap.Properties;
    if (flags) *flags = heap.Flags;
    return S_OK;
}

}  // namespace baker::host
