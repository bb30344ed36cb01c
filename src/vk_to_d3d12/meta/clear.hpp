// Clears of images: of attachments and of whole levels, integers exact.
#pragma once

#include <span>

#include "meta_draw.hpp"

namespace baker {

// Layers of a level, or slices of a 3D image's.
struct ClearTarget {
    const Image* image = nullptr;
    const FormatInfo* format = nullptr;  // that the values are of; of the image's family
    uint32_t level = 0;
    uint32_t baseSlice = 0;
    uint32_t slices = 1;
    std::span<const D3D12_RECT> areas;  // none: all of it
};

// The image is in state RenderTarget, and allows it. Where a value is beyond what D3D12's clear
// takes it is drawn, and the list's graphics state is lost, render targets included.
void clearColor(Recorder& recorder, const ClearTarget& target, const VkClearColorValue& value);
// The same, of color and of depth and stencil, by draws that active conditional rendering decides:
// D3D12's predication decides clears as well, vkd3d's does not.
void fillColor(Recorder& recorder, const ClearTarget& target, const VkClearColorValue& value);
void fillDepthStencil(Recorder& recorder, const ClearTarget& target, VkImageAspectFlags aspects,
                      const VkClearDepthStencilValue& value);

// The image is in state DepthWrite.
void clearDepthStencil(Recorder& recorder, const ClearTarget& target, VkImageAspectFlags aspects,
                       const VkClearDepthStencilValue& value);
// The image is in state Storage, and allows it; all of the target's slices.
void clearStorage(Recorder& recorder, const ClearTarget& target, const VkClearColorValue& value);
// The image is in state CopyDest and of one sample: whatever its format.
void clearByCopies(Recorder& recorder, const ClearTarget& target, const VkClearColorValue& value);

}  // namespace baker
