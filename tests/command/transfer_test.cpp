// vkCmdCopyBuffer, vkCmdFillBuffer, vkCmdUpdateBuffer.
#include <algorithm>
#include <numeric>

#include "command_test.hpp"

namespace baker::test {
namespace {

class Transfer : public CommandTest {};

TEST_F(Transfer, CopiesManyRegionsAtAnyOffset) {
    const TestBuffer from = makeFilled(4096, 0), to = makeFilled(4096, 0xee);
    const auto source = from.view<uint8_t>(), target = to.view<uint8_t>();
    for (size_t i = 0; i < source.size(); ++i) source[i] = static_cast<uint8_t>(i * 7);
    std::vector<uint8_t> expected(target.begin(), target.end());
    const VkBufferCopy regions[] = {{0, 100, 1}, {3, 1001, 997}, {1024, 2048, 2048}};
    for (const VkBufferCopy& region : regions)
        std::copy_n(source.begin() + static_cast<ptrdiff_t>(region.srcOffset), region.size,
                    expected.begin() + static_cast<ptrdiff_t>(region.dstOffset));
    run([&](VkCommandBuffer commands) {
        vkCmdCopyBuffer(commands, from.buffer, to.buffer, 3, regions);
        fullBarrier(commands);
    });
    EXPECT_TRUE(std::equal(expected.begin(), expected.end(), target.begin()));
}

TEST_F(Transfer, CopiesThroughDeviceMemory) {
    const TestBuffer from = makeFilled(1 << 20, 0), to = makeFilled(1 << 20, 0);
    const TestBuffer between = makeBuffer(1 << 20, kAllUses, VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT);
    std::iota(from.view().begin(), from.view().end(), 17u);
    const VkBufferCopy all{0, 0, 1 << 20};
    run([&](VkCommandBuffer commands) {
        vkCmdCopyBuffer(commands, from.buffer, between.buffer, 1, &all);
        fullBarrier(commands);
        vkCmdCopyBuffer(commands, between.buffer, to.buffer, 1, &all);
        fullBarrier(commands);
    });
    EXPECT_TRUE(std::equal(from.view().begin(), from.view().end(), to.view().begin()));
}

TEST_F(Transfer, CopiesWithinOneBuffer) {
    const TestBuffer buffer = makeFilled(1024, 0);
    std::iota(buffer.view().begin(), buffer.view().end(), 0u);
    const VkBufferCopy region{0, 512, 256};
    run([&](VkCommandBuffer commands) {
        vkCmdCopyBuffer(commands, buffer.buffer, buffer.buffer, 1, &region);
        fullBarrier(commands);
    });
    EXPECT_EQ(buffer.view()[128], 0u);
    EXPECT_EQ(buffer.view()[191], 63u);
    EXPECT_EQ(buffer.view()[192], 192u);
}

TEST_F(Transfer, FillsAnyWholeWords) {
    struct Case {
        VkDeviceSize offset, size, words;
    };
    constexpr Case kCases[] = {{0, 4, 1},   {4, 8, 2},      {12, 20, 5},
                               {996, 4, 1}, {0, 1000, 250}, {8, VK_WHOLE_SIZE, 248}};
    for (const Case& c : kCases) {
        // 1002 bytes: VK_WHOLE_SIZE leaves the last two alone.
        const TestBuffer buffer = makeBuffer(1002, kAllUses);
        const auto bytes = buffer.view<uint8_t>();
        std::fill(bytes.begin(), bytes.end(), uint8_t(0xaa));
        run([&](VkCommandBuffer commands) {
            vkCmdFillBuffer(commands, buffer.buffer, c.offset, c.size, 0x04030201);
            fullBarrier(commands);
        });
        std::vector<uint8_t> expected(1002, 0xaa);
        for (VkDeviceSize i = 0; i < 4 * c.words; ++i)
            expected[c.offset + i] = static_cast<uint8_t>(1 + i % 4);
        EXPECT_TRUE(std::equal(expected.begin(), expected.end(), bytes.begin()))
            << c.offset << ", " << c.size;
    }
}

TEST_F(Transfer, ManyFillsInOneCommandBuffer) {
    const TestBuffer buffer = makeFilled(4 * 256, 0);
    run([&](VkCommandBuffer commands) {
        for (uint32_t i = 0; i < 256; ++i)
            vkCmdFillBuffer(commands, buffer.buffer, 4 * i, 4, i * i);
        fullBarrier(commands);
    });
    for (uint32_t i = 0; i < 256; ++i) EXPECT_EQ(buffer.view()[i], i * i);
}

TEST_F(Transfer, UpdatesKeepTheDataOfTheTimeOfRecording) {
    const TestBuffer buffer = makeFilled(65536 + 16, 5);
    std::vector<uint32_t> data(16384);
    std::iota(data.begin(), data.end(), 100u);
    run([&](VkCommandBuffer commands) {
        vkCmdUpdateBuffer(commands, buffer.buffer, 8, 65536, data.data());
        std::fill(data.begin(), data.end(), 0u);
        fullBarrier(commands);
    });
    EXPECT_EQ(buffer.view()[1], 5u);
    EXPECT_EQ(buffer.view()[2], 100u);
    EXPECT_EQ(buffer.view()[2 + 16383], 16483u);
    EXPECT_EQ(buffer.view()[2 + 16384], 5u);
}

}  // namespace
}  // namespace baker::test
