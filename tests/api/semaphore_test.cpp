// Binary and timeline semaphores on queues and on the host.
#include <atomic>
#include <thread>

#include "vulkan_test.hpp"

namespace baker::test {
namespace {

struct Submission {
    std::vector<VkSemaphore> waits;
    std::vector<uint64_t> waitValues;
    std::vector<VkSemaphore> signals;
    std::vector<uint64_t> signalValues;
};

VkResult submitSemaphores(VkQueue queue, const Submission& s, VkFence fence = VK_NULL_HANDLE) {
    const std::vector<VkPipelineStageFlags> stages(s.waits.size(),
                                                   VK_PIPELINE_STAGE_ALL_COMMANDS_BIT);
    VkTimelineSemaphoreSubmitInfo values{VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO};
    values.waitSemaphoreValueCount = static_cast<uint32_t>(s.waitValues.size());
    values.pWaitSemaphoreValues = s.waitValues.data();
    values.signalSemaphoreValueCount = static_cast<uint32_t>(s.signalValues.size());
    values.pSignalSemaphoreValues = s.signalValues.data();
    const bool timeline = !s.waitValues.empty() || !s.signalValues.empty();
    VkSubmitInfo info{VK_STRUCTURE_TYPE_SUBMIT_INFO, timeline ? &values : nullptr};
    info.waitSemaphoreCount = static_cast<uint32_t>(s.waits.size());
    info.pWaitSemaphores = s.waits.data();
    info.pWaitDstStageMask = stages.data();
    info.signalSemaphoreCount = static_cast<uint32_t>(s.signals.size());
    info.pSignalSemaphores = s.signals.data();
    return vkQueueSubmit(queue, 1, &info, fence);
}

class BinarySemaphore : public VulkanTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        DeviceSetup setup;
        setup.queueCount = 2;
        createDevice(setup);
        vkGetDeviceQueue(device, family, std::min(1u, families[family].queueCount - 1), &second);
    }
    VkQueue second = VK_NULL_HANDLE;
};

TEST_F(BinarySemaphore, PingPongBetweenQueues) {
    const VkSemaphore ping = makeSemaphore(), pong = makeSemaphore();
    const VkFence fence = makeFence();
    ASSERT_VK(submitSemaphores(queue, {{}, {}, {pong}, {}}));
    for (int i = 0; i < 20; ++i) {
        ASSERT_VK(submitSemaphores(second, {{pong}, {}, {ping}, {}}));
        ASSERT_VK(submitSemaphores(queue, {{ping}, {}, {pong}, {}}));
    }
    ASSERT_VK(submitSemaphores(second, {{pong}, {}, {}, {}}, fence));
    EXPECT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
}

class TimelineSemaphore : public VulkanTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        const auto features = supported<VkPhysicalDeviceTimelineSemaphoreFeatures>(
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_TIMELINE_SEMAPHORE_FEATURES);
        if (!features.timelineSemaphore) GTEST_SKIP() << "no timeline semaphores";
        auto enabled = features;
        DeviceSetup setup;
        setup.features.pNext = &enabled;
        setup.queueCount = 2;
        createDevice(setup);
        vkGetDeviceQueue(device, family, std::min(1u, families[family].queueCount - 1), &second);
        wait_ = command<PFN_vkWaitSemaphores>("vkWaitSemaphores");
        signal_ = command<PFN_vkSignalSemaphore>("vkSignalSemaphore");
        value_ = command<PFN_vkGetSemaphoreCounterValue>("vkGetSemaphoreCounterValue");
    }

    uint64_t value(VkSemaphore semaphore) {
        uint64_t result = 0;
        EXPECT_VK(value_(device, semaphore, &result));
        return result;
    }
    VkResult signal(VkSemaphore semaphore, uint64_t value) {
        const VkSemaphoreSignalInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_SIGNAL_INFO, nullptr,
                                         semaphore, value};
        return signal_(device, &info);
    }
    VkResult wait(const std::vector<VkSemaphore>& semaphores, const std::vector<uint64_t>& values,
                  uint64_t timeout, bool any = false) {
        VkSemaphoreWaitInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO};
        info.flags = any ? VK_SEMAPHORE_WAIT_ANY_BIT : 0;
        info.semaphoreCount = static_cast<uint32_t>(semaphores.size());
        info.pSemaphores = semaphores.data();
        info.pValues = values.data();
        return wait_(device, &info, timeout);
    }

    VkQueue second = VK_NULL_HANDLE;

  private:
    PFN_vkWaitSemaphores wait_ = nullptr;
    PFN_vkSignalSemaphore signal_ = nullptr;
    PFN_vkGetSemaphoreCounterValue value_ = nullptr;
};

TEST_F(TimelineSemaphore, HostSignalsAndWaits) {
    const VkSemaphore timeline = makeTimeline(5);
    EXPECT_EQ(value(timeline), 5u);
    EXPECT_VK(wait({timeline}, {5}, 0));
    EXPECT_EQ(wait({timeline}, {6}, 1000), VK_TIMEOUT);
    ASSERT_VK(signal(timeline, 100));
    EXPECT_EQ(value(timeline), 100u);
    EXPECT_VK(wait({timeline}, {99}, UINT64_MAX));
}

TEST_F(TimelineSemaphore, DeviceSignals) {
    const VkSemaphore timeline = makeTimeline();
    ASSERT_VK(submitSemaphores(queue, {{}, {}, {timeline}, {7}}));
    EXPECT_VK(wait({timeline}, {7}, UINT64_MAX));
    EXPECT_EQ(value(timeline), 7u);
}

// The wait is submitted first: vkQueueSubmit returns, and the signal frees it.
TEST_F(TimelineSemaphore, WaitBeforeSignalFromTheHost) {
    const VkSemaphore timeline = makeTimeline();
    const VkFence fence = makeFence();
    ASSERT_VK(submitSemaphores(queue, {{timeline}, {1}, {timeline}, {2}}, fence));
    EXPECT_EQ(vkGetFenceStatus(device, fence), VK_NOT_READY);
    EXPECT_EQ(vkWaitForFences(device, 1, &fence, VK_TRUE, 1000), VK_TIMEOUT);
    ASSERT_VK(signal(timeline, 1));
    EXPECT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
    EXPECT_EQ(value(timeline), 2u);
}

TEST_F(TimelineSemaphore, WaitBeforeSignalFromAnotherQueue) {
    if (second == queue) GTEST_SKIP() << "one queue";
    const VkSemaphore timeline = makeTimeline();
    for (uint64_t i = 0; i < 20; ++i) {
        ASSERT_VK(submitSemaphores(queue, {{timeline}, {2 * i + 1}, {timeline}, {2 * i + 2}}));
        ASSERT_VK(submitSemaphores(second, {{timeline}, {2 * i}, {timeline}, {2 * i + 1}}));
    }
    EXPECT_VK(wait({timeline}, {40}, UINT64_MAX));
}

TEST_F(TimelineSemaphore, AnyAndAll) {
    const VkSemaphore a = makeTimeline(), b = makeTimeline();
    EXPECT_EQ(wait({a, b}, {1, 1}, 1000, true), VK_TIMEOUT);
    ASSERT_VK(signal(b, 1));
    EXPECT_VK(wait({a, b}, {1, 1}, UINT64_MAX, true));
    EXPECT_EQ(wait({a, b}, {1, 1}, 1000), VK_TIMEOUT);
    ASSERT_VK(signal(a, 1));
    EXPECT_VK(wait({a, b}, {1, 1}, UINT64_MAX));
}

// Threads wait for different values of one semaphore, in no order.
TEST_F(TimelineSemaphore, ManyThreadsManyValues) {
    const VkSemaphore timeline = makeTimeline();
    std::vector<std::thread> threads;
    for (uint64_t i = 8; i > 0; --i)
        threads.emplace_back([this, timeline, i] { EXPECT_VK(wait({timeline}, {i}, UINT64_MAX)); });
    for (uint64_t i = 1; i <= 8; ++i) {
        EXPECT_VK(i % 2 ? signal(timeline, i) : submitSemaphores(queue, {{}, {}, {timeline}, {i}}));
        EXPECT_VK(wait({timeline}, {i}, UINT64_MAX));
    }
    for (std::thread& thread : threads) thread.join();
}

// Threads wait for the fence of one submission, with and without a limit, while it is held up.
TEST_F(TimelineSemaphore, ManyThreadsWaitForAFence) {
    const VkSemaphore timeline = makeTimeline();
    for (uint64_t round = 1; round <= 10; ++round) {
        const VkFence fence = makeFence();
        ASSERT_VK(submitSemaphores(queue, {{timeline}, {round}, {}, {}}, fence));
        std::atomic<int> started = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&, i] {
                ++started;
                VkResult result = VK_TIMEOUT;
                while (result == VK_TIMEOUT)
                    result =
                        vkWaitForFences(device, 1, &fence, VK_TRUE, i % 2 ? UINT64_MAX : 200'000);
                EXPECT_VK(result);
            });
        while (started < 4) std::this_thread::yield();
        EXPECT_EQ(vkGetFenceStatus(device, fence), VK_NOT_READY);
        ASSERT_VK(signal(timeline, round));
        for (std::thread& thread : threads) thread.join();
    }
}

// Fences that are waited for in vain and then asked only for their state: descriptors come back.
TEST_F(TimelineSemaphore, ThousandsOfAbandonedWaits) {
    const VkSemaphore timeline = makeTimeline();
    const VkFence fence = makeFence();
    for (uint64_t round = 1; round <= 2000; ++round) {
        ASSERT_VK(submitSemaphores(queue, {{timeline}, {round}, {}, {}}, fence));
        ASSERT_EQ(vkWaitForFences(device, 1, &fence, VK_TRUE, 1), VK_TIMEOUT);
        ASSERT_VK(signal(timeline, round));
        while (vkGetFenceStatus(device, fence) != VK_SUCCESS) std::this_thread::yield();
        ASSERT_VK(vkResetFences(device, 1, &fence));
    }
}

// A value that nobody will ever signal does not outlive the semaphore.
TEST_F(TimelineSemaphore, DestroyedAfterATimeout) {
    for (int i = 0; i < 2000; ++i) {
        VkSemaphoreTypeCreateInfo type{VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO};
        type.semaphoreType = VK_SEMAPHORE_TYPE_TIMELINE;
        const VkSemaphoreCreateInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, &type, 0};
        VkSemaphore semaphore;
        ASSERT_VK(vkCreateSemaphore(device, &info, nullptr, &semaphore));
        ASSERT_EQ(wait({semaphore}, {3}, 1), VK_TIMEOUT);
        vkDestroySemaphore(device, semaphore, nullptr);
    }
}

}  // namespace
}  // namespace baker::test
