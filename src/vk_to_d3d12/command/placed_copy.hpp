// Texture data in buffers: Vulkan's description of it, and where D3D12's copies reach it directly.
//
// D3D12 wants an offset of a multiple of 512 bytes and a row pitch of a multiple of 256. An offset
// between those is a texel of an earlier footprint, as long as no row then runs over the
// footprint's pitch.
#pragma once

#include <optional>

#include "resource/format.hpp"

namespace baker {

// An aspect of a format, in buffers.
struct TexelBlock {
    DXGI_FORMAT format = DXGI_FORMAT_UNKNOWN;  // of the footprint
    uint32_t bytes = 1;
    uint32_t width = 1;  // texels
    uint32_t height = 1;
};
TexelBlock texelBlock(const FormatInfo& info, VkImageAspectFlags aspect);

// Width and height in blocks.
struct BlockExtent {
    uint32_t width = 0;
    uint32_t height = 0;
    uint32_t depth = 1;
};
BlockExtent blockExtent(const TexelBlock& block, const VkExtent3D& texels);

// Bytes.
struct BufferLayout {
    uint64_t offset = 0;
    uint64_t rowPitch = 0;
    uint64_t slicePitch = 0;  // a multiple of rowPitch
};
BufferLayout bufferLayout(const TexelBlock& block, const VkBufferImageCopy2& region,
                          uint64_t bufferOffset);
// What the driver lays out in a scratch buffer, so that D3D12's copies reach it.
BufferLayout scratchLayout(const TexelBlock& block, const BlockExtent& extent);

// The footprint, and the texel in it where the data begin.
struct PlacedCopy {
    D3D12_PLACED_SUBRESOURCE_FOOTPRINT footprint{};
    uint32_t x = 0;
    uint32_t y = 0;
};
// None: D3D12 cannot reach the data. `anyPitch`: UnrestrictedBufferTextureCopyPitchSupported.
std::optional<PlacedCopy> placeCopy(const TexelBlock& block, const BufferLayout& layout,
                                    const BlockExtent& extent, bool anyPitch);

}  // namespace baker
