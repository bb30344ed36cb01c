#include "vulkan/tiled_support.hpp"

#include <bit>

#include "vulkan/vulkan_driver.hpp"

namespace baker::host {
namespace {

template <class F>
F instanceFunction(VkInstance instance, const char* name) {
    return reinterpret_cast<F>(vulkanDriver().getInstanceProcAddr(instance, name));
}

VkPhysicalDeviceFeatures featuresOf(VkInstance instance, VkPhysicalDevice device) {
    VkPhysicalDeviceFeatures features{};
    instanceFunction<PFN_vkGetPhysicalDeviceFeatures>(instance, "vkGetPhysicalDeviceFeatures")(
        device, &features);
    return features;
}

bool hasSamples(const VkPhysicalDeviceFeatures& features, UINT samples) {
    switch (samples) {
        case 1:
            return true;
        case 2:
            return features.sparseResidency2Samples;
        case 4:
            return features.sparseResidency4Samples;
        case 8:
            return features.sparseResidency8Samples;
        case 16:
            return features.sparseResidency16Samples;
        default:
            return false;
    }
}

}  // namespace

D3D12_TILED_RESOURCES_TIER tiledResourcesTier(VkInstance instance, VkPhysicalDevice device) {
    const VkPhysicalDeviceFeatures features = featuresOf(instance, device);
    VkPhysicalDeviceProperties properties{};
    instanceFunction<PFN_vkGetPhysicalDeviceProperties>(instance, "vkGetPhysicalDeviceProperties")(
        device, &properties);
    if (!features.sparseBinding || !features.sparseResidencyBuffer ||
        !features.sparseResidencyImage2D || !features.sparseResidencyAliased)
        return D3D12_TILED_RESOURCES_TIER_NOT_SUPPORTED;
    if (!properties.sparseProperties.residencyNonResidentStrict)
        return D3D12_TILED_RESOURCES_TIER_1;
    return features.sparseResidencyImage3D ? D3D12_TILED_RESOURCES_TIER_3
                                           : D3D12_TILED_RESOURCES_TIER_2;
}

bool canBeTiled(VkInstance instance, VkPhysicalDevice device, VkFormat format, UINT samples) {
    if (tiledResourcesTier(instance, device) == D3D12_TILED_RESOURCES_TIER_NOT_SUPPORTED ||
        !hasSamples(featuresOf(instance, device), samples))
        return false;
    uint32_t count = 0;
    VkSparseImageFormatProperties properties[2]{};
    const auto get = instanceFunction<PFN_vkGetPhysicalDeviceSparseImageFormatProperties>(
        instance, "vkGetPhysicalDeviceSparseImageFormatProperties");
    const auto ask = [&](VkSparseImageFormatProperties* out) {
        get(device, format, VK_IMAGE_TYPE_2D, static_cast<VkSampleCountFlagBits>(samples),
            VK_IMAGE_USAGE_SAMPLED_BIT, VK_IMAGE_TILING_OPTIMAL, &count, out);
    };
    ask(nullptr);
    if (count != 1) return false;
    ask(properties);
    return std::has_single_bit(properties[0].aspectMask);
}

}  // namespace baker::host
