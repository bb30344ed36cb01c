// A triangle, from vertex buffers and from vertex numbers.
#include "graphics_test.hpp"

#include "color_frag.hpp"
#include "vertex_index_vert.hpp"

namespace baker::test {
namespace {

// Half the target, above the diagonal: not symmetrical in any axis.
const std::vector<Vertex> kTriangle = {{{-0.9f, -0.8f, 0.5f, 1}, {1, 0, 0, 1}},
                                       {{0.7f, -0.8f, 0.5f, 1}, {1, 0, 0, 1}},
                                       {{-0.9f, 0.55f, 0.5f, 1}, {1, 0, 0, 1}}};

class Triangle : public GraphicsTest {};

TEST_F(Triangle, FromVertexBuffer) {
    compare([this] {
        const TestImage image = makeImage();
        const TestBuffer vertices = makeBufferOf(kTriangle, VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
        const VkPipeline pipeline = makeGraphicsPipeline(coloredVertices());
        run([&](VkCommandBuffer c) {
            toAttachment(c, image);
            beginRendering(c, {image});
            vkCmdBindPipeline(c, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline);
            const VkDeviceSize offset = 0;
            vkCmdBindVertexBuffers(c, 0, 1, &vertices.buffer, &offset);
            vkCmdDraw(c, 3, 1, 0, 0);
            endRendering(c);
        });
        keep(image);
    });
}

// gl_VertexIndex counts from firstVertex, or is the index plus vertexOffset.
TEST_F(Triangle, FromVertexIndex) {
    compare([this] {
        const TestImage image = makeImage();
        const TestBuffer indices =
            makeBufferOf<uint32_t>({9, 8, 7, 5, 6, 7}, VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
        GraphicsSetup setup;
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_vertex_index_vert},
                        {VK_SHADER_STAGE_FRAGMENT_BIT, k_color_frag}};
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        run([&](VkCommandBuffer c) {
            toAttachment(c, image);
            beginRendering(c, {image});
            vkCmdBindPipeline(c, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline);
            vkCmdDraw(c, 3, 2, 1, 1);
            vkCmdBindIndexBuffer(c, indices.buffer, 4, VK_INDEX_TYPE_UINT32);
            vkCmdDrawIndexed(c, 3, 1, 1, 2, 3);
            endRendering(c);
        });
        keep(image);
    });
}

}  // namespace
}  // namespace baker::test
