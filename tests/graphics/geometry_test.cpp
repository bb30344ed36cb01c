// Geometry shaders.
#include "graphics_test.hpp"

#include "copies_geom.hpp"

namespace baker::test {
namespace {

using Geometry = GraphicsTest;

// dEQP-VK.geometry.instanced
TEST_F(Geometry, RunsSeveralInvocations) {
    wanted.geometryShader = VK_TRUE;
    compare([this] {
        const TestBuffer vertices = makeVertices({{{-0.9f, -0.8f, 0, 1}, {1, 0, 0, 1}},
                                                  {{0.8f, -0.7f, 0, 1}, {0, 1, 0, 1}},
                                                  {{-0.1f, 0.9f, 0, 1}, {0, 0, 1, 1}}});
        GraphicsSetup setup = coloredVertices();
        setup.stages.push_back({VK_SHADER_STAGE_GEOMETRY_BIT, k_copies_geom});
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 3, 1, 0, 0);
        });
    });
}

}  // namespace
}  // namespace baker::test
