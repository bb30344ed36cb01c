// Name lookup by the tables of vkGetInstanceProcAddr and vkGetDeviceProcAddr (Vulkan spec, "Command
// Function Pointers"): a command resolves when its core version is at most that of the instance, or
// an extension that provides it is there; null otherwise. Thread-safe.
#pragma once

#include <vulkan/vulkan.h>

namespace baker {

class Instance;
class Device;

PFN_vkVoidFunction globalCommand(const char* name);
// Commands of any level. `instance` is not null.
PFN_vkVoidFunction instanceCommand(Instance& instance, const char* name);
// Commands that dispatch by a physical device.
PFN_vkVoidFunction physicalDeviceCommand(Instance& instance, const char* name);
// Commands that dispatch by a device, a queue or a command buffer.
PFN_vkVoidFunction deviceCommand(Device& device, const char* name);

}  // namespace baker
