// vkGetPhysicalDevice*FormatProperties2.
#include "base/chain.hpp"
#include "device/physical_device.hpp"
#include "format.hpp"
#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceFormatProperties2(VkPhysicalDevice handle,
                                                              VkFormat format,
                                                              VkFormatProperties2* properties) {
    const FormatFeatures features =
        formatFeatures(PhysicalDevice::from(handle)->capabilities(), format);
    properties->formatProperties = {static_cast<VkFormatFeatureFlags>(features.linearTiling),
                                    static_cast<VkFormatFeatureFlags>(features.optimalTiling),
                                    static_cast<VkFormatFeatureFlags>(features.buffer)};
    if (auto* properties3 = findInChain<VkFormatProperties3>(
            properties->pNext, VK_STRUCTURE_TYPE_FORMAT_PROPERTIES_3)) {
        properties3->linearTilingFeatures = features.linearTiling;
        properties3->optimalTilingFeatures = features.optimalTiling;
        properties3->bufferFeatures = features.buffer;
    }
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
