// What fragment shaders are told: inputs evaluated elsewhere.
#include "graphics_test.hpp"

#include "clip_position_vert.hpp"
#include "interpolate_offset_frag.hpp"

namespace baker::test {
namespace {

class FragmentInputs : public GraphicsTest {
  protected:
    void drawTriangle(std::span<const uint32_t> fragment) {
        const TestImage image = makeImage();
        GraphicsSetup setup;
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_clip_position_vert},
                        {VK_SHADER_STAGE_FRAGMENT_BIT, fragment}};
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        run([&](VkCommandBuffer c) {
            toAttachment(c, image);
            beginRendering(c, {image});
            vkCmdBindPipeline(c, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline);
            vkCmdDraw(c, 3, 1, 0, 0);
            endRendering(c);
        });
        keep(image);
    }
};

TEST_F(FragmentInputs, InterpolatedAtAnOffset) {
    wanted.sampleRateShading = VK_TRUE;
    compare([this] { drawTriangle(k_interpolate_offset_frag); });
}

}  // namespace
}  // namespace baker::test
