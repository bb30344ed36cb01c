// VK_EXT_line_rasterization: rectangular, Bresenham's and smooth lines.
#include "graphics_test.hpp"

namespace baker::test {
namespace {

class LineMode : public GraphicsTest {
  protected:
    void SetUp() override {
        wanted.wideLines = VK_TRUE;
        features_.rectangularLines = features_.bresenhamLines = features_.smoothLines = VK_TRUE;
        dynamic_.extendedDynamicState3LineRasterizationMode = VK_TRUE;
        dynamic_.pNext = &features_;
        wantedChain = &dynamic_;
        wantedExtensions = {VK_EXT_LINE_RASTERIZATION_EXTENSION_NAME,
                            VK_EXT_EXTENDED_DYNAMIC_STATE_3_EXTENSION_NAME};
    }

    // None passes through the centre of a pixel or ends at one.
    TestBuffer makeLines() {
        constexpr float kPlaces[][2] = {{-0.81f, -0.62f}, {0.53f, -0.41f}, {0.62f, 0.83f},
                                        {-0.73f, 0.17f},  {-0.11f, 0.92f}, {0.23f, -0.87f},
                                        {-0.9f, 0.641f},  {0.9f, 0.641f}};
        std::vector<Vertex> vertices;
        for (const auto& p : kPlaces) vertices.push_back({{p[0], p[1], 0, 1}, {1, 0.5f, 0, 1}});
        return makeVertices(vertices);
    }
    static GraphicsSetup lines() {
        GraphicsSetup setup = coloredVertices();
        setup.topology = VK_PRIMITIVE_TOPOLOGY_LINE_LIST;
        return setup;
    }
    void drawLines(GraphicsSetup setup, VkLineRasterizationModeEXT mode) {
        VkPipelineRasterizationLineStateCreateInfoEXT state{
            VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_LINE_STATE_CREATE_INFO_EXT};
        state.lineRasterizationMode = mode;
        setup.raster.pNext = &state;
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        const TestBuffer vertices = makeLines();
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 8, 1, 0, 0);
        });
    }

  private:
    VkPhysicalDeviceLineRasterizationFeaturesEXT features_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_LINE_RASTERIZATION_FEATURES_EXT};
    VkPhysicalDeviceExtendedDynamicState3FeaturesEXT dynamic_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTENDED_DYNAMIC_STATE_3_FEATURES_EXT};
};

// dEQP-VK.rasterization.primitives.no_stipple.rectangular_lines
TEST_F(LineMode, Rectangular) {
    compare([this] {
        for (const float width : {1.0f, 4.5f}) {
            GraphicsSetup setup = lines();
            setup.raster.lineWidth = width;
            drawLines(setup, VK_LINE_RASTERIZATION_MODE_RECTANGULAR_EXT);
        }
    });
}

// dEQP-VK.rasterization.primitives.no_stipple.bresenham_line_strip
TEST_F(LineMode, Bresenham) {
    compare([this] { drawLines(lines(), VK_LINE_RASTERIZATION_MODE_BRESENHAM_EXT); });
}

TEST_F(LineMode, IsDynamic) {
    compare([this] {
        GraphicsSetup setup = lines();
        setup.dynamic = {VK_DYNAMIC_STATE_LINE_RASTERIZATION_MODE_EXT};
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        const TestBuffer vertices = makeLines();
        const auto setMode =
            command<PFN_vkCmdSetLineRasterizationModeEXT>("vkCmdSetLineRasterizationModeEXT");
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            setMode(c, VK_LINE_RASTERIZATION_MODE_BRESENHAM_EXT);
            vkCmdDraw(c, 4, 1, 0, 0);
            setMode(c, VK_LINE_RASTERIZATION_MODE_RECTANGULAR_EXT);
            vkCmdDraw(c, 4, 1, 4, 0);
        });
    });
}

}  // namespace
}  // namespace baker::test
