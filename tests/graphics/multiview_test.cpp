// Multiview: every view in every stage.
#include "graphics_test.hpp"

#include "color_frag.hpp"
#include "explode_geom.hpp"
#include "position_color_vert.hpp"
#include "quads_tesc.hpp"
#include "quads_tese.hpp"
#include "view_geom.hpp"
#include "view_tesc.hpp"
#include "view_tese.hpp"
#include "view_vert.hpp"

namespace baker::test {
namespace {

using Stages = std::vector<GraphicsSetup::Stage>;

class Multiview : public GraphicsTest {
  protected:
    Multiview() {
        v11_.multiview = VK_TRUE;
        wantedChain = &v11_;
    }

    // Four layers, of which three are views; `draw` records for the pipeline that is bound.
    void drawViews(GraphicsSetup setup, const std::function<void(VkCommandBuffer)>& draw) {
        ImageSetup layers;
        layers.layers = 4;
        layers.usage |= VK_IMAGE_USAGE_TRANSFER_DST_BIT;
        const TestImage image = makeImage(layers);
        setup.viewMask = viewMask = 0b1011;
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        run([&](VkCommandBuffer c) {
            transition(c, image, VK_IMAGE_LAYOUT_UNDEFINED, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL);
            const VkClearColorValue grey{{0.2f, 0.2f, 0.2f, 1}};
            const VkImageSubresourceRange all{VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 4};
            vkCmdClearColorImage(c, image.image, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, &grey, 1,
                                 &all);
            transition(c, image, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL,
                       VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL);
            beginRendering(c, {image});
            bind(c, pipeline);
            draw(c);
            endRendering(c);
        });
        viewMask = 0;
        keep(image);
    }

    static GraphicsSetup instances(Stages more = {}) {
        GraphicsSetup setup;
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_view_vert},
                        {VK_SHADER_STAGE_FRAGMENT_BIT, k_color_frag}};
        setup.stages.insert(setup.stages.end(), more.begin(), more.end());
        return setup;
    }

    VkPhysicalDeviceVulkan11Features v11_{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES};
};

TEST_F(Multiview, DirectAndIndirect) {
    compare([this] {
        const TestBuffer arguments =
            makeBufferOf<uint32_t>({3, 1, 0, 3}, VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT);
        drawViews(instances(), [&](VkCommandBuffer c) {
            vkCmdDraw(c, 3, 2, 0, 0);
            vkCmdDrawIndirect(c, arguments.buffer, 0, 1, 16);
        });
    });
}

// dEQP-VK.pipeline.*.misc.other.view_index_from_device_index_*: every view is drawn, and reads 0.
TEST_F(Multiview, IndexOfTheDevice) {
    compare([this] {
        GraphicsSetup setup = instances();
        setup.flags = VK_PIPELINE_CREATE_VIEW_INDEX_FROM_DEVICE_INDEX_BIT;
        drawViews(setup, [](VkCommandBuffer c) { vkCmdDraw(c, 3, 2, 0, 0); });
    });
}

// dEQP-VK.multiview.index.geometry_shader
TEST_F(Multiview, Geometry) {
    wanted.geometryShader = VK_TRUE;
    v11_.multiviewGeometryShader = VK_TRUE;
    compare([this] {
        for (const auto& geometry :
             {std::span<const uint32_t>(k_view_geom), std::span<const uint32_t>(k_explode_geom)})
            drawViews(instances({{VK_SHADER_STAGE_GEOMETRY_BIT, geometry}}),
                      [](VkCommandBuffer c) { vkCmdDraw(c, 3, 2, 0, 0); });
    });
}

// dEQP-VK.multiview.index.tessellation_shader
TEST_F(Multiview, TessellationAndGeometry) {
    wanted.tessellationShader = wanted.geometryShader = VK_TRUE;
    v11_.multiviewGeometryShader = v11_.multiviewTessellationShader = VK_TRUE;
    compare([this] {
        const Stages reading{{VK_SHADER_STAGE_TESSELLATION_CONTROL_BIT, k_view_tesc},
                             {VK_SHADER_STAGE_TESSELLATION_EVALUATION_BIT, k_view_tese}};
        const Stages passing{{VK_SHADER_STAGE_TESSELLATION_CONTROL_BIT, k_quads_tesc},
                             {VK_SHADER_STAGE_TESSELLATION_EVALUATION_BIT, k_quads_tese},
                             {VK_SHADER_STAGE_GEOMETRY_BIT, k_view_geom}};
        for (const Stages& stages : {reading, passing}) {
            GraphicsSetup setup = instances(stages);
            setup.topology = VK_PRIMITIVE_TOPOLOGY_PATCH_LIST;
            drawViews(setup, [](VkCommandBuffer c) { vkCmdDraw(c, 3, 2, 0, 0); });
        }
    });
}

// dEQP-VK.multiview.input_instance.no_queries.15_15_15_15
TEST_F(Multiview, AttributesOfInstances) {
    compare([this] {
        GraphicsSetup setup;
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_position_color_vert},
                        {VK_SHADER_STAGE_FRAGMENT_BIT, k_color_frag}};
        setup.bindings = {{0, 16, VK_VERTEX_INPUT_RATE_INSTANCE}};
        setup.attributes = {{0, 0, VK_FORMAT_R32G32B32A32_SFLOAT, 0},
                            {1, 0, VK_FORMAT_R32G32B32A32_SFLOAT, 0}};
        setup.topology = VK_PRIMITIVE_TOPOLOGY_POINT_LIST;
        std::vector<std::array<float, 4>> places;
        for (int i = 0; i < 8; ++i) places.push_back({-0.83f + 0.2f * float(i), 0.11f, 0, 1});
        const TestBuffer at = makeBufferOf(places, VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
        drawViews(setup, [&](VkCommandBuffer c) {
            const VkDeviceSize offset = 0;
            vkCmdBindVertexBuffers(c, 0, 1, &at.buffer, &offset);
            vkCmdDraw(c, 1, 5, 0, 2);
        });
    });
}

}  // namespace
}  // namespace baker::test
