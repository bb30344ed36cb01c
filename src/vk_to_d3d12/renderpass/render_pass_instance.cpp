#include "render_pass_instance.hpp"

#include "command/recorder.hpp"
#include "resource/image_view.hpp"
#include "sync/barrier.hpp"
#include "sync/image_barrier.hpp"

namespace baker {
namespace {

VkImageSubresourceRange subresourceRange(const ImageView& view, VkImageAspectFlags aspects) {
    const ViewRange& range = view.range();
    const bool slices = view.image().type() == VK_IMAGE_TYPE_3D;
    return {aspects, range.baseLevel, range.levels, slices ? 0 : range.baseLayer,
            slices ? 1 : range.layers};
}

class Transitions {
  public:
    void add(const ImageView& view, VkImageAspectFlags aspects, VkImageLayout before,
             VkImageLayout after) {
        if (before == after || !aspects) return;
        VkImageMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2};
        barrier.oldLayout = before;
        barrier.newLayout = after;
        barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
        barrier.image = const_cast<Image&>(view.image()).handle();
        barrier.subresourceRange = subresourceRange(view, aspects);
        barriers_.push_back(barrier);
    }
    std::span<const VkImageMemoryBarrier2> barriers() const { return barriers_; }

  private:
    std::vector<VkImageMemoryBarrier2> barriers_;
};

}  // namespace

void RenderPassInstance::begin(Recorder& recorder, const RenderPassBegin& info) {
    pass_ = info.pass;
    subpass_ = 0;
    layers_ = info.layers;
    area_ = info.area;
    attachments_.assign(info.attachments.begin(), info.attachments.end());
    clears_.assign(info.clears.begin(), info.clears.end());
    clears_.resize(attachments_.size());
    beginSubpass(recorder);
}

void RenderPassInstance::next(Recorder& recorder) {
    endRendering(recorder);
    ++subpass_;
    beginSubpass(recorder);
}

void RenderPassInstance::end(Recorder& recorder) {
    endRendering(recorder);
    recordMemoryDependency(recorder.device, recorder.list, pass_->finalDependency());
    transition(recorder, pass_->finalTransitions());
}

void RenderPassInstance::beginSubpass(Recorder& recorder) {
    const SubpassInfo& subpass = pass_->subpasses()[subpass_];
    recordMemoryDependency(recorder.device, recorder.list, subpass.dependency);
    transition(recorder, subpass.transitions);
    clearUnrendered(recorder);
    beginRendering(recorder, renderingInfo());
}

void RenderPassInstance::transition(Recorder& recorder,
                                    std::span<const AttachmentTransition> transitions) const {
    constexpr VkImageAspectFlags kStencil = VK_IMAGE_ASPECT_STENCIL_BIT;
    Transitions result;
    for (const AttachmentTransition& t : transitions) {
        const ImageView& view = *attachments_[t.attachment];
        const VkImageAspectFlags aspects = view.image().info().aspects;
        const bool together = aspects == kStencil || (t.before.color == t.before.stencil &&
                                                      t.after.color == t.after.stencil);
        result.add(view, together ? aspects : aspects & ~kStencil, t.before.color, t.after.color);
        if (!together) result.add(view, aspects & kStencil, t.before.stencil, t.after.stencil);
    }
    if (!result.barriers().empty()) recordLayoutTransitions(recorder, result.barriers());
}

// The load operation of an attachment that is first used as an input attachment.
void RenderPassInstance::clearUnrendered(Recorder& recorder) const {
    for (const AttachmentUse& input : pass_->subpasses()[subpass_].clearedInputs) {
        RenderingInfo info{.area = area_, .layerCount = layers_};
        info.viewMask = pass_->subpasses()[subpass_].viewMask;
        const RenderingAttachment cleared = attachment(input);
        if (!cleared.view) continue;
        if (cleared.view->info().isColor()) {
            info.colors[info.colorCount++] = cleared;
        } else {
            SubpassInfo subpass;
            subpass.depthStencil = input;
            setDepthStencil(subpass, info);
        }
        beginRendering(recorder, info);
        endRendering(recorder);
    }
}

RenderingAttachment RenderPassInstance::attachment(const AttachmentUse& use) const {
    if (!use.used()) return {};
    return {.view = attachments_[use.attachment],
            .layout = use.layouts.color,
            .loadOp = use.first() ? pass_->attachments()[use.attachment].loadOp
                                  : VK_ATTACHMENT_LOAD_OP_LOAD,
            .clear = clears_[use.attachment],
            .clearedViews = use.firstViews};
}

void RenderPassInstance::setDepthStencil(const SubpassInfo& subpass, RenderingInfo& info) const {
    const AttachmentUse& use = subpass.depthStencil;
    if (!use.used()) return;
    const RenderingAttachment both = attachment(use);
    if (both.view->info().hasDepth()) info.depth = both;
    if (both.view->info().hasStencil()) {
        info.stencil = both;
        info.stencil.layout = use.layouts.stencil;
        if (use.first()) info.stencil.loadOp = pass_->attachments()[use.attachment].stencilLoadOp;
    }
    info.depth.resolveMode = subpass.depthResolveMode;
    info.stencil.resolveMode = subpass.stencilResolveMode;
    const AttachmentUse& resolve = subpass.depthStencilResolve;
    if (!resolve.used()) return;
    info.depth.resolveView = info.stencil.resolveView = attachments_[resolve.attachment];
    info.depth.resolveLayout = resolve.layouts.color;
    info.stencil.resolveLayout = resolve.layouts.stencil;
}

RenderingInfo RenderPassInstance::renderingInfo() const {
    const SubpassInfo& subpass = pass_->subpasses()[subpass_];
    RenderingInfo info{.area = area_, .layerCount = layers_, .viewMask = subpass.viewMask};
    info.transientSamples = subpass.transientSamples;
    info.colorCount = static_cast<uint32_t>(subpass.colors.size());
    for (uint32_t i = 0; i < info.colorCount; ++i) {
        info.colors[i] = attachment(subpass.colors[i]);
        if (subpass.resolves.empty() || !subpass.resolves[i].used()) continue;
        info.colors[i].resolveMode = VK_RESOLVE_MODE_AVERAGE_BIT;  // SAMPLE_ZERO of integers
        info.colors[i].resolveView = attachments_[subpass.resolves[i].attachment];
        info.colors[i].resolveLayout = subpass.resolves[i].layouts.color;
    }
    setDepthStencil(subpass, info);
    return info;
}

}  // namespace baker
