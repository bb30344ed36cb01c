// The Vulkan memory that vkd3d allocates for heaps and committed resources, with what it leaves
// out: D3D12 promises zeroes.
#pragma once

#include <vulkan/vulkan.h>

#include <wsl/winadapter.h>

#include <directx/d3d12.h>

#include "vulkan/device_extensions.hpp"
#include "vulkan/scoped.hpp"

namespace baker::host {

// The last that a call of this thread has allocated; NULL if that failed.
VkDeviceMemory lastMemory();

// What memory that is allocated while this lives is for.
class MemoryFlags : Scoped<VkMemoryAllocateFlags> {
  public:
    MemoryFlags(const DeviceExtensions& has, D3D12_HEAP_FLAGS flags);
};

}  // namespace baker::host
