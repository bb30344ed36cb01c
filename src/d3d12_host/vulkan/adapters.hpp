// Vulkan's physical devices as DXCore adapters.
#pragma once

#include <vulkan/vulkan.h>

#include <vector>

#include "dxcore/adapter_source.hpp"

namespace baker::host {

// The physical devices of an instance of the driver, in the driver's order.
std::vector<VkPhysicalDevice> physicalDevices(VkInstance instance);

AdapterInfo describe(VkInstance instance, VkPhysicalDevice device);

// From VK_EXT_memory_budget; false where the driver lacks it.
bool readBudget(VkInstance instance, VkPhysicalDevice device, bool local,
                DXCoreAdapterMemoryBudget& budget);

}  // namespace baker::host
