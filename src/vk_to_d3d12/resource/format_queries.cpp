// vkGetPhysicalDevice*FormatProperties2.
#include "base/chain.hpp"
#include "device/physical_device.hpp"
#include "format_features.hpp"
#include "image_format.hpp"
#include "memory/external_memory.hpp"
#include "planar_format.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// The features that VkFormatFeatureFlags has names for: bit 31 and up are later ones.
VkFormatFeatureFlags firstFlags(VkFormatFeatureFlags2 features) {
    return static_cast<VkFormatFeatureFlags>(features & 0x7fffffff);
}

// The handle type of memory of other processes or APIs that an image is asked for; 0: none.
VkExternalMemoryHandleTypeFlagBits handleTypeOf(const VkPhysicalDeviceImageFormatInfo2& info) {
    const auto* external = findInChain<VkPhysicalDeviceExternalImageFormatInfo>(
        info.pNext, VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTERNAL_IMAGE_FORMAT_INFO);
    return external ? external->handleType : VkExternalMemoryHandleTypeFlagBits(0);
}

// Zero without a handle type.
VkExternalMemoryProperties externalProperties(const Capabilities& caps,
                                              const VkPhysicalDeviceImageFormatInfo2& info) {
    const auto type = handleTypeOf(info);
    if (!type || info.flags & VK_IMAGE_CREATE_SPARSE_BINDING_BIT) return {};
    return externalMemoryProperties(caps, type);
}

// Each plane is a descriptor.
uint32_t descriptorsOf(VkFormat format) {
    const PlanarFormat* planar = planarFormat(format);
    return planar ? planar->planes : 1;
}

void describeChain(VkFormat format, const VkExternalMemoryProperties& memory, void* next) {
    if (auto* external = findInChain<VkExternalImageFormatProperties>(
            next, VK_STRUCTURE_TYPE_EXTERNAL_IMAGE_FORMAT_PROPERTIES))
        external->externalMemoryProperties = memory;
    if (auto* performance = findInChain<VkHostImageCopyDevicePerformanceQuery>(
            next, VK_STRUCTURE_TYPE_HOST_IMAGE_COPY_DEVICE_PERFORMANCE_QUERY))
        performance->optimalDeviceAccess = performance->identicalMemoryLayout = VK_TRUE;
    if (auto* conversion = findInChain<VkSamplerYcbcrConversionImageFormatProperties>(
            next, VK_STRUCTURE_TYPE_SAMPLER_YCBCR_CONVERSION_IMAGE_FORMAT_PROPERTIES))
        conversion->combinedImageSamplerDescriptorCount = descriptorsOf(format);
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
    if (auto* resolve = findInChain<VkSubpassResolvePerformanceQueryEXT>(
            properties->pNext, VK_STRUCTURE_TYPE_SUBPASS_RESOLVE_PERFORMANCE_QUERY_EXT))
        resolve->optimal = VK_FALSE;
    if (auto* properties3 = findInChain<VkFormatProperties3>(
            properties->pNext, VK_STRUCTURE_TYPE_FORMAT_PROPERTIES_3)) {
        properties3->linearTilingFeatures = features.linearTiling;
        properties3->optimalTilingFeatures = features.optimalTiling;
        properties3->bufferFeatures = features.buffer;
    }
}

VKAPI_ATTR VkResult VKAPI_CALL GetPhysicalDeviceImageFormatProperties2(
    VkPhysicalDevice handle, const VkPhysicalDeviceImageFormatInfo2* info,
    VkImageFormatProperties2* properties) {
    const Capabilities& caps = PhysicalDevice::from(handle)->capabilities();
    const VkExternalMemoryProperties memory = externalProperties(caps, *info);
    properties->imageFormatProperties = {};
    describeChain(info->format, memory, properties->pNext);
    if (handleTypeOf(*info) && !memory.externalMemoryFeatures) return VK_ERROR_FORMAT_NOT_SUPPORTED;
    properties->imageFormatProperties = TRY(imageFormatProperties(caps, *info));
    return VK_SUCCESS;
}

}  // namespace entry
}  // namespace baker
