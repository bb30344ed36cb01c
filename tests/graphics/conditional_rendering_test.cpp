// VK_EXT_conditional_rendering: what the predicate decides, and what it does not; predicates at
// every multiple of 4, inherited and nested (VK_EXT_nested_command_buffer).
#include "graphics_test.hpp"

#include "color_frag.hpp"
#include "vertex_index_vert.hpp"

namespace baker::test {
namespace {

class ConditionalRendering : public GraphicsTest {
  protected:
    void SetUp() override {
        features_.conditionalRendering = VK_TRUE;
        wantedExtensions = {VK_EXT_CONDITIONAL_RENDERING_EXTENSION_NAME};
        wantedChain = &features_;
    }
    void enableNesting() {
        nested_.nestedCommandBuffer = nested_.nestedCommandBufferRendering = VK_TRUE;
        features_.pNext = &nested_;
        wantedExtensions.push_back(VK_EXT_NESTED_COMMAND_BUFFER_EXTENSION_NAME);
    }

    void start() {
        beginCondition_ =
            command<PFN_vkCmdBeginConditionalRenderingEXT>("vkCmdBeginConditionalRenderingEXT");
        endCondition_ =
            command<PFN_vkCmdEndConditionalRenderingEXT>("vkCmdEndConditionalRenderingEXT");
        predicates_ = makeBufferOf<uint32_t>({0, 1, 0, 0x80000000},
                                             VK_BUFFER_USAGE_CONDITIONAL_RENDERING_BIT_EXT);
        GraphicsSetup setup;
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_vertex_index_vert},
                        {VK_SHADER_STAGE_FRAGMENT_BIT, k_color_frag}};
        pipeline_ = makeGraphicsPipeline(setup);
    }

    void begin(VkCommandBuffer c, uint32_t predicate, bool inverted = false) {
        VkConditionalRenderingBeginInfoEXT info{
            VK_STRUCTURE_TYPE_CONDITIONAL_RENDERING_BEGIN_INFO_EXT};
        info.buffer = predicates_.buffer;
        info.offset = 4 * predicate;
        info.flags = inverted ? VK_CONDITIONAL_RENDERING_INVERTED_BIT_EXT : 0;
        beginCondition_(c, &info);
    }
    void end(VkCommandBuffer c) { endCondition_(c); }

    void clear(VkCommandBuffer c, int32_t x, VkClearColorValue color) {
        VkClearAttachment attachment{VK_IMAGE_ASPECT_COLOR_BIT, 0, {}};
        attachment.clearValue.color = color;
        const VkClearRect rect{{{x, 56}, {4, 4}}, 0, 1};
        vkCmdClearAttachments(c, 1, &attachment, 1, &rect);
    }

    // A secondary command buffer with `record`, within dynamic rendering.
    template <typename F>
    VkCommandBuffer secondary(VkCommandPool pool, const F& record) {
        VkCommandBufferAllocateInfo allocation{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
        allocation.commandPool = pool;
        allocation.level = VK_COMMAND_BUFFER_LEVEL_SECONDARY;
        allocation.commandBufferCount = 1;
        VkCommandBuffer c = VK_NULL_HANDLE;
        EXPECT_VK(vkAllocateCommandBuffers(device, &allocation, &c));
        const VkFormat format = VK_FORMAT_R8G8B8A8_UNORM;
        VkCommandBufferInheritanceRenderingInfo rendering{
            VK_STRUCTURE_TYPE_COMMAND_BUFFER_INHERITANCE_RENDERING_INFO};
        rendering.colorAttachmentCount = 1;
        rendering.pColorAttachmentFormats = &format;
        rendering.rasterizationSamples = VK_SAMPLE_COUNT_1_BIT;
        const VkCommandBufferInheritanceConditionalRenderingInfoEXT condition{
            VK_STRUCTURE_TYPE_COMMAND_BUFFER_INHERITANCE_CONDITIONAL_RENDERING_INFO_EXT, &rendering,
            inherits};
        VkCommandBufferInheritanceInfo inheritance{
            VK_STRUCTURE_TYPE_COMMAND_BUFFER_INHERITANCE_INFO, &condition};
        const VkCommandBufferBeginInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO, nullptr,
                                            VK_COMMAND_BUFFER_USAGE_RENDER_PASS_CONTINUE_BIT,
                                            &inheritance};
        EXPECT_VK(vkBeginCommandBuffer(c, &info));
        record(c);
        EXPECT_VK(vkEndCommandBuffer(c));
        return c;
    }

    VkPipeline pipeline_ = VK_NULL_HANDLE;
    bool inherits = false;  // secondary command buffers inherit a condition
    VkPhysicalDeviceConditionalRenderingFeaturesEXT features_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_CONDITIONAL_RENDERING_FEATURES_EXT};

  private:
    VkPhysicalDeviceNestedCommandBufferFeaturesEXT nested_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_NESTED_COMMAND_BUFFER_FEATURES_EXT};
    PFN_vkCmdBeginConditionalRenderingEXT beginCondition_ = nullptr;
    PFN_vkCmdEndConditionalRenderingEXT endCondition_ = nullptr;
    TestBuffer predicates_;
};

TEST_F(ConditionalRendering, DrawsAndClears) {
    compare([this] {
        start();
        drawAndKeep({}, [&](VkCommandBuffer c) {
            vkCmdBindPipeline(c, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline_);
            for (uint32_t i = 0; i < 4; ++i) {
                begin(c, i);
                vkCmdDraw(c, 3, 1, 3 * i, 0);
                clear(c, static_cast<int32_t>(4 * i), {{1, 0, 0, 1}});
                end(c);
                begin(c, i, true);
                vkCmdDraw(c, 3, 1, 3 * i, 1);
                clear(c, static_cast<int32_t>(32 + 4 * i), {{0, 1, 0, 1}});
                end(c);
            }
            vkCmdDraw(c, 3, 1, 0, 3);
        });
    });
}

// Clears of load operations and copies are not decided.
TEST_F(ConditionalRendering, LeavesTheRestAlone) {
    compare([this] {
        start();
        const TestImage image = makeImage();
        const TestBuffer from =
            makeBufferOf<uint32_t>({1, 2, 3, 4}, VK_BUFFER_USAGE_TRANSFER_SRC_BIT);
        const TestBuffer to = makeBuffer(16, VK_BUFFER_USAGE_TRANSFER_DST_BIT);
        run([&](VkCommandBuffer c) {
            toAttachment(c, image);
            begin(c, 0);
            beginRendering(c, {image}, nullptr, {{0, 0, 1, 1}});
            vkCmdBindPipeline(c, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline_);
            vkCmdDraw(c, 3, 1, 0, 0);
            endRendering(c);
            const VkBufferCopy all{0, 0, 16};
            vkCmdCopyBuffer(c, from.buffer, to.buffer, 1, &all);
            end(c);
            fullBarrier(c);
        });
        keep(image);
        keep<uint32_t>(to, 4);
    });
}

// The condition is begun in the innermost command buffer by lavapipe, which cannot inherit it, and
// in the primary one by Baker.
TEST_F(ConditionalRendering, InheritedByNestedCommandBuffers) {
    enableNesting();
    features_.inheritedConditionalRendering = VK_TRUE;
    compare([this] {
        start();
        inherits = features_.inheritedConditionalRendering;
        features_.inheritedConditionalRendering = VK_FALSE;
        VkCommandPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
        poolInfo.queueFamilyIndex = family;
        VkCommandPool pool = VK_NULL_HANDLE;
        ASSERT_VK(vkCreateCommandPool(device, &poolInfo, nullptr, &pool));
        atEnd([this, pool] { vkDestroyCommandPool(device, pool, nullptr); });
        std::array<VkCommandBuffer, 2> outer;
        for (uint32_t i = 0; i < 2; ++i) {
            const VkCommandBuffer inner = secondary(pool, [&](VkCommandBuffer c) {
                vkCmdBindPipeline(c, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline_);
                if (!inherits) begin(c, i);
                vkCmdDraw(c, 3, 1, 3 * i, i);
                if (!inherits) end(c);
            });
            outer[i] =
                secondary(pool, [&](VkCommandBuffer c) { vkCmdExecuteCommands(c, 1, &inner); });
        }
        const TestImage image = makeImage();
        run([&](VkCommandBuffer c) {
            toAttachment(c, image);
            for (uint32_t i = 0; i < 2; ++i) {
                if (inherits) begin(c, i);
                renderingFlags = VK_RENDERING_CONTENTS_SECONDARY_COMMAND_BUFFERS_BIT;
                beginRendering(c, {image}, nullptr, {{0, 0, float(i), 1}});
                vkCmdExecuteCommands(c, 1, &outer[i]);
                endRendering(c);
                if (inherits) end(c);
            }
            fullBarrier(c);
        });
        keep(image);
    });
}

}  // namespace
}  // namespace baker::test
