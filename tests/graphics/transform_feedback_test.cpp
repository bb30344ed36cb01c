// VK_EXT_transform_feedback and VK_EXT_primitives_generated_query: what is captured, where it goes
// on and ends, how much is drawn of it, and what the queries count.
#include "graphics_test.hpp"

#include "capture_vert.hpp"
#include "color_frag.hpp"
#include "vertex_index_vert.hpp"

namespace baker::test {
namespace {

constexpr VkBufferUsageFlags kCaptured = VK_BUFFER_USAGE_TRANSFORM_FEEDBACK_BUFFER_BIT_EXT;
constexpr VkBufferUsageFlags kCounter = VK_BUFFER_USAGE_TRANSFORM_FEEDBACK_COUNTER_BUFFER_BIT_EXT;

class TransformFeedback : public GraphicsTest {
  protected:
    void SetUp() override {
        features_.transformFeedback = VK_TRUE;
        features_.pNext = &generated_;
        generated_.primitivesGeneratedQuery = VK_TRUE;
        generated_.primitivesGeneratedQueryWithRasterizerDiscard = VK_TRUE;
        wantedExtensions = {VK_EXT_TRANSFORM_FEEDBACK_EXTENSION_NAME,
                            VK_EXT_PRIMITIVES_GENERATED_QUERY_EXTENSION_NAME};
        wantedChain = &features_;
    }

    void start(VkDeviceSize size = 1024) {
        begin_ = command<PFN_vkCmdBeginTransformFeedbackEXT>("vkCmdBeginTransformFeedbackEXT");
        end_ = command<PFN_vkCmdEndTransformFeedbackEXT>("vkCmdEndTransformFeedbackEXT");
        bind_ = command<PFN_vkCmdBindTransformFeedbackBuffersEXT>(
            "vkCmdBindTransformFeedbackBuffersEXT");
        drawByteCount = command<PFN_vkCmdDrawIndirectByteCountEXT>("vkCmdDrawIndirectByteCountEXT");
        for (TestBuffer& buffer : captured) {
            buffer = makeBuffer(1024, kCaptured);
            for (uint32_t& word : buffer.view()) word = 0xABABABAB;
        }
        counters = makeBuffer(64, kCounter);
        for (uint32_t& word : counters.view()) word = 0;
        size_ = size;
    }

    VkPipeline makeCapturer(bool discard) {
        GraphicsSetup setup;
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_capture_vert}};
        if (!discard) setup.stages.push_back({VK_SHADER_STAGE_FRAGMENT_BIT, k_color_frag});
        setup.raster.rasterizerDiscardEnable = discard;
        return makeGraphicsPipeline(setup);
    }

    void bindTargets(VkCommandBuffer c) {
        const VkBuffer buffers[] = {captured[0].buffer, captured[1].buffer, captured[2].buffer,
                                    captured[3].buffer};
        const VkDeviceSize offsets[] = {64, 16, 0, 0};
        const VkDeviceSize sizes[] = {size_ - 64, VK_WHOLE_SIZE, VK_WHOLE_SIZE, VK_WHOLE_SIZE};
        bind_(c, 0, 4, buffers, offsets, sizes);
    }
    // The counters of the first two are read at the beginning and written at the end.
    void begin(VkCommandBuffer c) {
        const VkBuffer buffers[] = {counters.buffer, counters.buffer};
        const VkDeviceSize offsets[] = {0, 12};
        begin_(c, 0, 2, buffers, offsets);
    }
    void end(VkCommandBuffer c) {
        const VkBuffer buffers[] = {counters.buffer, counters.buffer};
        const VkDeviceSize offsets[] = {0, 12};
        end_(c, 0, 2, buffers, offsets);
    }

    VkQueryPool makeQueries(VkQueryType type, uint32_t count) {
        VkQueryPoolCreateInfo info{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
        info.queryType = type;
        info.queryCount = count;
        VkQueryPool pool = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateQueryPool(device, &info, nullptr, &pool));
        atEnd([this, pool] { vkDestroyQueryPool(device, pool, nullptr); });
        return pool;
    }

    void keepQueries(VkQueryPool pool, uint32_t words) {
        Bytes bytes(8 * words);
        EXPECT_VK(vkGetQueryPoolResults(device, pool, 0, 1, bytes.size(), bytes.data(), 8,
                                        VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT));
        keep(std::move(bytes));
    }

    void keepCaptured() {
        for (const TestBuffer& buffer : captured) keep<uint32_t>(buffer, 256);
        keep<uint32_t>(counters, 4);
    }

    std::array<TestBuffer, 4> captured;
    TestBuffer counters;
    PFN_vkCmdDrawIndirectByteCountEXT drawByteCount = nullptr;

  private:
    VkPhysicalDeviceTransformFeedbackFeaturesEXT features_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_TRANSFORM_FEEDBACK_FEATURES_EXT};
    VkPhysicalDevicePrimitivesGeneratedQueryFeaturesEXT generated_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PRIMITIVES_GENERATED_QUERY_FEATURES_EXT};
    PFN_vkCmdBeginTransformFeedbackEXT begin_ = nullptr;
    PFN_vkCmdEndTransformFeedbackEXT end_ = nullptr;
    PFN_vkCmdBindTransformFeedbackBuffersEXT bind_ = nullptr;
    VkDeviceSize size_ = 0;
};

// Draws before, between and after are not captured; the second capture goes on where the first
// ended.
TEST_F(TransformFeedback, GoesOnWhereItEnded) {
    compare([this] {
        start();
        const VkPipeline pipeline = makeCapturer(false);
        const TestImage image = makeImage();
        run([&](VkCommandBuffer c) {
            toAttachment(c, image);
            beginRendering(c, {image});
            vkCmdBindPipeline(c, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline);
            bindTargets(c);
            vkCmdDraw(c, 3, 1, 3, 4);
            begin(c);
            vkCmdDraw(c, 3, 2, 0, 0);
            end(c);
            endRendering(c);
            fullBarrier(c);
            beginRendering(c, {image});
            vkCmdDraw(c, 3, 1, 3, 5);
            begin(c);
            vkCmdDraw(c, 3, 1, 0, 2);
            vkCmdDraw(c, 3, 1, 1, 3);
            end(c);
            endRendering(c);
            fullBarrier(c);
        });
        keepCaptured();
        keep(image);
    });
}

// The buffer is too small: whole primitives are captured, and the queries tell.
TEST_F(TransformFeedback, QueriesOfABufferThatFills) {
    compare([this] {
        start(64 + 7 * 48);
        const VkPipeline pipeline = makeCapturer(true);
        const VkQueryPool stream = makeQueries(VK_QUERY_TYPE_TRANSFORM_FEEDBACK_STREAM_EXT, 1);
        const VkQueryPool generated = makeQueries(VK_QUERY_TYPE_PRIMITIVES_GENERATED_EXT, 1);
        run([&](VkCommandBuffer c) {
            vkCmdResetQueryPool(c, stream, 0, 1);
            vkCmdResetQueryPool(c, generated, 0, 1);
            beginRendering(c, {});
            vkCmdBindPipeline(c, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline);
            bindTargets(c);
            vkCmdBeginQuery(c, generated, 0, 0);
            vkCmdDraw(c, 6, 1, 0, 0);
            begin(c);
            vkCmdBeginQuery(c, stream, 0, 0);
            vkCmdDraw(c, 9, 1, 0, 0);
            vkCmdEndQuery(c, stream, 0);
            end(c);
            vkCmdEndQuery(c, generated, 0);
            endRendering(c);
            fullBarrier(c);
        });
        keepQueries(stream, 2);
        keepQueries(generated, 1);
        keep<uint32_t>(captured[0], 256);
    });
}

TEST_F(TransformFeedback, DrawsWhatWasCaptured) {
    compare([this] {
        start();
        const VkPipeline capturer = makeCapturer(true);
        GraphicsSetup setup;
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_vertex_index_vert},
                        {VK_SHADER_STAGE_FRAGMENT_BIT, k_color_frag}};
        const VkPipeline drawer = makeGraphicsPipeline(setup);
        const TestImage image = makeImage();
        run([&](VkCommandBuffer c) {
            toAttachment(c, image);
            beginRendering(c, {});
            vkCmdBindPipeline(c, VK_PIPELINE_BIND_POINT_GRAPHICS, capturer);
            bindTargets(c);
            begin(c);
            vkCmdDraw(c, 9, 1, 0, 0);
            end(c);
            endRendering(c);
            fullBarrier(c);
            beginRendering(c, {image});
            vkCmdBindPipeline(c, VK_PIPELINE_BIND_POINT_GRAPHICS, drawer);
            drawByteCount(c, 2, 1, counters.buffer, 12, 12, 4);  // six of nine
            endRendering(c);
            fullBarrier(c);
        });
        keep(image);
    });
}

}  // namespace
}  // namespace baker::test
