// Several viewports.
#include "graphics_test.hpp"

#include "viewport_frag.hpp"
#include "viewports_geom.hpp"

namespace baker::test {
namespace {

class Viewports : public GraphicsTest {};

// One of them upside down, one cut by its scissor, one that no triangle goes to.
TEST_F(Viewports, ChosenByTheShader) {
    wanted.multiViewport = wanted.geometryShader = VK_TRUE;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.stages[1].spirv = k_viewport_frag;
        setup.stages.push_back({VK_SHADER_STAGE_GEOMETRY_BIT, k_viewports_geom});
        setup.dynamic = {VK_DYNAMIC_STATE_VIEWPORT, VK_DYNAMIC_STATE_SCISSOR};
        setup.viewportCount = 5;
        const TestBuffer vertices = makeVertices({{{-0.8f, -0.9f, 0, 1}, {1, 0.2f, 0, 1}},
                                                  {{0.7f, 0.1f, 0, 1}, {1, 0.2f, 0, 1}},
                                                  {{-0.3f, 0.8f, 0, 1}, {1, 0.2f, 0, 1}}});
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        const VkViewport viewports[] = {{0, 0, 32, 32, 0, 1},
                                        {32, 32, 32, -32, 0, 1},
                                        {0, 32, 32, 32, 0, 1},
                                        {32, 32, 32, 32, 0, 1},
                                        {0, 0, 64, 64, 0, 1}};
        const VkRect2D all{{0, 0}, {64, 64}};
        const VkRect2D scissors[] = {all, all, {{4, 40}, {20, 17}}, all, all};
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdSetViewport(c, 0, 5, viewports);
            vkCmdSetScissor(c, 0, 5, scissors);
            vkCmdDraw(c, 3, 1, 0, 0);
        });
    });
}

}  // namespace
}  // namespace baker::test
