// D3D12's texture copies, with Vulkan's descriptions of what is copied.
#pragma once

#include "placed_copy.hpp"
#include "recorder.hpp"
#include "resource/image.hpp"
#include "sync/image_barrier.hpp"

namespace baker {

// A part of one aspect of an image, in texels. A 3D image has slices, others layers.
struct ImagePart {
    const Image* image = nullptr;
    VkImageAspectFlags aspect = 0;
    uint32_t level = 0;
    uint32_t baseLayer = 0;
    uint32_t layers = 1;
    VkOffset3D offset{};
    VkExtent3D extent{};

    // Slices and layers together.
    uint32_t slices() const { return layers * extent.depth; }
    ImageRange range() const { return {aspect, level, 1, baseLayer, layers}; }
};
// VK_REMAINING_ARRAY_LAYERS (maintenance5) resolved; layers of 3D images are none.
// Of a planar image, that of the plane.
ImagePart imagePart(const Image& whole, const VkImageSubresourceLayers& subresource,
                    const VkOffset3D& offset, const VkExtent3D& extent);

// Where slice `slice` of the part is.
struct SlicePosition {
    uint32_t subresource;
    VkOffset3D offset;
};
SlicePosition slicePosition(const ImagePart& part, uint32_t slice);

// Between the placed data of a buffer and `depth` slices of a part, which is in state CopyDest or
// CopySource.
void copyToImage(Recorder& recorder, const ImagePart& part, uint32_t slice, ID3D12Resource* buffer,
                 const PlacedCopy& placed, const BlockExtent& extent, const TexelBlock& block);
void copyFromImage(Recorder& recorder, const ImagePart& part, uint32_t slice,
                   ID3D12Resource* buffer, const PlacedCopy& placed, const BlockExtent& extent,
                   const TexelBlock& block);

// The part, in `layout`, while it is in `state`.
ImageAccess accessTo(const ImagePart& part, VkImageLayout layout, ImageState state);

// Transfers before are done, and seen by transfers after.
void orderTransfers(Recorder& recorder);

}  // namespace baker
