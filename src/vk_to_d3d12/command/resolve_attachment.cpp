#include "resolve_attachment.hpp"

#include <algorithm>
#include <bit>

#include "meta/resolve.hpp"
#include "recorder.hpp"
#include "resource/image_view.hpp"

namespace baker {
namespace {

ImageSlice sliceOf(const ImageView& view, uint32_t layer) {
    return {&view.image(), view.range().baseLevel, view.range().baseLayer + layer};
}

D3D12_RECT areaOf(const RenderingInfo& info, const ImageView& target) {
    const VkExtent3D extent = target.extent();
    const auto end = [](int32_t offset, uint32_t size, uint32_t limit) {
        return static_cast<LONG>(std::min(int64_t(offset) + size, int64_t(limit)));
    };
    const VkRect2D& area = info.area;
    return {area.offset.x, area.offset.y, end(area.offset.x, area.extent.width, extent.width),
            end(area.offset.y, area.extent.height, extent.height)};
}

// The layers that are rendered to, or the views.
template <typename Resolve>
void forEachLayer(const RenderingInfo& info, const ImageView& source, const ImageView& target,
                  const Resolve& resolve) {
    const uint32_t layers =
        std::min({info.layerCount, source.range().layers, target.range().layers});
    uint64_t left = info.viewMask ? info.viewMask : 0;
    if (!info.viewMask)
        for (uint32_t layer = 0; layer < layers; ++layer) resolve(layer);
    for (; left; left &= left - 1) resolve(static_cast<uint32_t>(std::countr_zero(left)));
}

SliceResolve sliceResolve(const RenderingInfo& info, const RenderingAttachment& attachment,
                          uint32_t layer) {
    const ImageView& target = *attachment.resolveView;
    return {.target = {sliceOf(target, layer), &target.info(), areaOf(info, target)},
            .source = sliceOf(*attachment.view, layer),
            .sourceFormat = &attachment.view->info()};
}

bool isResolved(const RenderingAttachment& attachment) {
    return attachment.view && attachment.resolveView &&
           attachment.resolveMode != VK_RESOLVE_MODE_NONE;
}

void resolveColorAttachment(Recorder& recorder, const RenderingInfo& info,
                            const RenderingAttachment& color) {
    const ImageAccess accesses[] = {
        {.image = &color.view->image(),
         .range = attachmentRange(*color.view, VK_IMAGE_ASPECT_COLOR_BIT),
         .layout = color.layout,
         .state = ImageState::ShaderRead},
        {.image = &color.resolveView->image(),
         .range = attachmentRange(*color.resolveView, VK_IMAGE_ASPECT_COLOR_BIT),
         .layout = color.resolveLayout,
         .state = ImageState::RenderTarget}};
    const ScopedImageAccess scope(recorder, accesses);
    forEachLayer(info, *color.view, *color.resolveView, [&](uint32_t layer) {
        resolveColor(recorder, sliceResolve(info, color, layer),
                     color.resolveMode == VK_RESOLVE_MODE_AVERAGE_BIT);
    });
}

void resolveDepthStencilAttachment(Recorder& recorder, const RenderingInfo& info,
                                   const RenderingAttachment& attachment,
                                   VkImageAspectFlagBits aspect) {
    const ImageAccess accesses[] = {{.image = &attachment.view->image(),
                                     .range = attachmentRange(*attachment.view, aspect),
                                     .layout = attachment.layout,
                                     .stencilLayout = attachment.layout,
                                     .state = ImageState::ShaderRead,
                                     .stencilState = ImageState::ShaderRead},
                                    {.image = &attachment.resolveView->image(),
                                     .range = attachmentRange(*attachment.resolveView, aspect),
                                     .layout = attachment.resolveLayout,
                                     .stencilLayout = attachment.resolveLayout,
                                     .state = ImageState::DepthWrite,
                                     .stencilState = ImageState::DepthWrite}};
    const ScopedImageAccess scope(recorder, accesses);
    forEachLayer(info, *attachment.view, *attachment.resolveView, [&](uint32_t layer) {
        resolveDepthStencil(recorder, sliceResolve(info, attachment, layer), aspect,
                            attachment.resolveMode);
    });
}

}  // namespace

void resolveAttachments(Recorder& recorder, const RenderingInfo& info) {
    for (uint32_t i = 0; i < info.colorCount; ++i)
        if (isResolved(info.colors[i])) resolveColorAttachment(recorder, info, info.colors[i]);
    if (isResolved(info.depth))
        resolveDepthStencilAttachment(recorder, info, info.depth, VK_IMAGE_ASPECT_DEPTH_BIT);
    if (isResolved(info.stencil))
        resolveDepthStencilAttachment(recorder, info, info.stencil, VK_IMAGE_ASPECT_STENCIL_BIT);
}

}  // namespace baker
