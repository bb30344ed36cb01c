// What physical devices and devices can do with a surface.
#include <algorithm>

#include "base/chain.hpp"
#include "base/out_array.hpp"
#include "device/physical_device.hpp"
#include "resource/format_features.hpp"
#include "surface.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

struct UsageOfFeature {
    VkFormatFeatureFlags2 feature;
    VkImageUsageFlags usage;
};
constexpr UsageOfFeature kUsages[] = {
    {VK_FORMAT_FEATURE_2_TRANSFER_SRC_BIT, VK_IMAGE_USAGE_TRANSFER_SRC_BIT},
    {VK_FORMAT_FEATURE_2_TRANSFER_DST_BIT, VK_IMAGE_USAGE_TRANSFER_DST_BIT},
    {VK_FORMAT_FEATURE_2_SAMPLED_IMAGE_BIT, VK_IMAGE_USAGE_SAMPLED_BIT},
    {VK_FORMAT_FEATURE_2_STORAGE_IMAGE_BIT, VK_IMAGE_USAGE_STORAGE_BIT},
    {VK_FORMAT_FEATURE_2_COLOR_ATTACHMENT_BIT,
     VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_INPUT_ATTACHMENT_BIT},
};

// What images of every format of surfaces can be used for.
VkImageUsageFlags surfaceUsage(const PhysicalDevice& device) {
    VkFormatFeatureFlags2 features = ~VkFormatFeatureFlags2(0);
    for (const VkFormat format : kSurfaceFormats)
        features &= formatFeatures(device.capabilities(), format).optimalTiling;
    VkImageUsageFlags usage = 0;
    for (const UsageOfFeature& row : kUsages)
        if (features & row.feature) usage |= row.usage;
    return usage;
}

VkResult capabilities(const PhysicalDevice& device, const Surface& surface,
                      VkSurfaceCapabilitiesKHR& out) {
    const uint32_t maxDimension = D3D12_REQ_TEXTURE2D_U_OR_V_DIMENSION;
    out = {};
    out.currentExtent = TRY(surface.extent());
    const bool anyExtent = out.currentExtent.width == UINT32_MAX;
    out.minImageExtent = anyExtent ? VkExtent2D{1, 1} : out.currentExtent;
    out.maxImageExtent = anyExtent ? VkExtent2D{maxDimension, maxDimension} : out.currentExtent;
    out.minImageCount = kMinSwapchainImages;
    out.maxImageCount = 0;  // no limit
    out.maxImageArrayLayers = 1;
    out.supportedTransforms = VK_SURFACE_TRANSFORM_IDENTITY_BIT_KHR;
    out.currentTransform = VK_SURFACE_TRANSFORM_IDENTITY_BIT_KHR;
    out.supportedCompositeAlpha =
        VK_COMPOSITE_ALPHA_OPAQUE_BIT_KHR | VK_COMPOSITE_ALPHA_INHERIT_BIT_KHR;
    out.supportedUsageFlags = surfaceUsage(device);
    return VK_SUCCESS;
}

}  // namespace

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL GetPhysicalDeviceSurfaceSupportKHR(VkPhysicalDevice, uint32_t,
                                                                  VkSurfaceKHR,
                                                                  VkBool32* pSupported) {
    *pSupported = VK_TRUE;  // every queue can copy
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL
GetPhysicalDeviceSurfaceCapabilitiesKHR(VkPhysicalDevice physicalDevice, VkSurfaceKHR surface,
                                        VkSurfaceCapabilitiesKHR* pSurfaceCapabilities) {
    return capabilities(*PhysicalDevice::from(physicalDevice), *Surface::from(surface),
                        *pSurfaceCapabilities);
}

VKAPI_ATTR VkResult VKAPI_CALL GetPhysicalDeviceSurfaceCapabilities2KHR(
    VkPhysicalDevice physicalDevice, const VkPhysicalDeviceSurfaceInfo2KHR* pSurfaceInfo,
    VkSurfaceCapabilities2KHR* pSurfaceCapabilities) {
    return capabilities(*PhysicalDevice::from(physicalDevice),
                        *Surface::from(pSurfaceInfo->surface),
                        pSurfaceCapabilities->surfaceCapabilities);
}

VKAPI_ATTR VkResult VKAPI_CALL
GetPhysicalDeviceSurfaceFormatsKHR(VkPhysicalDevice, VkSurfaceKHR, uint32_t* pSurfaceFormatCount,
                                   VkSurfaceFormatKHR* pSurfaceFormats) {
    OutArray<VkSurfaceFormatKHR> out(pSurfaceFormats, pSurfaceFormatCount);
    for (const VkFormat format : kSurfaceFormats)
        if (VkSurfaceFormatKHR* next = out.next())
            *next = {format, VK_COLOR_SPACE_SRGB_NONLINEAR_KHR};
    return out.result();
}

VKAPI_ATTR VkResult VKAPI_CALL GetPhysicalDeviceSurfaceFormats2KHR(
    VkPhysicalDevice, const VkPhysicalDeviceSurfaceInfo2KHR*, uint32_t* pSurfaceFormatCount,
    VkSurfaceFormat2KHR* pSurfaceFormats) {
    OutArray<VkSurfaceFormat2KHR> out(pSurfaceFormats, pSurfaceFormatCount);
    for (const VkFormat format : kSurfaceFormats)
        if (VkSurfaceFormat2KHR* next = out.next())
            next->surfaceFormat = {format, VK_COLOR_SPACE_SRGB_NONLINEAR_KHR};
    return out.result();
}

VKAPI_ATTR VkResult VKAPI_CALL GetPhysicalDeviceSurfacePresentModesKHR(
    VkPhysicalDevice, VkSurfaceKHR, uint32_t* pPresentModeCount, VkPresentModeKHR* pPresentModes) {
    OutArray<VkPresentModeKHR> out(pPresentModes, pPresentModeCount);
    for (const VkPresentModeKHR mode : kPresentModes)
        if (VkPresentModeKHR* next = out.next()) *next = mode;
    return out.result();
}

VKAPI_ATTR VkResult VKAPI_CALL GetPhysicalDevicePresentRectanglesKHR(VkPhysicalDevice,
                                                                     VkSurfaceKHR surface,
                                                                     uint32_t* pRectCount,
                                                                     VkRect2D* pRects) {
    const VkExtent2D extent = TRY(Surface::from(surface)->extent());
    OutArray<VkRect2D> out(pRects, pRectCount);
    if (VkRect2D* next = out.next()) *next = {{0, 0}, extent};
    return out.result();
}

VKAPI_ATTR VkResult VKAPI_CALL GetDeviceGroupPresentCapabilitiesKHR(
    VkDevice, VkDeviceGroupPresentCapabilitiesKHR* pDeviceGroupPresentCapabilities) {
    std::fill(std::begin(pDeviceGroupPresentCapabilities->presentMask),
              std::end(pDeviceGroupPresentCapabilities->presentMask), 0);
    pDeviceGroupPresentCapabilities->presentMask[0] = 1;  // groups have one device
    pDeviceGroupPresentCapabilities->modes = VK_DEVICE_GROUP_PRESENT_MODE_LOCAL_BIT_KHR;
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL GetDeviceGroupSurfacePresentModesKHR(
    VkDevice, VkSurfaceKHR, VkDeviceGroupPresentModeFlagsKHR* pModes) {
    *pModes = VK_DEVICE_GROUP_PRESENT_MODE_LOCAL_BIT_KHR;
    return VK_SUCCESS;
}

}  // namespace entry
}  // namespace baker
