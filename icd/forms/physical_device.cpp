// Vulkan 1.0's physical device queries, in terms of VK_KHR_get_physical_device_properties2's.
#include <algorithm>
#include <vector>

#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceFeatures(VkPhysicalDevice device,
                                                     VkPhysicalDeviceFeatures* features) {
    VkPhysicalDeviceFeatures2 features2{};
    features2.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2;
    GetPhysicalDeviceFeatures2(device, &features2);
    *features = features2.features;
}

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceProperties(VkPhysicalDevice device,
                                                       VkPhysicalDeviceProperties* properties) {
    VkPhysicalDeviceProperties2 properties2{};
    properties2.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2;
    GetPhysicalDeviceProperties2(device, &properties2);
    *properties = properties2.properties;
}

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceMemoryProperties(
    VkPhysicalDevice device, VkPhysicalDeviceMemoryProperties* properties) {
    VkPhysicalDeviceMemoryProperties2 properties2{};
    properties2.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_PROPERTIES_2;
    GetPhysicalDeviceMemoryProperties2(device, &properties2);
    *properties = properties2.memoryProperties;
}

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceQueueFamilyProperties(
    VkPhysicalDevice device, uint32_t* count, VkQueueFamilyProperties* properties) {
    if (!properties) return GetPhysicalDeviceQueueFamilyProperties2(device, count, nullptr);
    VkQueueFamilyProperties2 empty{};
    empty.sType = VK_STRUCTURE_TYPE_QUEUE_FAMILY_PROPERTIES_2;
    std::vector<VkQueueFamilyProperties2> properties2(*count, empty);
    GetPhysicalDeviceQueueFamilyProperties2(device, count, properties2.data());
    std::transform(properties2.begin(), properties2.begin() + *count, properties,
                   [](const auto& p) { return p.queueFamilyProperties; });
}

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceFormatProperties(VkPhysicalDevice device,
                                                             VkFormat format,
                                                             VkFormatProperties* properties) {
    VkFormatProperties2 properties2{};
    properties2.sType = VK_STRUCTURE_TYPE_FORMAT_PROPERTIES_2;
    GetPhysicalDeviceFormatProperties2(device, format, &properties2);
    *properties = properties2.formatProperties;
}

VKAPI_ATTR VkResult VKAPI_CALL GetPhysicalDeviceImageFormatProperties(
    VkPhysicalDevice device, VkFormat format, VkImageType type, VkImageTiling tiling,
    VkImageUsageFlags usage, VkImageCreateFlags flags, VkImageFormatProperties* properties) {
    const VkPhysicalDeviceImageFormatInfo2 info{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_IMAGE_FORMAT_INFO_2,
        nullptr,
        format,
        type,
        tiling,
        usage,
        flags};
    VkImageFormatProperties2 properties2{};
    properties2.sType = VK_STRUCTURE_TYPE_IMAGE_FORMAT_PROPERTIES_2;
    const VkResult result = GetPhysicalDeviceImageFormatProperties2(device, &info, &properties2);
    *properties = properties2.imageFormatProperties;
    return result;
}

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceSparseImageFormatProperties(
    VkPhysicalDevice device, VkFormat format, VkImageType type, VkSampleCountFlagBits samples,
    VkImageUsageFlags usage, VkImageTiling tiling, uint32_t* count,
    VkSparseImageFormatProperties* properties) {
    const VkPhysicalDeviceSparseImageFormatInfo2 info{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SPARSE_IMAGE_FORMAT_INFO_2,
        nullptr,
        format,
        type,
        samples,
        usage,
        tiling};
    if (!properties)
        return GetPhysicalDeviceSparseImageFormatProperties2(device, &info, count, nullptr);
    VkSparseImageFormatProperties2 empty{};
    empty.sType = VK_STRUCTURE_TYPE_SPARSE_IMAGE_FORMAT_PROPERTIES_2;
    std::vector<VkSparseImageFormatProperties2> properties2(*count, empty);
    GetPhysicalDeviceSparseImageFormatProperties2(device, &info, count, properties2.data());
    std::transform(properties2.begin(), properties2.begin() + *count, properties,
                   [](const auto& p) { return p.properties; });
}

}  // namespace baker::entry
