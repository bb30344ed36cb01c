// VK_EXT_primitive_topology_list_restart and VK_EXT_primitive_restart_index.
#include "graphics_test.hpp"

#include "flat_frag.hpp"
#include "flat_vert.hpp"

namespace baker::test {
namespace {

constexpr VkPrimitiveTopology kTopologies[] = {VK_PRIMITIVE_TOPOLOGY_POINT_LIST,
                                               VK_PRIMITIVE_TOPOLOGY_LINE_LIST,
                                               VK_PRIMITIVE_TOPOLOGY_LINE_STRIP,
                                               VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST,
                                               VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP,
                                               VK_PRIMITIVE_TOPOLOGY_TRIANGLE_FAN,
                                               VK_PRIMITIVE_TOPOLOGY_LINE_LIST_WITH_ADJACENCY,
                                               VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST_WITH_ADJACENCY};

class Restart : public GraphicsTest {
  protected:
    void SetUp() override {
        wanted.geometryShader = wanted.multiDrawIndirect = wanted.drawIndirectFirstInstance =
            VK_TRUE;
        lists_.primitiveTopologyListRestart = VK_TRUE;
        lists_.pNext = &index_;
        index_.primitiveRestartIndex = VK_TRUE;
        index_.pNext = &bytes_;
        bytes_.indexTypeUint8 = VK_TRUE;
        bytes_.pNext = &feedback_;
        feedback_.transformFeedback = VK_TRUE;  // of the shader
        wantedChain = &lists_;
        wantedExtensions = {VK_EXT_PRIMITIVE_TOPOLOGY_LIST_RESTART_EXTENSION_NAME,
                            VK_EXT_PRIMITIVE_RESTART_INDEX_EXTENSION_NAME,
                            VK_EXT_INDEX_TYPE_UINT8_EXTENSION_NAME,
                            VK_EXT_TRANSFORM_FEEDBACK_EXTENSION_NAME};
    }

    // Flat colours: a primitive that is none, or is made of other vertices, is seen.
    TestBuffer makePlaces() {
        std::vector<Vertex> vertices;
        for (int i = 0; i < 24; ++i) {
            const float x = -0.87f + 0.075f * float(i);
            const float red = float(i) / 32;
            vertices.push_back({{x, i % 2 ? 0.63f : -0.51f, 0, 1}, {red, 1 - red, 0, 1}});
        }
        return makeVertices(vertices);
    }

    // `restart` stands for the index that restarts.
    template <typename T>
    TestBuffer makeIndices(T restart) {
        std::vector<T> indices{0, 1, 2, 3, 4, 5, 6, 7, restart, 8, 9, restart, restart};
        for (T i = 10; i < 24; ++i) indices.push_back(i);
        indices.push_back(restart);
        indices.push_back(7);
        return makeBufferOf<T>(indices, VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
    }
    static constexpr uint32_t kIndices = 29;

    VkPipeline makePipeline(VkPrimitiveTopology topology) {
        GraphicsSetup setup = coloredVertices();
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_flat_vert},
                        {VK_SHADER_STAGE_FRAGMENT_BIT, k_flat_frag}};
        setup.topology = topology;
        setup.primitiveRestart = true;
        return makeGraphicsPipeline(setup);
    }

    void drawIndices(const TestBuffer& indices, VkIndexType type, const uint32_t* restart) {
        const TestBuffer vertices = makePlaces();
        const auto setIndex =
            command<PFN_vkCmdSetPrimitiveRestartIndexEXT>("vkCmdSetPrimitiveRestartIndexEXT");
        const TestBuffer draws = makeBufferOf<uint32_t>(
            {kIndices, 1, 0, 0, 0, kIndices - 3, 1, 3, 0, 0}, VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT);
        for (const auto topology : kTopologies) {
            const VkPipeline pipeline = makePipeline(topology);
            for (const bool indirect : {false, true})
                drawAndKeep({}, [&](VkCommandBuffer c) {
                    bind(c, pipeline, &vertices);
                    vkCmdBindIndexBuffer(c, indices.buffer, 0, type);
                    if (restart) setIndex(c, *restart);
                    if (indirect)
                        vkCmdDrawIndexedIndirect(c, draws.buffer, 0, 2, 20);
                    else
                        vkCmdDrawIndexed(c, kIndices - 2, 1, 2, 0, 0);
                });
        }
    }

  private:
    VkPhysicalDevicePrimitiveTopologyListRestartFeaturesEXT lists_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PRIMITIVE_TOPOLOGY_LIST_RESTART_FEATURES_EXT};
    VkPhysicalDevicePrimitiveRestartIndexFeaturesEXT index_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PRIMITIVE_RESTART_INDEX_FEATURES_EXT};
    VkPhysicalDeviceTransformFeedbackFeaturesEXT feedback_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_TRANSFORM_FEEDBACK_FEATURES_EXT};
    VkPhysicalDeviceIndexTypeUint8FeaturesEXT bytes_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_INDEX_TYPE_UINT8_FEATURES_EXT};
};

// dEQP-VK.pipeline.monolithic.input_assembly.primitive_restart.*
TEST_F(Restart, Lists) {
    compare([this] {
        drawIndices(makeIndices<uint16_t>(UINT16_MAX), VK_INDEX_TYPE_UINT16, nullptr);
        drawIndices(makeIndices<uint32_t>(UINT32_MAX), VK_INDEX_TYPE_UINT32, nullptr);
    });
}

// dEQP-VK.pipeline.monolithic.primitive_restart_index.*
TEST_F(Restart, AtAnotherIndex) {
    compare([this] {
        const uint32_t restart = 3;
        drawIndices(makeIndices<uint8_t>(restart), VK_INDEX_TYPE_UINT8_EXT, &restart);
        drawIndices(makeIndices<uint16_t>(restart), VK_INDEX_TYPE_UINT16, &restart);
        drawIndices(makeIndices<uint32_t>(restart), VK_INDEX_TYPE_UINT32, &restart);
    });
}

// More than a workgroup's worth of indices.
TEST_F(Restart, ManyPrimitives) {
    compare([this] {
        std::vector<uint16_t> indices;
        for (uint32_t i = 0; i < 3000; ++i)
            indices.push_back(i % 7 == 5 ? UINT16_MAX : static_cast<uint16_t>((i * 5) % 24));
        const TestBuffer buffer = makeBufferOf<uint16_t>(indices, VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
        const TestBuffer vertices = makePlaces();
        const VkPipeline pipeline = makePipeline(VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdBindIndexBuffer(c, buffer.buffer, 0, VK_INDEX_TYPE_UINT16);
            vkCmdDrawIndexed(c, 3000, 1, 0, 0, 0);
        });
    });
}

}  // namespace
}  // namespace baker::test
