// Triangles drawn as their corners or edges (fillModeNonSolid).
#include "graphics_test.hpp"

#include "facing_frag.hpp"
#include "sized_points_vert.hpp"

namespace baker::test {
namespace {

class PolygonMode : public GraphicsTest {
  protected:
    void SetUp() override {
        wanted.fillModeNonSolid = wanted.largePoints = wanted.wideLines = VK_TRUE;
        wanted.shaderClipDistance = VK_TRUE;
        dynamic_.extendedDynamicState3PolygonMode = VK_TRUE;
        wantedChain = &dynamic_;
        wantedExtensions = {VK_EXT_EXTENDED_DYNAMIC_STATE_3_EXTENSION_NAME};
    }

    // Clockwise, counter-clockwise. Horizontal and vertical edges: how others end is the
    // implementation's.
    TestBuffer makeTriangles() {
        constexpr float kPlaces[][4] = {{-0.71f, -0.52f, 0.25f, 1}, {-0.11f, -0.52f, 0.25f, 1},
                                        {-0.71f, 0.43f, 0.25f, 1},  {0.21f, -0.42f, 0.5f, 1},
                                        {0.21f, 0.53f, 0.5f, 1},    {0.73f, -0.42f, 0.5f, 1}};
        std::vector<Vertex> vertices;
        for (const auto& p : kPlaces)
            vertices.push_back({{p[0], p[1], p[2], p[3]}, {1, 0.2f, 0.4f, 1}});
        return makeVertices(vertices);
    }
    static GraphicsSetup corners() {
        GraphicsSetup setup = coloredVertices();
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_sized_points_vert},
                        {VK_SHADER_STAGE_FRAGMENT_BIT, k_facing_frag}};
        setup.raster.polygonMode = VK_POLYGON_MODE_POINT;
        return setup;
    }
    void drawSix(const GraphicsSetup& setup, VkPipeline pipeline = VK_NULL_HANDLE) {
        const TestBuffer vertices = makeTriangles();
        if (!pipeline) pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 6, 1, 0, 0);
        });
    }

  private:
    VkPhysicalDeviceExtendedDynamicState3FeaturesEXT dynamic_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTENDED_DYNAMIC_STATE_3_FEATURES_EXT};
};

// dEQP-VK.rasterization.polygon_as_large_points.vert_static_polygon_mode. Which faces are left, and
// which face the rest has.
TEST_F(PolygonMode, Points) {
    compare([this] {
        for (const auto culled : {VK_CULL_MODE_NONE, VK_CULL_MODE_FRONT_BIT, VK_CULL_MODE_BACK_BIT,
                                  VK_CULL_MODE_FRONT_AND_BACK})
            for (const auto front : {VK_FRONT_FACE_CLOCKWISE, VK_FRONT_FACE_COUNTER_CLOCKWISE}) {
                GraphicsSetup setup = corners();
                setup.raster.cullMode = static_cast<VkCullModeFlags>(culled);
                setup.raster.frontFace = front;
                drawSix(setup);
            }
    });
}

TEST_F(PolygonMode, Lines) {
    compare([this] {
        for (const float width : {1.0f, 5.0f})
            for (const auto culled : {VK_CULL_MODE_NONE, VK_CULL_MODE_BACK_BIT}) {
                GraphicsSetup setup = corners();
                setup.raster.polygonMode = VK_POLYGON_MODE_LINE;
                setup.raster.lineWidth = width;
                setup.raster.cullMode = static_cast<VkCullModeFlags>(culled);
                // Their third edge is diagonal.
                setup.scissor = {{0, 0}, {64, 23}};
                drawSix(setup);
            }
    });
}

// dEQP-VK.rasterization.polygon_as_large_points.vert_dynamic_polygon_mode
TEST_F(PolygonMode, IsDynamic) {
    compare([this] {
        GraphicsSetup setup = corners();
        setup.raster.polygonMode = VK_POLYGON_MODE_FILL;
        setup.dynamic = {VK_DYNAMIC_STATE_POLYGON_MODE_EXT};
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        const TestBuffer vertices = makeTriangles();
        const auto setMode = command<PFN_vkCmdSetPolygonModeEXT>("vkCmdSetPolygonModeEXT");
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            setMode(c, VK_POLYGON_MODE_POINT);
            vkCmdDraw(c, 3, 1, 0, 0);
            setMode(c, VK_POLYGON_MODE_FILL);
            vkCmdDraw(c, 3, 1, 3, 0);
        });
    });
}

}  // namespace
}  // namespace baker::test
