#include "texel_pack.hpp"

#include <gtest/gtest.h>

#include <cstring>

namespace baker {
namespace {

VkClearColorValue floats(float r, float g, float b, float a) {
    VkClearColorValue value{};
    value.float32[0] = r;
    value.float32[1] = g;
    value.float32[2] = b;
    value.float32[3] = a;
    return value;
}

template <typename T>
T pack(VkFormat format, const VkClearColorValue& value) {
    const PackedTexel texel = packTexel(*formatInfo(format), value);
    T packed;
    std::memcpy(&packed, texel.data(), sizeof(packed));
    return packed;
}

TEST(TexelPack, BytesInTheirOrder) {
    const auto color = floats(1.0f, 0.5f, 0.0f, 2.0f);
    EXPECT_EQ(pack<uint32_t>(VK_FORMAT_R8G8B8A8_UNORM, color), 0xff0080ffu);
    EXPECT_EQ(pack<uint32_t>(VK_FORMAT_B8G8R8A8_UNORM, color), 0xffff8000u);
    EXPECT_EQ(pack<uint8_t>(VK_FORMAT_R8_SNORM, floats(-1, 0, 0, 0)), 0x81);
    EXPECT_EQ(pack<uint32_t>(VK_FORMAT_R8G8B8A8_SRGB, floats(0.5f, 0, 1, 0.5f)), 0x80ff00bcu);
}

TEST(TexelPack, PackedFormatsFromTheirHighestBit) {
    const auto color = floats(1.0f, 0.0f, 0.0f, 1.0f);
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_R5G6B5_UNORM_PACK16, color), 0xf800);
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_B5G6R5_UNORM_PACK16, color), 0x001f);
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_A1R5G5B5_UNORM_PACK16, color), 0xfc00);
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_R4G4B4A4_UNORM_PACK16, color), 0xf00f);
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_B4G4R4A4_UNORM_PACK16, color), 0x00ff);
    EXPECT_EQ(pack<uint32_t>(VK_FORMAT_A2B10G10R10_UNORM_PACK32, color), 0xc00003ffu);
}

TEST(TexelPack, SmallFloats) {
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_R16_SFLOAT, floats(1, 0, 0, 0)), 0x3c00);
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_R16_SFLOAT, floats(-2.5f, 0, 0, 0)), 0xc100);
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_R16_SFLOAT, floats(65504, 0, 0, 0)), 0x7bff);
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_R16_SFLOAT, floats(1e9f, 0, 0, 0)), 0x7c00);
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_R16_SFLOAT, floats(5.9604645e-8f, 0, 0, 0)), 1);
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_R16_SFLOAT, floats(0, 0, 0, 0)), 0);
    EXPECT_EQ(pack<uint32_t>(VK_FORMAT_B10G11R11_UFLOAT_PACK32, floats(1, 2, 0.5f, 0)),
              0x1c0u << 22 | 0x400u << 11 | 0x3c0u);
    EXPECT_EQ(pack<uint32_t>(VK_FORMAT_B10G11R11_UFLOAT_PACK32, floats(-1, 0, 0, 0)), 0u);
}

TEST(TexelPack, SharedExponent) {
    EXPECT_EQ(pack<uint32_t>(VK_FORMAT_E5B9G9R9_UFLOAT_PACK32, floats(1, 0.5f, 0.25f, 0)),
              16u << 27 | 64u << 18 | 128u << 9 | 256u);
    EXPECT_EQ(pack<uint32_t>(VK_FORMAT_E5B9G9R9_UFLOAT_PACK32, floats(0, 0, 0, 0)), 0u);
    EXPECT_EQ(pack<uint32_t>(VK_FORMAT_E5B9G9R9_UFLOAT_PACK32, floats(1e9f, 0, 0, 0)),
              31u << 27 | 511u);
}

TEST(TexelPack, IntegersKeepTheirBits) {
    VkClearColorValue value{};
    value.uint32[0] = 0xfffffffe;
    value.uint32[1] = 0x12345678;
    EXPECT_EQ(pack<uint64_t>(VK_FORMAT_R32G32_UINT, value), 0x12345678fffffffeull);
    EXPECT_EQ(pack<uint32_t>(VK_FORMAT_R16G16_SINT, value), 0x5678fffeu);
}

// Every format that an image can be cleared in has a layout.
TEST(TexelPack, EveryColorFormatHasALayout) {
    for (int i = VK_FORMAT_R4G4_UNORM_PACK8; i <= VK_FORMAT_E5B9G9R9_UFLOAT_PACK32; ++i) {
        const FormatInfo* info = formatInfo(static_cast<VkFormat>(i));
        if (!info || info->dxgi == DXGI_FORMAT_UNKNOWN) continue;
        VkClearColorValue value = floats(1, 1, 1, 1);
        if (info->isInteger())
            for (uint32_t& word : value.uint32) word = 1;
        EXPECT_NE(packTexel(*info, value), PackedTexel{}) << i;
    }
}

// Formats that D3D12 carries without knowing them
// (dEQP-VK.api.image_clearing.core.clear_color_image.1d.optimal.multiple_layers.r64_uint_71x1).
TEST(TexelPack, CarriedFormats) {
    const auto red = floats(1.0f, 0.0f, 0.0f, 1.0f);
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_R5G5B5A1_UNORM_PACK16, red), 0xf801);
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_B5G5R5A1_UNORM_PACK16, red), 0x003f);
    EXPECT_EQ(pack<uint8_t>(VK_FORMAT_R4G4_UNORM_PACK8, red), 0xf0);
    EXPECT_EQ(pack<uint32_t>(VK_FORMAT_A2R10G10B10_SNORM_PACK32, red), 0x5ff00000u);
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_R16_SSCALED, floats(-3.0f, 0, 0, 0)), 0xfffd);
    EXPECT_EQ(pack<uint16_t>(VK_FORMAT_R10X6_UNORM_PACK16, red), 0xffc0);
    VkClearColorValue words{};
    words.uint32[0] = 0x89abcdef;
    words.uint32[1] = 0x01234567;
    EXPECT_EQ(pack<uint64_t>(VK_FORMAT_R64_UINT, words), 0x0123456789abcdefu);
}

}  // namespace
}  // namespace baker
