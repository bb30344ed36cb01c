#include "internal_buffer.hpp"

#include "device/device.hpp"

namespace baker {
namespace {

D3D12_HEAP_PROPERTIES heapProperties(D3D12_HEAP_TYPE type) {
    if (type != D3D12_HEAP_TYPE_CUSTOM) return {.Type = type};
    return {.Type = type,
            .CPUPageProperty = D3D12_CPU_PAGE_PROPERTY_WRITE_BACK,
            .MemoryPoolPreference = D3D12_MEMORY_POOL_L0};
}

}  // namespace

D3D12_RESOURCE_DESC bufferDesc(uint64_t size, D3D12_RESOURCE_FLAGS flags) {
    return {.Dimension = D3D12_RESOURCE_DIMENSION_BUFFER,
            .Width = size,
            .Height = 1,
            .DepthOrArraySize = 1,
            .MipLevels = 1,
            .SampleDesc = {.Count = 1},
            .Layout = D3D12_TEXTURE_LAYOUT_ROW_MAJOR,
            .Flags = flags};
}

Result<ComPtr<ID3D12Resource>> createInternalBuffer(Device& device, D3D12_HEAP_TYPE type,
                                                    uint64_t size) {
    const bool upload = type == D3D12_HEAP_TYPE_UPLOAD;
    const D3D12_HEAP_PROPERTIES heap = heapProperties(type);
    const D3D12_RESOURCE_DESC desc = bufferDesc(
        size, upload ? D3D12_RESOURCE_FLAG_NONE : D3D12_RESOURCE_FLAG_ALLOW_UNORDERED_ACCESS);
    ComPtr<ID3D12Resource> buffer;
    TRY_VK(
        device.check(device.d3d12()->CreateCommittedResource(
                         &heap, D3D12_HEAP_FLAG_NONE, &desc,
                         upload ? D3D12_RESOURCE_STATE_GENERIC_READ : D3D12_RESOURCE_STATE_COMMON,
                         nullptr, IID_PPV_ARGS(&buffer)),
                     "ID3D12Device::CreateCommittedResource"));
    return buffer;
}

Result<std::byte*> mapInternalBuffer(Device& device, ID3D12Resource* buffer) {
    void* data = nullptr;
    TRY_VK(device.check(buffer->Map(0, nullptr, &data), "ID3D12Resource::Map"));
    return static_cast<std::byte*>(data);
}

}  // namespace baker
