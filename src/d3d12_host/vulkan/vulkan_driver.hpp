// The Vulkan driver under the host, loaded directly: going through the Vulkan loader from inside an
// ICD would deadlock on the loader's lock, and would make this driver find itself.
//
// Setting: BAKER_HOST_VULKAN, the path of an ICD manifest (.json) or of a driver library (.so). By
// default the manifest of lavapipe (lvp_icd*.json) in the folders that the Vulkan loader searches.
#pragma once

#include <vulkan/vulkan.h>

#include <string>

namespace baker::host {

struct VulkanDriver {
    PFN_vkGetInstanceProcAddr getInstanceProcAddr = nullptr;  // NULL if no driver could be loaded
    std::string library;                                      // what was loaded, or looked for
    std::string error;                                        // why it could not be loaded
};

// Loaded on the first call, never unloaded. Any number of threads may call.
const VulkanDriver& vulkanDriver();

}  // namespace baker::host
