// State of pipelines that D3D12 has in another form, or not at all.
#include "graphics_test.hpp"

#include "clip_vert.hpp"
#include "color_frag.hpp"
#include "dual_frag.hpp"
#include "push_color_frag.hpp"
#include "stencil_frag.hpp"
#include "store_frag.hpp"
#include "store_vert.hpp"
#include "two_targets_frag.hpp"
#include "uint_frag.hpp"

namespace baker::test {
namespace {

Vertex vertex(float x, float y, float z, const std::array<float, 4>& color) {
    return {{x, y, z, 1}, {color[0], color[1], color[2], color[3]}};
}

// Two overlapping triangles: the first clockwise in red, the second the other way in blue.
std::vector<Vertex> twoTriangles(float z0 = 0.25f, float z1 = 0.5f) {
    const std::array<float, 4> red{1, 0, 0.2f, 0.6f}, blue{0, 0.2f, 1, 0.4f};
    return {vertex(-0.9f, -0.8f, z0, red),  vertex(0.7f, -0.8f, z0, red),
            vertex(-0.9f, 0.55f, z0, red),  vertex(0.8f, -0.7f, z1, blue),
            vertex(-0.7f, -0.7f, z1, blue), vertex(0.8f, 0.65f, z1, blue)};
}

ImageSetup depthImage(VkFormat format = VK_FORMAT_D32_SFLOAT_S8_UINT) {
    ImageSetup setup;
    setup.format = format;
    setup.usage = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT;
    setup.aspects = VK_IMAGE_ASPECT_DEPTH_BIT | VK_IMAGE_ASPECT_STENCIL_BIT;
    return setup;
}

class State : public GraphicsTest {
  protected:
    // Three targets, of which the second is not there; keeps the others.
    void drawToFirstAndThird(const GraphicsSetup& setup) {
        const TestImage first = makeImage(), third = makeImage();
        const TestBuffer vertices = makeVertices({vertex(-0.9f, -0.8f, 0, {1, 1, 0, 1}),
                                                  vertex(0.7f, -0.8f, 0, {1, 1, 0, 1}),
                                                  vertex(-0.9f, 0.55f, 0, {1, 1, 0, 1})});
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        run([&](VkCommandBuffer c) {
            toAttachment(c, first);
            toAttachment(c, third);
            beginRendering(c, {first, {}, third}, nullptr, {{0, 1, 1, 1}});
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 3, 1, 0, 0);
            endRendering(c);
        });
        keep(first);
        keep(third);
    }
    // Draws `count` vertices of twoTriangles() with depth and stencil; keeps all.
    void drawDepth(const GraphicsSetup& setup, const std::vector<Vertex>& vertices,
                   const std::function<void(VkCommandBuffer)>& before = {}) {
        const TestImage color = makeImage(), depth = makeImage(depthImage());
        const TestBuffer buffer = makeVertices(vertices);
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        run([&](VkCommandBuffer c) {
            toAttachment(c, color);
            toAttachment(c, depth);
            beginRendering(c, {color}, &depth);
            bind(c, pipeline, &buffer);
            if (before) before(c);
            for (uint32_t i = 0; i < vertices.size(); i += 3) vkCmdDraw(c, 3, 1, i, 0);
            endRendering(c);
        });
        keep(color);
        keep(depth, VK_IMAGE_ASPECT_DEPTH_BIT);
        keep(depth, VK_IMAGE_ASPECT_STENCIL_BIT);
    }

    static GraphicsSetup depthSetup() {
        GraphicsSetup setup = coloredVertices();
        setup.depthFormat = setup.stencilFormat = VK_FORMAT_D32_SFLOAT_S8_UINT;
        setup.depthStencil.depthTestEnable = setup.depthStencil.depthWriteEnable = VK_TRUE;
        setup.depthStencil.depthCompareOp = VK_COMPARE_OP_LESS;
        return setup;
    }
};

TEST_F(State, DepthTest) {
    compare([this] { drawDepth(depthSetup(), twoTriangles()); });
}

// References, masks and operations of each face: D3D12 has one reference and one mask for both.
TEST_F(State, StencilOfEachFace) {
    compare([this] {
        GraphicsSetup setup = depthSetup();
        setup.depthStencil.stencilTestEnable = VK_TRUE;
        setup.depthStencil.front = {VK_STENCIL_OP_KEEP,
                                    VK_STENCIL_OP_REPLACE,
                                    VK_STENCIL_OP_INVERT,
                                    VK_COMPARE_OP_ALWAYS,
                                    0xFF,
                                    0x0F,
                                    0x35};
        setup.depthStencil.back = {VK_STENCIL_OP_KEEP,
                                   VK_STENCIL_OP_REPLACE,
                                   VK_STENCIL_OP_INCREMENT_AND_WRAP,
                                   VK_COMPARE_OP_ALWAYS,
                                   0xFF,
                                   0xF0,
                                   0xCA};
        drawDepth(setup, twoTriangles());
    });
}

// dEQP-VK.pipeline.*.shader_stencil_export.*
TEST_F(State, StencilOfTheShader) {
    wantedExtensions = {VK_EXT_SHADER_STENCIL_EXPORT_EXTENSION_NAME};
    compare([this] {
        GraphicsSetup setup = depthSetup();
        setup.stages[1].spirv = k_stencil_frag;
        setup.depthStencil.stencilTestEnable = VK_TRUE;
        setup.depthStencil.front = setup.depthStencil.back = {VK_STENCIL_OP_KEEP,
                                                              VK_STENCIL_OP_REPLACE,
                                                              VK_STENCIL_OP_KEEP,
                                                              VK_COMPARE_OP_ALWAYS,
                                                              0xFF,
                                                              0xFF,
                                                              0x35};
        drawDepth(setup, twoTriangles());
    });
}

TEST_F(State, DepthClampAndBias) {
    wanted.depthClamp = wanted.depthBiasClamp = VK_TRUE;
    compare([this] {
        GraphicsSetup setup = depthSetup();
        setup.raster.depthClampEnable = VK_TRUE;
        setup.raster.depthBiasEnable = VK_TRUE;
        setup.raster.depthBiasConstantFactor = 1 << 22;
        setup.raster.depthBiasClamp = 0.125f;
        drawDepth(setup, twoTriangles(-0.5f, 0.25f));
    });
}

// dEQP-VK.rasterization.depth_bias_control
TEST_F(State, DepthBiasControl) {
    wanted.depthBiasClamp = VK_TRUE;
    wantedExtensions = {VK_EXT_DEPTH_BIAS_CONTROL_EXTENSION_NAME};
    VkPhysicalDeviceDepthBiasControlFeaturesEXT features{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DEPTH_BIAS_CONTROL_FEATURES_EXT, nullptr, VK_TRUE};
    features.depthBiasExact = VK_TRUE;
    wantedChain = &features;
    compare([this] {
        GraphicsSetup setup = depthSetup();
        setup.raster.depthBiasEnable = VK_TRUE;
        setup.dynamic = {VK_DYNAMIC_STATE_DEPTH_BIAS};
        drawDepth(setup, twoTriangles(), [this](VkCommandBuffer c) {
            VkDepthBiasRepresentationInfoEXT exact{
                VK_STRUCTURE_TYPE_DEPTH_BIAS_REPRESENTATION_INFO_EXT};
            exact.depthBiasExact = VK_TRUE;
            const VkDepthBiasInfoEXT bias{VK_STRUCTURE_TYPE_DEPTH_BIAS_INFO_EXT, &exact, 1 << 21,
                                          0.25f, 0.5f};
            const auto set = reinterpret_cast<PFN_vkCmdSetDepthBias2EXT>(
                vkGetDeviceProcAddr(device, "vkCmdSetDepthBias2EXT"));
            set(c, &bias);
        });
    });
}

TEST_F(State, DepthBounds) {
    wanted.depthBounds = VK_TRUE;
    compare([this] {
        GraphicsSetup setup = depthSetup();
        setup.depthStencil.depthCompareOp = VK_COMPARE_OP_ALWAYS;
        setup.depthStencil.depthBoundsTestEnable = VK_TRUE;
        setup.dynamic = {VK_DYNAMIC_STATE_DEPTH_BOUNDS};
        // The target is at 1: the second triangle finds what the first has written.
        drawDepth(setup, twoTriangles(),
                  [](VkCommandBuffer c) { vkCmdSetDepthBounds(c, 0.75f, 1.0f); });
        // dEQP-VK.dynamic_state.monolithic.ds_state.depth_bounds_2: without a depth test.
        setup.depthStencil.depthTestEnable = VK_FALSE;
        drawDepth(setup, twoTriangles(),
                  [](VkCommandBuffer c) { vkCmdSetDepthBounds(c, 0.25f, 0.75f); });
    });
}

TEST_F(State, DepthClipEnable) {
    wantedExtensions = {VK_EXT_DEPTH_CLIP_ENABLE_EXTENSION_NAME};
    VkPhysicalDeviceDepthClipEnableFeaturesEXT features{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DEPTH_CLIP_ENABLE_FEATURES_EXT, nullptr, VK_TRUE};
    wantedChain = &features;
    compare([this] {
        VkPipelineRasterizationDepthClipStateCreateInfoEXT clip{
            VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_DEPTH_CLIP_STATE_CREATE_INFO_EXT};
        GraphicsSetup setup = coloredVertices();
        setup.raster.pNext = &clip;
        const TestBuffer vertices = makeVertices(twoTriangles(-0.5f, 1.5f));
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 6, 1, 0, 0);
        });
    });
}

TEST_F(State, DepthClipControl) {
    wantedExtensions = {VK_EXT_DEPTH_CLIP_CONTROL_EXTENSION_NAME};
    VkPhysicalDeviceDepthClipControlFeaturesEXT features{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DEPTH_CLIP_CONTROL_FEATURES_EXT, nullptr, VK_TRUE};
    wantedChain = &features;
    compare([this] {
        VkPipelineViewportDepthClipControlCreateInfoEXT control{
            VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_DEPTH_CLIP_CONTROL_CREATE_INFO_EXT, nullptr,
            VK_TRUE};
        GraphicsSetup setup = depthSetup();
        setup.viewportChain = &control;
        drawDepth(setup, twoTriangles(-0.5f, 0.25f));
    });
}

TEST_F(State, DualSourceBlending) {
    wanted.dualSrcBlend = VK_TRUE;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.stages[1].spirv = k_dual_frag;
        setup.blends[0] = {VK_TRUE,
                           VK_BLEND_FACTOR_SRC1_COLOR,
                           VK_BLEND_FACTOR_ONE_MINUS_SRC1_COLOR,
                           VK_BLEND_OP_ADD,
                           VK_BLEND_FACTOR_ONE,
                           VK_BLEND_FACTOR_ZERO,
                           VK_BLEND_OP_ADD,
                           0xF};
        const TestBuffer vertices = makeVertices({vertex(-0.9f, -0.8f, 0, {1, 1, 0, 1}),
                                                  vertex(0.7f, -0.8f, 0, {1, 1, 0, 1}),
                                                  vertex(-0.9f, 0.55f, 0, {1, 1, 0, 1})});
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 3, 1, 0, 0);
        });
    });
}

// Targets 0 and 2, with a hole between them, and masks and blending of their own.
TEST_F(State, IndependentTargets) {
    wanted.independentBlend = VK_TRUE;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.stages[1].spirv = k_two_targets_frag;
        setup.colorFormats = {VK_FORMAT_R8G8B8A8_UNORM, VK_FORMAT_UNDEFINED,
                              VK_FORMAT_R8G8B8A8_UNORM};
        setup.blends.resize(3, setup.blends[0]);
        setup.blends[0].colorWriteMask = VK_COLOR_COMPONENT_R_BIT | VK_COLOR_COMPONENT_A_BIT;
        setup.blends[2] = {VK_TRUE,
                           VK_BLEND_FACTOR_CONSTANT_ALPHA,
                           VK_BLEND_FACTOR_ONE,
                           VK_BLEND_OP_REVERSE_SUBTRACT,
                           VK_BLEND_FACTOR_ONE,
                           VK_BLEND_FACTOR_ONE,
                           VK_BLEND_OP_MAX,
                           0xF};
        setup.blendConstants = {0, 0, 0, 1};
        drawToFirstAndThird(setup);
    });
}

// dEQP-VK.pipeline.monolithic.blend.*.color_ca_cc_*: the constant's alpha and its colour at once.
TEST_F(State, BlendingWithColorAndAlphaOfTheConstant) {
    wanted.independentBlend = VK_TRUE;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.stages[1].spirv = k_two_targets_frag;
        setup.colorFormats = {VK_FORMAT_R8G8B8A8_UNORM, VK_FORMAT_UNDEFINED,
                              VK_FORMAT_R8G8B8A8_UNORM};
        setup.blends.resize(3, setup.blends[0]);
        const auto blend = [](VkBlendFactor source, VkBlendFactor destination) {
            return VkPipelineColorBlendAttachmentState{VK_TRUE,         source, destination,
                                                       VK_BLEND_OP_ADD, source, destination,
                                                       VK_BLEND_OP_ADD, 0xF};
        };
        setup.blends[0] =
            blend(VK_BLEND_FACTOR_CONSTANT_ALPHA, VK_BLEND_FACTOR_ONE_MINUS_CONSTANT_COLOR);
        setup.blends[2] =
            blend(VK_BLEND_FACTOR_CONSTANT_COLOR, VK_BLEND_FACTOR_ONE_MINUS_CONSTANT_ALPHA);
        setup.blendConstants = {0, 1, 1, 1};
        drawToFirstAndThird(setup);
    });
}

TEST_F(State, LogicOperation) {
    wanted.logicOp = VK_TRUE;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.stages[1].spirv = k_uint_frag;
        setup.colorFormats = {VK_FORMAT_R8G8B8A8_UINT};
        setup.logicOpEnable = true;
        setup.logicOp = VK_LOGIC_OP_XOR;
        const TestBuffer vertices = makeVertices(twoTriangles());
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        ImageSetup image;
        image.format = VK_FORMAT_R8G8B8A8_UINT;
        drawAndKeep(image, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 6, 1, 0, 0);
        });
    });
}

TEST_F(State, ClipAndCullDistances) {
    wanted.shaderClipDistance = wanted.shaderCullDistance = VK_TRUE;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.stages[0].spirv = k_clip_vert;
        const TestBuffer vertices = makeVertices(twoTriangles());
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 6, 1, 0, 0);
        });
    });
}

// Stores and atomics of vertex and fragment shaders. Indirect arguments are expanded by a dispatch,
// which the descriptors outlive
// (dEQP-VK.query_pool.*.triangle_fan_with_no_color_attachments_restart).
TEST_F(State, StoresOfShaders) {
    wanted.vertexPipelineStoresAndAtomics = wanted.fragmentStoresAndAtomics = VK_TRUE;
    wanted.drawIndirectFirstInstance = VK_TRUE;
    compare([this] {
        const VkDescriptorSetLayoutBinding binding{0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1,
                                                   VK_SHADER_STAGE_ALL_GRAPHICS, nullptr};
        const TestSet set = makeSet({binding});
        const TestBuffer count = makeBufferOf<uint32_t>({0, 0}, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        write(set.set, 0, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, count);
        GraphicsSetup setup = coloredVertices();
        setup.stages[0].spirv = k_store_vert;
        setup.stages[1].spirv = k_store_frag;
        setup.layout = makeLayout(0, {set.layout});
        const TestBuffer vertices = makeVertices(twoTriangles());
        const TestBuffer arguments =
            makeBufferOf<uint32_t>({6, 1, 0, 0, 3, 1, 3, 1}, VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT);
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdBindDescriptorSets(c, VK_PIPELINE_BIND_POINT_GRAPHICS, setup.layout, 0, 1,
                                    &set.set, 0, nullptr);
            vkCmdDraw(c, 6, 1, 0, 0);
            for (VkDeviceSize offset : {0, 16})
                vkCmdDrawIndirect(c, arguments.buffer, offset, 1, 0);
        });
        run([](VkCommandBuffer c) { fullBarrier(c); });
        keep<uint32_t>(count, 2);
    });
}

TEST_F(State, MultisampleResolve) {
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.multisample.rasterizationSamples = VK_SAMPLE_COUNT_4_BIT;
        const VkSampleMask mask = 0x5;
        setup.multisample.pSampleMask = &mask;
        ImageSetup multisampled;
        multisampled.samples = VK_SAMPLE_COUNT_4_BIT;
        const TestImage source = makeImage(multisampled), target = makeImage();
        // Edges between pixels alone: where samples lie inside a pixel does not show.
        const std::array<float, 4> red{1, 0, 0, 1};
        const TestBuffer vertices =
            makeVertices({vertex(-0.75f, -0.5f, 0, red), vertex(0.5f, -0.5f, 0, red),
                          vertex(-0.75f, 0.25f, 0, red), vertex(-0.75f, 0.25f, 0, red),
                          vertex(0.5f, -0.5f, 0, red), vertex(0.5f, 0.25f, 0, red)});
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        run([&](VkCommandBuffer c) {
            toAttachment(c, source);
            toAttachment(c, target);
            resolveTarget = &target;
            beginRendering(c, {source});
            resolveTarget = nullptr;
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 6, 1, 0, 0);
            endRendering(c);
        });
        keep(target);
    });
}

// dEQP-VK.pipeline.monolithic.extended_dynamic_state.before_draw.cull_none: one colour over the
// whole target, which lavapipe's linear rasteriser gets wrong under vkd3d.
TEST_F(State, OneColorOfPushConstants) {
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.stages[1].spirv = k_push_color_frag;
        setup.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP;
        setup.layout = makeLayout(16);
        const TestBuffer vertices = makeVertices(
            {{{-1, -1, 0, 1}, {}}, {{-1, 1, 0, 1}, {}}, {{1, -1, 0, 1}, {}}, {{1, 1, 0, 1}, {}}});
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        const float color[] = {0, 0, 1, 1};
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdPushConstants(c, setup.layout, VK_SHADER_STAGE_ALL_GRAPHICS, 0, 16, color);
            vkCmdDraw(c, 4, 1, 0, 0);
        });
    });
}

}  // namespace
}  // namespace baker::test
