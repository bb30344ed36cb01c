// VK_EXT_private_data.
#include "vulkan_test.hpp"

namespace baker::test {
namespace {

class PrivateData : public VulkanTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        auto features = supported<VkPhysicalDevicePrivateDataFeatures>(
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PRIVATE_DATA_FEATURES);
        if (!features.privateData) GTEST_SKIP() << "no private data";
        DeviceSetup setup;
        setup.features.pNext = &features;
        if (properties.apiVersion < VK_API_VERSION_1_3)
            setup.extensions = {VK_EXT_PRIVATE_DATA_EXTENSION_NAME};
        createDevice(setup);
        const bool core = properties.apiVersion >= VK_API_VERSION_1_3;
        auto create = command<PFN_vkCreatePrivateDataSlot>(core ? "vkCreatePrivateDataSlot"
                                                                : "vkCreatePrivateDataSlotEXT");
        auto destroy = command<PFN_vkDestroyPrivateDataSlot>(core ? "vkDestroyPrivateDataSlot"
                                                                  : "vkDestroyPrivateDataSlotEXT");
        set_ = command<PFN_vkSetPrivateData>(core ? "vkSetPrivateData" : "vkSetPrivateDataEXT");
        get_ = command<PFN_vkGetPrivateData>(core ? "vkGetPrivateData" : "vkGetPrivateDataEXT");
        for (VkPrivateDataSlot& slot : slots) {
            const VkPrivateDataSlotCreateInfo info{VK_STRUCTURE_TYPE_PRIVATE_DATA_SLOT_CREATE_INFO};
            ASSERT_VK(create(device, &info, nullptr, &slot));
            atEnd([this, destroy, slot] { destroy(device, slot, nullptr); });
        }
    }

    template <typename Handle>
    uint64_t get(VkObjectType type, Handle handle, VkPrivateDataSlot slot) {
        uint64_t data = ~0ull;
        get_(device, type, reinterpret_cast<uint64_t>(handle), slot, &data);
        return data;
    }
    template <typename Handle>
    void set(VkObjectType type, Handle handle, VkPrivateDataSlot slot, uint64_t data) {
        EXPECT_VK(set_(device, type, reinterpret_cast<uint64_t>(handle), slot, data));
    }

    VkPrivateDataSlot slots[2] = {};

  private:
    PFN_vkSetPrivateData set_ = nullptr;
    PFN_vkGetPrivateData get_ = nullptr;
};

TEST_F(PrivateData, EachSlotAndObjectHasItsOwn) {
    const VkFence fence = makeFence();
    const VkSemaphore semaphore = makeSemaphore();
    EXPECT_EQ(get(VK_OBJECT_TYPE_FENCE, fence, slots[0]), 0u);
    set(VK_OBJECT_TYPE_FENCE, fence, slots[0], 1);
    set(VK_OBJECT_TYPE_FENCE, fence, slots[1], 2);
    set(VK_OBJECT_TYPE_SEMAPHORE, semaphore, slots[0], 3);
    EXPECT_EQ(get(VK_OBJECT_TYPE_FENCE, fence, slots[0]), 1u);
    EXPECT_EQ(get(VK_OBJECT_TYPE_FENCE, fence, slots[1]), 2u);
    EXPECT_EQ(get(VK_OBJECT_TYPE_SEMAPHORE, semaphore, slots[0]), 3u);
}

TEST_F(PrivateData, DispatchableObjects) {
    set(VK_OBJECT_TYPE_DEVICE, device, slots[0], 11);
    set(VK_OBJECT_TYPE_QUEUE, queue, slots[0], 12);
    EXPECT_EQ(get(VK_OBJECT_TYPE_DEVICE, device, slots[0]), 11u);
    EXPECT_EQ(get(VK_OBJECT_TYPE_QUEUE, queue, slots[0]), 12u);
}

// A new object has no data, wherever it was made.
TEST_F(PrivateData, DoesNotOutliveTheObject) {
    const VkFenceCreateInfo info{VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    for (int i = 0; i < 10; ++i) {
        VkFence fence;
        ASSERT_VK(vkCreateFence(device, &info, nullptr, &fence));
        EXPECT_EQ(get(VK_OBJECT_TYPE_FENCE, fence, slots[0]), 0u);
        set(VK_OBJECT_TYPE_FENCE, fence, slots[0], 42);
        vkDestroyFence(device, fence, nullptr);
    }
}

}  // namespace
}  // namespace baker::test
