#include "vulkan/vkd3d_objects.hpp"

#include "vulkan/vulkan_driver.hpp"

namespace baker::host {
namespace {

struct Functions {
    PFN_vkGetDeviceProcAddr getDeviceProcAddr;
    PFN_vkCreateBuffer createBuffer;
    PFN_vkCreateImage createImage;
    PFN_vkAllocateMemory allocateMemory;
    PFN_vkGetPhysicalDeviceFormatProperties getFormatProperties;
};
Functions next;

thread_local MadeObjects made;
thread_local VkFormat format = VK_FORMAT_UNDEFINED;

VkResult VKAPI_PTR createBuffer(VkDevice device, const VkBufferCreateInfo* info,
                                const VkAllocationCallbacks* allocator, VkBuffer* buffer) {
    VkBufferCreateInfo tiled = *info;
    if (tiled.flags & VK_BUFFER_CREATE_SPARSE_BINDING_BIT)
        tiled.flags |= VK_BUFFER_CREATE_SPARSE_RESIDENCY_BIT | VK_BUFFER_CREATE_SPARSE_ALIASED_BIT;
    const VkResult result = next.createBuffer(device, &tiled, allocator, buffer);
    made.device = device;
    made.buffer = result == VK_SUCCESS ? *buffer : VK_NULL_HANDLE;
    return result;
}

VkResult VKAPI_PTR createImage(VkDevice device, const VkImageCreateInfo* info,
                               const VkAllocationCallbacks* allocator, VkImage* image) {
    VkImageCreateInfo tiled = *info;
    if (tiled.flags & VK_IMAGE_CREATE_SPARSE_BINDING_BIT)
        tiled.flags |= VK_IMAGE_CREATE_SPARSE_RESIDENCY_BIT | VK_IMAGE_CREATE_SPARSE_ALIASED_BIT;
    const VkResult result = next.createImage(device, &tiled, allocator, image);
    made.device = device;
    made.image = result == VK_SUCCESS ? *image : VK_NULL_HANDLE;
    return result;
}

VkResult VKAPI_PTR allocateMemory(VkDevice device, const VkMemoryAllocateInfo* info,
                                  const VkAllocationCallbacks* allocator, VkDeviceMemory* memory) {
    const VkResult result = next.allocateMemory(device, info, allocator, memory);
    made.device = device;
    made.memory = result == VK_SUCCESS ? *memory : VK_NULL_HANDLE;
    return result;
}

void VKAPI_PTR getFormatProperties(VkPhysicalDevice device, VkFormat asked,
                                   VkFormatProperties* properties) {
    format = asked;
    next.getFormatProperties(device, asked, properties);
}

}  // namespace

const MadeObjects& lastMade() {
    return made;
}

VkFormat lastFormat() {
    return format;
}

PFN_vkVoidFunction makingFunction(std::string_view name) {
    const auto as = [](auto function) { return reinterpret_cast<PFN_vkVoidFunction>(function); };
    if (name == "vkCreateBuffer") return as(createBuffer);
    if (name == "vkCreateImage") return as(createImage);
    if (name == "vkAllocateMemory") return as(allocateMemory);
    if (name == "vkGetPhysicalDeviceFormatProperties") return as(getFormatProperties);
    return nullptr;
}

void loadMakingFunctions(VkInstance instance) {
    const auto get = [&]<typename F>(F& function, const char* name) {
        function = reinterpret_cast<F>(vulkanDriver().getInstanceProcAddr(instance, name));
    };
    get(next.getDeviceProcAddr, "vkGetDeviceProcAddr");
    get(next.createBuffer, "vkCreateBuffer");
    get(next.createImage, "vkCreateImage");
    get(next.allocateMemory, "vkAllocateMemory");
    get(next.getFormatProperties, "vkGetPhysicalDeviceFormatProperties");
}

PFN_vkVoidFunction vulkanDeviceFunction(VkDevice device, const char* name) {
    return next.getDeviceProcAddr(device, name);
}

}  // namespace baker::host
