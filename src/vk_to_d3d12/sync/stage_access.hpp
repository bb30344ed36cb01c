// Vulkan's pipeline stages and accesses in D3D12's terms, one table each.
#pragma once

#include "d3d12/d3d12_api.hpp"

namespace baker {

// One side of a memory dependency. `readStates` may be combined in one legacy transition, each bit
// of `writeStates` stands alone.
struct BarrierScope {
    D3D12_BARRIER_SYNC sync = D3D12_BARRIER_SYNC_NONE;  // NONE: nothing waits or is waited for
    D3D12_BARRIER_ACCESS access = D3D12_BARRIER_ACCESS_COMMON;
    uint32_t readStates = 0;   // D3D12_RESOURCE_STATES
    uint32_t writeStates = 0;  // D3D12_RESOURCE_STATES
    bool host = false;         // D3D12_RESOURCE_STATE_COMMON: the host reads or writes
};

// Limited to what command lists of `type` may name. Without accesses the stages' own are meant.
// TOP_OF_PIPE and BOTTOM_OF_PIPE are as in Vulkan's first and second synchronisation scope.
BarrierScope firstScope(VkPipelineStageFlags2 stages, VkAccessFlags2 access,
                        D3D12_COMMAND_LIST_TYPE type);
BarrierScope secondScope(VkPipelineStageFlags2 stages, VkAccessFlags2 access,
                         D3D12_COMMAND_LIST_TYPE type);

}  // namespace baker
