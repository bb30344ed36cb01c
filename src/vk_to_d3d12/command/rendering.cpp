#include "rendering.hpp"

#include <algorithm>
#include <bit>

#include "attachment_clear.hpp"
#include "device/device.hpp"
#include "null_target.hpp"
#include "recorder.hpp"
#include "resolve_attachment.hpp"
#include "resource/image_view.hpp"

namespace baker {
namespace {

bool isReadOnlyDepth(VkImageLayout layout) {
    return layout == VK_IMAGE_LAYOUT_DEPTH_STENCIL_READ_ONLY_OPTIMAL ||
           layout == VK_IMAGE_LAYOUT_DEPTH_READ_ONLY_STENCIL_ATTACHMENT_OPTIMAL ||
           layout == VK_IMAGE_LAYOUT_DEPTH_READ_ONLY_OPTIMAL ||
           layout == VK_IMAGE_LAYOUT_READ_ONLY_OPTIMAL;
}

bool isReadOnlyStencil(VkImageLayout layout) {
    return layout == VK_IMAGE_LAYOUT_DEPTH_STENCIL_READ_ONLY_OPTIMAL ||
           layout == VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_STENCIL_READ_ONLY_OPTIMAL ||
           layout == VK_IMAGE_LAYOUT_STENCIL_READ_ONLY_OPTIMAL ||
           layout == VK_IMAGE_LAYOUT_READ_ONLY_OPTIMAL;
}

ImageState depthState(bool readOnly) {
    return readOnly ? ImageState::DepthRead : ImageState::DepthWrite;
}

ImageAccess depthStencilAccess(const RenderingInfo& info) {
    const ImageView& view = *info.depthStencilView();
    const VkImageAspectFlags aspects = (info.depth.view ? VK_IMAGE_ASPECT_DEPTH_BIT : 0) |
                                       (info.stencil.view ? VK_IMAGE_ASPECT_STENCIL_BIT : 0);
    return {.image = &view.image(),
            .range = attachmentRange(view, aspects),
            .layout = info.depth.layout,
            .stencilLayout = info.stencil.layout,
            .state = depthState(isReadOnlyDepth(info.depth.layout)),
            .stencilState = depthState(isReadOnlyStencil(info.stencil.layout))};
}

void addAccesses(RenderingState& rendering) {
    const RenderingInfo& info = rendering.info;
    rendering.accessCount = 0;
    for (uint32_t i = 0; i < info.colorCount; ++i)
        if (const ImageView* view = info.colors[i].view)
            rendering.accesses[rendering.accessCount++] = {
                .image = &view->image(),
                .range = attachmentRange(*view, VK_IMAGE_ASPECT_COLOR_BIT),
                .layout = info.colors[i].layout,
                .state = ImageState::RenderTarget};
    if (info.depthStencilView())
        rendering.accesses[rendering.accessCount++] = depthStencilAccess(info);
}

// Calls `clear` with the area in the layers, or views, that are rendered to.
template <typename Clear>
void clearAttachment(const RenderingInfo& info, const ImageView& view, uint32_t clearedViews,
                     const Clear& clear) {
    const VkExtent3D extent = view.extent();
    const D3D12_RECT rect{info.area.offset.x, info.area.offset.y,
                          static_cast<LONG>(info.area.offset.x + info.area.extent.width),
                          static_cast<LONG>(info.area.offset.y + info.area.extent.height)};
    const bool everywhere = rect.left == 0 && rect.top == 0 &&
                            rect.right >= static_cast<LONG>(extent.width) &&
                            rect.bottom >= static_cast<LONG>(extent.height);
    ClearRegion region{.layerCount = info.layerCount};
    if (!everywhere) region.rects = {&rect, 1};
    if (!info.viewMask) return clear(region);
    region.layerCount = 1;
    for (uint32_t views = info.viewMask & clearedViews; views; views &= views - 1) {
        region.baseLayer = static_cast<uint32_t>(std::countr_zero(views));
        clear(region);
    }
}

bool clears(const RenderingAttachment& attachment) {
    return attachment.view && attachment.loadOp == VK_ATTACHMENT_LOAD_OP_CLEAR;
}

void clearDepthStencilAttachment(Recorder& recorder, const RenderingInfo& info) {
    const VkImageAspectFlags aspects = (clears(info.depth) ? VK_IMAGE_ASPECT_DEPTH_BIT : 0) |
                                       (clears(info.stencil) ? VK_IMAGE_ASPECT_STENCIL_BIT : 0);
    if (!aspects) return;
    const ImageView& view = *info.depthStencilView();
    const uint32_t views = clears(info.depth) ? info.depth.clearedViews : info.stencil.clearedViews;
    const VkClearDepthStencilValue value{info.depth.clear.depthStencil.depth,
                                         info.stencil.clear.depthStencil.stencil};
    clearAttachment(info, view, views, [&](const ClearRegion& region) {
        clearDepthStencil(recorder, view, aspects, value, region);
    });
}

void clearAttachments(Recorder& recorder, const RenderingInfo& info) {
    for (uint32_t i = 0; i < info.colorCount; ++i) {
        const RenderingAttachment& color = info.colors[i];
        if (!clears(color)) continue;
        clearAttachment(info, *color.view, color.clearedViews, [&](const ClearRegion& region) {
            clearColor(recorder, *color.view, color.clear.color, region);
        });
    }
    clearDepthStencilAttachment(recorder, info);
}

// Only programs that enable the extension may leave out what a pipeline has.
void setAttached(Recorder& recorder, const RenderingInfo& info) {
    if (!has(recorder.device.features(), Feature::dynamicRenderingUnusedAttachments)) return;
    uint32_t attached = 0;
    for (uint32_t i = 0; i < info.colorCount; ++i)
        if (info.colors[i].view) attached |= 1u << i;
    if (info.depth.view) attached |= kDepthAttached;
    if (info.stencil.view) attached |= kStencilAttached;
    recorder.graphics.state.baked.attached = static_cast<uint16_t>(attached);
    recorder.graphics.bindings.dirty |= kDirtyVariant;
}

}  // namespace

ImageRange attachmentRange(const ImageView& view, VkImageAspectFlags aspects) {
    const ViewRange& range = view.range();
    const bool slices = view.image().type() == VK_IMAGE_TYPE_3D;
    return {.aspects = aspects,
            .baseMip = range.baseLevel,
            .mipCount = range.levels,
            .baseLayer = slices ? 0 : range.baseLayer,
            .layerCount = slices ? 1 : range.layers};
}

void beginRendering(Recorder& recorder, const RenderingInfo& given) {
    RenderingState& rendering = recorder.graphics.rendering;
    rendering.info = given;
    const RenderingInfo& info = rendering.info;
    if (info.transientSamples > 1) recorder.attachments.replace(recorder, rendering.info);
    rendering.active = true;
    rendering.locations = kDefaultLocations;
    addAccesses(rendering);
    beginAccess(recorder, {rendering.accesses.data(), rendering.accessCount});
    if (!(info.flags & VK_RENDERING_RESUMING_BIT)) clearAttachments(recorder, info);
    setAttached(recorder, info);
    recorder.graphics.bindings.dirty |= kDirtyRenderTargets;
}

void endRendering(Recorder& recorder) {
    RenderingState& rendering = recorder.graphics.rendering;
    endAccess(recorder, {rendering.accesses.data(), rendering.accessCount});
    if (!(rendering.info.flags & VK_RENDERING_SUSPENDING_BIT) ||
        rendering.info.transientSamples > 1)
        resolveAttachments(recorder, rendering.info);
    rendering.active = false;
}

// The colour targets where the fragment shader's outputs go; how many there are.
static uint32_t locateTargets(Recorder& recorder,
                              std::array<D3D12_CPU_DESCRIPTOR_HANDLE, kMaxColorTargets>& targets) {
    const RenderingState& rendering = recorder.graphics.rendering;
    std::array<const ImageView*, kMaxColorTargets> views{};
    uint32_t count = 0;
    for (uint32_t i = 0; i < rendering.info.colorCount; ++i) {
        const uint8_t location = rendering.locations[i];
        if (location == kNoLocation) continue;
        views[location] = rendering.info.colors[i].view;
        count = std::max(count, location + 1u);
    }
    for (uint32_t i = 0; i < count; ++i)
        targets[i] = views[i] ? views[i]->renderTarget() : nullRenderTarget(recorder);
    return count;
}

void setRenderTargets(Recorder& recorder) {
    const RenderingInfo& info = recorder.graphics.rendering.info;
    std::array<D3D12_CPU_DESCRIPTOR_HANDLE, kMaxColorTargets> targets;
    const uint32_t targetCount = locateTargets(recorder, targets);
    D3D12_CPU_DESCRIPTOR_HANDLE depthStencil{};
    const ImageView* view = info.depthStencilView();
    if (view) {
        const bool readsDepth = !info.depth.view || isReadOnlyDepth(info.depth.layout);
        const bool readsStencil = !info.stencil.view || isReadOnlyStencil(info.stencil.layout);
        const uint32_t flags = (readsDepth ? D3D12_DSV_FLAG_READ_ONLY_DEPTH : 0) |
                               (readsStencil ? D3D12_DSV_FLAG_READ_ONLY_STENCIL : 0);
        depthStencil = view->depthStencil(static_cast<D3D12_DSV_FLAGS>(flags));
    }
    recorder.list->OMSetRenderTargets(targetCount, targets.data(), FALSE,
                                      view ? &depthStencil : nullptr);
}

}  // namespace baker
