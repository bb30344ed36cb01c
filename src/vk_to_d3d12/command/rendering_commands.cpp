// vkCmdBeginRendering, vkCmdEndRendering, and where the attachments are in shaders between them.
#include <algorithm>

#include "base/chain.hpp"
#include "command_buffer.hpp"
#include "rendering.hpp"
#include "resource/image_view.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

RenderingAttachment attachment(const VkRenderingAttachmentInfo* info) {
    if (!info) return {};
    return {.view = ImageView::from(info->imageView),
            .layout = info->imageLayout,
            .loadOp = info->loadOp,
            .clear = info->clearValue,
            .resolveMode = info->resolveMode,
            .resolveView = ImageView::from(info->resolveImageView),
            .resolveLayout = info->resolveImageLayout};
}

RenderingInfo renderingInfo(const VkRenderingInfo& info) {
    RenderingInfo result{.flags = info.flags,
                         .area = info.renderArea,
                         .layerCount = info.layerCount,
                         .viewMask = info.viewMask,
                         .colorCount = std::min(info.colorAttachmentCount, kMaxColorTargets),
                         .colors = {},
                         .depth = attachment(info.pDepthAttachment),
                         .stencil = attachment(info.pStencilAttachment)};
    if (const auto* single = findInChain<VkMultisampledRenderToSingleSampledInfoEXT>(
            info.pNext, VK_STRUCTURE_TYPE_MULTISAMPLED_RENDER_TO_SINGLE_SAMPLED_INFO_EXT))
        if (single->multisampledRenderToSingleSampledEnable)
            result.transientSamples = single->rasterizationSamples;
    std::transform(info.pColorAttachments, info.pColorAttachments + result.colorCount,
                   result.colors.begin(),
                   [](const VkRenderingAttachmentInfo& color) { return attachment(&color); });
    return result;
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdBeginRendering(VkCommandBuffer commandBuffer,
                                             const VkRenderingInfo* pRenderingInfo) {
    CommandBuffer::from(commandBuffer)
        ->record([info = renderingInfo(*pRenderingInfo)](Recorder& recorder) {
            beginRendering(recorder, info);
        });
}

VKAPI_ATTR void VKAPI_CALL CmdSetRenderingAttachmentLocations(
    VkCommandBuffer commandBuffer, const VkRenderingAttachmentLocationInfo* pLocationInfo) {
    const ColorLocations locations = colorLocations(pLocationInfo->pColorAttachmentLocations,
                                                    pLocationInfo->colorAttachmentCount);
    CommandBuffer::from(commandBuffer)->record([locations](Recorder& recorder) {
        recorder.graphics.rendering.locations = locations;
        recorder.graphics.bindings.dirty |= kDirtyRenderTargets;
    });
}

// Shaders read input attachments through descriptors, whatever their index.
VKAPI_ATTR void VKAPI_CALL CmdSetRenderingInputAttachmentIndices(
    VkCommandBuffer, const VkRenderingInputAttachmentIndexInfo*) {}

VKAPI_ATTR void VKAPI_CALL CmdEndRendering(VkCommandBuffer commandBuffer) {
    CommandBuffer::from(commandBuffer)->record([](Recorder& recorder) { endRendering(recorder); });
}

VKAPI_ATTR void VKAPI_CALL CmdEndRendering2KHR(VkCommandBuffer commandBuffer,
                                               const VkRenderingEndInfoKHR*) {
    CmdEndRendering(commandBuffer);
}

}  // namespace baker::entry
