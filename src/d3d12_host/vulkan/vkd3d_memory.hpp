// The Vulkan memory that vkd3d allocates for heaps and committed resources, with what it leaves
// out: D3D12 promises zeroes, and memory can be shared with other processes.
#pragma once

#include <vulkan/vulkan.h>

#include <wsl/winadapter.h>

#include <directx/d3d12.h>

#include "vulkan/device_extensions.hpp"
#include "vulkan/scoped.hpp"

namespace baker::host {

struct Memory {
    VkDevice device = VK_NULL_HANDLE;
    VkDeviceMemory memory = VK_NULL_HANDLE;
};
// The last that a call of this thread has allocated; NULL if that failed.
Memory lastMemory();

// Of memory that is shared.
constexpr VkExternalMemoryHandleTypeFlagBits kSharedMemory =
    VK_EXTERNAL_MEMORY_HANDLE_TYPE_OPAQUE_FD_BIT;

// What memory that is allocated meanwhile is for, and resources that are bound to it.
struct MemoryRequest {
    VkMemoryAllocateFlags flags = 0;
    bool shared = false;
    int imported = -1;  // a file descriptor, which a successful allocation takes over
};

MemoryRequest memoryRequest();  // of this thread, now

class MemoryScope : Scoped<MemoryRequest> {
  public:
    explicit MemoryScope(const MemoryRequest& request);
    // Of a heap with those flags.
    MemoryScope(const DeviceExtensions& has, D3D12_HEAP_FLAGS flags);
};

// A new file descriptor of memory that was allocated to be shared; -1 if that fails.
int shareMemory(const Memory& memory);

}  // namespace baker::host
