// Tests that speak plain Vulkan through the loader, under the Khronos validation layer: a message
// of the layer fails the test.
//
// The physical device is the first whose driver is BAKER_TEST_DRIVER ("Baker" by default), so that
// the same tests run on another driver for comparison.
#pragma once

#include <gtest/gtest.h>
#include <vulkan/vulkan.h>

#include <functional>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#define ASSERT_VK(expression) ASSERT_EQ((expression), VK_SUCCESS)
#define EXPECT_VK(expression) EXPECT_EQ((expression), VK_SUCCESS)

namespace baker::test {

struct TestBuffer {
    VkBuffer buffer = VK_NULL_HANDLE;
    VkDeviceMemory memory = VK_NULL_HANDLE;
    VkDeviceSize size = 0;
    void* mapped = nullptr;  // for the buffer's life where the memory is host-visible

    template <typename T = uint32_t>
    std::span<T> view() const {
        return {static_cast<T*>(mapped), static_cast<size_t>(size / sizeof(T))};
    }
};

// A compute pipeline whose set 0 has one descriptor per binding, 0 to n-1, and its pool and set.
struct TestPipeline {
    VkDescriptorSetLayout setLayout = VK_NULL_HANDLE;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    VkPipeline pipeline = VK_NULL_HANDLE;
    VkDescriptorSet set = VK_NULL_HANDLE;
};

// What a test changes about the VkDevice before it is created.
struct DeviceSetup {
    VkPhysicalDeviceFeatures2 features{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2};
    std::vector<const char*> extensions;
    uint32_t queueCount = 1;  // of each family, at most what the family has
    const VkAllocationCallbacks* allocator = nullptr;
};

class VulkanTest : public testing::Test {
  protected:
    // Creates the instance and chooses the physical device; the device is createDevice's.
    void SetUp() override;
    // Destroys everything, in reverse order, and fails where the validation layer spoke.
    void TearDown() override;

    // Of the instance, besides VK_EXT_debug_utils.
    virtual std::vector<const char*> instanceExtensions() const { return {}; }

    // The device, with what `setup` asks for; `queue` is the first of `family`, which is the first
    // family that computes. Tests that need nothing special derive from DeviceTest instead.
    void createDevice(const DeviceSetup& setup = {});

    // Whether the device has the extension (and, given a member of a features structure in a chain
    // filled by vkGetPhysicalDeviceFeatures2, the feature).
    bool hasExtension(const char* name) const;
    template <typename T>
    T supported(VkStructureType type) const {
        T features{};
        features.sType = type;
        VkPhysicalDeviceFeatures2 chain{
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &features, {}};
        vkGetPhysicalDeviceFeatures2(physicalDevice, &chain);
        features.pNext = nullptr;
        return features;
    }

    // VK_KHR_maintenance5, 8 and 9 where the device has them: they bring formats and lift rules.
    void addMaintenance(DeviceSetup& setup);

    // A command of the device by name; null is a failure of the test.
    template <typename Function>
    Function command(const char* name) const {
        auto function = reinterpret_cast<Function>(vkGetDeviceProcAddr(device, name));
        EXPECT_NE(function, nullptr) << name;
        return function;
    }

    // The first memory type among `typeBits` with all of `properties`; UINT32_MAX: none.
    uint32_t findMemoryType(uint32_t typeBits, VkMemoryPropertyFlags properties) const;

    static constexpr VkMemoryPropertyFlags kHostVisible =
        VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;

    // Bound to memory of its own. Lives until the end of the test.
    TestBuffer makeBuffer(VkDeviceSize size, VkBufferUsageFlags usage,
                          VkMemoryPropertyFlags properties = kHostVisible);
    VkFence makeFence(bool signaled = false);
    VkSemaphore makeSemaphore();
    VkSemaphore makeTimeline(uint64_t initialValue = 0);

    // A primary command buffer of the family, begun for one submission.
    VkCommandBuffer begin();
    // Ends, submits and waits.
    void submit(VkCommandBuffer commandBuffer);
    // Records with `record`, then submit().
    void run(const std::function<void(VkCommandBuffer)>& record);

    // Of the entry point "main"; destroyed at the end.
    VkPipeline makeComputePipeline(std::span<const uint32_t> spirv, VkPipelineLayout layout,
                                   const VkSpecializationInfo* specialization = nullptr,
                                   VkPipelineCreateFlags flags = 0);
    // `types` are those of the bindings 0 to n-1, `counts` their descriptors (1 each when empty).
    // The set is allocated, not written.
    TestPipeline makePipeline(std::span<const uint32_t> spirv,
                              std::span<const VkDescriptorType> types,
                              uint32_t pushConstantSize = 0,
                              const VkSpecializationInfo* specialization = nullptr,
                              std::span<const uint32_t> counts = {});
    void write(VkDescriptorSet set, uint32_t binding, VkDescriptorType type,
               const TestBuffer& buffer, VkDeviceSize offset = 0,
               VkDeviceSize range = VK_WHOLE_SIZE, uint32_t element = 0);
    // Binds pipeline and set, and dispatches.
    void dispatch(VkCommandBuffer commandBuffer, const TestPipeline& pipeline, uint32_t x,
                  uint32_t y = 1, uint32_t z = 1);

    // All accesses of everything before are visible to everything after, the host included.
    static void fullBarrier(VkCommandBuffer commandBuffer);

    // Called in reverse order at the end of the test.
    void atEnd(std::function<void()> cleanup) { cleanups_.push_back(std::move(cleanup)); }

    // Messages that the test provokes on purpose: those that contain `text` do not fail it.
    void expectMessage(std::string text) { expectedMessages_.push_back(std::move(text)); }

    // After TearDown(): as before SetUp(), for another driver's turn.
    void reset();

    std::string driver;  // empty: BAKER_TEST_DRIVER's, or Baker
    VkInstance instance = VK_NULL_HANDLE;
    VkPhysicalDevice physicalDevice = VK_NULL_HANDLE;
    VkPhysicalDeviceProperties properties{};
    VkPhysicalDeviceMemoryProperties memoryProperties{};
    std::vector<VkQueueFamilyProperties> families;
    uint32_t family = 0;
    VkDevice device = VK_NULL_HANDLE;
    VkQueue queue = VK_NULL_HANDLE;

  private:
    // The layout of every feature structure that has one feature.
    struct OneFeature {
        VkStructureType sType;
        void* pNext;
        VkBool32 feature;
    };
    struct MaintenanceRow {
        const char* extension;
        VkStructureType features;
    };
    static constexpr MaintenanceRow kMaintenance[] = {
        {VK_KHR_MAINTENANCE_5_EXTENSION_NAME,
         VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_5_FEATURES},
        {VK_KHR_MAINTENANCE_8_EXTENSION_NAME,
         VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_8_FEATURES_KHR},
        {VK_KHR_MAINTENANCE_9_EXTENSION_NAME,
         VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_9_FEATURES_KHR}};

    static VKAPI_ATTR VkBool32 VKAPI_CALL
    onMessage(VkDebugUtilsMessageSeverityFlagBitsEXT, VkDebugUtilsMessageTypeFlagsEXT,
              const VkDebugUtilsMessengerCallbackDataEXT* data, void* self);
    void createInstance();
    void choosePhysicalDevice();

    std::vector<std::function<void()>> cleanups_;
    std::vector<std::string> expectedMessages_;
    OneFeature maintenance_[std::size(kMaintenance)]{};
    VkCommandPool commandPool_ = VK_NULL_HANDLE;
};

// With a device that has nothing enabled.
class DeviceTest : public VulkanTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (!HasFatalFailure()) createDevice();
    }
};

}  // namespace baker::test
