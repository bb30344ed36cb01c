#include "format.hpp"

#include <gtest/gtest.h>

namespace baker {
namespace {

TEST(Format, EveryCoreFormatIsFound) {
    for (int format = VK_FORMAT_R4G4_UNORM_PACK8; format <= VK_FORMAT_ASTC_12x12_SRGB_BLOCK;
         ++format) {
        const FormatInfo* info = formatInfo(static_cast<VkFormat>(format));
        ASSERT_NE(info, nullptr) << format;
        EXPECT_EQ(info->vulkan, format);
        EXPECT_GT(info->blockBytes, 0);
    }
    EXPECT_EQ(formatInfo(VK_FORMAT_UNDEFINED), nullptr);
}

TEST(Format, PackedFormatsKeepTheirBits) {
    EXPECT_EQ(formatInfo(VK_FORMAT_R5G6B5_UNORM_PACK16)->dxgi, DXGI_FORMAT_B5G6R5_UNORM);
    EXPECT_EQ(formatInfo(VK_FORMAT_A2B10G10R10_UNORM_PACK32)->dxgi, DXGI_FORMAT_R10G10B10A2_UNORM);
    EXPECT_EQ(formatInfo(VK_FORMAT_B10G11R11_UFLOAT_PACK32)->dxgi, DXGI_FORMAT_R11G11B10_FLOAT);
    EXPECT_EQ(formatInfo(VK_FORMAT_B4G4R4A4_UNORM_PACK16)->dxgi, DXGI_FORMAT_UNKNOWN);
}

TEST(Format, BlocksOfCompressedFormats) {
    const FormatInfo* bc7 = formatInfo(VK_FORMAT_BC7_SRGB_BLOCK);
    EXPECT_EQ(bc7->blockBytes, 16);
    EXPECT_EQ(bc7->blockWidth, 4);
    EXPECT_EQ(formatInfo(VK_FORMAT_ASTC_8x5_UNORM_BLOCK)->blockHeight, 5);
}

}  // namespace
}  // namespace baker
