#include "program.hpp"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>

namespace baker::test {
namespace {

void require(VkResult result, const char* what) {
    if (result == VK_SUCCESS) return;
    fprintf(stderr, "%s returned %d\n", what, result);
    std::abort();
}

VkInstance makeInstanceWith(PFN_vkCreateInstance create) {
    const VkApplicationInfo application{
        VK_STRUCTURE_TYPE_APPLICATION_INFO, nullptr, nullptr, 0, nullptr, 0, VK_API_VERSION_1_2};
    VkInstanceCreateInfo info{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
    info.pApplicationInfo = &application;
    VkInstance instance = VK_NULL_HANDLE;
    require(create(&info, nullptr, &instance), "vkCreateInstance");
    return instance;
}

}  // namespace

Driver::Driver() {
    void* library = dlopen(DRIVER, RTLD_NOW | RTLD_LOCAL);
    if (!library) std::abort();
    getInstanceProcAddr_ =
        reinterpret_cast<PFN_vkGetInstanceProcAddr>(dlsym(library, "vk_icdGetInstanceProcAddr"));
    instance_ = makeInstanceWith(find<PFN_vkCreateInstance>("vkCreateInstance"));
}

VkInstance makeInstance() {
    return makeInstanceWith(vkCreateInstance);
}

std::vector<VkPhysicalDevice> physicalDevices(VkInstance instance) {
    uint32_t count = 0;
    require(vkEnumeratePhysicalDevices(instance, &count, nullptr), "vkEnumeratePhysicalDevices");
    std::vector<VkPhysicalDevice> devices(count);
    require(vkEnumeratePhysicalDevices(instance, &count, devices.data()),
            "vkEnumeratePhysicalDevices");
    return devices;
}

VkDevice makeDevice(VkPhysicalDevice physicalDevice, const std::vector<const char*>& extensions) {
    const float priority = 1;
    const VkDeviceQueueCreateInfo queue{
        VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO, nullptr, 0, 0, 1, &priority};
    VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO};
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queue;
    info.enabledExtensionCount = static_cast<uint32_t>(extensions.size());
    info.ppEnabledExtensionNames = extensions.data();
    VkDevice device = VK_NULL_HANDLE;
    require(vkCreateDevice(physicalDevice, &info, nullptr, &device), "vkCreateDevice");
    return device;
}

VkQueue firstQueue(VkDevice device) {
    VkQueue queue = VK_NULL_HANDLE;
    vkGetDeviceQueue(device, 0, 0, &queue);
    return queue;
}

VkResult allocate(VkDevice device, VkDeviceSize size, VkDeviceMemory& memory) {
    const VkMemoryAllocateInfo info{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO, nullptr, size, 0};
    return vkAllocateMemory(device, &info, nullptr, &memory);
}

VkCommandBuffer emptyCommandBuffer(VkDevice device) {
    const VkCommandPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    VkCommandPool pool = VK_NULL_HANDLE;
    require(vkCreateCommandPool(device, &poolInfo, nullptr, &pool), "vkCreateCommandPool");
    const VkCommandBufferAllocateInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO, nullptr,
                                           pool, VK_COMMAND_BUFFER_LEVEL_PRIMARY, 1};
    VkCommandBuffer buffer = VK_NULL_HANDLE;
    require(vkAllocateCommandBuffers(device, &info, &buffer), "vkAllocateCommandBuffers");
    const VkCommandBufferBeginInfo begin{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    require(vkBeginCommandBuffer(buffer, &begin), "vkBeginCommandBuffer");
    require(vkEndCommandBuffer(buffer), "vkEndCommandBuffer");
    return buffer;
}

}  // namespace baker::test
