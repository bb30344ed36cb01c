// Events set and waited for by the device, and by the host.
#include "command_test.hpp"

namespace baker::test {
namespace {

class Events : public CommandTest {
  protected:
    VkEvent makeEvent() {
        const VkEventCreateInfo info{VK_STRUCTURE_TYPE_EVENT_CREATE_INFO};
        VkEvent event = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateEvent(device, &info, nullptr, &event));
        atEnd([this, event] { vkDestroyEvent(device, event, nullptr); });
        return event;
    }
    static void wait(VkCommandBuffer commands, VkEvent event, VkPipelineStageFlags source) {
        VkMemoryBarrier barrier{VK_STRUCTURE_TYPE_MEMORY_BARRIER};
        barrier.srcAccessMask =
            source == VK_PIPELINE_STAGE_TRANSFER_BIT ? VK_ACCESS_TRANSFER_WRITE_BIT : 0;
        barrier.dstAccessMask = VK_ACCESS_TRANSFER_READ_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
        vkCmdWaitEvents(commands, 1, &event, source, VK_PIPELINE_STAGE_TRANSFER_BIT, 1, &barrier, 0,
                        nullptr, 0, nullptr);
    }
};

TEST_F(Events, SetAndResetByTheDevice) {
    const VkEvent event = makeEvent();
    EXPECT_EQ(vkGetEventStatus(device, event), VK_EVENT_RESET);
    run([&](VkCommandBuffer commands) {
        vkCmdSetEvent(commands, event, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT);
    });
    EXPECT_EQ(vkGetEventStatus(device, event), VK_EVENT_SET);
    run([&](VkCommandBuffer commands) {
        vkCmdResetEvent(commands, event, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT);
    });
    EXPECT_EQ(vkGetEventStatus(device, event), VK_EVENT_RESET);
}

TEST_F(Events, OrderCopiesWithinACommandBuffer) {
    const VkEvent event = makeEvent();
    const TestBuffer a = makeFilled(64, 1), b = makeFilled(64, 2), c = makeFilled(64, 3);
    const VkBufferCopy all{0, 0, 64};
    run([&](VkCommandBuffer commands) {
        vkCmdCopyBuffer(commands, a.buffer, b.buffer, 1, &all);
        vkCmdSetEvent(commands, event, VK_PIPELINE_STAGE_TRANSFER_BIT);
        wait(commands, event, VK_PIPELINE_STAGE_TRANSFER_BIT);
        vkCmdCopyBuffer(commands, b.buffer, c.buffer, 1, &all);
        fullBarrier(commands);
    });
    EXPECT_EQ(c.view()[15], 1u);
}

class AsymmetricEvents : public Events {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        if (!hasExtension(VK_KHR_MAINTENANCE_9_EXTENSION_NAME))
            GTEST_SKIP() << VK_KHR_MAINTENANCE_9_EXTENSION_NAME;
        DeviceSetup setup;
        VkPhysicalDeviceSynchronization2Features synchronization{
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SYNCHRONIZATION_2_FEATURES, nullptr, VK_TRUE};
        setup.features.pNext = &synchronization;
        addMaintenance(setup);
        createDevice(setup);
    }
};

// The dependency is known when it is waited for (VK_KHR_maintenance9).
TEST_F(AsymmetricEvents, OrderCopies) {
    const VkEvent event = makeEvent();
    const TestBuffer a = makeFilled(64, 1), b = makeFilled(64, 2), c = makeFilled(64, 3);
    const VkBufferCopy all{0, 0, 64};
    VkMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_MEMORY_BARRIER_2};
    barrier.srcStageMask = VK_PIPELINE_STAGE_2_COPY_BIT;
    VkDependencyInfo dependency{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    dependency.dependencyFlags = VK_DEPENDENCY_ASYMMETRIC_EVENT_BIT_KHR;
    dependency.memoryBarrierCount = 1;
    dependency.pMemoryBarriers = &barrier;
    run([&](VkCommandBuffer commands) {
        vkCmdCopyBuffer(commands, a.buffer, b.buffer, 1, &all);
        vkCmdSetEvent2(commands, event, &dependency);
        barrier.srcAccessMask = VK_ACCESS_2_TRANSFER_WRITE_BIT;
        barrier.dstStageMask = VK_PIPELINE_STAGE_2_COPY_BIT;
        barrier.dstAccessMask = VK_ACCESS_2_TRANSFER_READ_BIT;
        vkCmdWaitEvents2(commands, 1, &event, &dependency);
        vkCmdCopyBuffer(commands, b.buffer, c.buffer, 1, &all);
        fullBarrier(commands);
    });
    EXPECT_EQ(c.view()[15], 1u);
    EXPECT_EQ(vkGetEventStatus(device, event), VK_EVENT_SET);
}

TEST_F(Events, WaitedForInALaterSubmission) {
    const VkEvent event = makeEvent();
    const TestBuffer a = makeFilled(64, 1), b = makeFilled(64, 2), c = makeFilled(64, 3);
    const VkBufferCopy all{0, 0, 64};
    const VkCommandPool pool = makePool();
    const VkCommandBuffer first = allocate(pool), second = allocate(pool);
    beginBuffer(first);
    vkCmdCopyBuffer(first, a.buffer, b.buffer, 1, &all);
    vkCmdSetEvent(first, event, VK_PIPELINE_STAGE_TRANSFER_BIT);
    ASSERT_VK(vkEndCommandBuffer(first));
    beginBuffer(second);
    wait(second, event, VK_PIPELINE_STAGE_TRANSFER_BIT);
    vkCmdCopyBuffer(second, b.buffer, c.buffer, 1, &all);
    fullBarrier(second);
    ASSERT_VK(vkEndCommandBuffer(second));
    enqueue(first);
    enqueue(second);
    ASSERT_VK(vkQueueWaitIdle(queue));
    EXPECT_EQ(c.view()[15], 1u);
}

// Allowed until VUID-vkSetEvent-event-09543 came, and used by programs of that time.
TEST_F(Events, SetByTheHostAfterSubmission) {
    expectMessage("VUID-vkCmdWaitEvents-srcStageMask-01158");
    expectMessage("VUID-vkSetEvent-event-09543");
    const VkEvent event = makeEvent();
    const TestBuffer buffer = makeFilled(64, 1);
    const VkFence fence = makeFence();
    const VkCommandBuffer commands = allocate(makePool());
    beginBuffer(commands);
    wait(commands, event, VK_PIPELINE_STAGE_HOST_BIT);
    vkCmdFillBuffer(commands, buffer.buffer, 0, 64, 9);
    fullBarrier(commands);
    ASSERT_VK(vkEndCommandBuffer(commands));
    enqueue(commands, fence);
    EXPECT_EQ(vkWaitForFences(device, 1, &fence, VK_TRUE, 20'000'000), VK_TIMEOUT);
    ASSERT_VK(vkSetEvent(device, event));
    EXPECT_EQ(vkGetEventStatus(device, event), VK_EVENT_SET);
    ASSERT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
    EXPECT_EQ(buffer.view()[0], 9u);
}

TEST_F(Events, SetByTheHostBeforeSubmission) {
    const VkEvent event = makeEvent();
    const TestBuffer buffer = makeFilled(64, 1);
    ASSERT_VK(vkSetEvent(device, event));
    run([&](VkCommandBuffer commands) {
        wait(commands, event, VK_PIPELINE_STAGE_HOST_BIT);
        vkCmdFillBuffer(commands, buffer.buffer, 0, 64, 9);
        fullBarrier(commands);
    });
    EXPECT_EQ(buffer.view()[0], 9u);
    ASSERT_VK(vkResetEvent(device, event));
    EXPECT_EQ(vkGetEventStatus(device, event), VK_EVENT_RESET);
}

}  // namespace
}  // namespace baker::test
