// Forms of draws.
#include "graphics_test.hpp"

#include "color_frag.hpp"
#include "draw_id_vert.hpp"
#include "explode_geom.hpp"
#include "position_color_vert.hpp"
#include "pushed_vert.hpp"
#include "quads_tesc.hpp"
#include "quads_tese.hpp"
#include "store_vert.hpp"
#include "vertex_index_vert.hpp"

namespace baker::test {
namespace {

std::vector<Vertex> ring() {
    std::vector<Vertex> vertices;
    constexpr float kPlaces[][2] = {{-0.05f, 0.03f}, {-0.8f, -0.7f}, {0.1f, -0.9f}, {0.83f, -0.6f},
                                    {0.7f, 0.77f},   {-0.2f, 0.9f},  {-0.9f, 0.4f}};
    for (size_t i = 0; i < std::size(kPlaces); ++i)
        vertices.push_back({{kPlaces[i][0], kPlaces[i][1], 0, 1},
                            {i % 2 ? 1.0f : 0.0f, i % 3 ? 1.0f : 0.0f, 1, 1}});
    return vertices;
}

constexpr VkBufferUsageFlags kIndirect = VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT;
constexpr VkBufferUsageFlags kIndices = VK_BUFFER_USAGE_INDEX_BUFFER_BIT;

class Draw : public GraphicsTest {
  protected:
    VkPipeline numbered(std::span<const uint32_t> vertexShader) {
        GraphicsSetup setup;
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, vertexShader},
                        {VK_SHADER_STAGE_FRAGMENT_BIT, k_color_frag}};
        return makeGraphicsPipeline(setup);
    }
    // The ring in one colour, so that nothing is interpolated.
    TestBuffer makeRing() {
        std::vector<Vertex> vertices = ring();
        for (Vertex& v : vertices) v = {{v.position[0], v.position[1], 0, 1}, {1, 0.2f, 0, 1}};
        return makeVertices(vertices);
    }
};

TEST_F(Draw, TriangleFan) {
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_FAN;
        const TestBuffer vertices = makeRing();
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 4, 1, 0, 0);
        });
    });
}

TEST_F(Draw, IndexedTriangleFanWithRestart) {
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_FAN;
        setup.primitiveRestart = true;
        const TestBuffer vertices = makeRing();
        const TestBuffer indices = makeBufferOf<uint16_t>({0, 0, 1, 2, 3, 0xFFFF, 0, 4, 5, 6},
                                                          VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdBindIndexBuffer(c, indices.buffer, 2, VK_INDEX_TYPE_UINT16);
            vkCmdDrawIndexed(c, 9, 1, 0, 0, 0);
        });
    });
}

TEST_F(Draw, IndicesOfOneByte) {
    wantedExtensions = {VK_EXT_INDEX_TYPE_UINT8_EXTENSION_NAME};
    VkPhysicalDeviceIndexTypeUint8Features features{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_INDEX_TYPE_UINT8_FEATURES, nullptr, VK_TRUE};
    wantedChain = &features;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP;
        setup.primitiveRestart = true;
        const TestBuffer vertices = makeRing();
        const TestBuffer indices = makeBufferOf<uint8_t>({9, 1, 2, 0, 3, 0xFF, 4, 5, 6, 0, 0, 0},
                                                         VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
        const TestBuffer arguments = makeBufferOf<uint32_t>({3, 1, 6, 0, 0}, kIndirect);
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        for (bool indirect : {false, true})
            drawAndKeep({}, [&](VkCommandBuffer c) {
                bind(c, pipeline, &vertices);
                vkCmdBindIndexBuffer(c, indices.buffer, 0, VK_INDEX_TYPE_UINT8);
                if (indirect)
                    vkCmdDrawIndexedIndirect(c, arguments.buffer, 0, 1, 20);
                else
                    vkCmdDrawIndexed(c, 8, 1, 1, 0, 0);
            });
    });
}

// The largest index but one, with an offset that wraps round.
TEST_F(Draw, IndicesOf32Bits) {
    wanted.fullDrawIndexUint32 = VK_TRUE;
    compare([this] {
        const TestBuffer vertices = makeRing();
        const TestBuffer indices = makeBufferOf<uint32_t>({0xFFFFFFFE, 0xFFFFFFFC, 0xFFFFFFFA},
                                                          VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
        const VkPipeline pipeline = makeGraphicsPipeline(coloredVertices());
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdBindIndexBuffer(c, indices.buffer, 0, VK_INDEX_TYPE_UINT32);
            vkCmdDrawIndexed(c, 3, 1, 0, 7, 0);
        });
    });
}

TEST_F(Draw, Indirect) {
    wanted.multiDrawIndirect = wanted.drawIndirectFirstInstance = VK_TRUE;
    VkPhysicalDeviceVulkan11Features v11{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES};
    v11.shaderDrawParameters = VK_TRUE;
    VkPhysicalDeviceVulkan12Features v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES,
                                         &v11};
    v12.drawIndirectCount = VK_TRUE;
    wantedChain = &v12;
    compare([this] {
        const TestBuffer arguments = makeBufferOf<uint32_t>(
            {9, 9, 3, 1, 3, 0, 0, 3, 2, 6, 1, 0, 3, 1, 0, 2, 0, 3, 1, 9, 3, 0}, kIndirect);
        const TestBuffer indexed =
            makeBufferOf<uint32_t>({3, 1, 3, 6, 3, 3, 1, 0, 9, 4, 3, 1, 0, 0, 0}, kIndirect);
        const TestBuffer counts = makeBufferOf<uint32_t>({7, 2}, kIndirect);
        const TestBuffer indices = makeBufferOf<uint32_t>({0, 1, 2, 3, 4, 5}, kIndices);
        const VkPipeline plain = numbered(k_vertex_index_vert), ids = numbered(k_draw_id_vert);
        for (VkPipeline pipeline : {plain, ids})
            drawAndKeep({}, [&](VkCommandBuffer c) {
                bind(c, pipeline);
                vkCmdDrawIndirect(c, arguments.buffer, 8, 3, 20);
                vkCmdDrawIndirectCount(c, arguments.buffer, 8, counts.buffer, 4, 3, 20);
                vkCmdBindIndexBuffer(c, indices.buffer, 0, VK_INDEX_TYPE_UINT32);
                vkCmdDrawIndexedIndirectCount(c, indexed.buffer, 0, counts.buffer, 4, 3, 20);
            });
    });
}

// dEQP-VK.draw.*.instanced.draw_indirect_*: the arguments are expanded by a dispatch.
TEST_F(Draw, PushConstantsOutliveDispatches) {
    wanted.drawIndirectFirstInstance = VK_TRUE;
    compare([this] {
        const TestBuffer arguments = makeBufferOf<uint32_t>({3, 2, 0, 1, 3, 2, 0, 4}, kIndirect);
        const VkPipelineLayout layout = makeLayout(16);
        GraphicsSetup setup;
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_pushed_vert},
                        {VK_SHADER_STAGE_FRAGMENT_BIT, k_color_frag}};
        setup.layout = layout;
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline);
            const float color[] = {1, 0, 1, 1};
            vkCmdPushConstants(c, layout, VK_SHADER_STAGE_ALL_GRAPHICS, 0, 16, color);
            vkCmdDrawIndirect(c, arguments.buffer, 0, 1, 0);
            vkCmdDrawIndirect(c, arguments.buffer, 16, 1, 0);
        });
    });
}

// The table of a set, too.
TEST_F(Draw, SetsOutliveDispatches) {
    wanted.drawIndirectFirstInstance = wanted.vertexPipelineStoresAndAtomics = VK_TRUE;
    wanted.fragmentStoresAndAtomics = VK_TRUE;
    compare([this] {
        const TestBuffer arguments = makeBufferOf<uint32_t>({3, 1, 0, 1, 3, 1, 5, 4}, kIndirect);
        const VkDescriptorSetLayoutBinding binding{0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1,
                                                   VK_SHADER_STAGE_ALL_GRAPHICS, nullptr};
        for (int i = 0; i < 9; ++i) makeSet({binding});  // others are at the heap's start
        const TestSet set = makeSet({binding});
        const TestBuffer count = makeBufferOf<uint32_t>({0, 0}, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        write(set.set, 0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, count);
        GraphicsSetup setup = coloredVertices();
        setup.stages[0].spirv = k_store_vert;
        setup.layout = makeLayout(0, {set.layout});
        const TestBuffer vertices = makeRing();
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdBindDescriptorSets(c, VK_PIPELINE_BIND_POINT_GRAPHICS, setup.layout, 0, 1,
                                    &set.set, 0, nullptr);
            vkCmdDrawIndirect(c, arguments.buffer, 0, 1, 0);
            vkCmdDrawIndirect(c, arguments.buffer, 16, 1, 0);
        });
        run([](VkCommandBuffer c) { fullBarrier(c); });
        keep<uint32_t>(count, 2);
    });
}

// The device knows how many triangles a fan has.
TEST_F(Draw, IndirectFans) {
    wanted.multiDrawIndirect = VK_TRUE;
    compare([this] {
        const TestBuffer arguments =
            makeBufferOf<uint32_t>({5, 1, 0, 0, 2, 1, 0, 0, 4, 1, 8, 0}, kIndirect);
        GraphicsSetup setup;
        setup.stages = {{VK_SHADER_STAGE_VERTEX_BIT, k_vertex_index_vert},
                        {VK_SHADER_STAGE_FRAGMENT_BIT, k_color_frag}};
        setup.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_FAN;
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline);
            vkCmdDrawIndirect(c, arguments.buffer, 0, 3, 16);
        });
    });
}

TEST_F(Draw, Multi) {
    wantedExtensions = {VK_EXT_MULTI_DRAW_EXTENSION_NAME};
    VkPhysicalDeviceMultiDrawFeaturesEXT multiDraw{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MULTI_DRAW_FEATURES_EXT, nullptr, VK_TRUE};
    VkPhysicalDeviceVulkan11Features v11{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES,
                                         &multiDraw};
    v11.shaderDrawParameters = VK_TRUE;
    wantedChain = &v11;
    compare([this] {
        const auto drawMulti = command<PFN_vkCmdDrawMultiEXT>("vkCmdDrawMultiEXT");
        const auto drawMultiIndexed =
            command<PFN_vkCmdDrawMultiIndexedEXT>("vkCmdDrawMultiIndexedEXT");
        const TestBuffer indices = makeBufferOf<uint32_t>({0, 1, 2, 3, 4, 5}, kIndices);
        const VkPipeline pipeline = numbered(k_draw_id_vert);
        const VkMultiDrawInfoEXT draws[] = {{0, 3}, {6, 3}, {3, 3}};
        const VkMultiDrawIndexedInfoEXT indexed[] = {{0, 3, 3}, {3, 3, 6}};
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline);
            drawMulti(c, 3, draws, 2, 1, sizeof(draws[0]));
            vkCmdBindIndexBuffer(c, indices.buffer, 0, VK_INDEX_TYPE_UINT32);
            drawMultiIndexed(c, 2, indexed, 1, 4, sizeof(indexed[0]), nullptr);
        });
    });
}

TEST_F(Draw, TessellationAndGeometry) {
    wanted.tessellationShader = wanted.geometryShader = VK_TRUE;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.stages.push_back({VK_SHADER_STAGE_TESSELLATION_CONTROL_BIT, k_quads_tesc});
        setup.stages.push_back({VK_SHADER_STAGE_TESSELLATION_EVALUATION_BIT, k_quads_tese});
        setup.stages.push_back({VK_SHADER_STAGE_GEOMETRY_BIT, k_explode_geom});
        setup.topology = VK_PRIMITIVE_TOPOLOGY_PATCH_LIST;
        const TestBuffer vertices = makeRing();
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 6, 1, 0, 0);
        });
    });
}

TEST_F(Draw, AttributeDivisors) {
    wantedExtensions = {VK_EXT_VERTEX_ATTRIBUTE_DIVISOR_EXTENSION_NAME};
    VkPhysicalDeviceVertexAttributeDivisorFeatures features{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VERTEX_ATTRIBUTE_DIVISOR_FEATURES, nullptr, VK_TRUE,
        VK_TRUE};
    wantedChain = &features;
    compare([this] {
        for (uint32_t divisor : {0u, 2u}) {
            GraphicsSetup setup;
            setup.stages = coloredVertices().stages;
            setup.bindings = {{0, 16, VK_VERTEX_INPUT_RATE_INSTANCE},
                              {1, 16, VK_VERTEX_INPUT_RATE_INSTANCE}};
            setup.attributes = {{0, 0, VK_FORMAT_R32G32B32A32_SFLOAT, 0},
                                {1, 1, VK_FORMAT_R32G32B32A32_SFLOAT, 0}};
            setup.divisors = {{1, divisor}};
            setup.topology = VK_PRIMITIVE_TOPOLOGY_POINT_LIST;
            std::vector<std::array<float, 4>> places, colors;
            for (int i = 0; i < 8; ++i) {
                places.push_back({-0.83f + 0.2f * float(i), 0.11f, 0, 1});
                colors.push_back({float(i) / 15, 1 - float(i) / 15, 1, 1});
            }
            const TestBuffer at = makeBufferOf(places, VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
            const TestBuffer in = makeBufferOf(colors, VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
            setup.stages[0].spirv = k_position_color_vert;
            const VkPipeline pipeline = makeGraphicsPipeline(setup);
            drawAndKeep({}, [&](VkCommandBuffer c) {
                bind(c, pipeline, &at);
                const VkDeviceSize offset = 0;
                vkCmdBindVertexBuffers(c, 1, 1, &in.buffer, &offset);
                vkCmdDraw(c, 1, 8, 0, 0);
            });
        }
    });
}

}  // namespace
}  // namespace baker::test
