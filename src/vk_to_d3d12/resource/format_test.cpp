#include "format.hpp"

#include <gtest/gtest.h>

#include "planar_format.hpp"

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
    EXPECT_TRUE(formatInfo(VK_FORMAT_R5G5B5A1_UNORM_PACK16)->carriesBits());
    EXPECT_EQ(formatInfo(VK_FORMAT_R8G8B8_UNORM)->dxgi, DXGI_FORMAT_UNKNOWN);
}

// The DXGI format has blue in its lowest four bits, then green, red and alpha.
TEST(Format, OtherOrdersAreMappings) {
    const FormatInfo* info = formatInfo(VK_FORMAT_B4G4R4A4_UNORM_PACK16);
    EXPECT_EQ(info->dxgi, DXGI_FORMAT_B4G4R4A4_UNORM);
    EXPECT_EQ(info->mapping, (ComponentMapping{1, 0, 3, 2}));
    EXPECT_FALSE(info->isDirect());
    EXPECT_TRUE(formatInfo(VK_FORMAT_A4R4G4B4_UNORM_PACK16)->isDirect());
}

TEST(Format, RenderTargetsTakeTheOrderBack) {
    const auto orderOf = [](VkFormat format) { return renderOrder(*formatInfo(format)); };
    EXPECT_EQ(orderOf(VK_FORMAT_R8G8B8A8_UNORM), kSameOrder);
    EXPECT_EQ(orderOf(VK_FORMAT_A2R10G10B10_UNORM_PACK32), (ComponentMapping{2, 1, 0, 3}));
    // Blue of DXGI's format is where Vulkan's alpha is.
    EXPECT_EQ(orderOf(VK_FORMAT_R4G4B4A4_UNORM_PACK16), (ComponentMapping{1, 2, 3, 0}));
    EXPECT_EQ(orderOf(VK_FORMAT_A8_UNORM)[0], 3);
    const VkClearColorValue value{.uint32 = {1, 2, 3, 4}};
    EXPECT_EQ(reordered(value, *formatInfo(VK_FORMAT_B8G8R8A8_UINT)).uint32[0], 3u);
}

TEST(Format, Families) {
    EXPECT_EQ(typelessFormat(DXGI_FORMAT_R16G16_SINT), DXGI_FORMAT_R16G16_TYPELESS);
    EXPECT_EQ(typelessFormat(DXGI_FORMAT_B8G8R8A8_UNORM_SRGB), DXGI_FORMAT_B8G8R8A8_TYPELESS);
    EXPECT_EQ(typelessFormat(DXGI_FORMAT_R11G11B10_FLOAT), DXGI_FORMAT_R11G11B10_FLOAT);
    EXPECT_EQ(planeCount(DXGI_FORMAT_D24_UNORM_S8_UINT), 2u);
    EXPECT_EQ(planeCount(DXGI_FORMAT_D32_FLOAT), 1u);
}

TEST(Format, ShadersReadStencilFromGreen) {
    const FormatInfo& info = *formatInfo(VK_FORMAT_D24_UNORM_S8_UINT);
    EXPECT_EQ(shaderFormat(info, VK_IMAGE_ASPECT_DEPTH_BIT).dxgi,
              DXGI_FORMAT_R24_UNORM_X8_TYPELESS);
    const ShaderFormat stencil = shaderFormat(info, VK_IMAGE_ASPECT_STENCIL_BIT);
    EXPECT_EQ(stencil.dxgi, DXGI_FORMAT_X24_TYPELESS_G8_UINT);
    EXPECT_EQ(stencil.mapping[0], 1);
}

TEST(Format, BlocksOfCompressedFormats) {
    const FormatInfo* bc7 = formatInfo(VK_FORMAT_BC7_SRGB_BLOCK);
    EXPECT_EQ(bc7->blockBytes, 16);
    EXPECT_EQ(bc7->blockWidth, 4);
    EXPECT_EQ(formatInfo(VK_FORMAT_ASTC_8x5_UNORM_BLOCK)->blockHeight, 5);
}

TEST(Format, PlanesOfTheirOwn) {
    const PlanarFormat* nv12 = planarFormat(VK_FORMAT_G8_B8R8_2PLANE_420_UNORM);
    ASSERT_NE(nv12, nullptr);
    EXPECT_EQ(nv12->planeFormat(0), VK_FORMAT_R8_UNORM);
    EXPECT_EQ(nv12->planeFormat(1), VK_FORMAT_R8G8_UNORM);
    const VkExtent3D chroma = nv12->planeExtent(1, {64, 32, 1});
    EXPECT_EQ(chroma.width, 32u);
    EXPECT_EQ(chroma.height, 16u);
    const PlanarFormat* wide = planarFormat(VK_FORMAT_G12X4_B12X4_R12X4_3PLANE_422_UNORM_3PACK16);
    ASSERT_NE(wide, nullptr);
    EXPECT_EQ(wide->planeFormat(2), VK_FORMAT_R12X4_UNORM_PACK16);
    EXPECT_EQ(wide->planeExtent(2, {64, 32, 1}).height, 32u);
    EXPECT_EQ(planarFormat(VK_FORMAT_R8_UNORM), nullptr);
}

}  // namespace
}  // namespace baker
