// D3D12 view descriptions of parts of images: for VkImageView, and for the driver's own clears,
// blits and resolves.
//
// Shaders see every 1D and 2D image as an array (Texture2DArray, Texture2DMSArray) and every cube
// as an array of cubes, since D3D12's other views cannot begin at a layer. 3D images are seen
// whole, but a storage view, render target or depth view of them takes slices.
#pragma once

#include "image.hpp"

namespace baker {

enum class ViewShape : uint8_t { Array, Cube };

// Levels and layers are resolved; layers of a 3D image are slices of the level.
struct ViewRange {
    uint32_t baseLevel = 0;
    uint32_t levels = 1;
    uint32_t baseLayer = 0;
    uint32_t layers = 1;
};

// `aspect` is one bit: the plane that is read.
D3D12_SHADER_RESOURCE_VIEW_DESC shaderResourceView(const Image& image, ViewShape shape,
                                                   ShaderFormat format, VkImageAspectFlags aspect,
                                                   const ViewRange& range, float minLod = 0);
// The first level of the range.
D3D12_UNORDERED_ACCESS_VIEW_DESC unorderedAccessView(const Image& image, DXGI_FORMAT format,
                                                     const ViewRange& range);
D3D12_RENDER_TARGET_VIEW_DESC renderTargetView(const Image& image, DXGI_FORMAT format,
                                               const ViewRange& range);
D3D12_DEPTH_STENCIL_VIEW_DESC depthStencilView(const Image& image, D3D12_DSV_FLAGS flags,
                                               const ViewRange& range);

// A component mapping on top of another: what a view's swizzle does to the format's components.
ComponentMapping composeMapping(const VkComponentMapping& view, const ComponentMapping& format);

}  // namespace baker
