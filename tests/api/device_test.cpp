// vkCreateDevice, queues, and what the spec says of their errors.
#include "vulkan_test.hpp"

#include <algorithm>
#include <set>

#include "increment.hpp"

namespace baker::test {
namespace {

using VulkanDevice = VulkanTest;
using Device = DeviceTest;

VkResult createWith(VkPhysicalDevice physicalDevice, const void* next, const char* extension,
                    const VkPhysicalDeviceFeatures* features, VkDevice* device) {
    const float priority = 0.5f;
    VkDeviceQueueCreateInfo queue{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;
    VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO, next};
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queue;
    info.enabledExtensionCount = extension ? 1 : 0;
    info.ppEnabledExtensionNames = &extension;
    info.pEnabledFeatures = features;
    return vkCreateDevice(physicalDevice, &info, nullptr, device);
}

TEST_F(VulkanDevice, UnknownExtensionIsNotPresent) {
    VkDevice none;
    expectMessage("VK_BAKER_nothing");
    EXPECT_EQ(createWith(physicalDevice, nullptr, "VK_BAKER_nothing", nullptr, &none),
              VK_ERROR_EXTENSION_NOT_PRESENT);
}

// Every feature that is reported can be enabled, and no other.
TEST_F(VulkanDevice, FeaturesAreThoseReported) {
    VkPhysicalDeviceFeatures reported;
    vkGetPhysicalDeviceFeatures(physicalDevice, &reported);
    const auto* bits = reinterpret_cast<const VkBool32*>(&reported);
    expectMessage("is not supported");
    for (size_t i = 0; i < sizeof(reported) / sizeof(VkBool32); ++i) {
        VkPhysicalDeviceFeatures wanted{};
        reinterpret_cast<VkBool32*>(&wanted)[i] = VK_TRUE;
        VkDevice created = VK_NULL_HANDLE;
        const VkResult result = createWith(physicalDevice, nullptr, nullptr, &wanted, &created);
        EXPECT_EQ(result, bits[i] ? VK_SUCCESS : VK_ERROR_FEATURE_NOT_PRESENT) << "feature " << i;
        if (result == VK_SUCCESS) vkDestroyDevice(created, nullptr);
    }
}

TEST_F(VulkanDevice, UnsupportedFeatureInTheChainIsNotPresent) {
    VkPhysicalDeviceFeatures2 features{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2};
    vkGetPhysicalDeviceFeatures2(physicalDevice, &features);
    if (features.features.sparseBinding) GTEST_SKIP();
    expectMessage("is not supported");
    features.features = {};
    features.features.sparseBinding = VK_TRUE;
    VkDevice none;
    EXPECT_EQ(createWith(physicalDevice, &features, nullptr, nullptr, &none),
              VK_ERROR_FEATURE_NOT_PRESENT);
}

// VK_KHR_maintenance9: such a device makes objects and executes nothing.
TEST_F(VulkanDevice, WithoutQueues) {
    if (!hasExtension(VK_KHR_MAINTENANCE_9_EXTENSION_NAME))
        GTEST_SKIP() << VK_KHR_MAINTENANCE_9_EXTENSION_NAME;
    VkPhysicalDeviceMaintenance9FeaturesKHR nine{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_9_FEATURES_KHR, nullptr, VK_TRUE};
    const char* extension = VK_KHR_MAINTENANCE_9_EXTENSION_NAME;
    VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO, &nine};
    info.enabledExtensionCount = 1;
    info.ppEnabledExtensionNames = &extension;
    ASSERT_VK(vkCreateDevice(physicalDevice, &info, nullptr, &device));
    atEnd([this] { vkDestroyDevice(device, nullptr); });
    const VkDescriptorSetLayoutBinding binding{0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1,
                                               VK_SHADER_STAGE_COMPUTE_BIT, nullptr};
    VkDescriptorSetLayoutCreateInfo setInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    setInfo.bindingCount = 1;
    setInfo.pBindings = &binding;
    VkDescriptorSetLayout setLayout = VK_NULL_HANDLE;
    ASSERT_VK(vkCreateDescriptorSetLayout(device, &setInfo, nullptr, &setLayout));
    VkPipelineLayoutCreateInfo layoutInfo{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    layoutInfo.setLayoutCount = 1;
    layoutInfo.pSetLayouts = &setLayout;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    ASSERT_VK(vkCreatePipelineLayout(device, &layoutInfo, nullptr, &layout));
    EXPECT_NE(makeComputePipeline(k_increment, layout), VK_NULL_HANDLE);
    vkDestroyPipelineLayout(device, layout, nullptr);
    vkDestroyDescriptorSetLayout(device, setLayout, nullptr);
    EXPECT_VK(vkDeviceWaitIdle(device));
}

// Every priority that is reported can be had (unless the process may not), and no other.
TEST_F(VulkanDevice, GlobalPriorities) {
    if (!hasExtension(VK_KHR_GLOBAL_PRIORITY_EXTENSION_NAME))
        GTEST_SKIP() << VK_KHR_GLOBAL_PRIORITY_EXTENSION_NAME;
    uint32_t count = 1;
    VkQueueFamilyGlobalPriorityProperties priorities{
        VK_STRUCTURE_TYPE_QUEUE_FAMILY_GLOBAL_PRIORITY_PROPERTIES};
    VkQueueFamilyProperties2 first{VK_STRUCTURE_TYPE_QUEUE_FAMILY_PROPERTIES_2, &priorities};
    vkGetPhysicalDeviceQueueFamilyProperties2(physicalDevice, &count, &first);
    const std::set<VkQueueGlobalPriority> reported(
        priorities.priorities, priorities.priorities + priorities.priorityCount);
    EXPECT_TRUE(reported.contains(VK_QUEUE_GLOBAL_PRIORITY_MEDIUM));
    EXPECT_EQ(reported.size(), priorities.priorityCount);
    expectMessage("globalPriority");
    for (auto priority : {VK_QUEUE_GLOBAL_PRIORITY_LOW, VK_QUEUE_GLOBAL_PRIORITY_MEDIUM,
                          VK_QUEUE_GLOBAL_PRIORITY_HIGH, VK_QUEUE_GLOBAL_PRIORITY_REALTIME}) {
        VkPhysicalDeviceGlobalPriorityQueryFeatures query{
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_GLOBAL_PRIORITY_QUERY_FEATURES, nullptr, VK_TRUE};
        const VkDeviceQueueGlobalPriorityCreateInfo wanted{
            VK_STRUCTURE_TYPE_DEVICE_QUEUE_GLOBAL_PRIORITY_CREATE_INFO, nullptr, priority};
        const float one = 1;
        const VkDeviceQueueCreateInfo queueInfo{
            VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO, &wanted, 0, 0, 1, &one};
        const char* extension = VK_KHR_GLOBAL_PRIORITY_EXTENSION_NAME;
        VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO, &query};
        info.queueCreateInfoCount = 1;
        info.pQueueCreateInfos = &queueInfo;
        info.enabledExtensionCount = 1;
        info.ppEnabledExtensionNames = &extension;
        VkDevice made = VK_NULL_HANDLE;
        const VkResult result = vkCreateDevice(physicalDevice, &info, nullptr, &made);
        if (!reported.contains(priority))
            EXPECT_EQ(result, VK_ERROR_INITIALIZATION_FAILED) << priority;
        else
            EXPECT_TRUE(result == VK_SUCCESS || result == VK_ERROR_NOT_PERMITTED) << priority;
        if (result == VK_SUCCESS) vkDestroyDevice(made, nullptr);
    }
}

// What the kinds of dynamic buffers may be together is no less than each alone.
TEST_F(VulkanDevice, TotalsOfDynamicBuffers) {
    if (!hasExtension(VK_KHR_MAINTENANCE_7_EXTENSION_NAME))
        GTEST_SKIP() << VK_KHR_MAINTENANCE_7_EXTENSION_NAME;
    VkPhysicalDeviceMaintenance7PropertiesKHR seven{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_7_PROPERTIES_KHR};
    VkPhysicalDeviceProperties2 all{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &seven, {}};
    vkGetPhysicalDeviceProperties2(physicalDevice, &all);
    const VkPhysicalDeviceLimits& limits = all.properties.limits;
    EXPECT_GE(seven.maxDescriptorSetTotalUniformBuffersDynamic,
              limits.maxDescriptorSetUniformBuffersDynamic);
    EXPECT_GE(seven.maxDescriptorSetTotalStorageBuffersDynamic,
              limits.maxDescriptorSetStorageBuffersDynamic);
    EXPECT_GE(seven.maxDescriptorSetTotalBuffersDynamic,
              std::max(limits.maxDescriptorSetUniformBuffersDynamic,
                       limits.maxDescriptorSetStorageBuffersDynamic));
}

// All queues of all families, each its own, the same through both commands.
TEST_F(VulkanDevice, SeveralQueuesOfEveryFamily) {
    DeviceSetup setup;
    setup.queueCount = 16;
    createDevice(setup);
    std::set<VkQueue> queues;
    uint32_t count = 0;
    for (uint32_t i = 0; i < families.size(); ++i) {
        for (uint32_t j = 0; j < std::min(16u, families[i].queueCount); ++j, ++count) {
            VkQueue first, second;
            vkGetDeviceQueue(device, i, j, &first);
            const VkDeviceQueueInfo2 info{VK_STRUCTURE_TYPE_DEVICE_QUEUE_INFO_2, nullptr, 0, i, j};
            vkGetDeviceQueue2(device, &info, &second);
            EXPECT_EQ(first, second);
            queues.insert(first);
            EXPECT_VK(vkQueueSubmit(first, 0, nullptr, VK_NULL_HANDLE));
            EXPECT_VK(vkQueueWaitIdle(first));
        }
    }
    EXPECT_EQ(queues.size(), count);
    EXPECT_VK(vkDeviceWaitIdle(device));
}

TEST_F(VulkanDevice, GroupOfOne) {
    uint32_t count = 0;
    ASSERT_VK(vkEnumeratePhysicalDeviceGroups(instance, &count, nullptr));
    std::vector<VkPhysicalDeviceGroupProperties> groups(
        count, {VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_GROUP_PROPERTIES});
    ASSERT_VK(vkEnumeratePhysicalDeviceGroups(instance, &count, groups.data()));
    VkDeviceGroupDeviceCreateInfo group{VK_STRUCTURE_TYPE_DEVICE_GROUP_DEVICE_CREATE_INFO};
    group.physicalDeviceCount = 1;
    group.pPhysicalDevices = &physicalDevice;
    DeviceSetup setup;
    setup.features.pNext = &group;
    createDevice(setup);
    EXPECT_VK(vkDeviceWaitIdle(device));
}

TEST_F(VulkanDevice, TwoDevicesAtOnce) {
    createDevice();
    VkDevice second;
    ASSERT_VK(createWith(physicalDevice, nullptr, nullptr, nullptr, &second));
    EXPECT_VK(vkDeviceWaitIdle(second));
    vkDestroyDevice(second, nullptr);
    EXPECT_VK(vkDeviceWaitIdle(device));
}

TEST_F(Device, DestroyingNothingIsAllowed) {
    vkDestroyDevice(VK_NULL_HANDLE, nullptr);
    vkDestroyFence(device, VK_NULL_HANDLE, nullptr);
    vkDestroySemaphore(device, VK_NULL_HANDLE, nullptr);
    vkDestroyEvent(device, VK_NULL_HANDLE, nullptr);
    vkDestroyBuffer(device, VK_NULL_HANDLE, nullptr);
    vkDestroyBufferView(device, VK_NULL_HANDLE, nullptr);
    vkFreeMemory(device, VK_NULL_HANDLE, nullptr);
}

}  // namespace
}  // namespace baker::test
