// The Vulkan objects that vkd3d makes, seen on their way to the driver: vkd3d gives no access to
// them, and mapping tiles needs them (proxy/tiled_resource.hpp).
#pragma once

#include <vulkan/vulkan.h>

#include <string_view>

namespace baker::host {

// The last of each kind that a call of this thread has made.
struct MadeObjects {
    VkDevice device = VK_NULL_HANDLE;
    VkBuffer buffer = VK_NULL_HANDLE;
    VkImage image = VK_NULL_HANDLE;
    VkDeviceMemory memory = VK_NULL_HANDLE;
};
const MadeObjects& lastMade();

// Of which a call of this thread has asked for the properties last.
VkFormat lastFormat();

// What vkd3d gets for a function that makes such objects; NULL for other names. vkd3d's sparse
// objects become resident in part and aliased, as D3D12's are.
PFN_vkVoidFunction makingFunction(std::string_view name);
void loadMakingFunctions(VkInstance instance);  // before vkd3d gets any

// Of the driver under vkd3d; after vkd3d has made a device.
PFN_vkVoidFunction vulkanDeviceFunction(VkDevice device, const char* name);
template <class F>
F deviceFunction(VkDevice device, const char* name) {
    return reinterpret_cast<F>(vulkanDeviceFunction(device, name));
}

}  // namespace baker::host
