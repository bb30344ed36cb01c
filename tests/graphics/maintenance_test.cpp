// VK_KHR_maintenance5 and 6, where they draw.
#include "graphics_test.hpp"

#include "color_frag.hpp"
#include "position_color_vert.hpp"

namespace baker::test {
namespace {

class Maintenance : public GraphicsTest {
  protected:
    void drawTriangle(const GraphicsSetup& setup) {
        const TestBuffer vertices = makeVertices({{{-0.9f, -0.8f, 0, 1}, {1, 0.2f, 0, 1}},
                                                  {{0.8f, -0.7f, 0, 1}, {1, 0.2f, 0, 1}},
                                                  {{0.1f, 0.9f, 0, 1}, {1, 0.2f, 0, 1}}});
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 3, 1, 0, 0);
        });
    }
};

// dEQP-VK.draw.*.draw_indexed_*_nulldescriptor_maintenance6: every index is 0.
TEST_F(Maintenance, NoIndexBuffer) {
    wantedExtensions = {VK_KHR_MAINTENANCE_6_EXTENSION_NAME, VK_EXT_ROBUSTNESS_2_EXTENSION_NAME};
    VkPhysicalDeviceMaintenance6Features six{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_6_FEATURES, nullptr, VK_TRUE};
    VkPhysicalDeviceRobustness2FeaturesEXT robustness{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ROBUSTNESS_2_FEATURES_EXT, &six};
    robustness.nullDescriptor = VK_TRUE;
    wantedChain = &robustness;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.topology = VK_PRIMITIVE_TOPOLOGY_POINT_LIST;
        const TestBuffer vertices = makeVertices({{{-0.5f, 0.1f, 0, 1}, {1, 0, 0, 1}},
                                                  {{0.5f, 0.1f, 0, 1}, {0, 1, 0, 1}},
                                                  {{0.1f, 0.5f, 0, 1}, {0, 0, 1, 1}}});
        const TestBuffer indices = makeBufferOf<uint16_t>({2, 2}, VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            vkCmdBindIndexBuffer(c, indices.buffer, 0, VK_INDEX_TYPE_UINT16);
            vkCmdBindIndexBuffer(c, VK_NULL_HANDLE, 0, VK_INDEX_TYPE_UINT16);
            vkCmdDrawIndexed(c, 2, 1, 0, 1, 0);
        });
    });
}

TEST_F(Maintenance, LayoutsOfImagesThatAreNotMade) {
    wantedExtensions = {VK_KHR_MAINTENANCE_5_EXTENSION_NAME};
    VkPhysicalDeviceMaintenance5Features five{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_5_FEATURES, nullptr, VK_TRUE};
    wantedChain = &five;
    compare([this] {
        const auto ofImage =
            command<PFN_vkGetImageSubresourceLayout2KHR>("vkGetImageSubresourceLayout2KHR");
        const auto ofDevice = command<PFN_vkGetDeviceImageSubresourceLayoutKHR>(
            "vkGetDeviceImageSubresourceLayoutKHR");
        ASSERT_TRUE(ofImage && ofDevice);
        VkImageCreateInfo image{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
        image.imageType = VK_IMAGE_TYPE_2D;
        image.format = VK_FORMAT_R8G8B8A8_UNORM;
        image.extent = {30, 20, 1};
        image.mipLevels = image.arrayLayers = 1;
        image.samples = VK_SAMPLE_COUNT_1_BIT;
        image.tiling = VK_IMAGE_TILING_LINEAR;
        image.usage = VK_IMAGE_USAGE_TRANSFER_DST_BIT;
        VkImage made = VK_NULL_HANDLE;
        ASSERT_VK(vkCreateImage(device, &image, nullptr, &made));
        const VkImageSubresource2 subresource{
            VK_STRUCTURE_TYPE_IMAGE_SUBRESOURCE_2, nullptr, {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0}};
        VkSubresourceLayout2 first{VK_STRUCTURE_TYPE_SUBRESOURCE_LAYOUT_2, nullptr, {}};
        VkSubresourceLayout2 second = first;
        ofImage(device, made, &subresource, &first);
        const VkDeviceImageSubresourceInfo info{VK_STRUCTURE_TYPE_DEVICE_IMAGE_SUBRESOURCE_INFO,
                                                nullptr, &image, &subresource};
        ofDevice(device, &info, &second);
        vkDestroyImage(device, made, nullptr);
        EXPECT_GE(first.subresourceLayout.rowPitch, 30u * 4);
        EXPECT_GE(first.subresourceLayout.size, first.subresourceLayout.rowPitch * 20);
        EXPECT_EQ(first.subresourceLayout.rowPitch, second.subresourceLayout.rowPitch);
        EXPECT_EQ(first.subresourceLayout.size, second.subresourceLayout.size);
        EXPECT_EQ(first.subresourceLayout.offset, second.subresourceLayout.offset);
    });
}

// dEQP-VK.robustness.bind_index_buffer2.*.oo_size: what lies behind the size is 0.
// dEQP-VK.pipeline.*.bind_buffers_2.maintenance5.robustness2.*: the same of vertices.
TEST_F(Maintenance, BuffersOfAGivenSize) {
    wantedExtensions = {VK_KHR_MAINTENANCE_5_EXTENSION_NAME, VK_EXT_ROBUSTNESS_2_EXTENSION_NAME,
                        VK_EXT_EXTENDED_DYNAMIC_STATE_EXTENSION_NAME};
    wanted.robustBufferAccess = VK_TRUE;
    VkPhysicalDeviceMaintenance5Features five{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_5_FEATURES, nullptr, VK_TRUE};
    VkPhysicalDeviceExtendedDynamicStateFeaturesEXT dynamic{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTENDED_DYNAMIC_STATE_FEATURES_EXT, &five, VK_TRUE};
    VkPhysicalDeviceRobustness2FeaturesEXT robustness{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ROBUSTNESS_2_FEATURES_EXT, &dynamic, VK_TRUE};
    wantedChain = &robustness;
    compare([this] {
        const auto bindVertices =
            command<PFN_vkCmdBindVertexBuffers2EXT>("vkCmdBindVertexBuffers2EXT");
        const auto bindIndices = command<PFN_vkCmdBindIndexBuffer2KHR>("vkCmdBindIndexBuffer2KHR");
        ASSERT_TRUE(bindVertices && bindIndices);
        GraphicsSetup setup = coloredVertices();
        setup.topology = VK_PRIMITIVE_TOPOLOGY_POINT_LIST;
        const std::vector<Vertex> four = {{{-0.5f, 0.1f, 0, 1}, {1, 0, 0, 1}},
                                          {{0.5f, 0.1f, 0, 1}, {0, 1, 0, 1}},
                                          {{0.1f, 0.5f, 0, 1}, {0, 0, 1, 1}},
                                          {{0.1f, -0.5f, 0, 1}, {1, 1, 1, 1}}};
        const TestBuffer vertices = makeVertices(four);
        const TestBuffer indices =
            makeBufferOf<uint32_t>({1, 2, 3, 3}, VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline, &vertices);
            bindIndices(c, indices.buffer, 4, 4, VK_INDEX_TYPE_UINT32);  // 2 alone, then 0
            vkCmdDrawIndexed(c, 3, 1, 0, 0, 0);
        });
        drawAndKeep({}, [&](VkCommandBuffer c) {
            bind(c, pipeline);
            const VkDeviceSize offset = sizeof(Vertex), size = 2 * sizeof(Vertex);
            bindVertices(c, 0, 1, &vertices.buffer, &offset, &size, nullptr);
            vkCmdDraw(c, 3, 1, 0, 0);
        });
    });
}

// dEQP-VK.pipeline.*.vertex_input.misc.unbound_input*: zero, whatever buffers are bound; alpha is
// for drivers to choose.
TEST_F(Maintenance, AttributesThatNobodyDescribes) {
    wantedExtensions = {VK_KHR_MAINTENANCE_9_EXTENSION_NAME};
    VkPhysicalDeviceMaintenance9FeaturesKHR nine{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_9_FEATURES_KHR, nullptr, VK_TRUE};
    wantedChain = &nine;
    compare([this] {
        GraphicsSetup whole = coloredVertices();
        whole.bindings.push_back({1, sizeof(Vertex), VK_VERTEX_INPUT_RATE_VERTEX});
        whole.attributes[1] = {1, 1, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(Vertex, color)};
        GraphicsSetup lacking = coloredVertices();
        lacking.attributes.pop_back();
        lacking.blends[0].colorWriteMask =
            VK_COLOR_COMPONENT_R_BIT | VK_COLOR_COMPONENT_G_BIT | VK_COLOR_COMPONENT_B_BIT;
        std::vector<Vertex> corners;
        for (float x : {-0.9f, -0.3f, 0.3f})
            for (const auto& corner : {std::array{0.f, -0.8f}, {0.5f, -0.7f}, {0.2f, 0.9f}})
                corners.push_back({{x + corner[0], corner[1], 0, 1}, {1, 0.2f, 0.6f, 1}});
        const TestBuffer vertices = makeVertices(corners);
        const VkPipeline first = makeGraphicsPipeline(whole);
        const VkPipeline second = makeGraphicsPipeline(lacking);
        drawAndKeep({}, [&](VkCommandBuffer c) {
            const VkDeviceSize offset = 0;
            vkCmdBindVertexBuffers(c, 1, 1, &vertices.buffer, &offset);
            bind(c, first, &vertices);
            vkCmdDraw(c, 6, 1, 0, 0);
            bind(c, second);
            vkCmdDraw(c, 3, 1, 3, 0);  // black over the second triangle
            bind(c, first);
            vkCmdDraw(c, 3, 1, 6, 0);
        });
    });
}

// Nothing is protected, so a pipeline that accesses nothing protected is like any other.
TEST_F(Maintenance, NoProtectedAccess) {
    wantedExtensions = {VK_EXT_PIPELINE_PROTECTED_ACCESS_EXTENSION_NAME};
    VkPhysicalDevicePipelineProtectedAccessFeaturesEXT access{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PIPELINE_PROTECTED_ACCESS_FEATURES_EXT, nullptr, VK_TRUE};
    wantedChain = &access;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.flags = VK_PIPELINE_CREATE_NO_PROTECTED_ACCESS_BIT_EXT;
        drawTriangle(setup);
    });
}

// The words take the module's place.
TEST_F(Maintenance, PipelinesWithoutModules) {
    wantedExtensions = {VK_KHR_MAINTENANCE_5_EXTENSION_NAME};
    VkPhysicalDeviceMaintenance5Features five{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_5_FEATURES, nullptr, VK_TRUE};
    wantedChain = &five;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.modulesInChain = true;
        drawTriangle(setup);
    });
}

// A pipeline of two targets, of which one is not there.
TEST_F(Maintenance, UnusedAttachments) {
    wantedExtensions = {VK_EXT_DYNAMIC_RENDERING_UNUSED_ATTACHMENTS_EXTENSION_NAME};
    VkPhysicalDeviceDynamicRenderingUnusedAttachmentsFeaturesEXT unused{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DYNAMIC_RENDERING_UNUSED_ATTACHMENTS_FEATURES_EXT,
        nullptr, VK_TRUE};
    wantedChain = &unused;
    compare([this] {
        GraphicsSetup setup = coloredVertices();
        setup.colorFormats = {VK_FORMAT_R8G8B8A8_UNORM, VK_FORMAT_R8G8B8A8_UNORM};
        setup.blends.push_back(setup.blends[0]);
        drawTriangle(setup);
    });
}

}  // namespace
}  // namespace baker::test
