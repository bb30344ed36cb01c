// What is being rendered to: vkCmdBeginRendering, which render passes come down to as well.
//
// Attachments change to their state when rendering begins and back to their layout's when it ends
// (sync/image_layout.hpp). Render targets are set by the flush before a draw.
#pragma once

#include <array>

#include "d3d12/d3d12_api.hpp"
#include "pipeline/graphics_state.hpp"
#include "sync/image_barrier.hpp"

namespace baker {

class ImageView;
struct Recorder;

struct RenderingAttachment {
    const ImageView* view = nullptr;  // null: none
    VkImageLayout layout = VK_IMAGE_LAYOUT_UNDEFINED;
    VkAttachmentLoadOp loadOp = VK_ATTACHMENT_LOAD_OP_LOAD;
    VkClearValue clear{};
    uint32_t clearedViews = UINT32_MAX;  // with multiview: those that a clearing load clears
    VkResolveModeFlagBits resolveMode = VK_RESOLVE_MODE_NONE;
    const ImageView* resolveView = nullptr;
    VkImageLayout resolveLayout = VK_IMAGE_LAYOUT_UNDEFINED;
};

// VkRenderingInfo. Of depth and stencil, where both are attached, the views are the same.
struct RenderingInfo {
    VkRenderingFlags flags = 0;
    VkRect2D area{};
    uint32_t layerCount = 1;
    uint32_t viewMask = 0;
    // VkMultisampledRenderToSingleSampledInfoEXT; 0: attachments are rendered to as they are.
    uint32_t transientSamples = 0;
    uint32_t colorCount = 0;
    std::array<RenderingAttachment, kMaxColorTargets> colors;
    RenderingAttachment depth, stencil;

    const ImageView* depthStencilView() const { return depth.view ? depth.view : stencil.view; }
};

struct RenderingState {
    bool active = false;
    RenderingInfo info;
    ColorLocations locations = kDefaultLocations;
    uint32_t accessCount = 0;
    std::array<ImageAccess, kMaxColorTargets + 1> accesses;
};

// The subresources that a view attaches.
ImageRange attachmentRange(const ImageView& view, VkImageAspectFlags aspects);

void beginRendering(Recorder& recorder, const RenderingInfo& info);
void endRendering(Recorder& recorder);

// OMSetRenderTargets, while rendering is active.
void setRenderTargets(Recorder& recorder);

}  // namespace baker
