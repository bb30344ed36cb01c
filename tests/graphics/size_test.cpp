// Points and lines of more than a pixel.
#include "graphics_test.hpp"

#include "outline_geom.hpp"
#include "point_coord_frag.hpp"
#include "points_geom.hpp"
#include "sized_points_vert.hpp"

namespace baker::test {
namespace {

class Sizes : public GraphicsTest {
  protected:
    // One colour, so that nothing is interpolated.
    TestBuffer makePlaces() {
        constexpr float kPlaces[][4] = {{-0.71f, -0.52f, 0, 1}, {0.33f, -0.64f, 0, 1},
                                        {0.51f, 0.13f, 0, 1},   {-1.2f, 1.1f, 0, 2},
                                        {0.95f, 0.95f, 0, 1},   {-0.3f, 0.21f, 0, 1}};
        std::vector<Vertex> vertices;
        for (const auto& p : kPlaces)
            vertices.push_back({{p[0], p[1], p[2], p[3]}, {1, 0.2f, 0.4f, 1}});
        return makeVertices(vertices);
    }
    void drawSix(const GraphicsSetup& setup) {
        const TestBuffer vertices = makePlaces();
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 6, 1, 0, 0);
        });
    }
};

// dEQP-VK.multiview.point_size, dEQP-VK.rasterization.primitive_size.points
TEST_F(Sizes, Points) {
    wanted.largePoints = wanted.shaderClipDistance = VK_TRUE;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_sized_points_vert},
                        {VK_SHADER_STAGE_FRAGMENT_BIT, k_point_coord_frag}};
        setup.topology = VK_PRIMITIVE_TOPOLOGY_POINT_LIST;
        drawSix(setup);
    });
}

TEST_F(Sizes, PointsOfAGeometryShader) {
    wanted.largePoints = wanted.geometryShader = VK_TRUE;
    wanted.shaderTessellationAndGeometryPointSize = VK_TRUE;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.stages.push_back({VK_SHADER_STAGE_GEOMETRY_BIT, k_points_geom});
        drawSix(setup);
    });
}

// dEQP-VK.rasterization.flatshading.line_strip_wide. Horizontal and vertical: how the ends of
// others are drawn is the implementation's.
TEST_F(Sizes, Lines) {
    wanted.wideLines = VK_TRUE;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.topology = VK_PRIMITIVE_TOPOLOGY_LINE_LIST;
        setup.dynamic = {VK_DYNAMIC_STATE_LINE_WIDTH};
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        const TestBuffer vertices = makeVertices({{{-0.75f, -0.5f, 0, 1}, {1, 0, 0, 1}},
                                                  {{0.5f, -0.5f, 0, 1}, {1, 0, 0, 1}},
                                                  {{0.25f, 0.75f, 0, 1}, {0, 1, 0, 1}},
                                                  {{0.25f, -0.25f, 0, 1}, {0, 1, 0, 1}}});
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdSetLineWidth(c, 5);
            vkCmdDraw(c, 2, 1, 0, 0);
            vkCmdSetLineWidth(c, 8);
            vkCmdDraw(c, 2, 1, 2, 0);
        });
    });
}

// The strip ends where the shader says so, which depends on the vertices.
TEST_F(Sizes, LinesOfAGeometryShader) {
    wanted.wideLines = wanted.geometryShader = VK_TRUE;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.raster.lineWidth = 4;
        setup.stages.push_back({VK_SHADER_STAGE_GEOMETRY_BIT, k_outline_geom});
        const TestBuffer vertices = makeVertices({{{-0.75f, -0.5f, 0, 1}, {1, 0, 0, 0}},
                                                  {{0.5f, -0.5f, 0, 1}, {0, 0, 1, 0}},
                                                  {{0.5f, 0.75f, 0, 1}, {0, 1, 0, 1}},
                                                  {{-0.5f, -0.25f, 0, 1}, {1, 1, 0, 0}},
                                                  {{-0.5f, 0.75f, 0, 1}, {0, 1, 1, 0}},
                                                  {{-0.25f, 0.75f, 0, 1}, {0, 1, 0, 0}}});
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 6, 1, 0, 0);
        });
    });
}

}  // namespace
}  // namespace baker::test
