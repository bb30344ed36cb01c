#include "placed_copy.hpp"

#include <numeric>

namespace baker {
namespace {

constexpr uint64_t kOffsetAlignment = D3D12_TEXTURE_DATA_PLACEMENT_ALIGNMENT;
constexpr uint64_t kPitchAlignment = D3D12_TEXTURE_DATA_PITCH_ALIGNMENT;

uint32_t divideUp(uint32_t value, uint32_t divisor) {
    return (value + divisor - 1) / divisor;
}

}  // namespace

TexelBlock texelBlock(const FormatInfo& info, VkImageAspectFlags aspect) {
    if (aspect & VK_IMAGE_ASPECT_STENCIL_BIT) return {.format = DXGI_FORMAT_R8_TYPELESS};
    if (!(aspect & VK_IMAGE_ASPECT_DEPTH_BIT))
        return {info.dxgi, info.blockBytes, info.blockWidth, info.blockHeight};
    if (info.dxgi == DXGI_FORMAT_D16_UNORM) return {.format = DXGI_FORMAT_R16_TYPELESS, .bytes = 2};
    return {.format = DXGI_FORMAT_R32_TYPELESS, .bytes = 4};
}

BlockExtent blockExtent(const TexelBlock& block, const VkExtent3D& texels) {
    return {divideUp(texels.width, block.width), divideUp(texels.height, block.height),
            texels.depth};
}

BufferLayout bufferLayout(const TexelBlock& block, const VkBufferImageCopy2& region,
                          uint64_t bufferOffset) {
    const uint32_t width =
        region.bufferRowLength ? region.bufferRowLength : region.imageExtent.width;
    const uint32_t height =
        region.bufferImageHeight ? region.bufferImageHeight : region.imageExtent.height;
    const uint64_t rowPitch = uint64_t(divideUp(width, block.width)) * block.bytes;
    return {.offset = bufferOffset + region.bufferOffset,
            .rowPitch = rowPitch,
            .slicePitch = rowPitch * divideUp(height, block.height)};
}

// The pitch is a whole number of blocks too: vkd3d counts it in them.
BufferLayout scratchLayout(const TexelBlock& block, const BlockExtent& extent) {
    const uint64_t unit = std::lcm(kPitchAlignment, uint64_t(block.bytes));
    const uint64_t rowPitch = (uint64_t(extent.width) * block.bytes + unit - 1) / unit * unit;
    const uint64_t slice = rowPitch * extent.height;
    return {.rowPitch = rowPitch,
            .slicePitch = (slice + kOffsetAlignment - 1) / kOffsetAlignment * kOffsetAlignment};
}

std::optional<PlacedCopy> placeCopy(const TexelBlock& block, const BufferLayout& layout,
                                    const BlockExtent& extent, bool anyPitch) {
    const uint64_t rest = layout.offset % kOffsetAlignment;
    if (!anyPitch && layout.rowPitch % kPitchAlignment != 0) return {};
    if (rest % layout.rowPitch % block.bytes != 0) return {};
    const uint64_t x = rest % layout.rowPitch / block.bytes, y = rest / layout.rowPitch;
    if ((x + extent.width) * block.bytes > layout.rowPitch) return {};
    // A footprint of several slices has no gap between them.
    if (extent.depth > 1 && layout.slicePitch % layout.rowPitch != 0) return {};
    const uint64_t height =
        extent.depth > 1 ? layout.slicePitch / layout.rowPitch : y + extent.height;
    if (y + extent.height > height) return {};
    PlacedCopy placed;
    placed.footprint.Offset = layout.offset - rest;
    placed.footprint.Footprint = {.Format = block.format,
                                  .Width = static_cast<UINT>((x + extent.width) * block.width),
                                  .Height = static_cast<UINT>(height * block.height),
                                  .Depth = extent.depth,
                                  .RowPitch = static_cast<UINT>(layout.rowPitch)};
    placed.x = static_cast<uint32_t>(x * block.width);
    placed.y = static_cast<uint32_t>(y * block.height);
    return placed;
}

}  // namespace baker
