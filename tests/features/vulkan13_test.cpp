// Vulkan 1.3 as a program meets it.
#include "feature_test.hpp"

namespace baker::test {
namespace {

class Vulkan13 : public VulkanTest {};

// dEQP-VK.info.device_mandatory_features
TEST_F(Vulkan13, EveryMandatoryFeature) {
    VkPhysicalDeviceProperties properties;
    vkGetPhysicalDeviceProperties(physicalDevice, &properties);
    if (properties.apiVersion < VK_API_VERSION_1_3) GTEST_SKIP() << "Vulkan 1.3";
    const auto v13 = supported<VkPhysicalDeviceVulkan13Features>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES);
    EXPECT_TRUE(v13.computeFullSubgroups);
    EXPECT_TRUE(v13.descriptorBindingInlineUniformBlockUpdateAfterBind);
    EXPECT_TRUE(v13.dynamicRendering);
    EXPECT_TRUE(v13.inlineUniformBlock);
    EXPECT_TRUE(v13.maintenance4);
    EXPECT_TRUE(v13.pipelineCreationCacheControl);
    EXPECT_TRUE(v13.privateData);
    EXPECT_TRUE(v13.robustImageAccess);
    EXPECT_TRUE(v13.shaderDemoteToHelperInvocation);
    EXPECT_TRUE(v13.shaderIntegerDotProduct);
    EXPECT_TRUE(v13.shaderTerminateInvocation);
    EXPECT_TRUE(v13.shaderZeroInitializeWorkgroupMemory);
    EXPECT_TRUE(v13.subgroupSizeControl);
    EXPECT_TRUE(v13.synchronization2);
}

// vkGetPhysicalDeviceFeatures2's structure and the extension's say the same of texel buffers.
TEST_F(Vulkan13, TexelBufferAlignment) {
    VkPhysicalDeviceTexelBufferAlignmentProperties own{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_TEXEL_BUFFER_ALIGNMENT_PROPERTIES};
    VkPhysicalDeviceVulkan13Properties v13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_PROPERTIES,
                                           &own};
    VkPhysicalDeviceProperties2 properties{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &v13, {}};
    vkGetPhysicalDeviceProperties2(physicalDevice, &properties);
    EXPECT_GE(own.storageTexelBufferOffsetAlignmentBytes, 1u);
    EXPECT_EQ(own.storageTexelBufferOffsetAlignmentBytes,
              v13.storageTexelBufferOffsetAlignmentBytes);
    EXPECT_EQ(own.uniformTexelBufferOffsetAlignmentBytes,
              v13.uniformTexelBufferOffsetAlignmentBytes);
}

}  // namespace
}  // namespace baker::test
