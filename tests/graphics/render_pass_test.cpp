// Render passes of Vulkan 1.0, which come down to dynamic rendering.
#include "graphics_test.hpp"

#include "input_frag.hpp"
#include "view_vert.hpp"

namespace baker::test {
namespace {

const std::vector<Vertex> kTriangles = {
    {{-0.9f, -0.8f, 0, 1}, {1, 0, 0.2f, 1}}, {{0.7f, -0.8f, 0, 1}, {1, 0, 0.2f, 1}},
    {{-0.9f, 0.55f, 0, 1}, {1, 0, 0.2f, 1}}, {{-0.95f, -0.95f, 0, 1}, {0, 1, 0, 1}},
    {{0.95f, -0.95f, 0, 1}, {0, 1, 0, 1}},   {{0.95f, 0.95f, 0, 1}, {0, 1, 0, 1}}};

class RenderPass : public GraphicsTest {
  protected:
    // Two subpasses: the first draws attachment 0, the second reads it and draws attachment 1.
    VkRenderPass makePass() {
        VkAttachmentDescription attachment{};
        attachment.format = VK_FORMAT_R8G8B8A8_UNORM;
        attachment.samples = VK_SAMPLE_COUNT_1_BIT;
        attachment.loadOp = VK_ATTACHMENT_LOAD_OP_CLEAR;
        attachment.storeOp = VK_ATTACHMENT_STORE_OP_STORE;
        attachment.finalLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
        const VkAttachmentDescription attachments[] = {attachment, attachment};
        const VkAttachmentReference first{0, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL};
        const VkAttachmentReference input{0, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL};
        const VkAttachmentReference second{1, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL};
        VkSubpassDescription subpasses[2] = {};
        subpasses[0].colorAttachmentCount = subpasses[1].colorAttachmentCount = 1;
        subpasses[0].pColorAttachments = &first;
        subpasses[1].pColorAttachments = &second;
        subpasses[1].inputAttachmentCount = 1;
        subpasses[1].pInputAttachments = &input;
        const VkSubpassDependency dependency{
            0,
            1,
            VK_PIPELINE_STAGE_COLOR_ATTACHMENT_OUTPUT_BIT,
            VK_PIPELINE_STAGE_FRAGMENT_SHADER_BIT | VK_PIPELINE_STAGE_COLOR_ATTACHMENT_OUTPUT_BIT,
            VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT,
            VK_ACCESS_INPUT_ATTACHMENT_READ_BIT | VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT,
            0};
        VkRenderPassCreateInfo info{VK_STRUCTURE_TYPE_RENDER_PASS_CREATE_INFO};
        info.attachmentCount = 2;
        info.pAttachments = attachments;
        info.subpassCount = 2;
        info.pSubpasses = subpasses;
        info.dependencyCount = 1;
        info.pDependencies = &dependency;
        const uint32_t masks[] = {views_, views_};
        VkRenderPassMultiviewCreateInfo multiview{
            VK_STRUCTURE_TYPE_RENDER_PASS_MULTIVIEW_CREATE_INFO};
        multiview.subpassCount = 2;
        multiview.pViewMasks = masks;
        if (views_) info.pNext = &multiview;
        VkRenderPass pass = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateRenderPass(device, &info, nullptr, &pass));
        atEnd([this, pass] { vkDestroyRenderPass(device, pass, nullptr); });
        return pass;
    }

    VkFramebuffer makeFramebuffer(VkRenderPass pass, bool imageless) {
        VkFramebufferAttachmentImageInfo image{VK_STRUCTURE_TYPE_FRAMEBUFFER_ATTACHMENT_IMAGE_INFO};
        image.usage = usage;
        image.width = image.height = 64;
        image.layerCount = 1;
        image.viewFormatCount = 1;
        const VkFormat format = VK_FORMAT_R8G8B8A8_UNORM;
        image.pViewFormats = &format;
        const VkFramebufferAttachmentImageInfo images[] = {image, image};
        VkFramebufferAttachmentsCreateInfo attachments{
            VK_STRUCTURE_TYPE_FRAMEBUFFER_ATTACHMENTS_CREATE_INFO, nullptr, 2, images};
        VkFramebufferCreateInfo info{VK_STRUCTURE_TYPE_FRAMEBUFFER_CREATE_INFO};
        if (imageless) {
            info.pNext = &attachments;
            info.flags = VK_FRAMEBUFFER_CREATE_IMAGELESS_BIT;
        }
        info.renderPass = pass;
        info.attachmentCount = 2;
        info.pAttachments = views;
        info.width = info.height = 64;
        info.layers = 1;
        VkFramebuffer framebuffer = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateFramebuffer(device, &info, nullptr, &framebuffer));
        atEnd([this, framebuffer] { vkDestroyFramebuffer(device, framebuffer, nullptr); });
        return framebuffer;
    }

    // `secondary`: the draws of the first subpass are in a secondary command buffer.
    void drawPass(bool imageless, bool secondary);

    static constexpr VkImageUsageFlags usage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT |
                                               VK_IMAGE_USAGE_INPUT_ATTACHMENT_BIT |
                                               VK_IMAGE_USAGE_TRANSFER_SRC_BIT;
    VkImageView views[2] = {};
    uint32_t views_ = 0;  // the mask of both subpasses
};

void RenderPass::drawPass(bool imageless, bool secondary) {
    ImageSetup imageSetup;
    imageSetup.usage = usage;
    if (views_) imageSetup.layers = 2;
    const TestImage first = makeImage(imageSetup), second = makeImage(imageSetup);
    views[0] = first.view;
    views[1] = second.view;
    const VkRenderPass pass = makePass();
    const VkFramebuffer framebuffer = makeFramebuffer(pass, imageless);
    const TestSet set = makeSet(
        {{0, VK_DESCRIPTOR_TYPE_INPUT_ATTACHMENT, 1, VK_SHADER_STAGE_FRAGMENT_BIT, nullptr}});
    const VkDescriptorImageInfo imageInfo{VK_NULL_HANDLE, first.view,
                                          VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL};
    VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
    write.dstSet = set.set;
    write.descriptorCount = 1;
    write.descriptorType = VK_DESCRIPTOR_TYPE_INPUT_ATTACHMENT;
    write.pImageInfo = &imageInfo;
    vkUpdateDescriptorSets(device, 1, &write, 0, nullptr);

    GraphicsSetup setup = coloredVertices();
    setup.renderPass = pass;
    if (views_) setup.stages[0].spirv = k_view_vert;
    const VkPipeline draws = makeGraphicsPipeline(setup);
    setup.subpass = 1;
    setup.stages[0].spirv = coloredVertices().stages[0].spirv;
    setup.stages[1].spirv = k_input_frag;
    setup.layout = makeLayout(0, {set.layout});
    const VkPipeline reads = makeGraphicsPipeline(setup);
    const TestBuffer vertices = makeVertices(kTriangles);

    VkCommandBuffer inner = VK_NULL_HANDLE;
    if (secondary) {
        inner = beginSecondary(pass, 0, framebuffer);
        bind(inner, draws, &vertices);
        vkCmdDraw(inner, 3, 1, 0, 0);
        EXPECT_VK(vkEndCommandBuffer(inner));
    }
    run([&](VkCommandBuffer c) {
        VkRenderPassAttachmentBeginInfo attachments{
            VK_STRUCTURE_TYPE_RENDER_PASS_ATTACHMENT_BEGIN_INFO, nullptr, 2, views};
        VkClearValue clears[2] = {};
        clears[0].color = {{0, 0, 1, 1}};
        clears[1].color = {{0.2f, 0.2f, 0.2f, 1}};
        VkRenderPassBeginInfo info{VK_STRUCTURE_TYPE_RENDER_PASS_BEGIN_INFO};
        if (imageless) info.pNext = &attachments;
        info.renderPass = pass;
        info.framebuffer = framebuffer;
        info.renderArea = {{0, 0}, {64, 64}};
        info.clearValueCount = 2;
        info.pClearValues = clears;
        vkCmdBeginRenderPass(
            c, &info,
            secondary ? VK_SUBPASS_CONTENTS_SECONDARY_COMMAND_BUFFERS : VK_SUBPASS_CONTENTS_INLINE);
        if (secondary) {
            vkCmdExecuteCommands(c, 1, &inner);
        } else {
            bind(c, draws, &vertices);
            vkCmdDraw(c, 3, 1, 0, 0);
        }
        vkCmdNextSubpass(c, VK_SUBPASS_CONTENTS_INLINE);
        bind(c, reads, &vertices);
        vkCmdBindDescriptorSets(c, VK_PIPELINE_BIND_POINT_GRAPHICS, setup.layout, 0, 1, &set.set, 0,
                                nullptr);
        vkCmdDraw(c, 3, 1, 3, 0);
        vkCmdEndRenderPass(c);
    });
    keep(first);
    keep(second);
}

TEST_F(RenderPass, InputAttachment) {
    compare([this] { drawPass(false, false); });
}

TEST_F(RenderPass, SecondaryCommandBuffer) {
    compare([this] { drawPass(false, true); });
}

// Each view reads the layer that it has drawn: dEQP-VK.multiview.input_attachments.
TEST_F(RenderPass, InputAttachmentOfEachView) {
    VkPhysicalDeviceVulkan11Features v11{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES};
    v11.multiview = VK_TRUE;
    wantedChain = &v11;
    views_ = 0b11;
    compare([this] { drawPass(false, false); });
}

TEST_F(RenderPass, ImagelessFramebuffer) {
    VkPhysicalDeviceVulkan12Features v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES};
    v12.imagelessFramebuffer = VK_TRUE;
    wantedChain = &v12;
    compare([this] { drawPass(true, false); });
}

}  // namespace
}  // namespace baker::test
