// The functions that the loader finds in the library (Vulkan loader, LoaderDriverInterface.md,
// version 7).
#include <vulkan/vk_icd.h>

#include <algorithm>
#include <cstring>

#include "device/instance.hpp"
#include "proc_addr.hpp"
#include "vk_entrypoints.hpp"

#define BAKER_EXPORT extern "C" __attribute__((visibility("default"))) VKAPI_ATTR

namespace {

constexpr uint32_t kNewestInterface = 7;
constexpr uint32_t kOldestInterface = 2;  // the first that negotiates

}  // namespace

BAKER_EXPORT VkResult VKAPI_CALL vk_icdNegotiateLoaderICDInterfaceVersion(uint32_t* version);
BAKER_EXPORT PFN_vkVoidFunction VKAPI_CALL vk_icdGetPhysicalDeviceProcAddr(VkInstance instance,
                                                                           const char* name);
BAKER_EXPORT PFN_vkVoidFunction VKAPI_CALL vk_icdGetInstanceProcAddr(VkInstance instance,
                                                                     const char* name);

// The loader gives the newest version that it knows; the driver answers with the one to use.
VkResult vk_icdNegotiateLoaderICDInterfaceVersion(uint32_t* version) {
    if (*version < kOldestInterface) return VK_ERROR_INCOMPATIBLE_DRIVER;
    *version = std::min(*version, kNewestInterface);
    return VK_SUCCESS;
}

PFN_vkVoidFunction vk_icdGetPhysicalDeviceProcAddr(VkInstance instance, const char* name) {
    if (!instance) return nullptr;
    return baker::physicalDeviceCommand(*baker::Instance::from(instance), name);
}

// From version 7 on the loader may ask for the functions of the interface here too.
PFN_vkVoidFunction vk_icdGetInstanceProcAddr(VkInstance instance, const char* name) {
    const struct {
        const char* name;
        PFN_vkVoidFunction function;
    } kInterface[] = {
        {"vk_icdNegotiateLoaderICDInterfaceVersion",
         reinterpret_cast<PFN_vkVoidFunction>(&vk_icdNegotiateLoaderICDInterfaceVersion)},
        {"vk_icdGetPhysicalDeviceProcAddr",
         reinterpret_cast<PFN_vkVoidFunction>(&vk_icdGetPhysicalDeviceProcAddr)},
    };
    for (const auto& [own, function] : kInterface)
        if (name && std::strcmp(name, own) == 0) return function;
    return baker::entry::GetInstanceProcAddr(instance, name);
}
