#include "transient_attachments.hpp"

#include <algorithm>

#include "device/device.hpp"
#include "meta/blit.hpp"
#include "recorder.hpp"
#include "resource/image_view.hpp"
#include "sync/image_barrier.hpp"

namespace baker {
namespace {

constexpr VkImageLayout kLayout = VK_IMAGE_LAYOUT_ATTACHMENT_OPTIMAL;

VkImageCreateInfo imageInfo(const ImageView& view, uint32_t samples) {
    VkImageCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
    info.imageType = VK_IMAGE_TYPE_2D;
    info.format = view.info().vulkan;
    info.extent = {view.extent().width, view.extent().height, 1};
    info.mipLevels = 1;
    info.arrayLayers = view.range().layers;
    info.samples = static_cast<VkSampleCountFlagBits>(samples);
    info.usage = VK_IMAGE_USAGE_SAMPLED_BIT |
                 (view.info().isColor() ? VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT
                                        : VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT);
    return info;
}

VkImageViewCreateInfo viewInfo(Image& image) {
    VkImageViewCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
    info.image = image.handle();
    info.viewType = VK_IMAGE_VIEW_TYPE_2D_ARRAY;
    info.format = image.format();
    info.subresourceRange = {image.info().aspects, 0, 1, 0, image.layers()};
    return info;
}

void makeReady(Recorder& recorder, Image& image) {
    VkImageMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2};
    barrier.newLayout = kLayout;
    barrier.image = image.handle();
    barrier.subresourceRange = {image.info().aspects, 0, 1, 0, image.layers()};
    recordLayoutTransitions(recorder, {&barrier, 1});
}

ImageAccess accessTo(const ImageView& view, VkImageLayout layout, ImageState state,
                     VkImageAspectFlags aspect) {
    return {.image = &view.image(),
            .range = attachmentRange(view, aspect),
            .layout = layout,
            .stencilLayout = layout,
            .state = state,
            .stencilState = state};
}

// Every sample of a texel of `to` becomes what `from` has there.
void load(Recorder& recorder, const RenderingInfo& info, const ImageView& to,
          const RenderingAttachment& from, VkImageAspectFlags aspect) {
    const bool color = aspect == VK_IMAGE_ASPECT_COLOR_BIT;
    const ImageAccess accesses[] = {
        accessTo(*from.view, from.layout, ImageState::ShaderRead, aspect),
        accessTo(to, kLayout, color ? ImageState::RenderTarget : ImageState::DepthWrite, aspect)};
    const ScopedImageAccess scope(recorder, accesses);
    const VkExtent3D extent = to.extent();
    const D3D12_RECT area{
        info.area.offset.x, info.area.offset.y,
        std::min<LONG>(info.area.offset.x + LONG(info.area.extent.width), LONG(extent.width)),
        std::min<LONG>(info.area.offset.y + LONG(info.area.extent.height), LONG(extent.height))};
    const ViewRange& range = from.view->range();
    for (uint32_t layer = 0; layer < range.layers; ++layer)
        blitSlice(recorder,
                  {.target = {{&to.image(), 0, layer}, &to.info(), area},
                   .source = {&from.view->image(), &from.view->info(), aspect, range.baseLevel},
                   .z = static_cast<float>(range.baseLayer + layer)});
}

// What is not cleared is loaded, so that nothing of the attachment is lost.
bool loads(const RenderingInfo& info, const RenderingAttachment& attachment) {
    return info.flags & VK_RENDERING_RESUMING_BIT ||
           attachment.loadOp != VK_ATTACHMENT_LOAD_OP_CLEAR;
}

bool isReplaced(const RenderingAttachment& attachment) {
    return attachment.view && attachment.view->image().samples() == 1;
}

VkResolveModeFlagBits resolveMode(const RenderingAttachment& attachment) {
    if (attachment.resolveMode != VK_RESOLVE_MODE_NONE) return attachment.resolveMode;
    const FormatInfo& info = attachment.view->info();
    return info.isColor() && !info.isInteger() ? VK_RESOLVE_MODE_AVERAGE_BIT
                                               : VK_RESOLVE_MODE_SAMPLE_ZERO_BIT;
}

void redirect(RenderingAttachment& attachment, const ImageView& transient) {
    attachment.resolveMode = resolveMode(attachment);
    attachment.resolveView = attachment.view;
    attachment.resolveLayout = attachment.layout;
    attachment.view = &transient;
    attachment.layout = kLayout;
}

}  // namespace

Result<const ImageView*> TransientAttachments::make(Recorder& recorder, const ImageView& view,
                                                    uint32_t samples) {
    const Allocator allocator = device_.allocator(nullptr);
    Image* image = TRY(Image::create(device_, imageInfo(view, samples), allocator));
    images_.push_back(image);
    TRY_VK(image->bindMemoryOfItsOwn(device_));
    ImageView* made = TRY(ImageView::create(device_, viewInfo(*image), allocator));
    views_.push_back(made);
    makeReady(recorder, *image);
    return made;
}

void TransientAttachments::replace(Recorder& recorder, RenderingInfo& info) {
    for (uint32_t i = 0; i < info.colorCount; ++i) {
        RenderingAttachment& color = info.colors[i];
        if (!isReplaced(color)) continue;
        auto transient = make(recorder, *color.view, info.transientSamples);
        if (!transient.ok()) return recorder.fail(transient.error());
        if (loads(info, color))
            load(recorder, info, *transient.value(), color, VK_IMAGE_ASPECT_COLOR_BIT);
        redirect(color, *transient.value());
    }
    RenderingAttachment& any = info.depth.view ? info.depth : info.stencil;
    if (!isReplaced(any)) return;
    auto transient = make(recorder, *any.view, info.transientSamples);
    if (!transient.ok()) return recorder.fail(transient.error());
    for (RenderingAttachment* one : {&info.depth, &info.stencil}) {
        if (!one->view) continue;
        if (loads(info, *one))
            load(recorder, info, *transient.value(), *one,
                 one == &info.depth ? VK_IMAGE_ASPECT_DEPTH_BIT : VK_IMAGE_ASPECT_STENCIL_BIT);
        redirect(*one, *transient.value());
    }
}

void TransientAttachments::reset() {
    const Allocator allocator = device_.allocator(nullptr);
    for (ImageView* view : views_) deleteObject(allocator, view);
    for (Image* image : images_) deleteObject(allocator, image);
    views_.clear();
    images_.clear();
}

}  // namespace baker
