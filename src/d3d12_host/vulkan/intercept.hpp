// What stands between vkd3d and the Vulkan driver: functions of the host's that vkd3d gets in the
// place of the driver's. Each file of this folder that intercepts has a table of them.
#pragma once

#include <vulkan/vulkan.h>

#include <span>

namespace baker::host {

struct Interception {
    const char* name;
    PFN_vkVoidFunction ours;   // NULL: vkd3d gets the driver's
    PFN_vkVoidFunction* next;  // where the driver's is put before vkd3d gets ours
};

// A row: `next` is a pointer of the function's type that lives as long as the process.
template <class F>
Interception intercept(const char* name, F ours, F& next) {
    return {name, reinterpret_cast<PFN_vkVoidFunction>(ours),
            reinterpret_cast<PFN_vkVoidFunction*>(&next)};
}

// A row for a function of the driver's that is only called.
template <class F>
Interception use(const char* name, F& next) {
    return {name, nullptr, reinterpret_cast<PFN_vkVoidFunction*>(&next)};
}

// The tables.
std::span<const Interception> bindingInterceptions();   // vkd3d_bindings.cpp
std::span<const Interception> constantInterceptions();  // vkd3d_constants.cpp
std::span<const Interception> deviceInterceptions();    // device_extensions.cpp
std::span<const Interception> memoryInterceptions();    // vkd3d_memory.cpp
std::span<const Interception> objectInterceptions();    // vkd3d_objects.cpp
std::span<const Interception> pipelineInterceptions();  // vkd3d_pipelines.cpp
std::span<const Interception> shaderInterceptions();    // vkd3d_shaders.cpp
std::span<const Interception> samplerInterceptions();   // vkd3d_samplers.cpp
std::span<const Interception> viewInterceptions();      // vkd3d_views.cpp

// To be given to vkd3d in the place of the driver's.
PFN_vkVoidFunction VKAPI_PTR vkd3dGetInstanceProcAddr(VkInstance instance, const char* name);

// Of the driver under vkd3d; after vkd3d has made a device.
PFN_vkVoidFunction vulkanDeviceFunction(VkDevice device, const char* name);
template <class F>
F deviceFunction(VkDevice device, const char* name) {
    return reinterpret_cast<F>(vulkanDeviceFunction(device, name));
}

}  // namespace baker::host
