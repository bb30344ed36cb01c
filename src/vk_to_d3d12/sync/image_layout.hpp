// Vulkan's image layouts in D3D12's terms.
//
// Between commands a subresource is in the *base state* of its layout: what descriptors may do with
// it there. A command that needs another state (a copy, a clear, an attachment) changes to it for
// its own time and back (image_barrier.hpp). So GENERAL works for every combination of usages, and
// a meta operation may draw where Vulkan only copies.
//
// With enhanced barriers each layout has its own base state. Legacy barriers demand the true state
// before every transition, also where Vulkan says UNDEFINED; there the base state depends on the
// image alone, save that images with storage usage have one for GENERAL and one for the others.
// Nothing is tracked. Of images whose slices may be in different layouts, the base state depends on
// the image alone with either kind of barrier.
//
// Sources: D3D12EnhancedBarriers.md ("Layout Access Compatibility"), Vulkan spec "Image Layouts".
#pragma once

#include "d3d12/d3d12_api.hpp"

namespace baker {

enum class ImageState : uint8_t {
    Undefined,  // with enhanced barriers, before a transition that discards; nowhere else
    Common,     // between queues of different types
    General,    // whatever descriptors do, and copies: enhanced barriers only
    ShaderRead,
    Storage,
    CopySource,
    CopyDest,
    RenderTarget,
    DepthWrite,  // depth or stencil
    DepthRead,   // depth or stencil, as an attachment and in shaders at once
    Count,
};

// What the base states of an image depend on.
struct ImageTraits {
    VkImageUsageFlags usage = 0;  // stencil's usage included
    VkImageAspectFlags aspects = VK_IMAGE_ASPECT_COLOR_BIT;
    bool concurrent = false;  // VK_SHARING_MODE_CONCURRENT
    // A 3D image whose slices have layouts of their own (VK_KHR_maintenance9), which no D3D12
    // subresource has.
    bool slices = false;
};

// Who asks: command lists of a type may name some states only.
struct BarrierKind {
    bool enhanced = false;
    D3D12_COMMAND_LIST_TYPE type = D3D12_COMMAND_LIST_TYPE_DIRECT;
};

// `aspect`: one bit.
ImageState baseState(const ImageTraits& image, VkImageLayout layout, VkImageAspectFlagBits aspect,
                     BarrierKind kind);
// In which an image is created, as ID3D12Device::CreatePlacedResource's initial state.
D3D12_RESOURCE_STATES initialState(const ImageTraits& image, BarrierKind kind);

D3D12_RESOURCE_STATES legacyState(ImageState state, D3D12_COMMAND_LIST_TYPE type);

struct EnhancedState {
    D3D12_BARRIER_LAYOUT layout;
    D3D12_BARRIER_ACCESS access;
};
EnhancedState enhancedState(ImageState state, D3D12_COMMAND_LIST_TYPE type);

}  // namespace baker
