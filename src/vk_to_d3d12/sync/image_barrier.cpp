#include "image_barrier.hpp"

#include "base/com.hpp"
#include "command/recorder.hpp"
#include "d3d12/capabilities.hpp"
#include "device/device.hpp"
#include "device/physical_device.hpp"
#include "meta/clear_range.hpp"
#include "resource/image.hpp"

namespace baker {
namespace {

constexpr VkImageAspectFlags kDepthStencil =
    VK_IMAGE_ASPECT_DEPTH_BIT | VK_IMAGE_ASPECT_STENCIL_BIT;

template <typename F>
void forEachAspect(VkImageAspectFlags aspects, const F& f) {
    for (uint32_t left = aspects; left; left &= left - 1)
        f(static_cast<VkImageAspectFlagBits>(left & (~left + 1)));
}

// The aspects of a resource, which may have a plane that the image's format has not.
VkImageAspectFlags resourceAspects(const Image& image) {
    return image.planes() == 2 ? kDepthStencil : image.info().aspects;
}

ImageState stateOf(AspectStates states, VkImageAspectFlagBits aspect) {
    return aspect == VK_IMAGE_ASPECT_STENCIL_BIT ? states.stencil : states.main;
}

// With the states of the plane that the image's format has not.
AspectStates completed(const Image& image, AspectStates states) {
    const VkImageAspectFlags aspects = image.info().aspects;
    if (!(aspects & VK_IMAGE_ASPECT_STENCIL_BIT)) states.stencil = states.main;
    if (aspects == VK_IMAGE_ASPECT_STENCIL_BIT) states.main = states.stencil;
    return states;
}

bool isWhole(const Image& image, const ImageRange& range) {
    return range.aspects == resourceAspects(image) && range.mipCount == image.levels() &&
           range.layerCount == image.layers();
}

ComPtr<ID3D12GraphicsCommandList7> list7(ID3D12GraphicsCommandList* list) {
    ComPtr<ID3D12GraphicsCommandList7> newer;
    list->QueryInterface(IID_PPV_ARGS(&newer));
    return newer;
}

AspectStates baseStates(const Image& image, VkImageLayout layout, VkImageLayout stencilLayout,
                        BarrierKind kind) {
    const ImageTraits traits = imageTraits(image);
    const auto main = traits.aspects & VK_IMAGE_ASPECT_DEPTH_BIT ? VK_IMAGE_ASPECT_DEPTH_BIT
                                                                 : VK_IMAGE_ASPECT_COLOR_BIT;
    return {baseState(traits, layout, main, kind),
            baseState(traits, stencilLayout, VK_IMAGE_ASPECT_STENCIL_BIT, kind)};
}

// Legacy barriers have one base state for both planes of depth and stencil, and vkd3d changes both
// at once: so they go together, the unused one like the other.
ImageAccess widened(const ImageAccess& access) {
    ImageAccess wide = access;
    const VkImageAspectFlags all = access.image->info().aspects;
    if (all != kDepthStencil || access.range.aspects == all) return wide;
    const bool stencil = access.range.aspects == VK_IMAGE_ASPECT_STENCIL_BIT;
    (stencil ? wide.state : wide.stencilState) = stencil ? wide.stencilState : wide.state;
    (stencil ? wide.layout : wide.stencilLayout) = stencil ? wide.stencilLayout : wide.layout;
    wide.range.aspects = all;
    return wide;
}

void recordAccess(Recorder& recorder, std::span<const ImageAccess> accesses, bool begin) {
    const BarrierKind kind = barrierKind(recorder.device, recorder.list->GetType());
    ImageBarriers barriers(recorder);
    for (const ImageAccess& given : accesses) {
        const ImageAccess access = kind.enhanced ? given : widened(given);
        const AspectStates base =
            baseStates(*access.image, access.layout, access.stencilLayout, kind);
        const AspectStates used{access.state, access.stencilState};
        barriers.change(*access.image, access.range, begin ? base : used, begin ? used : base);
    }
}

}  // namespace

BarrierKind barrierKind(const Device& device, D3D12_COMMAND_LIST_TYPE type) {
    return {.enhanced = bool(device.capabilities().options12.EnhancedBarriersSupported),
            .type = type};
}

ImageTraits imageTraits(const Image& image) {
    return {.usage = image.usage(),
            .aspects = image.info().aspects,
            .concurrent = image.isConcurrent(),
            .slices = image.hasSliceLayouts()};
}

ImageRange resolveRange(const Image& image, const VkImageSubresourceRange& range) {
    // A layer of a 3D image is a slice of its one layer (VK_KHR_maintenance9 alone names them).
    const bool volume = image.type() == VK_IMAGE_TYPE_3D;
    // An aspect that names a plane of a planar image is the colour of that plane's own image.
    const bool plane = range.aspectMask & kPlaneAspects;
    return {.aspects = plane ? VkImageAspectFlags(VK_IMAGE_ASPECT_COLOR_BIT)
                             : range.aspectMask & image.info().aspects,
            .baseMip = range.baseMipLevel,
            .mipCount = image.resolveLevels(range.baseMipLevel, range.levelCount),
            .baseLayer = volume ? 0 : range.baseArrayLayer,
            .layerCount = volume ? 1 : image.resolveLayers(range.baseArrayLayer, range.layerCount)};
}

ImageBarriers::ImageBarriers(Recorder& recorder)
    : recorder_(recorder), kind_(barrierKind(recorder.device, recorder.list->GetType())) {}

void ImageBarriers::change(const Image& image, const ImageRange& range, AspectStates before,
                           AspectStates after) {
    ImageRange planes = range;
    if (range.aspects == image.info().aspects) planes.aspects = resourceAspects(image);
    before = completed(image, before);
    after = completed(image, after);
    if (image.isLinear()) return;  // buffers have no layouts
    if (!kind_.enhanced) return changeLegacy(image, planes, before, after);
    forEachAspect(planes.aspects, [&](VkImageAspectFlagBits aspect) {
        changeEnhanced(image, planes, aspect, stateOf(before, aspect), stateOf(after, aspect));
    });
}

void ImageBarriers::addLegacy(ID3D12Resource* resource, uint32_t subresource, ImageState before,
                              ImageState after) {
    const D3D12_RESOURCE_STATES from = legacyState(before, kind_.type),
                                to = legacyState(after, kind_.type);
    if (from == to) return;
    D3D12_RESOURCE_BARRIER& barrier = legacy_[count_++] = {};
    barrier.Type = D3D12_RESOURCE_BARRIER_TYPE_TRANSITION;
    barrier.Transition = {resource, subresource, from, to};
}

// The planes of a subresource one after the other, in one call: vkd3d wants them so.
void ImageBarriers::changeLegacy(const Image& image, const ImageRange& range, AspectStates before,
                                 AspectStates after) {
    const bool alike = before.main == before.stencil && after.main == after.stencil;
    if (isWhole(image, range) && (alike || range.aspects != kDepthStencil)) {
        if (count_ == kCapacity) record();
        return addLegacy(image.resource(), D3D12_RESOURCE_BARRIER_ALL_SUBRESOURCES, before.main,
                         after.main);
    }
    for (uint32_t layer = 0; layer < range.layerCount; ++layer)
        for (uint32_t mip = 0; mip < range.mipCount; ++mip) {
            if (count_ + 2 > kCapacity) record();
            forEachAspect(range.aspects, [&](VkImageAspectFlagBits aspect) {
                const uint32_t subresource =
                    image.subresource(range.baseMip + mip, range.baseLayer + layer, aspect);
                addLegacy(image.resource(), subresource, stateOf(before, aspect),
                          stateOf(after, aspect));
            });
        }
}

void ImageBarriers::changeEnhanced(const Image& image, const ImageRange& range,
                                   VkImageAspectFlagBits aspect, ImageState before,
                                   ImageState after) {
    if (before == after) return;
    if (count_ == kCapacity) record();
    const EnhancedState from = enhancedState(before, kind_.type),
                        to = enhancedState(after, kind_.type);
    enhanced_[count_++] = {.SyncBefore = D3D12_BARRIER_SYNC_ALL,
                           .SyncAfter = D3D12_BARRIER_SYNC_ALL,
                           .AccessBefore = from.access,
                           .AccessAfter = to.access,
                           .LayoutBefore = from.layout,
                           .LayoutAfter = to.layout,
                           .pResource = image.resource(),
                           .Subresources = {.IndexOrFirstMipLevel = range.baseMip,
                                            .NumMipLevels = range.mipCount,
                                            .FirstArraySlice = range.baseLayer,
                                            .NumArraySlices = range.layerCount,
                                            .FirstPlane = planeOf(aspect),
                                            .NumPlanes = 1},
                           .Flags = before == ImageState::Undefined
                                        ? D3D12_TEXTURE_BARRIER_FLAG_DISCARD
                                        : D3D12_TEXTURE_BARRIER_FLAG_NONE};
}

void ImageBarriers::record() {
    if (count_ == 0) return;
    if (kind_.enhanced) {
        D3D12_BARRIER_GROUP group{};
        group.Type = D3D12_BARRIER_TYPE_TEXTURE;
        group.NumBarriers = count_;
        group.pTextureBarriers = enhanced_.data();
        if (const auto list = list7(recorder_.list)) list->Barrier(1, &group);
    } else {
        recorder_.list->ResourceBarrier(count_, legacy_.data());
    }
    count_ = 0;
}

void beginAccess(Recorder& recorder, std::span<const ImageAccess> accesses) {
    recordAccess(recorder, accesses, true);
}

void endAccess(Recorder& recorder, std::span<const ImageAccess> accesses) {
    recordAccess(recorder, accesses, false);
}

namespace {

// Which half of a transfer of ownership a list of type `type` records.
enum class Ownership { Kept, Released, Acquired };

Ownership ownershipOf(const Device& device, const Image& image,
                      const VkImageMemoryBarrier2& barrier, D3D12_COMMAND_LIST_TYPE type) {
    const auto& families = device.physicalDevice().queueFamilies();
    const uint32_t from = barrier.srcQueueFamilyIndex, to = barrier.dstQueueFamilyIndex;
    if (from == to || image.isConcurrent() || image.hasSliceLayouts()) return Ownership::Kept;
    if (from < families.size() && families[from].type == type) return Ownership::Released;
    return Ownership::Acquired;
}

// Compression metadata of placed targets must be initialised before anything else; with enhanced
// barriers the transition does it.
void discardLegacy(Recorder& recorder, const Image& image, const ImageRange& range) {
    if (image.isLinear()) return;
    const D3D12_RESOURCE_FLAGS flags = image.desc().Flags;
    const bool color = flags & D3D12_RESOURCE_FLAG_ALLOW_RENDER_TARGET;
    if (!color && !(flags & D3D12_RESOURCE_FLAG_ALLOW_DEPTH_STENCIL)) return;
    const ImageState target = color ? ImageState::RenderTarget : ImageState::DepthWrite;
    const ImageAccess access{.image = &image,
                             .range = range,
                             .layout = VK_IMAGE_LAYOUT_UNDEFINED,
                             .stencilLayout = VK_IMAGE_LAYOUT_UNDEFINED,
                             .state = target,
                             .stencilState = target};
    const ScopedImageAccess scope(recorder, {&access, 1});
    forEachAspect(range.aspects, [&](VkImageAspectFlagBits aspect) {
        for (uint32_t layer = 0; layer < range.layerCount; ++layer) {
            const D3D12_DISCARD_REGION region{.FirstSubresource = image.subresource(
                                                  range.baseMip, range.baseLayer + layer, aspect),
                                              .NumSubresources = range.mipCount};
            recorder.list->DiscardResource(image.resource(), &region);
        }
    });
}

// Metadata of targets again: here the first clear initialises it.
void zeroTargets(Recorder& recorder, const Image& image, const ImageRange& range) {
    if (image.isLinear()) return;
    const D3D12_RESOURCE_FLAGS flags = image.desc().Flags;
    if (flags & D3D12_RESOURCE_FLAG_ALLOW_RENDER_TARGET)
        clearColorRange(recorder, image, VK_IMAGE_LAYOUT_ZERO_INITIALIZED_EXT, {}, range);
    else if (flags & D3D12_RESOURCE_FLAG_ALLOW_DEPTH_STENCIL)
        clearDepthStencilRange(recorder, image, VK_IMAGE_LAYOUT_ZERO_INITIALIZED_EXT, {}, range);
}

bool zeroes(const VkImageMemoryBarrier2& barrier) {
    return barrier.oldLayout == VK_IMAGE_LAYOUT_ZERO_INITIALIZED_EXT &&
           barrier.newLayout != VK_IMAGE_LAYOUT_ZERO_INITIALIZED_EXT;
}

// Not, with VK_KHR_maintenance9, for some slices of a level that has others.
bool isOfAllSlices(const Device& device, const Image& image, const VkImageSubresourceRange& range) {
    if (!image.hasSliceLayouts() || !has(device.features(), Feature::maintenance9)) return true;
    return range.baseArrayLayer == 0 &&
           (range.layerCount == VK_REMAINING_ARRAY_LAYERS ||
            range.layerCount == image.extent(range.baseMipLevel).depth);
}

bool discards(const Device& device, const Image& image, const VkImageMemoryBarrier2& barrier) {
    return barrier.oldLayout == VK_IMAGE_LAYOUT_UNDEFINED &&
           barrier.newLayout != VK_IMAGE_LAYOUT_UNDEFINED &&
           isOfAllSlices(device, image, barrier.subresourceRange);
}

void recordTransition(Recorder& recorder, ImageBarriers& barriers, BarrierKind kind,
                      const Image& image, const VkImageMemoryBarrier2& barrier) {
    const ImageRange range = resolveRange(image, barrier.subresourceRange);
    constexpr AspectStates kCommon{ImageState::Common, ImageState::Common};
    AspectStates before = baseStates(image, barrier.oldLayout, barrier.oldLayout, kind);
    AspectStates after = baseStates(image, barrier.newLayout, barrier.newLayout, kind);
    const Ownership ownership = ownershipOf(recorder.device, image, barrier, kind.type);
    if (ownership == Ownership::Released) after = kCommon;
    if (ownership == Ownership::Acquired) before = kCommon;
    const bool kept = ownership == Ownership::Kept && kind.type == D3D12_COMMAND_LIST_TYPE_DIRECT;
    if (kept && discards(recorder.device, image, barrier) && !kind.enhanced) {
        barriers.record();
        discardLegacy(recorder, image, range);
    } else if (kept && zeroes(barrier)) {
        barriers.record();
        zeroTargets(recorder, image, range);
    }
    // Keeps its layout; VK_IMAGE_LAYOUT_UNDEFINED twice is no transition either.
    if (before != after && after.main != ImageState::Undefined)
        barriers.change(image, range, before, after);
}

}  // namespace

void recordLayoutTransitions(Recorder& recorder, std::span<const VkImageMemoryBarrier2> barriers) {
    if (barriers.empty()) return;
    const BarrierKind kind = barrierKind(recorder.device, recorder.list->GetType());
    ImageBarriers recorded(recorder);
    for (const VkImageMemoryBarrier2& barrier : barriers)
        Image::from(barrier.image)
            ->forEachImage(barrier.subresourceRange.aspectMask, [&](const Image& image) {
                recordTransition(recorder, recorded, kind, image, barrier);
            });
}

}  // namespace baker
