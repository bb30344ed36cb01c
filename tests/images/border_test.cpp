// Border colours: Vulkan's own, and those of one's choice (VK_EXT_custom_border_color).
#include <array>
#include <bit>
#include <cstdint>

#include "border.hpp"
#include "image_test.hpp"

namespace baker::test {
namespace {

class Borders : public ImageTest {
  protected:
    struct Border {
        VkBorderColor color;
        VkClearColorValue custom{};
        VkFormat format = VK_FORMAT_UNDEFINED;
    };

    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        if (!hasExtension(VK_EXT_CUSTOM_BORDER_COLOR_EXTENSION_NAME))
            GTEST_SKIP() << VK_EXT_CUSTOM_BORDER_COLOR_EXTENSION_NAME;
        VkPhysicalDeviceCustomBorderColorFeaturesEXT features{
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_CUSTOM_BORDER_COLOR_FEATURES_EXT};
        features.customBorderColors = features.customBorderColorWithoutFormat = VK_TRUE;
        VkPhysicalDeviceBorderColorSwizzleFeaturesEXT swizzle{
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_BORDER_COLOR_SWIZZLE_FEATURES_EXT, &features, VK_TRUE,
            VK_TRUE};
        DeviceSetup setup;
        setup.features.pNext = &features;
        setup.extensions = {VK_EXT_CUSTOM_BORDER_COLOR_EXTENSION_NAME};
        if (hasExtension(VK_EXT_BORDER_COLOR_SWIZZLE_EXTENSION_NAME)) {
            setup.features.pNext = &swizzle;
            setup.extensions.push_back(VK_EXT_BORDER_COLOR_SWIZZLE_EXTENSION_NAME);
        }
        createDevice(setup);
    }

    VkSampler makeBordered(const Border& border) {
        const VkSamplerCustomBorderColorCreateInfoEXT custom{
            VK_STRUCTURE_TYPE_SAMPLER_CUSTOM_BORDER_COLOR_CREATE_INFO_EXT, nullptr, border.custom,
            border.format};
        VkSamplerCreateInfo info = samplerInfo();
        info.addressModeU = info.addressModeV = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_BORDER;
        info.borderColor = border.color;
        if (border.color >= VK_BORDER_COLOR_FLOAT_CUSTOM_EXT) info.pNext = &custom;
        return makeSampler(info);
    }

    // What the shader finds beside images of three formats, with a border each.
    std::vector<TexelBits> read(const std::array<VkFormat, 3>& formats,
                                const std::array<Border, 3>& borders) {
        static constexpr VkDescriptorType kTypes[] = {
            VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER,
            VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER};
        const TestPipeline pipeline = makePipeline(k_border, kTypes);
        const TestBuffer out =
            makeBuffer(4 * sizeof(TexelBits), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        for (uint32_t i = 0; i < 3; ++i) {
            const TestImage image =
                makeImage(imageInfo(formats[i], 4, 4, VK_IMAGE_USAGE_SAMPLED_BIT));
            writeImage(
                pipeline.set, i, VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER,
                makeView(image, VK_IMAGE_VIEW_TYPE_2D, VK_FORMAT_UNDEFINED, nullptr, mapping),
                makeBordered(borders[i]));
        }
        write(pipeline.set, 3, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, out);
        run([&](VkCommandBuffer commands) {
            dispatch(commands, pipeline, 1);
            fullBarrier(commands);
        });
        const auto results = out.view<TexelBits>();
        return {results.begin(), results.end()};
    }

    VkComponentMapping mapping{};  // of the views
    static constexpr std::array<VkFormat, 3> kWide{
        VK_FORMAT_R32G32B32A32_SFLOAT, VK_FORMAT_R32G32B32A32_UINT, VK_FORMAT_R32G32B32A32_SINT};
};

TexelBits bitsOf(const std::array<float, 4>& floats) {
    return std::bit_cast<TexelBits>(floats);
}

// dEQP-VK.pipeline.monolithic.sampler.border_swizzle.r32g32b32_uint.igba.opaque_white.gather_1
TEST_F(Borders, OfIntegers) {
    const auto read = this->read(kWide, {{{VK_BORDER_COLOR_FLOAT_OPAQUE_WHITE},
                                          {VK_BORDER_COLOR_INT_OPAQUE_WHITE},
                                          {VK_BORDER_COLOR_INT_OPAQUE_BLACK}}});
    EXPECT_EQ(read[0], bitsOf({1, 1, 1, 1}));
    EXPECT_EQ(read[1], (TexelBits{1, 1, 1, 1}));
    EXPECT_EQ(read[2], (TexelBits{0, 0, 0, 1}));
    EXPECT_EQ(read[3], (TexelBits{1, 1, 1, 1}));
}

TEST_F(Borders, OfOnesChoice) {
    const auto read = this->read(
        kWide, {{{VK_BORDER_COLOR_FLOAT_CUSTOM_EXT, {.float32 = {0.25f, -3, 1000, 0.5f}}},
                 {VK_BORDER_COLOR_INT_CUSTOM_EXT, {.uint32 = {7, 0xFFFFFFFF, 0x80000000, 3}}},
                 {VK_BORDER_COLOR_INT_CUSTOM_EXT, {.int32 = {-5, 1 << 30, 0, 9}}}}});
    EXPECT_EQ(read[0], bitsOf({0.25f, -3, 1000, 0.5f}));
    EXPECT_EQ(read[1], (TexelBits{7, 0xFFFFFFFF, 0x80000000, 3}));
    EXPECT_EQ(read[2], (TexelBits{uint32_t(-5), 1u << 30, 0, 9}));
    EXPECT_EQ(read[3], (TexelBits{0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}));
}

// DXGI has the components of these in another order.
TEST_F(Borders, OfOtherOrders) {
    const VkFormat formats[] = {VK_FORMAT_B8G8R8A8_SNORM, VK_FORMAT_B8G8R8A8_UINT,
                                VK_FORMAT_B8G8R8A8_SINT};
    const auto read =
        this->read({formats[0], formats[1], formats[2]},
                   {{{VK_BORDER_COLOR_FLOAT_CUSTOM_EXT, {.float32 = {1, 0, -1, 1}}, formats[0]},
                     {VK_BORDER_COLOR_INT_CUSTOM_EXT, {.uint32 = {1, 2, 3, 4}}, formats[1]},
                     {VK_BORDER_COLOR_INT_CUSTOM_EXT, {.int32 = {-1, 2, -3, 4}}, formats[2]}}});
    EXPECT_EQ(read[0], bitsOf({1, 0, -1, 1}));
    EXPECT_EQ(read[1], (TexelBits{1, 2, 3, 4}));
    EXPECT_EQ(read[2], (TexelBits{uint32_t(-1), 2, uint32_t(-3), 4}));
}

// VK_EXT_border_color_swizzle
TEST_F(Borders, AreMappedByViews) {
    if (!hasExtension(VK_EXT_BORDER_COLOR_SWIZZLE_EXTENSION_NAME))
        GTEST_SKIP() << VK_EXT_BORDER_COLOR_SWIZZLE_EXTENSION_NAME;
    mapping = {VK_COMPONENT_SWIZZLE_A, VK_COMPONENT_SWIZZLE_ONE, VK_COMPONENT_SWIZZLE_R,
               VK_COMPONENT_SWIZZLE_ZERO};
    const auto read =
        this->read(kWide, {{{VK_BORDER_COLOR_FLOAT_OPAQUE_BLACK},
                            {VK_BORDER_COLOR_INT_CUSTOM_EXT, {.uint32 = {5, 6, 7, 8}}},
                            {VK_BORDER_COLOR_INT_OPAQUE_BLACK}}});
    EXPECT_EQ(read[0], bitsOf({1, 1, 0, 0}));
    EXPECT_EQ(read[1], (TexelBits{8, 1, 5, 0}));
    EXPECT_EQ(read[2], (TexelBits{1, 1, 0, 0}));
}

}  // namespace
}  // namespace baker::test
