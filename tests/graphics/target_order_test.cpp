// Render targets whose components DXGI has in another order, or not at all where Vulkan has them:
// the fragment shader, clears, blits and resolves put them in order.
#include "graphics_test.hpp"

#include "dual_frag.hpp"
#include "uint_frag.hpp"

namespace baker::test {
namespace {

constexpr VkClearColorValue kClear{{0.125f, 0.5f, 0.75f, 0.25f}};

Vertex vertex(float x, float y, float red, float alpha) {
    return {{x, y, 0, 1}, {red, 0.25f, 0.875f, alpha}};
}

// The second covers most of the first.
std::vector<Vertex> twoTriangles() {
    return {vertex(-0.9f, -0.8f, 1, 0.5f),    vertex(0.7f, -0.8f, 1, 0.5f),
            vertex(-0.9f, 0.55f, 1, 0.5f),    vertex(-0.7f, -0.75f, 0.5f, 0.25f),
            vertex(0.8f, -0.7f, 0.5f, 0.25f), vertex(0.8f, 0.65f, 0.5f, 0.25f)};
}

class TargetOrder : public GraphicsTest {
  protected:
    TargetOrder() {
        wantedExtensions = {VK_EXT_4444_FORMATS_EXTENSION_NAME};
        formats4444_.formatA4R4G4B4 = formats4444_.formatA4B4G4R4 = VK_TRUE;
        wantedChain = &formats4444_;
    }

    bool supports(VkFormat format, VkFormatFeatureFlags features) {
        VkFormatProperties properties;
        vkGetPhysicalDeviceFormatProperties(physicalDevice, format, &properties);
        return (properties.optimalTilingFeatures & features) == features;
    }

    void draw(VkFormat format, GraphicsSetup setup, std::vector<Vertex> vertices = twoTriangles()) {
        ASSERT_TRUE(supports(format, VK_FORMAT_FEATURE_COLOR_ATTACHMENT_BIT)) << format;
        setup.colorFormats = {format};
        ImageSetup image;
        image.format = format;
        const TestImage target = makeImage(image);
        const TestBuffer buffer = makeVertices(vertices);
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        run([&](VkCommandBuffer c) {
            toAttachment(c, target);
            beginRendering(c, {target}, nullptr, kClear);
            bind(c, pipeline, &buffer);
            vkCmdDraw(c, static_cast<uint32_t>(vertices.size()), 1, 0, 0);
            endRendering(c);
        });
        keep(target);
    }

  private:
    VkPhysicalDevice4444FormatsFeaturesEXT formats4444_{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_4444_FORMATS_FEATURES_EXT};
};

constexpr VkFormat kOrders[] = {
    VK_FORMAT_A2R10G10B10_UNORM_PACK32, VK_FORMAT_B8G8R8A8_SNORM,
    VK_FORMAT_B5G6R5_UNORM_PACK16,      VK_FORMAT_A4B4G4R4_UNORM_PACK16,
    VK_FORMAT_R4G4B4A4_UNORM_PACK16,    VK_FORMAT_B4G4R4A4_UNORM_PACK16};
// Alpha is where it is in DXGI.
constexpr VkFormat kBlended[] = {VK_FORMAT_A2R10G10B10_UNORM_PACK32, VK_FORMAT_B5G6R5_UNORM_PACK16,
                                 VK_FORMAT_A4B4G4R4_UNORM_PACK16};

// lavapipe does not blit to the others.
constexpr VkFormat kBlitted[] = {VK_FORMAT_B8G8R8A8_SNORM, VK_FORMAT_A4B4G4R4_UNORM_PACK16,
                                 VK_FORMAT_R4G4B4A4_UNORM_PACK16, VK_FORMAT_B4G4R4A4_UNORM_PACK16};

TEST_F(TargetOrder, ClearedAndDrawn) {
    compare([this] {
        for (const VkFormat format : kOrders) draw(format, coloredVertices());
    });
}

TEST_F(TargetOrder, WriteMasks) {
    compare([this] {
        for (const VkFormat format : kOrders) {
            GraphicsSetup setup = coloredVertices();
            setup.blends[0].colorWriteMask = VK_COLOR_COMPONENT_R_BIT | VK_COLOR_COMPONENT_A_BIT;
            draw(format, setup);
        }
    });
}

TEST_F(TargetOrder, Blended) {
    compare([this] {
        for (const VkFormat format : kBlended) {
            ASSERT_TRUE(supports(format, VK_FORMAT_FEATURE_COLOR_ATTACHMENT_BLEND_BIT)) << format;
            GraphicsSetup setup = coloredVertices();
            setup.blends[0] = {VK_TRUE,
                               VK_BLEND_FACTOR_SRC_ALPHA,
                               VK_BLEND_FACTOR_CONSTANT_COLOR,
                               VK_BLEND_OP_ADD,
                               VK_BLEND_FACTOR_ONE,
                               VK_BLEND_FACTOR_CONSTANT_ALPHA,
                               VK_BLEND_OP_REVERSE_SUBTRACT,
                               0xF};
            setup.blendConstants = {1, 0.5f, 0, 0.25f};
            draw(format, setup);
        }
    });
}

// dEQP-VK.pipeline.monolithic.blend.dual_source.format.a2r10g10b10_unorm_pack32.*
TEST_F(TargetOrder, BlendedWithTwoSources) {
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
        draw(VK_FORMAT_A2R10G10B10_UNORM_PACK32, setup);
    });
}

// dEQP-VK.pipeline.monolithic.logic_op.b8g8r8a8_uint.*
TEST_F(TargetOrder, IntegersWithLogicOperation) {
    wanted.logicOp = VK_TRUE;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.stages[1].spirv = k_uint_frag;
        setup.logicOpEnable = true;
        setup.logicOp = VK_LOGIC_OP_XOR;
        draw(VK_FORMAT_B8G8R8A8_UINT, setup);
    });
}

TEST_F(TargetOrder, Libraries) {
    wantedExtensions.insert(
        wantedExtensions.end(),
        {VK_KHR_PIPELINE_LIBRARY_EXTENSION_NAME, VK_EXT_GRAPHICS_PIPELINE_LIBRARY_EXTENSION_NAME});
    VkPhysicalDeviceGraphicsPipelineLibraryFeaturesEXT features{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_GRAPHICS_PIPELINE_LIBRARY_FEATURES_EXT, wantedChain,
        VK_TRUE};
    wantedChain = &features;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.libraries = true;
        draw(VK_FORMAT_A2R10G10B10_UNORM_PACK32, setup);
    });
}

// Clears within rendering, of a part; vkCmdClearColorImage; a blit from another order.
TEST_F(TargetOrder, ClearsAndBlits) {
    compare([this] {
        for (const VkFormat format : kBlitted) {
            ImageSetup setup;
            setup.usage |= VK_IMAGE_USAGE_TRANSFER_DST_BIT;
            const TestImage source = makeImage(setup);
            setup.format = format;
            const TestImage cleared = makeImage(setup), blitted = makeImage(setup);
            const VkImageSubresourceRange all{VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
            const VkClearAttachment part{VK_IMAGE_ASPECT_COLOR_BIT, 0, {{{1, 0.5f, 0.25f, 0.75f}}}};
            const VkClearRect rect{{{8, 8}, {16, 20}}, 0, 1};
            VkImageBlit blit{};
            blit.srcSubresource = blit.dstSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
            blit.srcOffsets[1] = blit.dstOffsets[1] = {64, 64, 1};
            run([&](VkCommandBuffer c) {
                toAttachment(c, cleared);
                beginRendering(c, {cleared}, nullptr, kClear);
                vkCmdClearAttachments(c, 1, &part, 1, &rect);
                endRendering(c);
                for (const TestImage& image : {source, blitted})
                    transition(c, image, VK_IMAGE_LAYOUT_UNDEFINED, VK_IMAGE_LAYOUT_GENERAL);
                vkCmdClearColorImage(c, source.image, VK_IMAGE_LAYOUT_GENERAL, &kClear, 1, &all);
                vkCmdClearColorImage(c, blitted.image, VK_IMAGE_LAYOUT_GENERAL,
                                     &part.clearValue.color, 1, &all);
                fullBarrier(c);
                blit.dstOffsets[1] = {32, 32, 1};
                vkCmdBlitImage(c, source.image, VK_IMAGE_LAYOUT_GENERAL, blitted.image,
                               VK_IMAGE_LAYOUT_GENERAL, 1, &blit, VK_FILTER_NEAREST);
                fullBarrier(c);
                transition(c, blitted, VK_IMAGE_LAYOUT_GENERAL,
                           VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL);
            });
            keep(cleared);
            keep(blitted);
        }
    });
}

// Alpha to coverage is about Vulkan's alpha.
// dEQP-VK.renderpasses.renderpass1.suballocation.multisample_resolve.layers_6.a2r10g10b10_unorm_pack32.*
TEST_F(TargetOrder, SamplesAndTheirCoverage) {
    compare([this] {
        for (const VkFormat format :
             {VK_FORMAT_A2R10G10B10_UNORM_PACK32, VK_FORMAT_R4G4B4A4_UNORM_PACK16}) {
            GraphicsSetup setup = coloredVertices();
            setup.colorFormats = {format};
            setup.multisample.rasterizationSamples = VK_SAMPLE_COUNT_4_BIT;
            setup.multisample.alphaToCoverageEnable = VK_TRUE;
            ImageSetup image;
            image.format = format;
            const TestImage target = makeImage(image);
            image.samples = VK_SAMPLE_COUNT_4_BIT;
            const TestImage source = makeImage(image);
            // Of the first all samples are covered, of the second a quarter.
            std::vector<Vertex> vertices = twoTriangles();
            for (size_t i = 0; i < 3; ++i) vertices[i].color[3] = 1;
            for (size_t i = 3; i < 6; ++i) vertices[i].color[0] = 1;
            const TestBuffer buffer = makeVertices(vertices);
            const VkPipeline pipeline = makeGraphicsPipeline(setup);
            resolveTarget = &target;
            run([&](VkCommandBuffer c) {
                toAttachment(c, source);
                toAttachment(c, target);
                beginRendering(c, {source}, nullptr, {{0, 0, 0, 0}});
                bind(c, pipeline, &buffer);
                vkCmdDraw(c, 6, 1, 0, 0);
                endRendering(c);
            });
            resolveTarget = nullptr;
            keep(target);
        }
    });
}

}  // namespace
}  // namespace baker::test
