#include "placed_copy.hpp"

#include <gtest/gtest.h>

namespace baker {
namespace {

constexpr TexelBlock kRgba8{.format = DXGI_FORMAT_R8G8B8A8_UNORM, .bytes = 4};
constexpr TexelBlock kBc1{.format = DXGI_FORMAT_BC1_UNORM, .bytes = 8, .width = 4, .height = 4};

BufferLayout layout(uint64_t offset, uint64_t rowPitch, uint64_t rows) {
    return {.offset = offset, .rowPitch = rowPitch, .slicePitch = rowPitch * rows};
}

// The byte of the buffer at which a placed copy begins.
uint64_t firstByte(const PlacedCopy& placed, const TexelBlock& block) {
    return placed.footprint.Offset +
           uint64_t(placed.y / block.height) * placed.footprint.Footprint.RowPitch +
           uint64_t(placed.x / block.width) * block.bytes;
}

TEST(PlacedCopy, EveryPlacementBeginsAtItsOffsetAndIsAligned) {
    for (const TexelBlock& block : {kRgba8, kBc1})
        for (uint64_t pitch : {256, 512, 1024})
            for (uint64_t offset = 0; offset < 2048; ++offset) {
                const auto placed = placeCopy(block, layout(offset, pitch, 9), {7, 5, 1}, false);
                if (offset % block.bytes != 0) {
                    EXPECT_FALSE(placed) << offset;
                    continue;
                }
                // A row that would run over the pitch's end cannot be reached.
                EXPECT_EQ(placed.has_value(), offset % 512 % pitch + 7 * block.bytes <= pitch)
                    << offset << " " << pitch;
                if (!placed) continue;
                EXPECT_EQ(firstByte(*placed, block), offset);
                EXPECT_EQ(placed->footprint.Offset % 512, 0u);
                EXPECT_GE(placed->footprint.Footprint.Width, placed->x + 7 * block.width);
                EXPECT_GE(placed->footprint.Footprint.Height, placed->y + 5 * block.height);
            }
}

TEST(PlacedCopy, PitchesThatAreNotAligned) {
    EXPECT_FALSE(placeCopy(kRgba8, layout(0, 28, 5), {7, 5, 1}, false));
    EXPECT_TRUE(placeCopy(kRgba8, layout(0, 28, 5), {7, 5, 1}, true));
}

TEST(PlacedCopy, SlicesOfAVolumeFollowAtTheImageHeight) {
    const auto placed = placeCopy(kRgba8, layout(512, 256, 9), {7, 5, 3}, false);
    ASSERT_TRUE(placed);
    EXPECT_EQ(placed->footprint.Footprint.Height, 9u);
    EXPECT_EQ(placed->footprint.Footprint.Depth, 3u);
    // Five rows from the sixth on do not fit between slices of nine.
    EXPECT_FALSE(placeCopy(kRgba8, layout(256 * 5, 256, 5), {7, 5, 3}, false));
}

TEST(PlacedCopy, ScratchCanAlwaysBePlaced) {
    for (uint32_t bytes : {1, 2, 4, 8, 12, 16})
        for (uint32_t width : {1u, 3u, 64u, 257u}) {
            const TexelBlock block{.format = DXGI_FORMAT_R8_UNORM, .bytes = bytes};
            BufferLayout scratch = scratchLayout(block, {width, 3, 1});
            EXPECT_EQ(scratch.rowPitch % bytes, 0u);
            scratch.offset = 512 * 3 + scratch.slicePitch;
            EXPECT_TRUE(placeCopy(block, scratch, {width, 3, 1}, false)) << bytes << " " << width;
        }
}

TEST(PlacedCopy, AspectsOfDepthAndStencil) {
    const FormatInfo& d24s8 = *formatInfo(VK_FORMAT_D24_UNORM_S8_UINT);
    EXPECT_EQ(texelBlock(d24s8, VK_IMAGE_ASPECT_DEPTH_BIT).bytes, 4u);
    EXPECT_EQ(texelBlock(d24s8, VK_IMAGE_ASPECT_STENCIL_BIT).bytes, 1u);
    const FormatInfo& d16 = *formatInfo(VK_FORMAT_D16_UNORM);
    EXPECT_EQ(texelBlock(d16, VK_IMAGE_ASPECT_DEPTH_BIT).bytes, 2u);
}

}  // namespace
}  // namespace baker
