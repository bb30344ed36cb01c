#include "vulkan_test.hpp"

#include <cstdlib>
#include <cstring>
#include <iostream>

namespace baker::test {
namespace {

constexpr const char* kValidationLayer = "VK_LAYER_KHRONOS_validation";

std::string wantedDriver() {
    const char* name = std::getenv("BAKER_TEST_DRIVER");
    return name ? name : "Baker";
}

bool hasValidationLayer() {
    uint32_t count = 0;
    vkEnumerateInstanceLayerProperties(&count, nullptr);
    std::vector<VkLayerProperties> layers(count);
    vkEnumerateInstanceLayerProperties(&count, layers.data());
    for (const VkLayerProperties& layer : layers)
        if (std::strcmp(layer.layerName, kValidationLayer) == 0) return true;
    std::cout << "the validation layer is not installed: messages are not checked\n";
    return false;
}

std::string driverName(VkPhysicalDevice device) {
    VkPhysicalDeviceDriverProperties driver{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES};
    VkPhysicalDeviceProperties2 properties{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &driver, {}};
    vkGetPhysicalDeviceProperties2(device, &properties);
    return driver.driverName;
}

}  // namespace

void VulkanTest::SetUp() {
    createInstance();
    if (HasFatalFailure()) return;
    choosePhysicalDevice();
}

void VulkanTest::TearDown() {
    if (device) {
        EXPECT_VK(vkDeviceWaitIdle(device));
    }
    while (!cleanups_.empty()) {
        const auto cleanup = std::move(cleanups_.back());
        cleanups_.pop_back();
        cleanup();
    }
}

void VulkanTest::reset() {
    commandPool_ = VK_NULL_HANDLE;
    queue = VK_NULL_HANDLE;
    device = VK_NULL_HANDLE;
    physicalDevice = VK_NULL_HANDLE;
    instance = VK_NULL_HANDLE;
    families.clear();
    family = 0;
}

VKAPI_ATTR VkBool32 VKAPI_CALL
VulkanTest::onMessage(VkDebugUtilsMessageSeverityFlagBitsEXT, VkDebugUtilsMessageTypeFlagsEXT,
                      const VkDebugUtilsMessengerCallbackDataEXT* data, void* self) {
    for (const std::string& expected : static_cast<VulkanTest*>(self)->expectedMessages_)
        if (std::strstr(data->pMessage, expected.c_str())) return VK_FALSE;
    ADD_FAILURE() << "validation: " << data->pMessage;
    return VK_FALSE;
}

void VulkanTest::createInstance() {
    const VkValidationFeatureEnableEXT enables[] = {
        VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT};
    VkValidationFeaturesEXT validation{VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT};
    validation.enabledValidationFeatureCount = 1;
    validation.pEnabledValidationFeatures = enables;
    VkDebugUtilsMessengerCreateInfoEXT messenger{
        VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT, &validation};
    messenger.messageSeverity = VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT |
                                VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
    messenger.messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT;
    messenger.pfnUserCallback = onMessage;
    messenger.pUserData = this;

    VkApplicationInfo application{VK_STRUCTURE_TYPE_APPLICATION_INFO};
    application.apiVersion = VK_API_VERSION_1_4;
    std::vector<const char*> extensions = instanceExtensions();
    extensions.push_back(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
    VkInstanceCreateInfo info{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO, &messenger};
    info.pApplicationInfo = &application;
    info.enabledLayerCount = hasValidationLayer() ? 1 : 0;
    if (!info.enabledLayerCount) messenger.pNext = nullptr;
    info.ppEnabledLayerNames = &kValidationLayer;
    info.enabledExtensionCount = static_cast<uint32_t>(extensions.size());
    info.ppEnabledExtensionNames = extensions.data();
    ASSERT_VK(vkCreateInstance(&info, nullptr, &instance));
    atEnd([this] { vkDestroyInstance(instance, nullptr); });

    messenger.pNext = nullptr;
    auto create = reinterpret_cast<PFN_vkCreateDebugUtilsMessengerEXT>(
        vkGetInstanceProcAddr(instance, "vkCreateDebugUtilsMessengerEXT"));
    auto destroy = reinterpret_cast<PFN_vkDestroyDebugUtilsMessengerEXT>(
        vkGetInstanceProcAddr(instance, "vkDestroyDebugUtilsMessengerEXT"));
    VkDebugUtilsMessengerEXT handle;
    ASSERT_VK(create(instance, &messenger, nullptr, &handle));
    atEnd([this, destroy, handle] { destroy(instance, handle, nullptr); });
}

void VulkanTest::choosePhysicalDevice() {
    uint32_t count = 0;
    ASSERT_VK(vkEnumeratePhysicalDevices(instance, &count, nullptr));
    std::vector<VkPhysicalDevice> devices(count);
    ASSERT_VK(vkEnumeratePhysicalDevices(instance, &count, devices.data()));
    const std::string wanted = driver.empty() ? wantedDriver() : driver;
    for (VkPhysicalDevice candidate : devices)
        if (!physicalDevice && driverName(candidate) == wanted) physicalDevice = candidate;
    ASSERT_NE(physicalDevice, nullptr) << "no device of the driver " << wanted;

    vkGetPhysicalDeviceProperties(physicalDevice, &properties);
    vkGetPhysicalDeviceMemoryProperties(physicalDevice, &memoryProperties);
    vkGetPhysicalDeviceQueueFamilyProperties(physicalDevice, &count, nullptr);
    families.resize(count);
    vkGetPhysicalDeviceQueueFamilyProperties(physicalDevice, &count, families.data());
    while (!(families[family].queueFlags & VK_QUEUE_COMPUTE_BIT))
        ASSERT_LT(++family, families.size());
}

void VulkanTest::createDevice(const DeviceSetup& setup) {
    std::vector<VkDeviceQueueCreateInfo> queues;
    const std::vector<float> priorities(setup.queueCount, 1.0f);
    for (uint32_t i = 0; i < families.size(); ++i) {
        VkDeviceQueueCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
        info.queueFamilyIndex = i;
        info.queueCount = std::min(setup.queueCount, families[i].queueCount);
        info.pQueuePriorities = priorities.data();
        queues.push_back(info);
    }
    VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO, &setup.features};
    info.queueCreateInfoCount = static_cast<uint32_t>(queues.size());
    info.pQueueCreateInfos = queues.data();
    info.enabledExtensionCount = static_cast<uint32_t>(setup.extensions.size());
    info.ppEnabledExtensionNames = setup.extensions.data();
    ASSERT_VK(vkCreateDevice(physicalDevice, &info, setup.allocator, &device));
    atEnd([this, allocator = setup.allocator] { vkDestroyDevice(device, allocator); });
    vkGetDeviceQueue(device, family, 0, &queue);
}

bool VulkanTest::hasExtension(const char* name) const {
    uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(physicalDevice, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> extensions(count);
    vkEnumerateDeviceExtensionProperties(physicalDevice, nullptr, &count, extensions.data());
    for (const VkExtensionProperties& extension : extensions)
        if (std::strcmp(extension.extensionName, name) == 0) return true;
    return false;
}

void VulkanTest::addMaintenance(DeviceSetup& setup) {
    for (size_t i = 0; i < std::size(kMaintenance); ++i) {
        if (!hasExtension(kMaintenance[i].extension)) continue;
        maintenance_[i] = {kMaintenance[i].features, setup.features.pNext, VK_TRUE};
        setup.features.pNext = &maintenance_[i];
        setup.extensions.push_back(kMaintenance[i].extension);
    }
}

}  // namespace baker::test
