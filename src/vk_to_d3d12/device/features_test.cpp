#include "features.hpp"

#include <gtest/gtest.h>

namespace baker {
namespace {

FeatureSet only(Feature feature) {
    FeatureSet set;
    set.set(static_cast<size_t>(feature));
    return set;
}

TEST(Features, OneFeatureShowsInEveryStructureThatNamesIt) {
    VkPhysicalDevice16BitStorageFeatures own{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_16BIT_STORAGE_FEATURES};
    VkPhysicalDeviceVulkan11Features v11{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES,
                                         &own};
    v11.protectedMemory = VK_TRUE;  // overwritten
    writeFeatureChain(only(Feature::storageBuffer16BitAccess), VK_API_VERSION_1_2, {}, &v11);
    EXPECT_TRUE(v11.storageBuffer16BitAccess);
    EXPECT_TRUE(own.storageBuffer16BitAccess);
    EXPECT_FALSE(v11.protectedMemory);
    EXPECT_FALSE(own.storagePushConstant16);
    EXPECT_EQ(v11.pNext, &own);
}

TEST(Features, AStructureThatNothingProvidesHasNone) {
    VkPhysicalDeviceMaintenance4Features maintenance4{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_4_FEATURES};
    const FeatureSet supported = only(Feature::maintenance4);
    writeFeatureChain(supported, VK_API_VERSION_1_2, {}, &maintenance4);
    EXPECT_FALSE(maintenance4.maintenance4);
    ExtensionSet extensions;
    extensions.set(static_cast<size_t>(Extension::KHR_maintenance4));
    writeFeatureChain(supported, VK_API_VERSION_1_2, extensions, &maintenance4);
    EXPECT_TRUE(maintenance4.maintenance4);
    maintenance4.maintenance4 = VK_FALSE;
    writeFeatureChain(supported, VK_API_VERSION_1_3, {}, &maintenance4);
    EXPECT_TRUE(maintenance4.maintenance4);
}

TEST(Features, OneThatIsMissingMakesItVulkan12) {
    FeatureSet all;
    all.set();
    constexpr uint32_t kNewest = VK_MAKE_API_VERSION(0, 1, 3, 5);
    EXPECT_EQ(supportedVersion(all, kNewest), kNewest);
    EXPECT_EQ(supportedVersion(all, VK_API_VERSION_1_1), VK_API_VERSION_1_1);
    all.reset(static_cast<size_t>(Feature::subgroupSizeControl));
    EXPECT_EQ(supportedVersion(all, kNewest), VK_MAKE_API_VERSION(0, 1, 2, 5));
}

TEST(Features, EnabledFromEveryPlaceThatMayAsk) {
    VkPhysicalDeviceTimelineSemaphoreFeatures timeline{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_TIMELINE_SEMAPHORE_FEATURES, nullptr, VK_TRUE};
    VkPhysicalDeviceFeatures2 features2{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &timeline, {}};
    features2.features.shaderInt64 = VK_TRUE;
    const VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO, &features2};
    const FeatureSet supported =
        only(Feature::timelineSemaphore) | only(Feature::shaderInt64) | only(Feature::shaderInt16);
    auto enabled = enableFeatures(supported, info);
    ASSERT_TRUE(enabled.ok());
    EXPECT_EQ(enabled.value(), only(Feature::timelineSemaphore) | only(Feature::shaderInt64));
}

TEST(Features, WhatIsNotSupportedIsRefused) {
    VkPhysicalDeviceFeatures core{};
    core.logicOp = VK_TRUE;
    VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO};
    info.pEnabledFeatures = &core;
    EXPECT_EQ(enableFeatures(only(Feature::shaderInt64), info).error(),
              VK_ERROR_FEATURE_NOT_PRESENT);
}

TEST(Extensions, WhatIsNotSupportedIsRefused) {
    const char* names[] = {VK_KHR_MAINTENANCE_4_EXTENSION_NAME, "VK_NO_such"};
    ExtensionSet supported;
    supported.set(static_cast<size_t>(Extension::KHR_maintenance4));
    EXPECT_TRUE(enableExtensions(supported, 1, names).ok());
    EXPECT_EQ(enableExtensions(supported, 2, names).error(), VK_ERROR_EXTENSION_NOT_PRESENT);
    EXPECT_EQ(enableExtensions({}, 1, names).error(), VK_ERROR_EXTENSION_NOT_PRESENT);
}

TEST(Extensions, EnumeratedInTwoCalls) {
    ExtensionSet set;
    set.set(static_cast<size_t>(Extension::KHR_maintenance4));
    set.set(static_cast<size_t>(Extension::KHR_16bit_storage));
    uint32_t count = 0;
    EXPECT_EQ(enumerateExtensions(set, &count, nullptr), VK_SUCCESS);
    EXPECT_EQ(count, 2u);
    VkExtensionProperties properties[2];
    count = 1;
    EXPECT_EQ(enumerateExtensions(set, &count, properties), VK_INCOMPLETE);
    EXPECT_EQ(count, 1u);
    count = 2;
    EXPECT_EQ(enumerateExtensions(set, &count, properties), VK_SUCCESS);
    EXPECT_STREQ(properties[1].extensionName, VK_KHR_MAINTENANCE_4_EXTENSION_NAME);
}

}  // namespace
}  // namespace baker
