// Queue families: one for each type of D3D12 command list that Baker uses.
#pragma once

#include <vector>

#include "d3d12/capabilities.hpp"

namespace baker {

struct QueueFamily {
    D3D12_COMMAND_LIST_TYPE type;
    VkQueueFamilyProperties properties;
    std::vector<VkQueueGlobalPriority> priorities;  // ascending, from MEDIUM on

    bool has(VkQueueGlobalPriority priority) const;
};

// D3D12 has no priority below the normal one.
D3D12_COMMAND_QUEUE_PRIORITY queuePriority(VkQueueGlobalPriority priority);

std::vector<QueueFamily> queueFamilies(const Capabilities& caps);

}  // namespace baker
