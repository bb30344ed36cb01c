#include "vulkan/vkd3d_objects.hpp"

#include "vulkan/intercept.hpp"
#include "vulkan/vkd3d_memory.hpp"

namespace baker::host {
namespace {

struct Functions {
    PFN_vkCreateBuffer createBuffer;
    PFN_vkCreateImage createImage;
    PFN_vkGetImageSubresourceLayout getLayout;
    PFN_vkGetPhysicalDeviceFormatProperties getFormatProperties;
};
Functions next;

thread_local MadeObjects made;
thread_local VkFormat format = VK_FORMAT_UNDEFINED;
thread_local std::vector<VkSubresourceLayout>* layouts = nullptr;

void findLayouts(VkDevice device, const VkImageCreateInfo& info, VkImage image) {
    layouts->clear();
    for (uint32_t layer = 0; layer < info.arrayLayers; ++layer)
        for (uint32_t level = 0; level < info.mipLevels; ++level) {
            const VkImageSubresource subresource = {VK_IMAGE_ASPECT_COLOR_BIT, level, layer};
            next.getLayout(device, image, &subresource, &layouts->emplace_back());
        }
}

VkResult VKAPI_PTR createBuffer(VkDevice device, const VkBufferCreateInfo* info,
                                const VkAllocationCallbacks* allocator, VkBuffer* buffer) {
    VkBufferCreateInfo extended = *info;
    if (extended.flags & VK_BUFFER_CREATE_SPARSE_BINDING_BIT)
        extended.flags |=
            VK_BUFFER_CREATE_SPARSE_RESIDENCY_BIT | VK_BUFFER_CREATE_SPARSE_ALIASED_BIT;
    const VkExternalMemoryBufferCreateInfo shared = {
        VK_STRUCTURE_TYPE_EXTERNAL_MEMORY_BUFFER_CREATE_INFO, info->pNext, kSharedMemory};
    if (memoryRequest().shared) extended.pNext = &shared;
    const VkResult result = next.createBuffer(device, &extended, allocator, buffer);
    made.device = device;
    made.buffer = result == VK_SUCCESS ? *buffer : VK_NULL_HANDLE;
    return result;
}

VkResult VKAPI_PTR createImage(VkDevice device, const VkImageCreateInfo* info,
                               const VkAllocationCallbacks* allocator, VkImage* image) {
    VkImageCreateInfo extended = *info;
    if (extended.flags & VK_IMAGE_CREATE_SPARSE_BINDING_BIT)
        extended.flags |= VK_IMAGE_CREATE_SPARSE_RESIDENCY_BIT | VK_IMAGE_CREATE_SPARSE_ALIASED_BIT;
    const VkExternalMemoryImageCreateInfo shared = {
        VK_STRUCTURE_TYPE_EXTERNAL_MEMORY_IMAGE_CREATE_INFO, info->pNext, kSharedMemory};
    if (memoryRequest().shared) extended.pNext = &shared;
    const VkResult result = next.createImage(device, &extended, allocator, image);
    made.device = device;
    made.image = result == VK_SUCCESS ? *image : VK_NULL_HANDLE;
    if (layouts && made.image && info->tiling == VK_IMAGE_TILING_LINEAR)
        findLayouts(device, *info, *image);
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

ImageLayouts::ImageLayouts() : Scoped(layouts, &found_) {}

VkFormat lastFormat() {
    return format;
}

std::span<const Interception> objectInterceptions() {
    static const Interception rows[] = {
        intercept("vkCreateBuffer", createBuffer, next.createBuffer),
        intercept("vkCreateImage", createImage, next.createImage),
        use("vkGetImageSubresourceLayout", next.getLayout),
        intercept("vkGetPhysicalDeviceFormatProperties", getFormatProperties,
                  next.getFormatProperties),
    };
    return rows;
}

}  // namespace baker::host
