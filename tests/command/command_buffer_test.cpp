// Life of command pools and buffers: reset, reuse, secondary buffers, recording in many threads.
#include <algorithm>
#include <thread>

#include "command_test.hpp"

namespace baker::test {
namespace {

class CommandBuffers : public CommandTest {
  protected:
    void recordFill(VkCommandBuffer commands, const TestBuffer& buffer, uint32_t value,
                    VkCommandBufferUsageFlags flags = 0) {
        beginBuffer(commands, flags);
        vkCmdFillBuffer(commands, buffer.buffer, 0, VK_WHOLE_SIZE, value);
        fullBarrier(commands);
        ASSERT_VK(vkEndCommandBuffer(commands));
    }
    void execute(VkCommandBuffer commands) {
        enqueue(commands);
        ASSERT_VK(vkQueueWaitIdle(queue));
    }
};

TEST_F(CommandBuffers, BeginResetsImplicitly) {
    const TestBuffer buffer = makeFilled(64, 0);
    const VkCommandBuffer commands =
        allocate(makePool(VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT));
    for (uint32_t value = 1; value < 20; ++value) {
        recordFill(commands, buffer, value);
        execute(commands);
        EXPECT_EQ(buffer.view()[15], value);
    }
}

TEST_F(CommandBuffers, ResetWithAndWithoutReleasing) {
    const TestBuffer buffer = makeFilled(64, 0);
    const VkCommandBuffer commands =
        allocate(makePool(VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT));
    for (VkCommandBufferResetFlags flags : {0u, 1u, 0u, 1u}) {
        recordFill(commands, buffer, 10 + flags);
        execute(commands);
        EXPECT_EQ(buffer.view()[0], 10 + flags);
        ASSERT_VK(vkResetCommandBuffer(commands, flags));
    }
}

TEST_F(CommandBuffers, PoolResetAndTrim) {
    const TestBuffer buffer = makeFilled(64, 0);
    const VkCommandPool pool = makePool();
    const VkCommandBuffer a = allocate(pool), b = allocate(pool);
    for (VkCommandPoolResetFlags flags : {0u, 1u, 0u}) {
        recordFill(a, buffer, 3);
        recordFill(b, buffer, 4);
        execute(a);
        EXPECT_EQ(buffer.view()[0], 3u);
        execute(b);
        EXPECT_EQ(buffer.view()[0], 4u);
        ASSERT_VK(vkResetCommandPool(device, pool, flags));
        vkTrimCommandPool(device, pool, 0);
    }
    vkFreeCommandBuffers(device, pool, 1, &a);
}

// Zink resets pools whose buffers it never ended.
TEST_F(CommandBuffers, ResetWhileRecording) {
    const TestBuffer buffer = makeFilled(64, 0);
    const VkCommandPool pool = makePool(VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT);
    const VkCommandBuffer commands = allocate(pool);
    for (VkFlags flags : {0u, 1u, 0u}) {
        beginBuffer(commands);
        vkCmdFillBuffer(commands, buffer.buffer, 0, VK_WHOLE_SIZE, 1);
        ASSERT_VK(vkResetCommandPool(device, pool, flags));
        beginBuffer(commands);
        ASSERT_VK(vkResetCommandBuffer(commands, flags));
    }
    recordFill(commands, buffer, 5);
    execute(commands);
    EXPECT_EQ(buffer.view()[0], 5u);
    beginBuffer(commands);
    beginBuffer(commands);
    ASSERT_VK(vkEndCommandBuffer(commands));
}

TEST_F(CommandBuffers, SubmittedAgainWhilePending) {
    const TestBuffer counter = makeFilled(8, 0);
    const VkCommandBuffer commands = allocate(makePool());
    // Shifts a word: each execution sees the one before.
    beginBuffer(commands, VK_COMMAND_BUFFER_USAGE_SIMULTANEOUS_USE_BIT);
    const VkBufferCopy shift{0, 1, 3};
    const TestBuffer scratch = makeFilled(8, 0);
    const VkBufferCopy whole{0, 0, 4};
    vkCmdCopyBuffer(commands, counter.buffer, scratch.buffer, 1, &shift);
    fullBarrier(commands);
    vkCmdCopyBuffer(commands, scratch.buffer, counter.buffer, 1, &whole);
    fullBarrier(commands);
    ASSERT_VK(vkEndCommandBuffer(commands));
    counter.view()[0] = 0x00000011;
    for (int i = 0; i < 3; ++i) enqueue(commands);
    ASSERT_VK(vkQueueWaitIdle(queue));
    EXPECT_EQ(counter.view()[0], 0x11000000u);
}

TEST_F(CommandBuffers, SecondaryBuffersReplayEveryKindOfCommand) {
    const TestBuffer a = makeFilled(256, 1), b = makeFilled(256, 2);
    const VkCommandPool pool = makePool();
    const VkCommandBuffer secondary = allocate(pool, VK_COMMAND_BUFFER_LEVEL_SECONDARY);
    beginBuffer(secondary, VK_COMMAND_BUFFER_USAGE_SIMULTANEOUS_USE_BIT);
    vkCmdFillBuffer(secondary, a.buffer, 0, 64, 7);
    fullBarrier(secondary);
    {
        const VkBufferCopy region{0, 64, 64};
        vkCmdCopyBuffer(secondary, a.buffer, b.buffer, 1, &region);
        fullBarrier(secondary);
        const uint32_t word = 99;
        vkCmdUpdateBuffer(secondary, b.buffer, 0, 4, &word);
        fullBarrier(secondary);
    }
    ASSERT_VK(vkEndCommandBuffer(secondary));
    for (int i = 0; i < 2; ++i) {
        for (uint32_t& word : b.view()) word = 2;
        run([&](VkCommandBuffer commands) {
            vkCmdExecuteCommands(commands, 1, &secondary);
            vkCmdExecuteCommands(commands, 1, &secondary);
        });
        EXPECT_EQ(b.view()[0], 99u);
        EXPECT_EQ(b.view()[1], 2u);
        EXPECT_EQ(b.view()[16], 7u);
        EXPECT_EQ(b.view()[32], 2u);
    }
}

TEST_F(CommandBuffers, ThreadsRecordIntoTheirOwnPools) {
    constexpr uint32_t kThreads = 4, kCommands = 64;
    const TestBuffer buffer = makeFilled(4 * kThreads * kCommands, 0);
    std::vector<VkCommandBuffer> recorded(kThreads);
    for (VkCommandBuffer& commands : recorded) commands = allocate(makePool());
    std::vector<std::thread> threads;
    for (uint32_t t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            beginBuffer(recorded[t]);
            for (uint32_t i = 0; i < kCommands; ++i)
                vkCmdFillBuffer(recorded[t], buffer.buffer, 4 * (t * kCommands + i), 4,
                                t * 1000 + i);
            fullBarrier(recorded[t]);
            EXPECT_VK(vkEndCommandBuffer(recorded[t]));
        });
    }
    for (std::thread& thread : threads) thread.join();
    VkSubmitInfo info{VK_STRUCTURE_TYPE_SUBMIT_INFO};
    info.commandBufferCount = kThreads;
    info.pCommandBuffers = recorded.data();
    ASSERT_VK(vkQueueSubmit(queue, 1, &info, VK_NULL_HANDLE));
    ASSERT_VK(vkQueueWaitIdle(queue));
    for (uint32_t i = 0; i < kThreads * kCommands; ++i)
        EXPECT_EQ(buffer.view()[i], i / kCommands * 1000 + i % kCommands);
}

TEST_F(CommandBuffers, EmptyOnesAndFreedNullAreFine) {
    const VkCommandPool pool = makePool();
    const VkCommandBuffer commands = allocate(pool);
    beginBuffer(commands);
    ASSERT_VK(vkEndCommandBuffer(commands));
    execute(commands);
    const VkCommandBuffer none = VK_NULL_HANDLE;
    vkFreeCommandBuffers(device, pool, 1, &none);
}

}  // namespace
}  // namespace baker::test
