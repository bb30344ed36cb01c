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

}  // namespace
}  // namespace baker::test
