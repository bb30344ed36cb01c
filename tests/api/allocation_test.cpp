// VkAllocationCallbacks: every object is made of the application's memory and gives it back, and
// when there is none the call fails with VK_ERROR_OUT_OF_HOST_MEMORY and leaves nothing behind.
#include <cstdlib>
#include <map>
#include <mutex>

#include "vulkan_test.hpp"

namespace baker::test {
namespace {

class CountingAllocator {
  public:
    CountingAllocator() {
        callbacks_.pUserData = this;
        callbacks_.pfnAllocation = [](void* self, size_t size, size_t alignment,
                                      VkSystemAllocationScope) {
            return static_cast<CountingAllocator*>(self)->allocate(size, alignment);
        };
        callbacks_.pfnReallocation = [](void*, void*, size_t, size_t, VkSystemAllocationScope) {
            return static_cast<void*>(nullptr);
        };
        callbacks_.pfnFree = [](void* self, void* memory) {
            static_cast<CountingAllocator*>(self)->free(memory);
        };
    }

    const VkAllocationCallbacks* callbacks() const { return &callbacks_; }
    size_t live() const { return live_.size(); }
    size_t total() const { return total_; }
    void failAfter(size_t count) { left_ = count; }

  private:
    void* allocate(size_t size, size_t alignment) {
        std::lock_guard lock(mutex_);
        if (left_ == 0) return nullptr;
        --left_;
        ++total_;
        void* memory =
            std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
        live_[memory] = size;
        return memory;
    }
    void free(void* memory) {
        std::lock_guard lock(mutex_);
        if (!memory) return;
        EXPECT_EQ(live_.erase(memory), 1u) << "freed twice, or never allocated";
        std::free(memory);
    }

    VkAllocationCallbacks callbacks_{};
    std::mutex mutex_;
    std::map<void*, size_t> live_;
    size_t total_ = 0;
    size_t left_ = SIZE_MAX;
};

class Allocation : public VulkanTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        createDevice();
        expectMessage("OUT_OF_HOST_MEMORY");
    }

    // `create` and `destroy` with the callbacks: fails at each allocation in turn until it works.
    void check(const char* what,
               const std::function<VkResult(const VkAllocationCallbacks*)>& create,
               const std::function<void(const VkAllocationCallbacks*)>& destroy) {
        CountingAllocator allocator;
        VkResult result = VK_ERROR_OUT_OF_HOST_MEMORY;
        for (size_t i = 0; result != VK_SUCCESS && i < 1000; ++i) {
            allocator.failAfter(i);
            result = create(allocator.callbacks());
            if (result == VK_SUCCESS) break;
            EXPECT_EQ(result, VK_ERROR_OUT_OF_HOST_MEMORY) << what;
            EXPECT_EQ(allocator.live(), 0u) << what;
        }
        ASSERT_VK(result) << what;
        EXPECT_GT(allocator.total(), 0u) << what;
        destroy(allocator.callbacks());
        EXPECT_EQ(allocator.live(), 0u) << what;
    }
};

TEST_F(Allocation, Fence) {
    VkFence fence;
    const VkFenceCreateInfo info{VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    check(
        "fence", [&](auto* a) { return vkCreateFence(device, &info, a, &fence); },
        [&](auto* a) { vkDestroyFence(device, fence, a); });
}

TEST_F(Allocation, Semaphore) {
    VkSemaphore semaphore;
    const VkSemaphoreCreateInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO};
    check(
        "semaphore", [&](auto* a) { return vkCreateSemaphore(device, &info, a, &semaphore); },
        [&](auto* a) { vkDestroySemaphore(device, semaphore, a); });
}

TEST_F(Allocation, Event) {
    VkEvent event;
    const VkEventCreateInfo info{VK_STRUCTURE_TYPE_EVENT_CREATE_INFO};
    check(
        "event", [&](auto* a) { return vkCreateEvent(device, &info, a, &event); },
        [&](auto* a) { vkDestroyEvent(device, event, a); });
}

TEST_F(Allocation, Buffer) {
    VkBuffer buffer;
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = 1024;
    info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT;
    check(
        "buffer", [&](auto* a) { return vkCreateBuffer(device, &info, a, &buffer); },
        [&](auto* a) { vkDestroyBuffer(device, buffer, a); });
}

TEST_F(Allocation, BufferView) {
    VkFormatProperties format;
    vkGetPhysicalDeviceFormatProperties(physicalDevice, VK_FORMAT_R32_UINT, &format);
    if (!(format.bufferFeatures & VK_FORMAT_FEATURE_UNIFORM_TEXEL_BUFFER_BIT))
        GTEST_SKIP() << "no texel buffers";
    const TestBuffer buffer = makeBuffer(1024, VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT);
    VkBufferView view;
    VkBufferViewCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_VIEW_CREATE_INFO};
    info.buffer = buffer.buffer;
    info.format = VK_FORMAT_R32_UINT;
    info.range = VK_WHOLE_SIZE;
    check(
        "buffer view", [&](auto* a) { return vkCreateBufferView(device, &info, a, &view); },
        [&](auto* a) { vkDestroyBufferView(device, view, a); });
}

TEST_F(Allocation, Memory) {
    VkDeviceMemory memory;
    VkMemoryAllocateInfo info{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
    info.allocationSize = 1024;
    check(
        "memory", [&](auto* a) { return vkAllocateMemory(device, &info, a, &memory); },
        [&](auto* a) { vkFreeMemory(device, memory, a); });
}

TEST_F(Allocation, Device) {
    VkDevice created;
    const float priorities[] = {1.0f, 0.5f};
    VkDeviceQueueCreateInfo queues{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
    queues.queueCount = std::min(2u, families[0].queueCount);
    queues.pQueuePriorities = priorities;
    VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO};
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queues;
    check(
        "device", [&](auto* a) { return vkCreateDevice(physicalDevice, &info, a, &created); },
        [&](auto* a) { vkDestroyDevice(created, a); });
}

// Objects without callbacks of their own are made with the device's, and all of it comes back.
class DeviceAllocator : public VulkanTest {};

TEST_F(DeviceAllocator, IsThatOfTheObjects) {
    CountingAllocator allocator;
    DeviceSetup setup;
    setup.allocator = allocator.callbacks();
    createDevice(setup);
    const size_t before = allocator.total();
    makeBuffer(256, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    makeFence();
    EXPECT_GT(allocator.total(), before);
    TearDown();
    EXPECT_EQ(allocator.live(), 0u);
    device = VK_NULL_HANDLE;
}

}  // namespace
}  // namespace baker::test
