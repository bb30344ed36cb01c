// vkGetPhysicalDevice*2: what the physical device knows, written into the application's structures.
#include <algorithm>

#include "base/chain.hpp"
#include "base/out_array.hpp"
#include "memory/memory_budget.hpp"
#include "physical_device.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

void writeFamily(const QueueFamily& family, VkQueueFamilyProperties2& properties) {
    properties.queueFamilyProperties = family.properties;
    // What lists of a type may call an image's state differs from the other types'.
    if (auto* transfer = findInChain<VkQueueFamilyOwnershipTransferPropertiesKHR>(
            properties.pNext, VK_STRUCTURE_TYPE_QUEUE_FAMILY_OWNERSHIP_TRANSFER_PROPERTIES_KHR))
        transfer->optimalImageTransferToQueueFamilies = 0;
    if (auto* global = findInChain<VkQueueFamilyGlobalPriorityProperties>(
            properties.pNext, VK_STRUCTURE_TYPE_QUEUE_FAMILY_GLOBAL_PRIORITY_PROPERTIES)) {
        global->priorityCount = static_cast<uint32_t>(family.priorities.size());
        std::ranges::copy(family.priorities, global->priorities);
    }
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceFeatures2(VkPhysicalDevice handle,
                                                      VkPhysicalDeviceFeatures2* features) {
    const PhysicalDevice& device = *PhysicalDevice::from(handle);
    writeFeatures(device.features(), features->features);
    writeFeatureChain(device.features(), device.apiVersion(), device.extensions(), features->pNext);
}

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceProperties2(VkPhysicalDevice handle,
                                                        VkPhysicalDeviceProperties2* properties) {
    const PhysicalDevice& device = *PhysicalDevice::from(handle);
    properties->properties = device.properties().core;
    writePropertyChain(device.properties(), properties->pNext);
}

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceQueueFamilyProperties2(
    VkPhysicalDevice handle, uint32_t* count, VkQueueFamilyProperties2* properties) {
    OutArray<VkQueueFamilyProperties2> out(properties, count);
    for (const QueueFamily& family : PhysicalDevice::from(handle)->queueFamilies())
        if (VkQueueFamilyProperties2* property = out.next()) writeFamily(family, *property);
}

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceMemoryProperties2(
    VkPhysicalDevice handle, VkPhysicalDeviceMemoryProperties2* properties) {
    const PhysicalDevice& device = *PhysicalDevice::from(handle);
    properties->memoryProperties = device.memoryTypes().vulkan;
    if (auto* budget = findInChain<VkPhysicalDeviceMemoryBudgetPropertiesEXT>(
            properties->pNext, VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_BUDGET_PROPERTIES_EXT);
        budget && has(device.extensions(), Extension::EXT_memory_budget))
        queryMemoryBudget(device.adapter(), device.memoryTypes(), *budget);
}

VKAPI_ATTR VkResult VKAPI_CALL
EnumerateDeviceExtensionProperties(VkPhysicalDevice handle, const char* layer, uint32_t* count,
                                   VkExtensionProperties* properties) {
    if (layer) return VK_ERROR_LAYER_NOT_PRESENT;
    return enumerateExtensions(PhysicalDevice::from(handle)->extensions(), count, properties);
}

VKAPI_ATTR VkResult VKAPI_CALL EnumerateDeviceLayerProperties(VkPhysicalDevice, uint32_t* count,
                                                              VkLayerProperties*) {
    *count = 0;  // deprecated: layers belong to the instance
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL GetPhysicalDeviceToolProperties(VkPhysicalDevice, uint32_t* count,
                                                               VkPhysicalDeviceToolProperties*) {
    *count = 0;  // layers that are tools add themselves
    return VK_SUCCESS;
}

}  // namespace baker::entry
