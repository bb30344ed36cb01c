// vkCmdClearAttachments.
#include <bit>

#include "attachment_clear.hpp"
#include "command_buffer.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

D3D12_RECT d3d12Rect(const VkRect2D& r) {
    return {r.offset.x, r.offset.y, static_cast<LONG>(r.offset.x + r.extent.width),
            static_cast<LONG>(r.offset.y + r.extent.height)};
}

void clearRegion(Recorder& recorder, const VkClearAttachment& clear, const ClearRegion& region) {
    const RenderingInfo& info = recorder.graphics.rendering.info;
    const bool conditional = recorder.predicate.resource;
    if (clear.aspectMask & VK_IMAGE_ASPECT_COLOR_BIT) {
        if (clear.colorAttachment >= info.colorCount) return;
        if (const ImageView* view = info.colors[clear.colorAttachment].view)
            (conditional ? fillColor : clearColor)(recorder, *view, clear.clearValue.color, region);
        return;
    }
    const VkImageAspectFlags attached = (info.depth.view ? VK_IMAGE_ASPECT_DEPTH_BIT : 0) |
                                        (info.stencil.view ? VK_IMAGE_ASPECT_STENCIL_BIT : 0);
    if (const VkImageAspectFlags aspects = clear.aspectMask & attached)
        (conditional ? fillDepthStencil : clearDepthStencil)(
            recorder, *info.depthStencilView(), aspects, clear.clearValue.depthStencil, region);
}

// With multiview the layers are the views.
void clearRect(Recorder& recorder, const VkClearAttachment& clear, const VkClearRect& rect) {
    const D3D12_RECT area = d3d12Rect(rect.rect);
    uint32_t views = recorder.graphics.rendering.info.viewMask;
    if (!views)
        return clearRegion(recorder, clear, {{&area, 1}, rect.baseArrayLayer, rect.layerCount});
    for (; views; views &= views - 1)
        clearRegion(recorder, clear,
                    {{&area, 1}, static_cast<uint32_t>(std::countr_zero(views)), 1});
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdClearAttachments(VkCommandBuffer commandBuffer,
                                               uint32_t attachmentCount,
                                               const VkClearAttachment* pAttachments,
                                               uint32_t rectCount, const VkClearRect* pRects) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const auto attachments = target.keep(pAttachments, attachmentCount);
    const auto rects = target.keep(pRects, rectCount);
    target.record([attachments, rects](Recorder& recorder) {
        for (const VkClearAttachment& clear : attachments)
            for (const VkClearRect& rect : rects) clearRect(recorder, clear, rect);
    });
}

}  // namespace baker::entry
