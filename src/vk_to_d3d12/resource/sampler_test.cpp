#include "sampler.hpp"

#include <gtest/gtest.h>

namespace baker {
namespace {

VkSamplerCreateInfo info() {
    VkSamplerCreateInfo info{VK_STRUCTURE_TYPE_SAMPLER_CREATE_INFO};
    info.magFilter = VK_FILTER_LINEAR;
    info.maxLod = 4;
    return info;
}

TEST(Sampler, FiltersAndLevels) {
    const Sampler sampler(info());
    EXPECT_EQ(sampler.d3d12().Filter, D3D12_FILTER_MIN_POINT_MAG_LINEAR_MIP_POINT);
    EXPECT_EQ(sampler.d3d12().AddressU, D3D12_TEXTURE_ADDRESS_MODE_WRAP);
    EXPECT_EQ(sampler.d3d12().MaxLOD, 4);
    EXPECT_EQ(sampler.d3d12().MaxAnisotropy, 1u);
}

TEST(Sampler, ComparisonMakesAComparisonFilter) {
    VkSamplerCreateInfo compare = info();
    compare.compareEnable = VK_TRUE;
    compare.compareOp = VK_COMPARE_OP_LESS_OR_EQUAL;
    const Sampler sampler(compare);
    EXPECT_EQ(sampler.d3d12().ComparisonFunc, D3D12_COMPARISON_FUNC_LESS_EQUAL);
    EXPECT_TRUE(D3D12_DECODE_IS_COMPARISON_FILTER(sampler.d3d12().Filter));
}

TEST(Sampler, BorderColours) {
    VkSamplerCreateInfo border = info();
    border.addressModeV = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_BORDER;
    border.borderColor = VK_BORDER_COLOR_FLOAT_OPAQUE_BLACK;
    const Sampler sampler(border);
    EXPECT_EQ(sampler.d3d12().AddressV, D3D12_TEXTURE_ADDRESS_MODE_BORDER);
    EXPECT_EQ(sampler.d3d12().FloatBorderColor[0], 0);
    EXPECT_EQ(sampler.d3d12().FloatBorderColor[3], 1);
    EXPECT_EQ(sampler.d3d12().Flags, D3D12_SAMPLER_FLAG_NONE);
}

TEST(Sampler, BorderColoursOfIntegersAndOfOnesChoice) {
    VkSamplerCreateInfo border = info();
    border.borderColor = VK_BORDER_COLOR_INT_OPAQUE_WHITE;
    const Sampler white(border, {.integerBorders = true});
    EXPECT_EQ(white.d3d12().UintBorderColor[2], 1u);
    EXPECT_EQ(white.d3d12().Flags, D3D12_SAMPLER_FLAG_UINT_BORDER_COLOR);

    VkSamplerCustomBorderColorCreateInfoEXT custom{
        VK_STRUCTURE_TYPE_SAMPLER_CUSTOM_BORDER_COLOR_CREATE_INFO_EXT};
    custom.customBorderColor = {.float32 = {0.25f, 0.5f, 2, -1}};
    border.pNext = &custom;
    border.borderColor = VK_BORDER_COLOR_FLOAT_CUSTOM_EXT;
    const Sampler chosen(border, {.integerBorders = true});
    EXPECT_EQ(chosen.d3d12().FloatBorderColor[3], -1);
    EXPECT_EQ(chosen.d3d12().Flags, D3D12_SAMPLER_FLAG_NONE);
}

TEST(Sampler, BorderColoursAsBits) {
    VkSamplerCreateInfo border = info();
    border.borderColor = VK_BORDER_COLOR_INT_OPAQUE_WHITE;
    const Sampler white(border, {.hostBorders = true});
    EXPECT_EQ(white.d3d12().UintBorderColor[0], 1u);
    EXPECT_EQ(white.d3d12().Flags, D3D12_SAMPLER_FLAG_NONE);
    VkSamplerCustomBorderColorCreateInfoEXT custom{
        VK_STRUCTURE_TYPE_SAMPLER_CUSTOM_BORDER_COLOR_CREATE_INFO_EXT};
    custom.customBorderColor = {.uint32 = {1, 2, 3, 4}};
    custom.format = VK_FORMAT_B8G8R8A8_UINT;
    border.pNext = &custom;
    border.borderColor = VK_BORDER_COLOR_INT_CUSTOM_EXT;
    EXPECT_EQ(Sampler(border, {.hostBorders = true}).d3d12().UintBorderColor[0], 3u);
}

TEST(Sampler, CoordinatesInTexels) {
    VkSamplerCreateInfo texels = info();
    texels.unnormalizedCoordinates = VK_TRUE;
    EXPECT_EQ(Sampler(texels, {.nonNormalized = true}).d3d12().Flags,
              D3D12_SAMPLER_FLAG_NON_NORMALIZED_COORDINATES);
}

TEST(Sampler, Reduction) {
    VkSamplerReductionModeCreateInfo mode{VK_STRUCTURE_TYPE_SAMPLER_REDUCTION_MODE_CREATE_INFO};
    mode.reductionMode = VK_SAMPLER_REDUCTION_MODE_MAX;
    VkSamplerCreateInfo reducing = info();
    reducing.pNext = &mode;
    EXPECT_EQ(D3D12_DECODE_FILTER_REDUCTION(Sampler(reducing).d3d12().Filter),
              D3D12_FILTER_REDUCTION_TYPE_MAXIMUM);
}

}  // namespace
}  // namespace baker
