// VK_KHR_dynamic_rendering_local_read: fragment outputs go to the attachments that the application
// says. dEQP-VK.renderpasses.dynamic_rendering.*.local_read.*.
#include "graphics_test.hpp"
#include "position_color_vert.hpp"
#include "two_targets_frag.hpp"

namespace baker::test {
namespace {

class LocalRead : public GraphicsTest {};

TEST_F(LocalRead, OutputsChangePlaces) {
    wanted.independentBlend = VK_TRUE;
    wantedExtensions = {VK_KHR_DYNAMIC_RENDERING_LOCAL_READ_EXTENSION_NAME};
    VkPhysicalDeviceDynamicRenderingLocalReadFeatures features{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DYNAMIC_RENDERING_LOCAL_READ_FEATURES, nullptr, VK_TRUE};
    wantedChain = &features;
    compare([this] {
        // The second attachment gets none.
        constexpr uint32_t kLocations[] = {2, VK_ATTACHMENT_UNUSED, 0};
        VkRenderingAttachmentLocationInfo locations{
            VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_LOCATION_INFO};
        locations.colorAttachmentCount = 3;
        locations.pColorAttachmentLocations = kLocations;
        GraphicsSetup setup = coloredVertices();
        setup.stages[1].spirv = k_two_targets_frag;
        setup.renderingChain = &locations;
        setup.colorFormats.resize(3, setup.colorFormats[0]);
        setup.blends.resize(3, setup.blends[0]);
        setup.blends[0].colorWriteMask = VK_COLOR_COMPONENT_R_BIT | VK_COLOR_COMPONENT_A_BIT;
        const TestImage images[] = {makeImage(), makeImage(), makeImage()};
        const TestBuffer vertices = makeVertices({{{-0.9f, -0.8f, 0, 1}, {1, 0.6f, 0.2f, 1}},
                                                  {{0.7f, -0.8f, 0, 1}, {1, 0.6f, 0.2f, 1}},
                                                  {{-0.9f, 0.55f, 0, 1}, {1, 0.6f, 0.2f, 1}}});
        const VkPipeline pipeline = makeGraphicsPipeline(setup);
        const auto set = command<PFN_vkCmdSetRenderingAttachmentLocationsKHR>(
            "vkCmdSetRenderingAttachmentLocationsKHR");
        ASSERT_TRUE(set);
        run([&](VkCommandBuffer c) {
            for (const TestImage& image : images) toAttachment(c, image);
            beginRendering(c, {images[0], images[1], images[2]}, nullptr, {{0, 1, 1, 1}});
            set(c, &locations);
            bind(c, pipeline, &vertices);
            vkCmdDraw(c, 3, 1, 0, 0);
            endRendering(c);
        });
        for (const TestImage& image : images) keep(image);
    });
}

}  // namespace
}  // namespace baker::test
