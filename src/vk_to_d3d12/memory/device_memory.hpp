// VkDeviceMemory: an ID3D12Heap, and one buffer resource that spans it.
//
// D3D12 maps resources, not heaps, and places each resource in a heap separately; Vulkan maps
// memory and lets buffers alias freely in it. So memory that buffers may be bound to has one
// ID3D12Resource of its whole size, and every VkBuffer is a range of it.
#pragma once

#include "base/object.hpp"
#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "memory/address_windows.hpp"

namespace baker {

class Device;

class DeviceMemory : public Object<DeviceMemory, VkDeviceMemory> {
  public:
    // VK_ERROR_OUT_OF_DEVICE_MEMORY also where the size is beyond what the heap or D3D12 can give.
    static Result<DeviceMemory*> create(Device& device, const VkMemoryAllocateInfo& info,
                                        const Allocator& allocator);

    VkDeviceSize size() const { return size_; }  // bytes, as the application gave it
    ID3D12Heap* heap() const { return heap_.Get(); }
    // Spans the memory; null in memory that is dedicated to an image or takes textures only.
    ID3D12Resource* buffer() const { return buffer_.Get(); }

    // Of the first byte; 0 unless it was allocated with VK_MEMORY_ALLOCATE_DEVICE_ADDRESS_BIT.
    VkDeviceAddress address() const { return hasAddress_ ? windows_.start() : 0; }
    // The same of any memory with a buffer, for the driver's own use. Thread-safe.
    Result<VkDeviceAddress> reach() const;

    Result<void*> map(VkDeviceSize offset);  // VK_ERROR_MEMORY_MAP_FAILED
    void unmap();

    // How gladly the memory stays in the device's (VK_EXT_memory_priority): 0 to 1.
    void setPriority(float priority);

    DeviceMemory(Device& device, VkDeviceSize size) : device_(device), size_(size) {}

  private:
    VkResult createHeap(const VkMemoryAllocateInfo& info);
    VkResult makeHeap(const VkMemoryAllocateInfo& info);
    VkResult createBuffer();

    Device& device_;
    const VkDeviceSize size_;
    ComPtr<ID3D12Heap> heap_;
    ComPtr<ID3D12Resource> buffer_;
    bool hasAddress_ = false;
    mutable AddressWindows windows_;
};

}  // namespace baker
