// vkCmdClearColorImage, vkCmdClearDepthStencilImage: the bits of every format, and nothing beside
// the ranges.
#include <cstring>

#include "transfer_test.hpp"

namespace baker::test {
namespace {

constexpr auto kColor = VK_IMAGE_ASPECT_COLOR_BIT;
constexpr auto kDepth = VK_IMAGE_ASPECT_DEPTH_BIT;
constexpr auto kStencil = VK_IMAGE_ASPECT_STENCIL_BIT;

VkClearColorValue floats(float r, float g, float b, float a) {
    return {.float32 = {r, g, b, a}};
}
VkClearColorValue words(uint32_t r, uint32_t g, uint32_t b, uint32_t a) {
    return {.uint32 = {r, g, b, a}};
}

struct ColorCase {
    VkFormat format;
    VkClearColorValue value;
    Bytes texel;
};

const ColorCase kColors[] = {
    {VK_FORMAT_R8_UNORM, floats(1, 0, 0, 0), {0xff}},
    {VK_FORMAT_R8G8B8A8_UNORM, floats(0, 1, 0.2f, 0.6f), {0, 0xff, 51, 153}},
    {VK_FORMAT_B8G8R8A8_UNORM, floats(0, 1, 0.2f, 0.6f), {51, 0xff, 0, 153}},
    {VK_FORMAT_R8G8B8A8_SRGB, floats(0, 1, 1, 1), {0, 0xff, 0xff, 0xff}},
    {VK_FORMAT_R8G8B8A8_SNORM, floats(-1, 1, 0, 1), {0x81, 0x7f, 0, 0x7f}},
    {VK_FORMAT_R5G6B5_UNORM_PACK16, floats(1, 0, 0, 1), {0x00, 0xf8}},
    {VK_FORMAT_B5G6R5_UNORM_PACK16, floats(1, 0, 0, 1), {0x1f, 0x00}},
    {VK_FORMAT_R4G4B4A4_UNORM_PACK16, floats(1, 0, 0, 1), {0x0f, 0xf0}},
    {VK_FORMAT_B4G4R4A4_UNORM_PACK16, floats(1, 0, 0, 1), {0xff, 0x00}},
    {VK_FORMAT_A1R5G5B5_UNORM_PACK16, floats(1, 0, 0, 1), {0x00, 0xfc}},
    {VK_FORMAT_A1B5G5R5_UNORM_PACK16, floats(1, 0, 0, 1), {0x1f, 0x80}},
    {VK_FORMAT_A8_UNORM, floats(0, 0, 0, 0.6f), {153}},
    {VK_FORMAT_A2B10G10R10_UNORM_PACK32, floats(1, 0, 0, 1), {0xff, 0x03, 0, 0xc0}},
    {VK_FORMAT_E5B9G9R9_UFLOAT_PACK32, floats(1, 0.5f, 0.25f, 1), {0x00, 0x01, 0x01, 0x81}},
    {VK_FORMAT_B10G11R11_UFLOAT_PACK32, floats(1, 0, 0, 1), {0xc0, 0x03, 0, 0}},
    {VK_FORMAT_R16G16_SFLOAT, floats(1, -2, 0, 0), {0, 0x3c, 0, 0xc0}},
    {VK_FORMAT_R32_SFLOAT, floats(1, 0, 0, 0), {0, 0, 0x80, 0x3f}},
    {VK_FORMAT_R8G8B8A8_UINT, words(1, 2, 3, 255), {1, 2, 3, 255}},
    {VK_FORMAT_R16G16_UINT, words(0xfffe, 0x1234, 0, 0), {0xfe, 0xff, 0x34, 0x12}},
    {VK_FORMAT_R16_SINT, words(0xffffffff, 0, 0, 0), {0xff, 0xff}},
    // Beyond what a float holds.
    {VK_FORMAT_R32_UINT, words(0xfffffffe, 0, 0, 0), {0xfe, 0xff, 0xff, 0xff}},
    {VK_FORMAT_R32G32_SINT,
     words(0x7fffffff, 0x80000001, 0, 0),
     {0xff, 0xff, 0xff, 0x7f, 0x01, 0, 0, 0x80}},
    {VK_FORMAT_R32G32B32A32_UINT,
     words(0x01000001, 2, 0xffffffff, 4),
     {1, 0, 0, 1, 2, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 4, 0, 0, 0}},
};

Bytes repeated(const Bytes& texel, size_t size) {
    Bytes bytes(size);
    for (size_t i = 0; i < size; ++i) bytes[i] = texel[i % texel.size()];
    return bytes;
}

class Clear : public TransferTest {
  protected:
    void clearColor(const TestImage& image, const VkClearColorValue& value,
                    const VkImageSubresourceRange& range) {
        run([&](VkCommandBuffer commands) {
            vkCmdClearColorImage(commands, image.image, VK_IMAGE_LAYOUT_GENERAL, &value, 1, &range);
            fullBarrier(commands);
        });
    }
};

TEST_F(Clear, BitsOfEveryFormat) {
    for (const ColorCase& c : kColors) {
        auto info = imageInfo(c.format, {21, 13, 1});
        info.arrayLayers = 2;
        if (!supports(info, VK_FORMAT_FEATURE_TRANSFER_DST_BIT)) continue;
        const TestImage image = makeImage(info);
        const TexelLayout layout{static_cast<uint32_t>(c.texel.size())};
        clearColor(image, c.value, {kColor, 0, 1, 0, 2});
        EXPECT_EQ(download(image, kColor, layout), repeated(c.texel, levelBytes(image, layout)))
            << "format " << c.format;
    }
}

TEST_F(Clear, RangesOfLevelsAndLayers) {
    const TexelLayout layout{4};
    for (VkFormat format : {VK_FORMAT_R8G8B8A8_UNORM, VK_FORMAT_R32_UINT}) {
        auto info = imageInfo(format, {16, 16, 1});
        info.mipLevels = 4;
        info.arrayLayers = 3;
        const TestImage image = makeImage(info);
        std::vector<Bytes> expected;
        for (uint32_t level = 0; level < 4; ++level) {
            expected.push_back(noise(levelBytes(image, layout, level), level));
            upload(image, kColor, expected.back(), level);
        }
        const bool integer = format == VK_FORMAT_R32_UINT;
        clearColor(image, integer ? words(0x87654321, 0, 0, 0) : floats(1, 0, 1, 0),
                   {kColor, 1, 2, 1, VK_REMAINING_ARRAY_LAYERS});
        const Bytes texel = integer ? Bytes{0x21, 0x43, 0x65, 0x87} : Bytes{0xff, 0, 0xff, 0};
        for (uint32_t level : {1u, 2u}) {
            const size_t layer = expected[level].size() / 3;
            const Bytes cleared = repeated(texel, 2 * layer);
            std::copy(cleared.begin(), cleared.end(),
                      expected[level].begin() + static_cast<ptrdiff_t>(layer));
        }
        for (uint32_t level = 0; level < 4; ++level)
            EXPECT_EQ(download(image, kColor, layout, level), expected[level])
                << format << ", level " << level;
    }
}

TEST_F(Clear, Volumes) {
    for (VkFormat format : {VK_FORMAT_R8G8B8A8_UNORM, VK_FORMAT_E5B9G9R9_UFLOAT_PACK32}) {
        auto info = imageInfo(format, {16, 8, 8});
        info.mipLevels = 2;
        if (!supports(info, VK_FORMAT_FEATURE_TRANSFER_DST_BIT)) continue;
        const TestImage image = makeImage(info);
        clearColor(image, floats(1, 0, 0, 0), {kColor, 0, VK_REMAINING_MIP_LEVELS, 0, 1});
        const Bytes texel =
            format == VK_FORMAT_R8G8B8A8_UNORM ? Bytes{0xff, 0, 0, 0} : Bytes{0x00, 0x01, 0, 0x80};
        for (uint32_t level : {0u, 1u})
            EXPECT_EQ(download(image, kColor, {4}, level),
                      repeated(texel, levelBytes(image, {4}, level)))
                << format;
    }
}

TEST_F(Clear, DepthAndStencilApart) {
    for (VkFormat format : {VK_FORMAT_D32_SFLOAT_S8_UINT, VK_FORMAT_D24_UNORM_S8_UINT}) {
        const auto info = imageInfo(format, {16, 16, 1});
        if (!supports(info, VK_FORMAT_FEATURE_TRANSFER_DST_BIT)) continue;
        const TestImage image = makeImage(info);
        const auto clear = [&](float depth, uint32_t stencil, VkImageAspectFlags aspects) {
            const VkClearDepthStencilValue value{depth, stencil};
            const VkImageSubresourceRange range{aspects, 0, 1, 0, 1};
            run([&](VkCommandBuffer commands) {
                vkCmdClearDepthStencilImage(commands, image.image, VK_IMAGE_LAYOUT_GENERAL, &value,
                                            1, &range);
                fullBarrier(commands);
            });
        };
        const auto depths = [&] {
            Bytes bytes = download(image, kDepth, {4});
            for (size_t i = 3; i < bytes.size() && format == VK_FORMAT_D24_UNORM_S8_UINT; i += 4)
                bytes[i] = 0;
            return bytes;
        };
        const Bytes one = format == VK_FORMAT_D24_UNORM_S8_UINT ? Bytes{0xff, 0xff, 0xff, 0}
                                                                : Bytes{0, 0, 0x80, 0x3f};
        clear(1.0f, 0x5a, kDepth | kStencil);
        EXPECT_EQ(depths(), repeated(one, 1024));
        EXPECT_EQ(download(image, kStencil, {1}), Bytes(256, 0x5a));
        clear(0.0f, 0, kDepth);
        EXPECT_EQ(depths(), Bytes(1024, 0));
        EXPECT_EQ(download(image, kStencil, {1}), Bytes(256, 0x5a));
        clear(1.0f, 0xa5, kStencil);
        EXPECT_EQ(depths(), Bytes(1024, 0));
        EXPECT_EQ(download(image, kStencil, {1}), Bytes(256, 0xa5));
    }
}

TEST_F(Clear, DepthAlone) {
    for (VkFormat format : {VK_FORMAT_D16_UNORM, VK_FORMAT_D32_SFLOAT}) {
        if (!supports(imageInfo(format, {16, 16, 1}))) continue;
        const TestImage image = makeImage(imageInfo(format, {16, 16, 1}));
        const VkClearDepthStencilValue value{1.0f, 0};
        const VkImageSubresourceRange range{kDepth, 0, 1, 0, 1};
        run([&](VkCommandBuffer commands) {
            vkCmdClearDepthStencilImage(commands, image.image, VK_IMAGE_LAYOUT_GENERAL, &value, 1,
                                        &range);
            fullBarrier(commands);
        });
        const Bytes texel =
            format == VK_FORMAT_D16_UNORM ? Bytes{0xff, 0xff} : Bytes{0, 0, 0x80, 0x3f};
        const TexelLayout layout{static_cast<uint32_t>(texel.size())};
        EXPECT_EQ(download(image, kDepth, layout), repeated(texel, levelBytes(image, layout)));
    }
}

}  // namespace
}  // namespace baker::test
