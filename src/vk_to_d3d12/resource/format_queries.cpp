// vkGetPhysicalDevice*FormatProperties2.
#include "base/chain.hpp"
#include "device/physical_device.hpp"
#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceFormatProperties2(VkPhysicalDevice, VkFormat,
                                                              VkFormatProperties2* properties) {
    properties->formatProperties = {};
}

// There are no images yet.
VKAPI_ATTR VkResult VKAPI_CALL
GetPhysicalDeviceImageFormatProperties2(VkPhysicalDevice, const VkPhysicalDeviceImageFormatInfo2*,
                                        VkImageFormatProperties2* properties) {
    properties->imageFormatProperties = {};
    return VK_ERROR_FORMAT_NOT_SUPPORTED;
}

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceSparseImageFormatProperties2(
    VkPhysicalDevice, const VkPhysicalDeviceSparseImageFormatInfo2*, uint32_t* count,
    VkSparseImageFormatProperties2*) {
    *count = 0;
}

}  // namespace baker::entry
