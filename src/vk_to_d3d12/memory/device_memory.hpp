// VkDeviceMemory: an ID3D12Heap, and one buffer resource that spans it.
//
// D3D12 maps resources, not heaps, and places each resource in a heap separately; Vulkan maps
// memory and lets buffers alias freely in it. So the memory has one ID3D12Resource of its whole
// size, made when the first buffer is bound or the memory is mapped. Every VkBuffer is a range of
// it.
#pragma once

#include <mutex>

#include "base/object.hpp"
#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"

namespace baker {

class Device;

class DeviceMemory : public Object<DeviceMemory, VkDeviceMemory> {
  public:
    static Result<DeviceMemory*> create(Device& device, const VkMemoryAllocateInfo& info,
                                        const Allocator& allocator);

    VkDeviceSize size() const { return size_; }  // bytes, as the application gave it
    uint32_t typeIndex() const { return typeIndex_; }
    ID3D12Heap* heap() const { return heap_.Get(); }

    // The resource that spans the memory. Thread-safe; borrowed.
    Result<ID3D12Resource*> buffer();

    Result<void*> map(VkDeviceSize offset);
    void unmap();

    DeviceMemory(Device& device, VkDeviceSize size, uint32_t typeIndex, bool takesBuffers);
    ~DeviceMemory();

  private:
    VkResult createHeap();
    VkResult createBuffer();

    Device& device_;
    const VkDeviceSize size_;
    const uint32_t typeIndex_;
    ComPtr<ID3D12Heap> heap_;
    std::mutex mutex_;  // guards the making of buffer_
    ComPtr<ID3D12Resource> buffer_;
    void* mapped_ = nullptr;
};

}  // namespace baker
