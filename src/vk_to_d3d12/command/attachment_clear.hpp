// Clears of attachments: load operations and vkCmdClearAttachments. The attachments are in the
// state for rendering.
#pragma once

#include <span>

#include "d3d12/d3d12_api.hpp"

namespace baker {

class ImageView;
struct Recorder;

// Rectangles of `layerCount` layers of the view from `baseLayer` on.
struct ClearRegion {
    std::span<const D3D12_RECT> rects;  // none: all of each layer
    uint32_t baseLayer = 0;
    uint32_t layerCount = 1;
};

void clearColor(Recorder& recorder, const ImageView& view, const VkClearColorValue& value,
                const ClearRegion& region);
void clearDepthStencil(Recorder& recorder, const ImageView& view, VkImageAspectFlags aspects,
                       const VkClearDepthStencilValue& value, const ClearRegion& region);

// The same, as active conditional rendering decides.
void fillColor(Recorder& recorder, const ImageView& view, const VkClearColorValue& value,
               const ClearRegion& region);
void fillDepthStencil(Recorder& recorder, const ImageView& view, VkImageAspectFlags aspects,
                      const VkClearDepthStencilValue& value, const ClearRegion& region);

}  // namespace baker
