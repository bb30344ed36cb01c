// VkBuffer: a range of the one ID3D12Resource that spans its VkDeviceMemory
// (memory/device_memory.hpp). Binding therefore costs nothing, and aliasing needs no care. A sparse
// buffer has a reserved resource of its own.
#pragma once

#include <memory>

#include "base/object.hpp"
#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "memory/address_windows.hpp"
#include "resource/reserved_resource.hpp"

namespace baker {

class Device;
class DeviceMemory;

class Buffer : public Object<Buffer, VkBuffer> {
  public:
    static Result<Buffer*> create(Device& device, const VkBufferCreateInfo& info,
                                  const Allocator& allocator);

    VkDeviceSize size() const { return size_; }  // bytes, as the application gave it
    VkBufferUsageFlags2KHR usage() const { return usage_; }

    // Valid from vkBindBufferMemory2 on; of sparse buffers from the beginning.
    //
    // Spans the whole memory, not only this buffer. Borrowed, but that of sparse buffers.
    ID3D12Resource* resource() const { return resource_; }
    // Of the buffer's first byte in resource(): add it to every offset given to D3D12.
    VkDeviceSize offset() const { return offset_; }
    // Of the buffer's first byte; a multiple of 256.
    D3D12_GPU_VIRTUAL_ADDRESS gpuAddress() const { return gpuAddress_; }

    // What shaders reach the first byte by; 0 unless its memory has addresses.
    VkDeviceAddress deviceAddress() const { return deviceAddress_; }
    // The same of any buffer, for the driver's own use. Thread-safe.
    Result<VkDeviceAddress> reach(Device& device) const;

    // VK_WHOLE_SIZE resolved: the bytes of `range` from `offset` on.
    VkDeviceSize resolveRange(VkDeviceSize offset, VkDeviceSize range) const {
        return range == VK_WHOLE_SIZE ? size_ - offset : range;
    }

    // Null unless it is sparse.
    const TiledLayout* tiles() const { return sparse_ ? &sparse_->reserved.layout : nullptr; }

    // The handles that its memory may have.
    VkExternalMemoryHandleTypeFlags external() const { return external_; }

    void bind(const DeviceMemory& memory, VkDeviceSize offset);

    Buffer(VkDeviceSize size, VkBufferUsageFlags2KHR usage,
           VkExternalMemoryHandleTypeFlags external)
        : size_(size), usage_(usage), external_(external) {}

  private:
    struct Sparse {
        ReservedResource reserved;
        AddressWindows windows{};
    };
    VkResult reserveTiles(Device& device);

    const VkDeviceSize size_;
    const VkBufferUsageFlags2KHR usage_;
    const VkExternalMemoryHandleTypeFlags external_;
    ID3D12Resource* resource_ = nullptr;
    const DeviceMemory* memory_ = nullptr;  // null: sparse
    VkDeviceSize offset_ = 0;
    D3D12_GPU_VIRTUAL_ADDRESS gpuAddress_ = 0;
    VkDeviceAddress deviceAddress_ = 0;
    std::unique_ptr<Sparse> sparse_;
};

// Alignment of every buffer, and what its size is rounded up to: D3D12's for constant buffer views.
// Whole words for raw views follow.
inline constexpr VkDeviceSize kBufferAlignment = D3D12_CONSTANT_BUFFER_DATA_PLACEMENT_ALIGNMENT;

// What a buffer of `size` bytes needs, alike for all usages, and the structures in its chain.
void bufferMemoryRequirements(const Device& device, VkDeviceSize size, bool isSparse,
                              VkExternalMemoryHandleTypeFlags external,
                              VkMemoryRequirements2& requirements);

}  // namespace baker
