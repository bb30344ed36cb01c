// VK_EXT_multisampled_render_to_single_sampled: what is drawn with four samples lands in an image
// of one, on top of what it held. dEQP-VK.pipeline.*.multisampled_render_to_single_sampled.*.
#include "graphics_test.hpp"

namespace baker::test {
namespace {

class SingleSampled : public GraphicsTest {};

TEST_F(SingleSampled, ClearedThenLoaded) {
    wantedExtensions = {VK_EXT_MULTISAMPLED_RENDER_TO_SINGLE_SAMPLED_EXTENSION_NAME};
    VkPhysicalDeviceMultisampledRenderToSingleSampledFeaturesEXT features{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MULTISAMPLED_RENDER_TO_SINGLE_SAMPLED_FEATURES_EXT,
        nullptr, VK_TRUE};
    wantedChain = &features;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.multisample.rasterizationSamples = VK_SAMPLE_COUNT_4_BIT;
        const VkMultisampledRenderToSingleSampledInfoEXT samples{
            VK_STRUCTURE_TYPE_MULTISAMPLED_RENDER_TO_SINGLE_SAMPLED_INFO_EXT, nullptr, VK_TRUE,
            VK_SAMPLE_COUNT_4_BIT};
        renderingChain = &samples;
        resolveMode = VK_RESOLVE_MODE_AVERAGE_BIT;
        const TestImage image =
            makeImage({.flags = VK_IMAGE_CREATE_MULTISAMPLED_RENDER_TO_SINGLE_SAMPLED_BIT_EXT});
        const TestBuffer vertices = makeVertices({{{-0.9f, -0.8f, 0, 1}, {1, 0, 0, 1}},
                                                  {{0.7f, -0.8f, 0, 1}, {1, 0, 0, 1}},
                                                  {{-0.9f, 0.55f, 0, 1}, {1, 0, 0, 1}},
                                                  {{0.9f, 0.8f, 0, 1}, {0, 1, 0, 1}},
                                                  {{-0.6f, 0.85f, 0, 1}, {0, 1, 0, 1}},
                                                  {{0.85f, -0.45f, 0, 1}, {0, 1, 0, 1}}});
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        run([&](VkCommandBuffer c) {
            toAttachment(c, image);
            for (uint32_t i = 0; i < 2; ++i) {
                loadOp = i ? VK_ATTACHMENT_LOAD_OP_LOAD : VK_ATTACHMENT_LOAD_OP_CLEAR;
                beginRendering(c, {image}, nullptr, {{0, 0, 1, 1}});
                bind(c, pipeline, &vertices);
                vkCmdDraw(c, 3, 1, 3 * i, 0);
                endRendering(c);
                fullBarrier(c);
            }
        });
        keep(image);
    });
}

}  // namespace
}  // namespace baker::test
