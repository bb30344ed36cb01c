// Memory that is shared with other processes and devices (VK_KHR_external_memory_fd): heaps of
// D3D12, whose handles are file descriptors on Linux.
#pragma once

#include <vulkan/vulkan.h>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"

namespace baker {

struct Capabilities;
struct MemoryTypes;

// What can be done with a handle of that type; nothing where it is not known.
VkExternalMemoryProperties externalMemoryProperties(const Capabilities& caps,
                                                    VkExternalMemoryHandleTypeFlagBits type);

// The memory types that resources may have whose memory has a handle of one of `types`.
uint32_t externalTypeBits(const MemoryTypes& memory, VkExternalMemoryHandleTypeFlags types);

// What the structures of a chain say: which handles the memory or resource is to have.
VkExternalMemoryHandleTypeFlags externalTypes(const VkMemoryAllocateInfo& info);
VkExternalMemoryHandleTypeFlags externalTypes(const VkBufferCreateInfo& info);
VkExternalMemoryHandleTypeFlags externalTypes(const VkImageCreateInfo& info);

// VK_ERROR_INVALID_EXTERNAL_HANDLE unless it is the handle of a heap of at least `size` bytes. On
// success the descriptor is closed.
Result<ComPtr<ID3D12Heap>> importHeap(ID3D12Device* device, int descriptor, uint64_t size);
// A new descriptor: VK_ERROR_TOO_MANY_OBJECTS where there are no more.
Result<int> exportHeap(ID3D12Device* device, ID3D12Heap* heap);

}  // namespace baker
