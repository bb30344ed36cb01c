// Memory dependencies: Vulkan's stages and accesses as D3D12 barriers.
//
// Buffers are ranges of one resource per memory, so a dependency on a buffer is recorded like a
// global one. Enhanced barriers (D3D12_OPTIONS12) have global barriers and express that directly.
// Legacy barriers have states per resource, which Vulkan's free use of one buffer in several roles
// at once cannot obey; see barrier.cpp for what is recorded instead. Buffers are in COMMON between
// command lists (promotion and decay), and no state is tracked.
#pragma once

#include "d3d12/d3d12_api.hpp"

namespace baker {

class Device;

struct MemoryDependency {
    VkPipelineStageFlags2 srcStages = 0;
    VkAccessFlags2 srcAccess = 0;
    VkPipelineStageFlags2 dstStages = 0;
    VkAccessFlags2 dstAccess = 0;

    MemoryDependency& operator|=(const MemoryDependency& other);
};

// The union of the memory, buffer and image barriers of a VkDependencyInfo, as one dependency.
MemoryDependency mergeDependencies(const VkDependencyInfo& info);

// Records a dependency that covers all buffers (and images that keep their layout).
void recordMemoryDependency(Device& device, ID3D12GraphicsCommandList* list,
                            const MemoryDependency& dependency);

}  // namespace baker
