// State that draws change, where D3D12 bakes it into pipelines.
#include "graphics_test.hpp"

#include "quads_tesc.hpp"
#include "quads_tese.hpp"

namespace baker::test {
namespace {

std::vector<Vertex> quad(float x, float y, const std::array<float, 4>& color, float z = 0.5f) {
    const auto at = [&](float dx, float dy) {
        return Vertex{{x + dx, y + dy, z, 1}, {color[0], color[1], color[2], color[3]}};
    };
    return {at(0, 0), at(0.7f, 0), at(0, 0.6f), at(0.7f, 0.6f)};
}

std::vector<Vertex> quads() {
    std::vector<Vertex> vertices = quad(-0.95f, -0.9f, {1, 0.2f, 0, 1}, 0.5f);
    for (const Vertex& v : quad(-0.55f, -0.6f, {0, 0.4f, 1, 1}, 0.75f)) vertices.push_back(v);
    for (const Vertex& v : quad(-0.15f, -0.3f, {0.2f, 1, 0.6f, 1}, 0.25f)) vertices.push_back(v);
    return vertices;
}

class Dynamic : public GraphicsTest {
  protected:
    void SetUp() override {
        wantedExtensions = {VK_EXT_EXTENDED_DYNAMIC_STATE_EXTENSION_NAME,
                            VK_EXT_EXTENDED_DYNAMIC_STATE_2_EXTENSION_NAME,
                            VK_EXT_EXTENDED_DYNAMIC_STATE_3_EXTENSION_NAME,
                            VK_EXT_VERTEX_INPUT_DYNAMIC_STATE_EXTENSION_NAME,
                            VK_EXT_COLOR_WRITE_ENABLE_EXTENSION_NAME};
        state2_.extendedDynamicState2LogicOp = VK_TRUE;
        state2_.extendedDynamicState2PatchControlPoints = VK_TRUE;
        state3_.extendedDynamicState3ColorBlendEnable = VK_TRUE;
        state3_.extendedDynamicState3ColorBlendEquation = VK_TRUE;
        state3_.extendedDynamicState3ColorWriteMask = VK_TRUE;
        state3_.extendedDynamicState3DepthClampEnable = VK_TRUE;
        state3_.extendedDynamicState3LogicOpEnable = VK_TRUE;
        state3_.extendedDynamicState3SampleMask = VK_TRUE;
        state3_.extendedDynamicState3AlphaToCoverageEnable = VK_TRUE;
        state3_.extendedDynamicState3RasterizationSamples = VK_TRUE;
        state3_.extendedDynamicState3TessellationDomainOrigin = VK_TRUE;
        wanted.depthClamp = wanted.logicOp = wanted.tessellationShader = VK_TRUE;
        wantedChain = &state1_;
    }

    template <typename Function>
    Function get(const char* name) {
        return command<Function>(name);
    }

    // Draws the three quads, `between(c, i)` before each; keeps colour and depth.
    void drawQuads(const GraphicsSetup& setup,
                   const std::function<void(VkCommandBuffer, int)>& between) {
        ImageSetup depthSetup;
        depthSetup.format = VK_FORMAT_D32_SFLOAT_S8_UINT;
        depthSetup.usage =
            VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT;
        depthSetup.aspects = VK_IMAGE_ASPECT_DEPTH_BIT | VK_IMAGE_ASPECT_STENCIL_BIT;
        const TestImage color = makeImage(), depth = makeImage(depthSetup);
        const TestBuffer vertices = makeVertices(quads());
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        run([&](VkCommandBuffer c) {
            toAttachment(c, color);
            toAttachment(c, depth);
            beginRendering(c, {color}, &depth);
            bind(c, pipeline, &vertices);
            for (int i = 0; i < 3; ++i) {
                between(c, i);
                vkCmdDraw(c, 4, 1, 4 * i, 0);
            }
            endRendering(c);
        });
        keep(color);
        keep(depth, VK_IMAGE_ASPECT_DEPTH_BIT);
        keep(depth, VK_IMAGE_ASPECT_STENCIL_BIT);
    }

    static GraphicsSetup setupWith(std::vector<VkDynamicState> dynamic) {
        GraphicsSetup setup = coloredVertices();
        setup.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP;
        setup.depthFormat = setup.stencilFormat = VK_FORMAT_D32_SFLOAT_S8_UINT;
        setup.depthStencil.depthCompareOp = VK_COMPARE_OP_ALWAYS;
        setup.depthStencil.front.compareOp = VK_COMPARE_OP_ALWAYS;
        setup.depthStencil.front.passOp = VK_STENCIL_OP_REPLACE;
        setup.depthStencil.front.compareMask = setup.depthStencil.front.writeMask = 0xFF;
        setup.depthStencil.back = setup.depthStencil.front;
        setup.dynamic = std::move(dynamic);
        return setup;
    }

  private:
    VkPhysicalDeviceColorWriteEnableFeaturesEXT colorWrite_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_COLOR_WRITE_ENABLE_FEATURES_EXT, nullptr, VK_TRUE};
    VkPhysicalDeviceVertexInputDynamicStateFeaturesEXT vertexInput_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VERTEX_INPUT_DYNAMIC_STATE_FEATURES_EXT, &colorWrite_,
        VK_TRUE};
    VkPhysicalDeviceExtendedDynamicState3FeaturesEXT state3_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTENDED_DYNAMIC_STATE_3_FEATURES_EXT, &vertexInput_};
    VkPhysicalDeviceExtendedDynamicState2FeaturesEXT state2_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTENDED_DYNAMIC_STATE_2_FEATURES_EXT, &state3_, VK_TRUE};
    VkPhysicalDeviceExtendedDynamicStateFeaturesEXT state1_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTENDED_DYNAMIC_STATE_FEATURES_EXT, &state2_, VK_TRUE};
};

TEST_F(Dynamic, First) {
    compare([this] {
        const auto cull = get<PFN_vkCmdSetCullModeEXT>("vkCmdSetCullModeEXT");
        const auto face = get<PFN_vkCmdSetFrontFaceEXT>("vkCmdSetFrontFaceEXT");
        const auto topology = get<PFN_vkCmdSetPrimitiveTopologyEXT>("vkCmdSetPrimitiveTopologyEXT");
        const auto test = get<PFN_vkCmdSetDepthTestEnableEXT>("vkCmdSetDepthTestEnableEXT");
        const auto writes = get<PFN_vkCmdSetDepthWriteEnableEXT>("vkCmdSetDepthWriteEnableEXT");
        const auto op = get<PFN_vkCmdSetDepthCompareOpEXT>("vkCmdSetDepthCompareOpEXT");
        const auto stencil = get<PFN_vkCmdSetStencilTestEnableEXT>("vkCmdSetStencilTestEnableEXT");
        const auto stencilOp = get<PFN_vkCmdSetStencilOpEXT>("vkCmdSetStencilOpEXT");
        const auto viewports =
            get<PFN_vkCmdSetViewportWithCountEXT>("vkCmdSetViewportWithCountEXT");
        const auto scissors = get<PFN_vkCmdSetScissorWithCountEXT>("vkCmdSetScissorWithCountEXT");
        const GraphicsSetup setup =
            setupWith({VK_DYNAMIC_STATE_CULL_MODE, VK_DYNAMIC_STATE_FRONT_FACE,
                       VK_DYNAMIC_STATE_PRIMITIVE_TOPOLOGY, VK_DYNAMIC_STATE_DEPTH_TEST_ENABLE,
                       VK_DYNAMIC_STATE_DEPTH_WRITE_ENABLE, VK_DYNAMIC_STATE_DEPTH_COMPARE_OP,
                       VK_DYNAMIC_STATE_STENCIL_TEST_ENABLE, VK_DYNAMIC_STATE_STENCIL_OP,
                       VK_DYNAMIC_STATE_STENCIL_REFERENCE, VK_DYNAMIC_STATE_VIEWPORT_WITH_COUNT,
                       VK_DYNAMIC_STATE_SCISSOR_WITH_COUNT});
        drawQuads(setup, [&](VkCommandBuffer c, int i) {
            cull(c, i == 1 ? VK_CULL_MODE_BACK_BIT : VK_CULL_MODE_NONE);
            face(c, i == 1 ? VK_FRONT_FACE_CLOCKWISE : VK_FRONT_FACE_COUNTER_CLOCKWISE);
            topology(c, i == 2 ? VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST
                               : VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP);
            test(c, i != 0);
            writes(c, VK_TRUE);
            op(c, i == 1 ? VK_COMPARE_OP_LESS : VK_COMPARE_OP_GREATER);
            stencil(c, i != 2);
            stencilOp(c, VK_STENCIL_FACE_FRONT_AND_BACK, VK_STENCIL_OP_KEEP,
                      i ? VK_STENCIL_OP_INVERT : VK_STENCIL_OP_REPLACE, VK_STENCIL_OP_KEEP,
                      VK_COMPARE_OP_ALWAYS);
            vkCmdSetStencilReference(c, VK_STENCIL_FACE_FRONT_AND_BACK, 0x51);
            // Upside down for the second.
            const VkViewport viewport =
                i == 1 ? VkViewport{0, 64, 64, -64, 0, 1} : VkViewport{0, 0, 64, 64, 0, 1};
            viewports(c, 1, &viewport);
            const VkRect2D scissor{{i * 4, 2}, {48, 60}};
            scissors(c, 1, &scissor);
        });
    });
}

TEST_F(Dynamic, Second) {
    compare([this] {
        const auto bias = get<PFN_vkCmdSetDepthBiasEnableEXT>("vkCmdSetDepthBiasEnableEXT");
        const auto discard =
            get<PFN_vkCmdSetRasterizerDiscardEnableEXT>("vkCmdSetRasterizerDiscardEnableEXT");
        const auto restart =
            get<PFN_vkCmdSetPrimitiveRestartEnableEXT>("vkCmdSetPrimitiveRestartEnableEXT");
        GraphicsSetup setup = setupWith(
            {VK_DYNAMIC_STATE_DEPTH_BIAS_ENABLE, VK_DYNAMIC_STATE_RASTERIZER_DISCARD_ENABLE,
             VK_DYNAMIC_STATE_PRIMITIVE_RESTART_ENABLE, VK_DYNAMIC_STATE_DEPTH_BIAS});
        setup.depthStencil.depthTestEnable = setup.depthStencil.depthWriteEnable = VK_TRUE;
        drawQuads(setup, [&](VkCommandBuffer c, int i) {
            bias(c, i == 2);
            vkCmdSetDepthBias(c, 1 << 20, 0, 0);
            discard(c, i == 1);
            restart(c, i == 0);
        });
    });
}

TEST_F(Dynamic, Third) {
    compare([this] {
        const auto enable = get<PFN_vkCmdSetColorBlendEnableEXT>("vkCmdSetColorBlendEnableEXT");
        const auto equation =
            get<PFN_vkCmdSetColorBlendEquationEXT>("vkCmdSetColorBlendEquationEXT");
        const auto mask = get<PFN_vkCmdSetColorWriteMaskEXT>("vkCmdSetColorWriteMaskEXT");
        const auto write = get<PFN_vkCmdSetColorWriteEnableEXT>("vkCmdSetColorWriteEnableEXT");
        const auto clamp = get<PFN_vkCmdSetDepthClampEnableEXT>("vkCmdSetDepthClampEnableEXT");
        const auto samples =
            get<PFN_vkCmdSetRasterizationSamplesEXT>("vkCmdSetRasterizationSamplesEXT");
        const auto sampleMask = get<PFN_vkCmdSetSampleMaskEXT>("vkCmdSetSampleMaskEXT");
        const auto toCoverage =
            get<PFN_vkCmdSetAlphaToCoverageEnableEXT>("vkCmdSetAlphaToCoverageEnableEXT");
        const GraphicsSetup setup = setupWith(
            {VK_DYNAMIC_STATE_COLOR_BLEND_ENABLE_EXT, VK_DYNAMIC_STATE_COLOR_BLEND_EQUATION_EXT,
             VK_DYNAMIC_STATE_COLOR_WRITE_MASK_EXT, VK_DYNAMIC_STATE_COLOR_WRITE_ENABLE_EXT,
             VK_DYNAMIC_STATE_DEPTH_CLAMP_ENABLE_EXT, VK_DYNAMIC_STATE_RASTERIZATION_SAMPLES_EXT,
             VK_DYNAMIC_STATE_SAMPLE_MASK_EXT, VK_DYNAMIC_STATE_ALPHA_TO_COVERAGE_ENABLE_EXT});
        drawQuads(setup, [&](VkCommandBuffer c, int i) {
            const VkBool32 blends = i == 1;
            enable(c, 0, 1, &blends);
            const VkColorBlendEquationEXT sum{VK_BLEND_FACTOR_ONE, VK_BLEND_FACTOR_ONE,
                                              VK_BLEND_OP_ADD,     VK_BLEND_FACTOR_ONE,
                                              VK_BLEND_FACTOR_ONE, VK_BLEND_OP_ADD};
            equation(c, 0, 1, &sum);
            const VkColorComponentFlags channels = i == 2 ? 0x5 : 0xF;
            mask(c, 0, 1, &channels);
            const VkBool32 writes = i != 2;
            write(c, 1, &writes);
            clamp(c, i == 0);
            samples(c, VK_SAMPLE_COUNT_1_BIT);
            const VkSampleMask all = 1;
            sampleMask(c, VK_SAMPLE_COUNT_1_BIT, &all);
            toCoverage(c, VK_FALSE);
        });
    });
}

TEST_F(Dynamic, LogicOperations) {
    compare([this] {
        const auto enable = get<PFN_vkCmdSetLogicOpEnableEXT>("vkCmdSetLogicOpEnableEXT");
        const auto op = get<PFN_vkCmdSetLogicOpEXT>("vkCmdSetLogicOpEXT");
        const GraphicsSetup setup =
            setupWith({VK_DYNAMIC_STATE_LOGIC_OP_ENABLE_EXT, VK_DYNAMIC_STATE_LOGIC_OP_EXT});
        // lavapipe 26.1 does not notice another operation between draws that both have one.
        for (VkLogicOp operation : {VK_LOGIC_OP_XOR, VK_LOGIC_OP_OR_INVERTED})
            drawQuads(setup, [&](VkCommandBuffer c, int i) {
                enable(c, i == 1);
                op(c, i == 0 ? VK_LOGIC_OP_COPY : operation);
            });
    });
}

TEST_F(Dynamic, VertexInput) {
    compare([this] {
        const auto set = get<PFN_vkCmdSetVertexInputEXT>("vkCmdSetVertexInputEXT");
        GraphicsSetup setup = setupWith({VK_DYNAMIC_STATE_VERTEX_INPUT_EXT});
        setup.bindings.clear();
        setup.attributes.clear();
        drawQuads(setup, [&](VkCommandBuffer c, int i) {
            VkVertexInputBindingDescription2EXT binding{
                VK_STRUCTURE_TYPE_VERTEX_INPUT_BINDING_DESCRIPTION_2_EXT};
            binding.stride = sizeof(Vertex);
            binding.divisor = 1;
            VkVertexInputAttributeDescription2EXT position{
                VK_STRUCTURE_TYPE_VERTEX_INPUT_ATTRIBUTE_DESCRIPTION_2_EXT};
            position.format = VK_FORMAT_R32G32B32A32_SFLOAT;
            VkVertexInputAttributeDescription2EXT color = position;
            color.location = 1;
            color.offset = 16;
            // Two components are (r, g, 0, 1).
            if (i == 1) color.format = VK_FORMAT_R32G32_SFLOAT;
            const VkVertexInputAttributeDescription2EXT attributes[] = {position, color};
            set(c, 1, &binding, 2, attributes);
        });
    });
}

// dEQP-VK.dynamic_state.pipeline_library.general_state.double_static_bind: vkCmdSet* overwrote what
// the pipeline has of its own.
TEST_F(Dynamic, OwnStateOfAPipelineThatIsBoundAgain) {
    expectMessage("a dynamic state was set which is static in this pipeline");
    compare([this] {
        const TestBuffer vertices = makeVertices(quads());
        GraphicsSetup setup = coloredVertices();
        setup.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP;
        setup.dynamic = {VK_DYNAMIC_STATE_VIEWPORT};
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        const VkViewport viewport{0, 0, 64, 64, 0, 1};
        const VkRect2D scissor{{0, 0}, {20, 20}};
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdSetScissor(c, 0, 1, &scissor);
            bind(c, pipeline, &vertices);
            vkCmdSetViewport(c, 0, 1, &viewport);
            vkCmdDraw(c, 4, 1, 4, 0);
        });
    });
}

// Shaders depend on both.
TEST_F(Dynamic, PatchesAndTheirDomain) {
    compare([this] {
        const auto setPoints =
            get<PFN_vkCmdSetPatchControlPointsEXT>("vkCmdSetPatchControlPointsEXT");
        const auto setOrigin =
            get<PFN_vkCmdSetTessellationDomainOriginEXT>("vkCmdSetTessellationDomainOriginEXT");
        GraphicsSetup setup = coloredVertices();
        setup.stages.push_back({VK_SHADER_STAGE_TESSELLATION_CONTROL_BIT, k_quads_tesc});
        setup.stages.push_back({VK_SHADER_STAGE_TESSELLATION_EVALUATION_BIT, k_quads_tese});
        setup.topology = VK_PRIMITIVE_TOPOLOGY_PATCH_LIST;
        setup.raster.cullMode = VK_CULL_MODE_BACK_BIT;
        setup.dynamic = {VK_DYNAMIC_STATE_PATCH_CONTROL_POINTS_EXT,
                         VK_DYNAMIC_STATE_TESSELLATION_DOMAIN_ORIGIN_EXT};
        const TestBuffer vertices = makeVertices(quads());
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        for (auto origin :
             {VK_TESSELLATION_DOMAIN_ORIGIN_UPPER_LEFT, VK_TESSELLATION_DOMAIN_ORIGIN_LOWER_LEFT})
            drawAndKeep({}, [&](VkCommandBuffer c) {
                bind(c, pipeline, &vertices);
                setOrigin(c, origin);
                setPoints(c, 4);
                vkCmdDraw(c, 8, 1, 0, 0);
                setPoints(c, 3);
                vkCmdDraw(c, 3, 1, 8, 0);
            });
    });
}

}  // namespace
}  // namespace baker::test
