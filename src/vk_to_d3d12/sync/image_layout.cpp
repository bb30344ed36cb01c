#include "image_layout.hpp"

namespace baker {
namespace {

using S = ImageState;

struct LayoutRow {
    VkImageLayout layout;
    ImageState color, depth, stencil;
};

// A layout without a row is GENERAL: VK_IMAGE_LAYOUT_SHARED_PRESENT_KHR and the like.
constexpr LayoutRow kLayouts[] = {
    {VK_IMAGE_LAYOUT_UNDEFINED, S::Undefined, S::Undefined, S::Undefined},
    // What D3D12's resources are made in: the texels stay.
    {VK_IMAGE_LAYOUT_PREINITIALIZED, S::Common, S::Common, S::Common},
    {VK_IMAGE_LAYOUT_ZERO_INITIALIZED_EXT, S::Common, S::Common, S::Common},
    {VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL, S::RenderTarget, S::General, S::General},
    {VK_IMAGE_LAYOUT_DEPTH_STENCIL_ATTACHMENT_OPTIMAL, S::General, S::DepthWrite, S::DepthWrite},
    {VK_IMAGE_LAYOUT_DEPTH_STENCIL_READ_ONLY_OPTIMAL, S::General, S::DepthRead, S::DepthRead},
    {VK_IMAGE_LAYOUT_DEPTH_READ_ONLY_STENCIL_ATTACHMENT_OPTIMAL, S::General, S::DepthRead,
     S::DepthWrite},
    {VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_STENCIL_READ_ONLY_OPTIMAL, S::General, S::DepthWrite,
     S::DepthRead},
    {VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL, S::General, S::DepthWrite, S::DepthWrite},
    {VK_IMAGE_LAYOUT_STENCIL_ATTACHMENT_OPTIMAL, S::General, S::DepthWrite, S::DepthWrite},
    {VK_IMAGE_LAYOUT_DEPTH_READ_ONLY_OPTIMAL, S::General, S::DepthRead, S::DepthRead},
    {VK_IMAGE_LAYOUT_STENCIL_READ_ONLY_OPTIMAL, S::General, S::DepthRead, S::DepthRead},
    {VK_IMAGE_LAYOUT_ATTACHMENT_OPTIMAL, S::RenderTarget, S::DepthWrite, S::DepthWrite},
    {VK_IMAGE_LAYOUT_READ_ONLY_OPTIMAL, S::ShaderRead, S::DepthRead, S::DepthRead},
    {VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL, S::ShaderRead, S::DepthRead, S::DepthRead},
    {VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, S::CopySource, S::CopySource, S::CopySource},
    {VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, S::CopyDest, S::CopyDest, S::CopyDest},
    {VK_IMAGE_LAYOUT_PRESENT_SRC_KHR, S::Common, S::Common, S::Common},
};

constexpr VkImageUsageFlags kShaderReads =
    VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_INPUT_ATTACHMENT_BIT | VK_IMAGE_USAGE_STORAGE_BIT;

// Those that images are created in.
bool isInitial(VkImageLayout layout) {
    return layout == VK_IMAGE_LAYOUT_UNDEFINED || layout == VK_IMAGE_LAYOUT_PREINITIALIZED ||
           layout == VK_IMAGE_LAYOUT_ZERO_INITIALIZED_EXT;
}

ImageState stateOfLayout(VkImageLayout layout, VkImageAspectFlagBits aspect) {
    for (const LayoutRow& row : kLayouts) {
        if (row.layout != layout) continue;
        if (aspect == VK_IMAGE_ASPECT_DEPTH_BIT) return row.depth;
        return aspect == VK_IMAGE_ASPECT_STENCIL_BIT ? row.stencil : row.color;
    }
    return S::General;
}

// Queues of two types share the image without a transfer of ownership: what both may name.
ImageState concurrentState(ImageState state, const ImageTraits& image) {
    if (state == S::Undefined || state == S::CopySource || state == S::CopyDest) return state;
    if (state == S::General && image.usage & VK_IMAGE_USAGE_STORAGE_BIT) return S::Storage;
    return S::Common;
}

// What every queue may name and every use can begin from.
ImageState sliceState(const ImageTraits& image) {
    return image.usage & VK_IMAGE_USAGE_STORAGE_BIT ? S::Storage : S::Common;
}

ImageState enhancedBase(const ImageTraits& image, VkImageLayout layout,
                        VkImageAspectFlagBits aspect, BarrierKind kind) {
    if (image.slices) return sliceState(image);
    const ImageState state = stateOfLayout(layout, aspect);
    if (image.concurrent) return concurrentState(state, image);
    if (kind.type == D3D12_COMMAND_LIST_TYPE_DIRECT) return state;
    // Compute lists have no attachments: such a layout is only passed through.
    if (state == S::RenderTarget || state == S::DepthWrite) return S::General;
    return state == S::DepthRead ? S::ShaderRead : state;
}

ImageState legacyBase(const ImageTraits& image, VkImageLayout layout, BarrierKind kind) {
    const bool storage = image.usage & VK_IMAGE_USAGE_STORAGE_BIT;
    if (image.slices) return sliceState(image);
    if (storage && (layout == VK_IMAGE_LAYOUT_GENERAL || isInitial(layout))) return S::Storage;
    if (image.concurrent) return S::Common;  // from where D3D12 promotes to every read
    if (image.usage & kShaderReads) return S::ShaderRead;
    if (kind.type != D3D12_COMMAND_LIST_TYPE_DIRECT) return S::Common;
    if (image.usage & VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT) return S::DepthWrite;
    if (image.usage & VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT) return S::RenderTarget;
    return S::Common;
}

constexpr uint32_t kShaderResource =
    D3D12_RESOURCE_STATE_NON_PIXEL_SHADER_RESOURCE | D3D12_RESOURCE_STATE_PIXEL_SHADER_RESOURCE;

struct StateRow {
    uint32_t legacy;
    D3D12_BARRIER_LAYOUT direct, compute;
    uint32_t access;
};

// By ImageState.
constexpr StateRow kStates[] = {
    {D3D12_RESOURCE_STATE_COMMON, D3D12_BARRIER_LAYOUT_UNDEFINED, D3D12_BARRIER_LAYOUT_UNDEFINED,
     D3D12_BARRIER_ACCESS_NO_ACCESS},
    {D3D12_RESOURCE_STATE_COMMON, D3D12_BARRIER_LAYOUT_COMMON, D3D12_BARRIER_LAYOUT_COMMON,
     D3D12_BARRIER_ACCESS_COMMON},
    {D3D12_RESOURCE_STATE_COMMON, D3D12_BARRIER_LAYOUT_DIRECT_QUEUE_COMMON,
     D3D12_BARRIER_LAYOUT_COMPUTE_QUEUE_COMMON, D3D12_BARRIER_ACCESS_COMMON},
    {kShaderResource, D3D12_BARRIER_LAYOUT_SHADER_RESOURCE, D3D12_BARRIER_LAYOUT_SHADER_RESOURCE,
     D3D12_BARRIER_ACCESS_SHADER_RESOURCE},
    {D3D12_RESOURCE_STATE_UNORDERED_ACCESS, D3D12_BARRIER_LAYOUT_UNORDERED_ACCESS,
     D3D12_BARRIER_LAYOUT_UNORDERED_ACCESS, D3D12_BARRIER_ACCESS_UNORDERED_ACCESS},
    {D3D12_RESOURCE_STATE_COPY_SOURCE, D3D12_BARRIER_LAYOUT_COPY_SOURCE,
     D3D12_BARRIER_LAYOUT_COPY_SOURCE, D3D12_BARRIER_ACCESS_COPY_SOURCE},
    {D3D12_RESOURCE_STATE_COPY_DEST, D3D12_BARRIER_LAYOUT_COPY_DEST, D3D12_BARRIER_LAYOUT_COPY_DEST,
     D3D12_BARRIER_ACCESS_COPY_DEST},
    {D3D12_RESOURCE_STATE_RENDER_TARGET, D3D12_BARRIER_LAYOUT_RENDER_TARGET,
     D3D12_BARRIER_LAYOUT_RENDER_TARGET, D3D12_BARRIER_ACCESS_RENDER_TARGET},
    {D3D12_RESOURCE_STATE_DEPTH_WRITE, D3D12_BARRIER_LAYOUT_DEPTH_STENCIL_WRITE,
     D3D12_BARRIER_LAYOUT_DEPTH_STENCIL_WRITE,
     D3D12_BARRIER_ACCESS_DEPTH_STENCIL_READ | D3D12_BARRIER_ACCESS_DEPTH_STENCIL_WRITE},
    {D3D12_RESOURCE_STATE_DEPTH_READ | kShaderResource,
     D3D12_BARRIER_LAYOUT_DIRECT_QUEUE_GENERIC_READ, D3D12_BARRIER_LAYOUT_SHADER_RESOURCE,
     D3D12_BARRIER_ACCESS_DEPTH_STENCIL_READ | D3D12_BARRIER_ACCESS_SHADER_RESOURCE},
};
static_assert(sizeof(kStates) / sizeof(kStates[0]) == static_cast<size_t>(S::Count));

const StateRow& rowOf(ImageState state) {
    return kStates[static_cast<size_t>(state)];
}

}  // namespace

ImageState baseState(const ImageTraits& image, VkImageLayout layout, VkImageAspectFlagBits aspect,
                     BarrierKind kind) {
    return kind.enhanced ? enhancedBase(image, layout, aspect, kind)
                         : legacyBase(image, layout, kind);
}

D3D12_RESOURCE_STATES initialState(const ImageTraits& image, BarrierKind kind) {
    if (kind.enhanced)
        return image.slices ? legacyState(sliceState(image), kind.type)
                            : D3D12_RESOURCE_STATE_COMMON;
    return legacyState(legacyBase(image, VK_IMAGE_LAYOUT_UNDEFINED, kind), kind.type);
}

D3D12_RESOURCE_STATES legacyState(ImageState state, D3D12_COMMAND_LIST_TYPE type) {
    uint32_t states = rowOf(state).legacy;
    if (type != D3D12_COMMAND_LIST_TYPE_DIRECT)
        states &= ~(D3D12_RESOURCE_STATE_PIXEL_SHADER_RESOURCE | D3D12_RESOURCE_STATE_DEPTH_READ);
    return static_cast<D3D12_RESOURCE_STATES>(states);
}

EnhancedState enhancedState(ImageState state, D3D12_COMMAND_LIST_TYPE type) {
    const StateRow& row = rowOf(state);
    if (type == D3D12_COMMAND_LIST_TYPE_DIRECT)
        return {row.direct, static_cast<D3D12_BARRIER_ACCESS>(row.access)};
    return {row.compute, static_cast<D3D12_BARRIER_ACCESS>(
                             row.access & ~D3D12_BARRIER_ACCESS_DEPTH_STENCIL_READ)};
}

}  // namespace baker
