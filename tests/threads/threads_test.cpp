// Several threads on one device, as Vulkan lets them: each makes pipelines with a cache that all
// share, and records draws whose dynamic state makes variants of one pipeline. On the null host;
// the suite runs it under ThreadSanitizer.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <mutex>
#include <thread>

#include "pipelines.hpp"
#include "program.hpp"

namespace baker::test {
namespace {

constexpr uint32_t kThreads = 4;
constexpr uint32_t kRounds = 8;

struct Shared {
    VkDevice device;
    VkPipelineCache cache;
    Pipeline graphics, compute;
    VkFramebuffer framebuffer = VK_NULL_HANDLE;
    std::mutex queue;  // which Vulkan has the application guard
    std::atomic<int> failures = 0;

    void expect(VkResult result) { failures += result != VK_SUCCESS; }
};

void draw(const Shared& shared, VkCommandBuffer commands, uint32_t round) {
    const VkRenderPassBeginInfo begin{.sType = VK_STRUCTURE_TYPE_RENDER_PASS_BEGIN_INFO,
                                      .renderPass = shared.graphics.renderPass,
                                      .framebuffer = shared.framebuffer,
                                      .renderArea = {{0, 0}, {8, 8}}};
    const VkViewport viewport{0, 0, 8, 8, 0, 1};
    vkCmdBeginRenderPass(commands, &begin, VK_SUBPASS_CONTENTS_INLINE);
    vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_GRAPHICS, shared.graphics.pipeline);
    vkCmdSetViewport(commands, 0, 1, &viewport);
    vkCmdSetScissor(commands, 0, 1, &begin.renderArea);
    for (uint32_t i = 0; i < 4; ++i) {
        vkCmdSetDepthBias(commands, float(round * 4 + i), 0, 0);  // a variant of its own
        vkCmdDraw(commands, 3, 1, 0, 0);
    }
    vkCmdEndRenderPass(commands);
}

void record(Shared& shared, VkCommandBuffer commands, uint32_t round) {
    const VkCommandBufferBeginInfo begin{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    shared.expect(vkBeginCommandBuffer(commands, &begin));
    vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, shared.compute.pipeline);
    vkCmdDispatch(commands, 1, 1, 1);
    draw(shared, commands, round);
    shared.expect(vkEndCommandBuffer(commands));
}

void submit(Shared& shared, VkCommandBuffer commands) {
    const VkSubmitInfo info{.sType = VK_STRUCTURE_TYPE_SUBMIT_INFO,
                            .commandBufferCount = 1,
                            .pCommandBuffers = &commands};
    const std::lock_guard lock(shared.queue);
    shared.expect(vkQueueSubmit(firstQueue(shared.device), 1, &info, VK_NULL_HANDLE));
    shared.expect(vkQueueWaitIdle(firstQueue(shared.device)));
}

void work(Shared& shared) {
    const VkCommandPoolCreateInfo poolInfo{
        .sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO,
        .flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT};
    VkCommandPool pool = VK_NULL_HANDLE;
    shared.expect(vkCreateCommandPool(shared.device, &poolInfo, nullptr, &pool));
    const VkCommandBufferAllocateInfo info{.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO,
                                           .commandPool = pool,
                                           .commandBufferCount = 1};
    VkCommandBuffer commands = VK_NULL_HANDLE;
    shared.expect(vkAllocateCommandBuffers(shared.device, &info, &commands));
    for (uint32_t round = 0; round < kRounds; ++round) {
        shared.expect(makeCompute(shared.device, {.cache = shared.cache}));
        shared.expect(makeGraphics(shared.device, {.cache = shared.cache}));
        record(shared, commands, round);
        submit(shared, commands);
        const VkPipelineCache own = makeCache(shared.device, dataOf(shared.device, shared.cache));
        shared.expect(makeCompute(shared.device, {.cache = own}));
        vkDestroyPipelineCache(shared.device, own, nullptr);
    }
    vkDestroyCommandPool(shared.device, pool, nullptr);
}

VkFramebuffer makeFramebuffer(VkDevice device, VkRenderPass renderPass) {
    const VkFramebufferCreateInfo info{.sType = VK_STRUCTURE_TYPE_FRAMEBUFFER_CREATE_INFO,
                                       .renderPass = renderPass,
                                       .width = 8,
                                       .height = 8,
                                       .layers = 1};
    VkFramebuffer framebuffer = VK_NULL_HANDLE;
    EXPECT_EQ(vkCreateFramebuffer(device, &info, nullptr, &framebuffer), VK_SUCCESS);
    return framebuffer;
}

TEST(Threads, PipelinesAndDraws) {
    char folder[] = "/tmp/baker_threads_XXXXXX";
    ASSERT_TRUE(mkdtemp(folder));
    setenv("BAKER_CACHE", folder, 1);
    {
        const ScopedDevice device;
        Shared shared{.device = device.get(), .cache = makeCache(device.get())};
        ASSERT_EQ(createGraphics(device.get(), {}, shared.graphics), VK_SUCCESS);
        ASSERT_EQ(createCompute(device.get(), {}, shared.compute), VK_SUCCESS);
        shared.framebuffer = makeFramebuffer(device.get(), shared.graphics.renderPass);
        std::vector<std::thread> threads;
        for (uint32_t i = 0; i < kThreads; ++i) threads.emplace_back([&] { work(shared); });
        for (std::thread& thread : threads) thread.join();
        EXPECT_EQ(shared.failures, 0);
        vkDestroyFramebuffer(device.get(), shared.framebuffer, nullptr);
        destroy(device.get(), shared.graphics);
        destroy(device.get(), shared.compute);
        vkDestroyPipelineCache(device.get(), shared.cache, nullptr);
    }
    EXPECT_FALSE(std::filesystem::is_empty(folder));
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace baker::test
