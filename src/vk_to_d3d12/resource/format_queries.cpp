// vkGetPhysicalDevice*FormatProperties2.
#include "base/chain.hpp"
#include "device/physical_device.hpp"
#include "format_features.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// The features that VkFormatFeatureFlags has names for: bit 31 and up are later ones.
VkFormatFeatureFlags firstFlags(VkFormatFeatureFlags2 features) {
    return static_cast<VkFormatFeatureFlags>(features & 0x7fffffff);
}

}  // namespace

namespace entry {

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceFormatProperties2(VkPhysicalDevice handle,
                                                              VkFormat format,
                                                              VkFormatProperties2* properties) {
    const FormatFeatures features =
        formatFeatures(PhysicalDevice::from(handle)->capabilities(), format);
    properties->formatProperties = {firstFlags(features.linearTiling),
                                    firstFlags(features.optimalTiling),
                                    firstFlags(features.buffer)};
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

}  // namespace entry
}  // namespace baker
