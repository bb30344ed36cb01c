// VK_EXT_provoking_vertex: which vertex of a primitive has its flat outputs, and the order in which
// vertices are captured.
#include "graphics_test.hpp"

#include "flat_frag.hpp"
#include "flat_vert.hpp"
#include "position_color_vert.hpp"
#include "ribbon_geom.hpp"

namespace baker::test {
namespace {

constexpr VkProvokingVertexModeEXT kModes[] = {VK_PROVOKING_VERTEX_MODE_LAST_VERTEX_EXT,
                                               VK_PROVOKING_VERTEX_MODE_FIRST_VERTEX_EXT};

class ProvokingVertex : public GraphicsTest {
  protected:
    void SetUp() override {
        wanted.geometryShader = VK_TRUE;
        feedback_.transformFeedback = VK_TRUE;
        provoking_.provokingVertexLast = VK_TRUE;
        provoking_.transformFeedbackPreservesProvokingVertex = VK_TRUE;
        provoking_.pNext = &feedback_;
        dynamic_.extendedDynamicState3ProvokingVertexMode = VK_TRUE;
        dynamic_.pNext = &provoking_;
        wantedChain = &dynamic_;
        wantedExtensions = {VK_EXT_PROVOKING_VERTEX_EXTENSION_NAME,
                            VK_EXT_TRANSFORM_FEEDBACK_EXTENSION_NAME,
                            VK_EXT_EXTENDED_DYNAMIC_STATE_3_EXTENSION_NAME};
    }

    static GraphicsSetup flatVertices(VkPrimitiveTopology topology) {
        GraphicsSetup setup = coloredVertices();
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_flat_vert},
                        {VK_SHADER_STAGE_FRAGMENT_BIT, k_flat_frag}};
        setup.topology = topology;
        return setup;
    }
    VkPipeline makePipeline(GraphicsSetup setup, VkProvokingVertexModeEXT mode) {
        VkPipelineRasterizationProvokingVertexStateCreateInfoEXT state{
            VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_PROVOKING_VERTEX_STATE_CREATE_INFO_EXT};
        state.provokingVertexMode = mode;
        setup.raster.pNext = &state;
        return makeGraphicsPipeline(setup);
    }

    // Twelve in a zigzag, each of its own colour.
    TestBuffer makePlaces() {
        std::vector<Vertex> vertices;
        for (int i = 0; i < 12; ++i) {
            const float x = -0.85f + 0.15f * float(i);
            const float red = float(i) / 16;
            vertices.push_back(
                {{x, i % 2 ? 0.63f : -0.51f, 0, 1}, {red, 1 - red, 0, i % 4 < 2 ? 0.25f : 1}});
        }
        return makeVertices(vertices);
    }

    void drawCapturing(VkPipeline pipeline, const TestBuffer& vertices, bool isFan,
                       bool rasterizes = true) {
        const TestBuffer captured =
            makeBuffer(2048, VK_BUFFER_USAGE_TRANSFORM_FEEDBACK_BUFFER_BIT_EXT);
        for (uint32_t& word : captured.view()) word = 0xABABABAB;
        const auto bindTargets = command<PFN_vkCmdBindTransformFeedbackBuffersEXT>(
            "vkCmdBindTransformFeedbackBuffersEXT");
        const auto beginFeedback =
            command<PFN_vkCmdBeginTransformFeedbackEXT>("vkCmdBeginTransformFeedbackEXT");
        const auto endFeedback =
            command<PFN_vkCmdEndTransformFeedbackEXT>("vkCmdEndTransformFeedbackEXT");
        const VkDeviceSize offset = 0;
        const auto draw = [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            bindTargets(c, 0, 1, &captured.buffer, &offset, nullptr);
            beginFeedback(c, 0, 0, nullptr, nullptr);
            vkCmdDraw(c, isFan ? 6 : 12, 1, 0, 0);
            endFeedback(c, 0, 0, nullptr, nullptr);
        };
        if (rasterizes)
            drawAndKeep({}, draw);
        else
            run([&](VkCommandBuffer c) {
                beginRendering(c, {});
                draw(c);
                endRendering(c);
                fullBarrier(c);
            });
        keep<uint32_t>(captured, 512);
    }

  private:
    VkPhysicalDeviceTransformFeedbackFeaturesEXT feedback_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_TRANSFORM_FEEDBACK_FEATURES_EXT};
    VkPhysicalDeviceProvokingVertexFeaturesEXT provoking_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROVOKING_VERTEX_FEATURES_EXT};
    VkPhysicalDeviceExtendedDynamicState3FeaturesEXT dynamic_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTENDED_DYNAMIC_STATE_3_FEATURES_EXT};
};

// dEQP-VK.rasterization.provoking_vertex.draw.*
TEST_F(ProvokingVertex, OfEachTopology) {
    compare([this] {
        const TestBuffer vertices = makePlaces();
        const TestBuffer indices = makeBufferOf<uint16_t>(
            {0, 1, 2, 3, 4, 5, UINT16_MAX, 11, 10, 9, 8, 7, 6}, VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
        for (uint32_t t = 0; t <= VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP_WITH_ADJACENCY; ++t) {
            const auto topology = static_cast<VkPrimitiveTopology>(t);
            GraphicsSetup setup = flatVertices(topology);
            setup.primitiveRestart = topology == VK_PRIMITIVE_TOPOLOGY_LINE_STRIP ||
                                     topology == VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP ||
                                     topology == VK_PRIMITIVE_TOPOLOGY_TRIANGLE_FAN;
            for (const auto mode : kModes) {
                const VkPipeline pipeline = makePipeline(setup, mode);
                drawAndKeep({}, [&](VkCommandBuffer c) {
                    bind(c, pipeline, &vertices);
                    vkCmdDraw(c, 12, 1, 0, 0);
                });
                if (!setup.primitiveRestart) continue;
                drawAndKeep({}, [&](VkCommandBuffer c) {
                    bind(c, pipeline, &vertices);
                    vkCmdBindIndexBuffer(c, indices.buffer, 0, VK_INDEX_TYPE_UINT16);
                    vkCmdDrawIndexed(c, 13, 1, 0, 0, 0);
                });
            }
        }
    });
}

TEST_F(ProvokingVertex, IsDynamic) {
    compare([this] {
        GraphicsSetup setup = flatVertices(VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST);
        setup.dynamic = {VK_DYNAMIC_STATE_PROVOKING_VERTEX_MODE_EXT};
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        const TestBuffer vertices = makePlaces();
        const auto setMode =
            command<PFN_vkCmdSetProvokingVertexModeEXT>("vkCmdSetProvokingVertexModeEXT");
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            for (uint32_t i = 0; i < 4; ++i) {
                setMode(c, kModes[i % 2]);
                vkCmdDraw(c, 3, 1, 3 * i, 0);
            }
        });
    });
}

// dEQP-VK.rasterization.provoking_vertex.transform_feedback.*
TEST_F(ProvokingVertex, DecidesTheOrderOfCapture) {
    compare([this] {
        const TestBuffer vertices = makePlaces();
        for (uint32_t t = 0; t <= VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP_WITH_ADJACENCY; ++t) {
            const auto topology = static_cast<VkPrimitiveTopology>(t);
            for (const auto mode : kModes)
                drawCapturing(makePipeline(flatVertices(topology), mode), vertices,
                              topology == VK_PRIMITIVE_TOPOLOGY_TRIANGLE_FAN);
        }
    });
}

// Nothing is rasterised: the order alone remains.
TEST_F(ProvokingVertex, DecidesTheOrderWithoutFragments) {
    compare([this] {
        GraphicsSetup setup = flatVertices(VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP);
        setup.stages.pop_back();
        setup.raster.rasterizerDiscardEnable = VK_TRUE;
        const TestBuffer vertices = makePlaces();
        for (const auto mode : kModes)
            drawCapturing(makePipeline(setup, mode), vertices, false, false);
    });
}

TEST_F(ProvokingVertex, OfAGeometryShader) {
    compare([this] {
        GraphicsSetup setup = flatVertices(VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST);
        setup.stages[0].spirv = k_position_color_vert;
        setup.stages.push_back({VK_SHADER_STAGE_GEOMETRY_BIT, k_ribbon_geom});
        const TestBuffer vertices = makePlaces();
        for (const auto mode : kModes) drawCapturing(makePipeline(setup, mode), vertices, false);
    });
}

}  // namespace
}  // namespace baker::test
