#include "image_barrier.hpp"

#include "base/com.hpp"
#include "command/recorder.hpp"
#include "d3d12/capabilities.hpp"
#include "device/device.hpp"
#include "device/physical_device.hpp"
#include "resource/image.hpp"

namespace baker {
namespace {

constexpr VkImageAspectFlags kDepthStencil =
    VK_IMAGE_ASPECT_DEPTH_BIT | VK_IMAGE_ASPECT_STENCIL_BIT;

// The planes of `aspects`: stencil is plane 1 where there is depth.
struct PlaneAspect {
    uint32_t plane;
    VkImageAspectFlagBits aspect;
};

template <typename F>
void forEachPlane(const Image& image, VkImageAspectFlags aspects, const F& f) {
    const bool hasDepth = image.traits().aspects & VK_IMAGE_ASPECT_DEPTH_BIT;
    for (uint32_t left = aspects; left; left &= left - 1) {
        const auto aspect = static_cast<VkImageAspectFlagBits>(left & ~(left - 1));
        f(PlaneAspect{aspect == VK_IMAGE_ASPECT_STENCIL_BIT && hasDepth ? 1u : 0u, aspect});
    }
}

bool isWhole(const Image& image, const ImageRange& range) {
    return range.aspects == image.traits().aspects && range.mipCount == image.mipLevels() &&
           range.layerCount == image.arrayLayers();
}

template <typename F>
void forEachSubresource(const Image& image, const ImageRange& range, uint32_t plane, const F& f) {
    for (uint32_t layer = 0; layer < range.layerCount; ++layer)
        for (uint32_t mip = 0; mip < range.mipCount; ++mip)
            f(image.subresource(range.baseMip + mip, range.baseLayer + layer, plane));
}

ComPtr<ID3D12GraphicsCommandList7> list7(ID3D12GraphicsCommandList* list) {
    ComPtr<ID3D12GraphicsCommandList7> newer;
    list->QueryInterface(IID_PPV_ARGS(&newer));
    return newer;
}

AspectStates baseStates(const Image& image, VkImageLayout layout, VkImageLayout stencilLayout,
                        BarrierKind kind) {
    const ImageTraits traits = image.traits();
    const auto main = traits.aspects & VK_IMAGE_ASPECT_DEPTH_BIT ? VK_IMAGE_ASPECT_DEPTH_BIT
                                                                 : VK_IMAGE_ASPECT_COLOR_BIT;
    return {baseState(traits, layout, main, kind),
            baseState(traits, stencilLayout, VK_IMAGE_ASPECT_STENCIL_BIT, kind)};
}

// Legacy barriers have one base state for both planes of depth and stencil, and vkd3d changes both
// at once: so they go together, the unused one like the other.
ImageAccess widened(const ImageAccess& access) {
    ImageAccess wide = access;
    const VkImageAspectFlags all = access.image->traits().aspects;
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

D3D12_RESOURCE_STATES initialState(const Device& device, const ImageTraits& traits) {
    return initialState(traits,
                        barrierKind(device, device.physicalDevice().queueFamilies().front().type));
}

ImageRange resolveRange(const Image& image, const VkImageSubresourceRange& range) {
    const uint32_t mips = image.mipLevels(), layers = image.arrayLayers();
    // A layer of a 3D image is a slice of its one layer (VK_KHR_maintenance9 alone names them).
    const uint32_t baseLayer = layers == 1 ? 0 : range.baseArrayLayer;
    const auto resolved = [](uint32_t count, uint32_t remaining) {
        return count == VK_REMAINING_MIP_LEVELS || count > remaining ? remaining : count;
    };
    return {.aspects = range.aspectMask & image.traits().aspects,
            .baseMip = range.baseMipLevel,
            .mipCount = resolved(range.levelCount, mips - range.baseMipLevel),
            .baseLayer = baseLayer,
            .layerCount = resolved(range.layerCount, layers - baseLayer)};
}

ImageBarriers::ImageBarriers(Recorder& recorder)
    : recorder_(recorder), kind_(barrierKind(recorder.device, recorder.list->GetType())) {}

void ImageBarriers::change(const Image& image, const ImageRange& range, AspectStates before,
                           AspectStates after) {
    if (!kind_.enhanced) return changeLegacy(image, range, before, after);
    forEachPlane(image, range.aspects, [&](PlaneAspect plane) {
        const bool stencil = plane.aspect == VK_IMAGE_ASPECT_STENCIL_BIT;
        changeEnhanced(image, range, plane.plane, stencil ? before.stencil : before.main,
                       stencil ? after.stencil : after.main);
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
    const auto stateOf = [](AspectStates states, PlaneAspect plane) {
        return plane.aspect == VK_IMAGE_ASPECT_STENCIL_BIT ? states.stencil : states.main;
    };
    const bool sameStates = before.main == before.stencil && after.main == after.stencil;
    if (isWhole(image, range) && (range.aspects != kDepthStencil || sameStates)) {
        if (count_ == kCapacity) record();
        const bool stencil = range.aspects == VK_IMAGE_ASPECT_STENCIL_BIT;
        return addLegacy(image.resource(), D3D12_RESOURCE_BARRIER_ALL_SUBRESOURCES,
                         stencil ? before.stencil : before.main,
                         stencil ? after.stencil : after.main);
    }
    forEachSubresource(image, range, 0, [&](uint32_t first) {
        if (count_ + 2 > kCapacity) record();
        forEachPlane(image, range.aspects, [&](PlaneAspect plane) {
            const uint32_t subresource =
                first + plane.plane * image.mipLevels() * image.arrayLayers();
            addLegacy(image.resource(), subresource, stateOf(before, plane), stateOf(after, plane));
        });
    });
}

void ImageBarriers::changeEnhanced(const Image& image, const ImageRange& range, uint32_t plane,
                                   ImageState before, ImageState after) {
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
                                            .FirstPlane = plane,
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
    if (from == to || image.traits().concurrent) return Ownership::Kept;
    if (from < families.size() && families[from].type == type) return Ownership::Released;
    return Ownership::Acquired;
}

// Compression metadata of placed targets must be initialised before anything else; with enhanced
// barriers the transition does it.
void discardLegacy(Recorder& recorder, const Image& image, const ImageRange& range) {
    const D3D12_RESOURCE_FLAGS flags = image.resourceFlags();
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
    forEachPlane(image, range.aspects, [&](PlaneAspect plane) {
        for (uint32_t layer = 0; layer < range.layerCount; ++layer) {
            const D3D12_DISCARD_REGION region{
                .FirstSubresource =
                    image.subresource(range.baseMip, range.baseLayer + layer, plane.plane),
                .NumSubresources = range.mipCount};
            recorder.list->DiscardResource(image.resource(), &region);
        }
    });
}

bool discards(const VkImageMemoryBarrier2& barrier) {
    return barrier.oldLayout == VK_IMAGE_LAYOUT_UNDEFINED &&
           barrier.newLayout != VK_IMAGE_LAYOUT_UNDEFINED;
}

void recordTransition(Recorder& recorder, ImageBarriers& barriers, BarrierKind kind,
                      const VkImageMemoryBarrier2& barrier) {
    const Image& image = *Image::from(barrier.image);
    const ImageRange range = resolveRange(image, barrier.subresourceRange);
    constexpr AspectStates kCommon{ImageState::Common, ImageState::Common};
    AspectStates before = baseStates(image, barrier.oldLayout, barrier.oldLayout, kind);
    AspectStates after = baseStates(image, barrier.newLayout, barrier.newLayout, kind);
    const Ownership ownership = ownershipOf(recorder.device, image, barrier, kind.type);
    if (ownership == Ownership::Released) after = kCommon;
    if (ownership == Ownership::Acquired) before = kCommon;
    if (ownership == Ownership::Kept && discards(barrier) && !kind.enhanced &&
        kind.type == D3D12_COMMAND_LIST_TYPE_DIRECT) {
        barriers.record();
        discardLegacy(recorder, image, range);
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
        recordTransition(recorder, recorded, kind, barrier);
}

}  // namespace baker
