// vkCmdBeginRenderPass2, vkCmdNextSubpass2, vkCmdEndRenderPass2: of primary command buffers alone.
#include "base/chain.hpp"
#include "command/command_buffer.hpp"
#include "framebuffer.hpp"
#include "render_pass_instance.hpp"
#include "resource/image_view.hpp"
#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdBeginRenderPass2(VkCommandBuffer commandBuffer,
                                               const VkRenderPassBeginInfo* pRenderPassBegin,
                                               const VkSubpassBeginInfo*) {
    const Framebuffer& framebuffer = *Framebuffer::from(pRenderPassBegin->framebuffer);
    std::vector<const ImageView*> views = framebuffer.attachments();
    if (const auto* imageless = findInChain<VkRenderPassAttachmentBeginInfo>(
            pRenderPassBegin->pNext, VK_STRUCTURE_TYPE_RENDER_PASS_ATTACHMENT_BEGIN_INFO))
        for (uint32_t i = 0; i < imageless->attachmentCount; ++i)
            views.push_back(ImageView::from(imageless->pAttachments[i]));
    const RenderPassBegin begin{
        .pass = RenderPass::from(pRenderPassBegin->renderPass),
        .layers = framebuffer.layers(),
        .area = pRenderPassBegin->renderArea,
        .attachments = views,
        .clears = {pRenderPassBegin->pClearValues, pRenderPassBegin->clearValueCount}};
    CommandBuffer::from(commandBuffer)->record([&begin](Recorder& recorder) {
        recorder.renderPass.begin(recorder, begin);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdNextSubpass2(VkCommandBuffer commandBuffer, const VkSubpassBeginInfo*,
                                           const VkSubpassEndInfo*) {
    CommandBuffer::from(commandBuffer)->record([](Recorder& recorder) {
        recorder.renderPass.next(recorder);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdEndRenderPass2(VkCommandBuffer commandBuffer,
                                             const VkSubpassEndInfo*) {
    CommandBuffer::from(commandBuffer)->record([](Recorder& recorder) {
        recorder.renderPass.end(recorder);
    });
}

}  // namespace baker::entry
