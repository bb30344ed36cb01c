#include "vulkan/adapters.hpp"

#include <algorithm>
#include <cstring>

#include "vulkan/vulkan_driver.hpp"

namespace baker::host {

namespace {

template <class Function>
Function instanceFunction(VkInstance instance, const char* name) {
    return reinterpret_cast<Function>(vulkanDriver().getInstanceProcAddr(instance, name));
}

bool isUnified(VkPhysicalDeviceType type) {
    return type == VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU || type == VK_PHYSICAL_DEVICE_TYPE_CPU;
}

// Vulkan's LUID where the driver has one; else the device UUID folded to its size, which is as
// stable.
LUID luidOf(const VkPhysicalDeviceIDProperties& id) {
    LUID luid;
    static_assert(sizeof(luid) == VK_LUID_SIZE);
    std::memcpy(&luid, id.deviceLUID, sizeof(luid));
    if (id.deviceLUIDValid) return luid;
    uint64_t halves[2];
    static_assert(sizeof(halves) == VK_UUID_SIZE);
    std::memcpy(halves, id.deviceUUID, sizeof(halves));
    const uint64_t folded = halves[0] ^ (halves[1] * 0x9e3779b97f4a7c15);
    std::memcpy(&luid, &folded, sizeof(luid));
    return luid;
}

uint64_t fourPartVersion(uint32_t version) {
    return uint64_t{VK_API_VERSION_MAJOR(version)} << 48 |
           uint64_t{VK_API_VERSION_MINOR(version)} << 32 |
           uint64_t{VK_API_VERSION_PATCH(version)} << 16;
}

void addMemory(AdapterInfo& info, const VkPhysicalDeviceMemoryProperties& memory, bool unified) {
    for (uint32_t i = 0; i < memory.memoryHeapCount; ++i) {
        const bool local = memory.memoryHeaps[i].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT;
        (local && !unified ? info.dedicatedAdapterMemory : info.sharedSystemMemory) +=
            memory.memoryHeaps[i].size;
    }
}

bool hasExtension(VkInstance instance, VkPhysicalDevice device, const char* name) {
    const auto enumerate = instanceFunction<PFN_vkEnumerateDeviceExtensionProperties>(
        instance, "vkEnumerateDeviceExtensionProperties");
    uint32_t count = 0;
    enumerate(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    enumerate(device, nullptr, &count, extensions.data());
    return std::any_of(extensions.begin(), extensions.end(), [name](const auto& extension) {
        return std::strcmp(extension.extensionName, name) == 0;
    });
}

}  // namespace

bool readBudget(VkInstance instance, VkPhysicalDevice device, bool local,
                DXCoreAdapterMemoryBudget& budget) {
    const auto getMemory = instanceFunction<PFN_vkGetPhysicalDeviceMemoryProperties2>(
        instance, "vkGetPhysicalDeviceMemoryProperties2");
    if (!getMemory || !hasExtension(instance, device, VK_EXT_MEMORY_BUDGET_EXTENSION_NAME))
        return false;
    VkPhysicalDeviceMemoryBudgetPropertiesEXT heaps = {
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_BUDGET_PROPERTIES_EXT};
    VkPhysicalDeviceMemoryProperties2 memory = {
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_PROPERTIES_2, &heaps};
    getMemory(device, &memory);
    budget = {};
    for (uint32_t i = 0; i < memory.memoryProperties.memoryHeapCount; ++i) {
        const VkMemoryHeapFlags flags = memory.memoryProperties.memoryHeaps[i].flags;
        if (local != bool(flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT)) continue;
        budget.budget += heaps.heapBudget[i];
        budget.currentUsage += heaps.heapUsage[i];
    }
    return true;
}

std::vector<VkPhysicalDevice> physicalDevices(VkInstance instance) {
    const auto enumerate =
        instanceFunction<PFN_vkEnumeratePhysicalDevices>(instance, "vkEnumeratePhysicalDevices");
    uint32_t count = 0;
    if (enumerate(instance, &count, nullptr) != VK_SUCCESS) return {};
    std::vector<VkPhysicalDevice> devices(count);
    if (enumerate(instance, &count, devices.data()) < VK_SUCCESS) return {};
    devices.resize(count);
    return devices;
}

AdapterInfo describe(VkInstance instance, VkPhysicalDevice device) {
    auto getProperties = instanceFunction<PFN_vkGetPhysicalDeviceProperties2>(
        instance, "vkGetPhysicalDeviceProperties2");
    if (!getProperties)
        getProperties = instanceFunction<PFN_vkGetPhysicalDeviceProperties2>(
            instance, "vkGetPhysicalDeviceProperties2KHR");
    VkPhysicalDeviceIDProperties id = {VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ID_PROPERTIES};
    VkPhysicalDeviceProperties2 properties = {VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &id};
    getProperties(device, &properties);
    VkPhysicalDeviceMemoryProperties memory;
    instanceFunction<PFN_vkGetPhysicalDeviceMemoryProperties>(
        instance, "vkGetPhysicalDeviceMemoryProperties")(device, &memory);

    const VkPhysicalDeviceProperties& core = properties.properties;
    AdapterInfo info;
    info.luid = luidOf(id);
    info.description = core.deviceName;
    info.driverVersion = fourPartVersion(core.driverVersion);
    info.vendorId = core.vendorID;
    info.deviceId = core.deviceID;
    info.isHardware = core.deviceType != VK_PHYSICAL_DEVICE_TYPE_CPU;
    info.isIntegrated = core.deviceType == VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU;
    addMemory(info, memory, isUnified(core.deviceType));
    return info;
}

}  // namespace baker::host
