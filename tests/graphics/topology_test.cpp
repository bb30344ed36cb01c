// Primitives with adjacent vertices.
#include "graphics_test.hpp"

#include "adjacent_lines_geom.hpp"
#include "adjacent_triangles_geom.hpp"

namespace baker::test {
namespace {

constexpr VkPrimitiveTopology kLines[] = {VK_PRIMITIVE_TOPOLOGY_LINE_LIST_WITH_ADJACENCY,
                                          VK_PRIMITIVE_TOPOLOGY_LINE_STRIP_WITH_ADJACENCY};
constexpr VkPrimitiveTopology kTriangles[] = {VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST_WITH_ADJACENCY,
                                              VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP_WITH_ADJACENCY};

class Adjacency : public GraphicsTest {
  protected:
    TestBuffer makePlaces() {
        std::vector<Vertex> vertices;
        for (int i = 0; i < 12; ++i) {
            const float x = -0.85f + 0.15f * float(i);
            const float red = float(i) / 16;
            vertices.push_back({{x, i % 2 ? 0.63f : -0.51f, 0, 1}, {red, 1 - red, 1, 1}});
        }
        return makeVertices(vertices);
    }

    // Twelve vertices in order, then as indices; those of strips begin again in between.
    void drawBoth(GraphicsSetup setup) {
        const TestBuffer vertices = makePlaces();
        const bool strip = setup.topology == kLines[1] || setup.topology == kTriangles[1];
        setup.primitiveRestart = strip;
        const uint16_t between = strip ? UINT16_MAX : 0;
        const TestBuffer indices = makeBufferOf<uint16_t>(
            {0, 1, 2, 3, 4, 5, between, 11, 10, 9, 8, 7, 6}, VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 12, 1, 0, 0);
        });
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdBindIndexBuffer(c, indices.buffer, 0, VK_INDEX_TYPE_UINT16);
            vkCmdDrawIndexed(c, 13, 1, 0, 0, 0);
        });
    }
};

// dEQP-VK.clipping.clip_volume.depth_clamp.line_strip_with_adjacency: without a geometry shader,
// the adjacent vertices are left out.
TEST_F(Adjacency, LeftOut) {
    wanted.geometryShader = VK_TRUE;
    compare([this] {
        for (const auto& topologies : {kLines, kTriangles})
            for (uint32_t i = 0; i < 2; ++i) {
                GraphicsSetup setup = coloredVertices();
                setup.topology = topologies[i];
                drawBoth(setup);
            }
    });
}

// dEQP-VK.geometry.input.triangle_strip_adjacency.vertex_count_12
TEST_F(Adjacency, ReadByAGeometryShader) {
    wanted.geometryShader = VK_TRUE;
    compare([this] {
        for (uint32_t i = 0; i < 2; ++i) {
            GraphicsSetup setup = coloredVertices();
            setup.topology = kLines[i];
            setup.stages.push_back({VK_SHADER_STAGE_GEOMETRY_BIT, k_adjacent_lines_geom});
            drawBoth(setup);
            setup.topology = kTriangles[i];
            setup.stages.back().spirv = k_adjacent_triangles_geom;
            drawBoth(setup);
        }
    });
}

}  // namespace
}  // namespace baker::test
