// Occlusion queries and pipeline statistics around draws, read by the host and copied.
#include "graphics_test.hpp"

#include "color_frag.hpp"
#include "vertex_index_vert.hpp"

namespace baker::test {
namespace {

constexpr VkQueryPipelineStatisticFlags kStatistics =
    VK_QUERY_PIPELINE_STATISTIC_INPUT_ASSEMBLY_VERTICES_BIT |
    VK_QUERY_PIPELINE_STATISTIC_INPUT_ASSEMBLY_PRIMITIVES_BIT |
    VK_QUERY_PIPELINE_STATISTIC_VERTEX_SHADER_INVOCATIONS_BIT |
    VK_QUERY_PIPELINE_STATISTIC_CLIPPING_INVOCATIONS_BIT |
    VK_QUERY_PIPELINE_STATISTIC_CLIPPING_PRIMITIVES_BIT |
    VK_QUERY_PIPELINE_STATISTIC_FRAGMENT_SHADER_INVOCATIONS_BIT;
constexpr uint32_t kStatisticCount = 6;

class DrawQueries : public GraphicsTest {
  protected:
    VkQueryPool makeQueries(VkQueryType type, uint32_t count) {
        VkQueryPoolCreateInfo info{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
        info.queryType = type;
        info.queryCount = count;
        if (type == VK_QUERY_TYPE_PIPELINE_STATISTICS) info.pipelineStatistics = kStatistics;
        VkQueryPool pool = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateQueryPool(device, &info, nullptr, &pool));
        atEnd([this, pool] { vkDestroyQueryPool(device, pool, nullptr); });
        return pool;
    }

    VkPipeline makePipeline() {
        GraphicsSetup setup;
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_vertex_index_vert},
                        {VK_SHADER_STAGE_FRAGMENT_BIT, k_color_frag}};
        return makeGraphicsPipeline(setup);
    }

    // Begins rendering to a new image with the pipeline bound, and calls `draws`.
    template <typename F>
    void render(VkCommandBuffer c, const TestImage& image, VkPipeline pipeline, const F& draws) {
        toAttachment(c, image);
        beginRendering(c, {image});
        vkCmdBindPipeline(c, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline);
        draws();
        endRendering(c);
        fullBarrier(c);
    }

    void keepWords(const std::vector<uint64_t>& words) {
        Bytes bytes(words.size() * 8);
        std::memcpy(bytes.data(), words.data(), bytes.size());
        keep(std::move(bytes));
    }
};

// Nothing, one draw, and two; copied as 32-bit words with availability too.
TEST_F(DrawQueries, PreciseOcclusion) {
    wanted.occlusionQueryPrecise = VK_TRUE;
    compare([this] {
        const TestImage image = makeImage();
        const VkPipeline pipeline = makePipeline();
        const VkQueryPool pool = makeQueries(VK_QUERY_TYPE_OCCLUSION, 3);
        const TestBuffer copied = makeBuffer(64, VK_BUFFER_USAGE_TRANSFER_DST_BIT);
        run([&](VkCommandBuffer c) {
            vkCmdResetQueryPool(c, pool, 0, 3);
            render(c, image, pipeline, [&] {
                for (uint32_t query = 0; query < 3; ++query) {
                    vkCmdBeginQuery(c, pool, query, VK_QUERY_CONTROL_PRECISE_BIT);
                    for (uint32_t i = 0; i < query; ++i) vkCmdDraw(c, 3, 1, 3 * i, i);
                    vkCmdEndQuery(c, pool, query);
                }
            });
            vkCmdCopyQueryPoolResults(
                c, pool, 0, 3, copied.buffer, 0, 8,
                VK_QUERY_RESULT_WAIT_BIT | VK_QUERY_RESULT_WITH_AVAILABILITY_BIT);
            fullBarrier(c);
        });
        std::vector<uint64_t> samples(3);
        ASSERT_VK(vkGetQueryPoolResults(device, pool, 0, 3, 24, samples.data(), 8,
                                        VK_QUERY_RESULT_64_BIT));
        EXPECT_EQ(samples[0], 0u);
        EXPECT_GT(samples[1], 0u);
        EXPECT_GT(samples[2], samples[1]);
        keepWords(samples);
        keep<uint32_t>(copied, 6);
    });
}

TEST_F(DrawQueries, PipelineStatistics) {
    wanted.pipelineStatisticsQuery = VK_TRUE;
    compare([this] {
        const TestImage image = makeImage();
        const VkPipeline pipeline = makePipeline();
        const VkQueryPool pool = makeQueries(VK_QUERY_TYPE_PIPELINE_STATISTICS, 2);
        const TestBuffer copied = makeBuffer(256, VK_BUFFER_USAGE_TRANSFER_DST_BIT);
        run([&](VkCommandBuffer c) {
            vkCmdResetQueryPool(c, pool, 0, 2);
            render(c, image, pipeline, [&] {
                vkCmdBeginQuery(c, pool, 1, 0);
                vkCmdDraw(c, 9, 2, 0, 0);
                vkCmdEndQuery(c, pool, 1);
            });
            vkCmdCopyQueryPoolResults(c, pool, 1, 1, copied.buffer, 0, 64,
                                      VK_QUERY_RESULT_WAIT_BIT | VK_QUERY_RESULT_64_BIT |
                                          VK_QUERY_RESULT_WITH_AVAILABILITY_BIT);
            fullBarrier(c);
        });
        std::vector<uint64_t> values(kStatisticCount);
        ASSERT_VK(vkGetQueryPoolResults(device, pool, 1, 1, values.size() * 8, values.data(), 64,
                                        VK_QUERY_RESULT_64_BIT));
        EXPECT_EQ(values[0], 18u);  // vertices
        EXPECT_EQ(values[1], 6u);   // primitives
        EXPECT_GE(values[3], 6u);
        keepWords(values);
        keep<uint64_t>(copied, kStatisticCount + 1);
    });
}

// dEQP-VK.query_pool.statistics_query.*.clipping_primitives.*_vertex: clipped all the same.
TEST_F(DrawQueries, StatisticsWithoutAFragmentShader) {
    wanted.pipelineStatisticsQuery = VK_TRUE;
    compare([this] {
        GraphicsSetup setup;
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_vertex_index_vert}};
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        const TestImage image = makeImage();
        const VkQueryPool pool = makeQueries(VK_QUERY_TYPE_PIPELINE_STATISTICS, 1);
        run([&](VkCommandBuffer c) {
            vkCmdResetQueryPool(c, pool, 0, 1);
            render(c, image, pipeline, [&] {
                vkCmdBeginQuery(c, pool, 0, 0);
                vkCmdDraw(c, 3, 1, 0, 0);
                vkCmdEndQuery(c, pool, 0);
            });
        });
        std::vector<uint64_t> values(kStatisticCount);
        ASSERT_VK(vkGetQueryPoolResults(device, pool, 0, 1, values.size() * 8, values.data(), 64,
                                        VK_QUERY_RESULT_64_BIT));
        keepWords(values);
        keep(image);
    });
}

// A secondary command buffer inherits nothing, and its list may have no state yet.
TEST_F(DrawQueries, InASecondaryCommandBuffer) {
    wanted.occlusionQueryPrecise = VK_TRUE;
    compare([this] {
        const TestImage image = makeImage();
        const VkPipeline pipeline = makePipeline();
        const VkQueryPool pool = makeQueries(VK_QUERY_TYPE_OCCLUSION, 1);
        VkCommandPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
        poolInfo.queueFamilyIndex = family;
        VkCommandPool commandPool = VK_NULL_HANDLE;
        ASSERT_VK(vkCreateCommandPool(device, &poolInfo, nullptr, &commandPool));
        atEnd([this, commandPool] { vkDestroyCommandPool(device, commandPool, nullptr); });
        VkCommandBufferAllocateInfo allocation{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
        allocation.commandPool = commandPool;
        allocation.level = VK_COMMAND_BUFFER_LEVEL_SECONDARY;
        allocation.commandBufferCount = 1;
        VkCommandBuffer secondary = VK_NULL_HANDLE;
        ASSERT_VK(vkAllocateCommandBuffers(device, &allocation, &secondary));
        const VkCommandBufferInheritanceInfo inheritance{
            VK_STRUCTURE_TYPE_COMMAND_BUFFER_INHERITANCE_INFO};
        VkCommandBufferBeginInfo begin{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
        begin.pInheritanceInfo = &inheritance;
        ASSERT_VK(vkBeginCommandBuffer(secondary, &begin));
        render(secondary, image, pipeline, [&] {
            vkCmdBeginQuery(secondary, pool, 0, VK_QUERY_CONTROL_PRECISE_BIT);
            vkCmdDraw(secondary, 6, 1, 0, 0);
            vkCmdEndQuery(secondary, pool, 0);
        });
        ASSERT_VK(vkEndCommandBuffer(secondary));
        run([&](VkCommandBuffer c) {
            vkCmdResetQueryPool(c, pool, 0, 1);
            vkCmdExecuteCommands(c, 1, &secondary);
        });
        std::vector<uint64_t> samples(1);
        ASSERT_VK(vkGetQueryPoolResults(device, pool, 0, 1, 8, samples.data(), 8,
                                        VK_QUERY_RESULT_64_BIT));
        EXPECT_GT(samples[0], 0u);
        keepWords(samples);
        keep(image);
    });
}

// Blits are draws of the driver's, which no query counts.
TEST_F(DrawQueries, BlitsAreNotCounted) {
    wanted.occlusionQueryPrecise = VK_TRUE;
    compare([this] {
        const ImageSetup setup{.usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT |
                                        VK_IMAGE_USAGE_TRANSFER_SRC_BIT |
                                        VK_IMAGE_USAGE_TRANSFER_DST_BIT};
        const TestImage image = makeImage(setup), other = makeImage(setup);
        const VkPipeline pipeline = makePipeline();
        const VkQueryPool pool = makeQueries(VK_QUERY_TYPE_OCCLUSION, 1);
        run([&](VkCommandBuffer c) {
            vkCmdResetQueryPool(c, pool, 0, 1);
            vkCmdBeginQuery(c, pool, 0, VK_QUERY_CONTROL_PRECISE_BIT);
            render(c, image, pipeline, [&] { vkCmdDraw(c, 3, 1, 0, 0); });
            transition(c, image, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL, VK_IMAGE_LAYOUT_GENERAL);
            transition(c, other, VK_IMAGE_LAYOUT_UNDEFINED, VK_IMAGE_LAYOUT_GENERAL);
            VkImageBlit blit{};
            blit.srcSubresource = blit.dstSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
            blit.srcOffsets[1] = blit.dstOffsets[1] = {64, 64, 1};
            vkCmdBlitImage(c, image.image, VK_IMAGE_LAYOUT_GENERAL, other.image,
                           VK_IMAGE_LAYOUT_GENERAL, 1, &blit, VK_FILTER_NEAREST);
            fullBarrier(c);
            render(c, other, pipeline, [&] { vkCmdDraw(c, 3, 1, 3, 0); });
            vkCmdEndQuery(c, pool, 0);
        });
        std::vector<uint64_t> samples(1);
        ASSERT_VK(vkGetQueryPoolResults(device, pool, 0, 1, 8, samples.data(), 8,
                                        VK_QUERY_RESULT_64_BIT));
        EXPECT_LT(samples[0], 64u * 64u);
        keepWords(samples);
    });
}

}  // namespace
}  // namespace baker::test
