// What happens for each sample.
#include "graphics_test.hpp"

#include "stripes_frag.hpp"

namespace baker::test {
namespace {

class Samples : public GraphicsTest {
  protected:
    static GraphicsSetup fourSamples() {
        GraphicsSetup setup = coloredVertices();
        setup.multisample.rasterizationSamples = VK_SAMPLE_COUNT_4_BIT;
        return setup;
    }

    // Resolved.
    void drawAndKeepAverage(const GraphicsSetup& setup, float alpha) {
        const TestBuffer vertices = makeVertices({{{-0.9f, -0.8f, 0, 1}, {0, 0.5f, 1, alpha}},
                                                  {{0.9f, -0.7f, 0, 1}, {1, 0.5f, 1, alpha}},
                                                  {{0.1f, 0.9f, 0, 1}, {0.4f, 0.5f, 1, alpha}}});
        ImageSetup msaa;
        msaa.samples = VK_SAMPLE_COUNT_4_BIT;
        const TestImage image = makeImage(msaa), resolved = makeImage();
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        resolveTarget = &resolved;
        run([&](VkCommandBuffer c) {
            toAttachment(c, image);
            toAttachment(c, resolved);
            beginRendering(c, {image}, nullptr, {{0, 0, 0, 0}});
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 3, 1, 0, 0);
            endRendering(c);
        });
        resolveTarget = nullptr;
        keep(resolved);
    }
};

// The shader itself says nothing of samples.
TEST_F(Samples, ShadedEach) {
    wanted.sampleRateShading = VK_TRUE;
    compare([this] {
        for (const float least : {0.0f, 1.0f}) {
            GraphicsSetup setup = fourSamples();
            setup.stages[1].spirv = k_stripes_frag;
            setup.multisample.sampleShadingEnable = VK_TRUE;
            setup.multisample.minSampleShading = least;
            drawAndKeepAverage(setup, 1);
        }
    });
}

// dEQP-VK.pipeline.monolithic.multisample.alpha_to_one.samples_4
TEST_F(Samples, AlphaToOne) {
    wanted.alphaToOne = VK_TRUE;
    compare([this] {
        for (const VkBool32 toCoverage : {VK_FALSE, VK_TRUE}) {
            GraphicsSetup setup = fourSamples();
            setup.multisample.alphaToCoverageEnable = toCoverage;
            setup.multisample.alphaToOneEnable = VK_TRUE;
            drawAndKeepAverage(setup, 0.5f);
        }
    });
}

// dEQP-VK.pipeline.*.multisample.m10_resolve.*: depth and stencil in a mode that is given; a mask
// that is not given has every sample.
TEST_F(Samples, ResolvedInModes) {
    wantedExtensions = {VK_KHR_MAINTENANCE_10_EXTENSION_NAME,
                        VK_EXT_EXTENDED_DYNAMIC_STATE_3_EXTENSION_NAME};
    VkPhysicalDeviceMaintenance10FeaturesKHR ten{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_10_FEATURES_KHR, nullptr, VK_TRUE};
    VkPhysicalDeviceExtendedDynamicState3FeaturesEXT dynamic{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTENDED_DYNAMIC_STATE_3_FEATURES_EXT, &ten};
    dynamic.extendedDynamicState3SampleMask = VK_TRUE;
    wantedChain = &dynamic;
    compare([this] {
        constexpr auto kBoth = VK_IMAGE_ASPECT_DEPTH_BIT | VK_IMAGE_ASPECT_STENCIL_BIT;
        constexpr auto kGeneral = VK_IMAGE_LAYOUT_GENERAL;
        ImageSetup depth;
        depth.format = VK_FORMAT_D32_SFLOAT_S8_UINT;
        depth.usage = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT |
                      VK_IMAGE_USAGE_TRANSFER_SRC_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT;
        depth.aspects = kBoth;
        const TestImage resolved = makeImage(depth);
        ImageSetup color;
        color.samples = depth.samples = VK_SAMPLE_COUNT_4_BIT;
        const TestImage many = makeImage(depth), target = makeImage(color);
        GraphicsSetup setup = fourSamples();
        setup.dynamic = {VK_DYNAMIC_STATE_SAMPLE_MASK_EXT};
        setup.depthFormat = setup.stencilFormat = depth.format;
        setup.depthStencil.depthTestEnable = setup.depthStencil.depthWriteEnable = VK_TRUE;
        setup.depthStencil.depthCompareOp = VK_COMPARE_OP_ALWAYS;
        setup.depthStencil.stencilTestEnable = VK_TRUE;
        setup.depthStencil.front = setup.depthStencil.back = {VK_STENCIL_OP_KEEP,
                                                              VK_STENCIL_OP_REPLACE,
                                                              VK_STENCIL_OP_KEEP,
                                                              VK_COMPARE_OP_ALWAYS,
                                                              0xFF,
                                                              0xFF,
                                                              0x35};
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        const TestBuffer vertices = makeVertices({{{-0.9f, -0.8f, 0.25f, 1}, {0, 0.5f, 1, 1}},
                                                  {{0.9f, -0.7f, 0.25f, 1}, {1, 0.5f, 1, 1}},
                                                  {{0.1f, 0.9f, 0.25f, 1}, {0.4f, 0.5f, 1, 1}}});
        const VkResolveImageModeInfoKHR modes{VK_STRUCTURE_TYPE_RESOLVE_IMAGE_MODE_INFO_KHR,
                                              nullptr, 0, VK_RESOLVE_MODE_SAMPLE_ZERO_BIT,
                                              VK_RESOLVE_MODE_SAMPLE_ZERO_BIT};
        VkImageResolve2 region{VK_STRUCTURE_TYPE_IMAGE_RESOLVE_2};
        region.srcSubresource = region.dstSubresource = {kBoth, 0, 0, 1};
        region.extent = {64, 64, 1};
        const VkResolveImageInfo2 info{VK_STRUCTURE_TYPE_RESOLVE_IMAGE_INFO_2,
                                       &modes,
                                       many.image,
                                       kGeneral,
                                       resolved.image,
                                       kGeneral,
                                       1,
                                       &region};
        const VkRenderingEndInfoKHR end{VK_STRUCTURE_TYPE_RENDERING_END_INFO_KHR};
        run([&](VkCommandBuffer c) {
            toAttachment(c, target);
            toAttachment(c, many);
            beginRendering(c, {target}, &many);
            bind(c, pipeline, &vertices);
            command<PFN_vkCmdSetSampleMaskEXT>("vkCmdSetSampleMaskEXT")(c, VK_SAMPLE_COUNT_4_BIT,
                                                                        nullptr);
            vkCmdDraw(c, 3, 1, 0, 0);
            command<PFN_vkCmdEndRendering2KHR>("vkCmdEndRendering2KHR")(c, &end);
            transition(c, many, VK_IMAGE_LAYOUT_DEPTH_STENCIL_ATTACHMENT_OPTIMAL, kGeneral);
            transition(c, resolved, VK_IMAGE_LAYOUT_UNDEFINED, kGeneral);
            command<PFN_vkCmdResolveImage2>("vkCmdResolveImage2")(c, &info);
            transition(c, resolved, kGeneral, VK_IMAGE_LAYOUT_DEPTH_STENCIL_ATTACHMENT_OPTIMAL);
        });
        keep(resolved, VK_IMAGE_ASPECT_DEPTH_BIT);
        keep(resolved, VK_IMAGE_ASPECT_STENCIL_BIT);
    });
}

}  // namespace
}  // namespace baker::test
