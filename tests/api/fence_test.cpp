// Fences: states, waits for one, any and all, time-outs, threads.
#include <thread>

#include "vulkan_test.hpp"

namespace baker::test {
namespace {

using Fence = DeviceTest;
constexpr uint64_t kMillisecond = 1'000'000;

TEST_F(Fence, CreatedInEitherState) {
    EXPECT_EQ(vkGetFenceStatus(device, makeFence(false)), VK_NOT_READY);
    EXPECT_EQ(vkGetFenceStatus(device, makeFence(true)), VK_SUCCESS);
}

TEST_F(Fence, SignaledByAnEmptySubmissionAgainAndAgain) {
    const VkFence fence = makeFence();
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(vkGetFenceStatus(device, fence), VK_NOT_READY);
        ASSERT_VK(vkQueueSubmit(queue, 0, nullptr, fence));
        ASSERT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
        EXPECT_VK(vkGetFenceStatus(device, fence));
        ASSERT_VK(vkResetFences(device, 1, &fence));
    }
}

TEST_F(Fence, WaitWithoutTimeIsATimeout) {
    const VkFence fence = makeFence();
    EXPECT_EQ(vkWaitForFences(device, 1, &fence, VK_TRUE, 0), VK_TIMEOUT);
    EXPECT_EQ(vkWaitForFences(device, 1, &fence, VK_FALSE, 0), VK_TIMEOUT);
}

// A time-out leaves nothing behind: the same fence times out and is waited for many times.
TEST_F(Fence, TimeoutsThenSuccess) {
    const VkFence fence = makeFence();
    for (int i = 0; i < 50; ++i)
        EXPECT_EQ(vkWaitForFences(device, 1, &fence, VK_TRUE, kMillisecond / 10), VK_TIMEOUT);
    ASSERT_VK(vkQueueSubmit(queue, 0, nullptr, fence));
    EXPECT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
}

TEST_F(Fence, ResetOfAnUnsignaledFenceChangesNothing) {
    const VkFence fence = makeFence();
    for (int i = 0; i < 3; ++i) ASSERT_VK(vkResetFences(device, 1, &fence));
    EXPECT_EQ(vkGetFenceStatus(device, fence), VK_NOT_READY);
    ASSERT_VK(vkQueueSubmit(queue, 0, nullptr, fence));
    EXPECT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
}

TEST_F(Fence, AnyAndAll) {
    const VkFence fences[] = {makeFence(), makeFence(true), makeFence()};
    EXPECT_VK(vkWaitForFences(device, 3, fences, VK_FALSE, UINT64_MAX));
    EXPECT_EQ(vkWaitForFences(device, 3, fences, VK_TRUE, kMillisecond), VK_TIMEOUT);
    ASSERT_VK(vkQueueSubmit(queue, 0, nullptr, fences[0]));
    EXPECT_EQ(vkWaitForFences(device, 3, fences, VK_TRUE, kMillisecond), VK_TIMEOUT);
    ASSERT_VK(vkQueueSubmit(queue, 0, nullptr, fences[2]));
    EXPECT_VK(vkWaitForFences(device, 3, fences, VK_TRUE, UINT64_MAX));
}

// More fences than there are eventfds to be had at a time, were they not reused.
TEST_F(Fence, ThousandsOfWaits) {
    for (int i = 0; i < 3000; ++i) {
        VkFence fence;
        const VkFenceCreateInfo info{VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
        ASSERT_VK(vkCreateFence(device, &info, nullptr, &fence));
        ASSERT_VK(vkQueueSubmit(queue, 0, nullptr, fence));
        ASSERT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
        vkDestroyFence(device, fence, nullptr);
    }
}

// One queue for each thread.
class QueuePerThread : public VulkanTest {};

TEST_F(QueuePerThread, SubmitAndWait) {
    constexpr uint32_t kThreads = 4;
    if (families[family].queueCount < kThreads) GTEST_SKIP() << "too few queues";
    DeviceSetup setup;
    setup.queueCount = kThreads;
    createDevice(setup);
    std::vector<std::thread> threads;
    for (uint32_t i = 0; i < kThreads; ++i) {
        const VkFence fence = makeFence();
        threads.emplace_back([this, i, fence] {
            VkQueue own;
            vkGetDeviceQueue(device, family, i, &own);
            for (int round = 0; round < 100; ++round) {
                EXPECT_VK(vkQueueSubmit(own, 0, nullptr, fence));
                EXPECT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
                EXPECT_VK(vkResetFences(device, 1, &fence));
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace baker::test
