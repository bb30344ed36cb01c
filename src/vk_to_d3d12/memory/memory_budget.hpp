// VK_EXT_memory_budget from what DXCore says of the adapter now.
#pragma once

#include <vulkan/vulkan.h>

namespace baker {

struct Adapter;
struct MemoryTypes;

// Fills heapBudget and heapUsage: bytes, zero beyond the heaps there are. Only for adapters that
// tell their budget.
void queryMemoryBudget(const Adapter& adapter, const MemoryTypes& types,
                       VkPhysicalDeviceMemoryBudgetPropertiesEXT& budget);

}  // namespace baker
