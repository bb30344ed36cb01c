// Binding and requirements of Vulkan 1.0, in terms of VK_KHR_bind_memory2 and
// VK_KHR_get_memory_requirements2.
#include <algorithm>
#include <vector>

#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL MapMemory(VkDevice device, VkDeviceMemory memory,
                                         VkDeviceSize offset, VkDeviceSize size,
                                         VkMemoryMapFlags flags, void** ppData) {
    const VkMemoryMapInfo info{
        VK_STRUCTURE_TYPE_MEMORY_MAP_INFO, nullptr, flags, memory, offset, size};
    return MapMemory2(device, &info, ppData);
}

VKAPI_ATTR void VKAPI_CALL UnmapMemory(VkDevice device, VkDeviceMemory memory) {
    const VkMemoryUnmapInfo info{VK_STRUCTURE_TYPE_MEMORY_UNMAP_INFO, nullptr, 0, memory};
    UnmapMemory2(device, &info);
}

VKAPI_ATTR VkResult VKAPI_CALL BindBufferMemory(VkDevice device, VkBuffer buffer,
                                                VkDeviceMemory memory, VkDeviceSize offset) {
    const VkBindBufferMemoryInfo info{VK_STRUCTURE_TYPE_BIND_BUFFER_MEMORY_INFO, nullptr, buffer,
                                      memory, offset};
    return BindBufferMemory2(device, 1, &info);
}

VKAPI_ATTR void VKAPI_CALL GetBufferMemoryRequirements(VkDevice device, VkBuffer buffer,
                                                       VkMemoryRequirements* requirements) {
    const VkBufferMemoryRequirementsInfo2 info{VK_STRUCTURE_TYPE_BUFFER_MEMORY_REQUIREMENTS_INFO_2,
                                               nullptr, buffer};
    VkMemoryRequirements2 requirements2{};
    requirements2.sType = VK_STRUCTURE_TYPE_MEMORY_REQUIREMENTS_2;
    GetBufferMemoryRequirements2(device, &info, &requirements2);
    *requirements = requirements2.memoryRequirements;
}

VKAPI_ATTR VkResult VKAPI_CALL BindImageMemory(VkDevice device, VkImage image,
                                               VkDeviceMemory memory, VkDeviceSize offset) {
    const VkBindImageMemoryInfo info{VK_STRUCTURE_TYPE_BIND_IMAGE_MEMORY_INFO, nullptr, image,
                                     memory, offset};
    return BindImageMemory2(device, 1, &info);
}

VKAPI_ATTR void VKAPI_CALL GetImageMemoryRequirements(VkDevice device, VkImage image,
                                                      VkMemoryRequirements* requirements) {
    const VkImageMemoryRequirementsInfo2 info{VK_STRUCTURE_TYPE_IMAGE_MEMORY_REQUIREMENTS_INFO_2,
                                              nullptr, image};
    VkMemoryRequirements2 requirements2{};
    requirements2.sType = VK_STRUCTURE_TYPE_MEMORY_REQUIREMENTS_2;
    GetImageMemoryRequirements2(device, &info, &requirements2);
    *requirements = requirements2.memoryRequirements;
}

VKAPI_ATTR void VKAPI_CALL GetImageSubresourceLayout(VkDevice device, VkImage image,
                                                     const VkImageSubresource* subresource,
                                                     VkSubresourceLayout* layout) {
    const VkImageSubresource2 subresource2{VK_STRUCTURE_TYPE_IMAGE_SUBRESOURCE_2, nullptr,
                                           *subresource};
    VkSubresourceLayout2 layout2{VK_STRUCTURE_TYPE_SUBRESOURCE_LAYOUT_2, nullptr, {}};
    GetImageSubresourceLayout2(device, image, &subresource2, &layout2);
    *layout = layout2.subresourceLayout;
}

VKAPI_ATTR void VKAPI_CALL
GetImageSparseMemoryRequirements(VkDevice device, VkImage image, uint32_t* count,
                                 VkSparseImageMemoryRequirements* requirements) {
    const VkImageSparseMemoryRequirementsInfo2 info{
        VK_STRUCTURE_TYPE_IMAGE_SPARSE_MEMORY_REQUIREMENTS_INFO_2, nullptr, image};
    if (!requirements) return GetImageSparseMemoryRequirements2(device, &info, count, nullptr);
    VkSparseImageMemoryRequirements2 empty{};
    empty.sType = VK_STRUCTURE_TYPE_SPARSE_IMAGE_MEMORY_REQUIREMENTS_2;
    std::vector<VkSparseImageMemoryRequirements2> requirements2(*count, empty);
    GetImageSparseMemoryRequirements2(device, &info, count, requirements2.data());
    std::transform(requirements2.begin(), requirements2.begin() + *count, requirements,
                   [](const auto& r) { return r.memoryRequirements; });
}

}  // namespace baker::entry
