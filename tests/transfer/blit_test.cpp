// vkCmdBlitImage, vkCmdResolveImage.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "transfer_test.hpp"

namespace baker::test {
namespace {

constexpr auto kColor = VK_IMAGE_ASPECT_COLOR_BIT;
constexpr auto kDepth = VK_IMAGE_ASPECT_DEPTH_BIT;
constexpr auto kStencil = VK_IMAGE_ASPECT_STENCIL_BIT;

// x0, x1, y0, y1.
struct Box {
    int32_t x0, y0, x1, y1;
};

VkImageBlit blitOf(VkImageAspectFlags aspect, Box from, Box to) {
    VkImageBlit blit{};
    blit.srcSubresource = blit.dstSubresource = {aspect, 0, 0, 1};
    blit.srcOffsets[0] = {from.x0, from.y0, 0};
    blit.srcOffsets[1] = {from.x1, from.y1, 1};
    blit.dstOffsets[0] = {to.x0, to.y0, 0};
    blit.dstOffsets[1] = {to.x1, to.y1, 1};
    return blit;
}

int32_t sourceOf(int32_t target, int32_t t0, int32_t t1, int32_t s0, int32_t s1) {
    const double scale = double(s1 - s0) / double(t1 - t0);
    return static_cast<int32_t>(std::floor((target + 0.5 - t0) * scale + s0));
}

class Blit : public TransferTest {
  protected:
    void SetUp() override {
        TransferTest::SetUp();
        if (IsSkipped()) return;
        if (!(families[family].queueFlags & VK_QUEUE_GRAPHICS_BIT))
            GTEST_SKIP() << "no graphics queue";
    }

    void blit(const TestImage& from, const TestImage& to, const VkImageBlit& region,
              VkFilter filter = VK_FILTER_NEAREST) {
        run([&](VkCommandBuffer commands) {
            vkCmdBlitImage(commands, from.image, VK_IMAGE_LAYOUT_GENERAL, to.image,
                           VK_IMAGE_LAYOUT_GENERAL, 1, &region, filter);
            fullBarrier(commands);
        });
    }

    // What a nearest blit between images of one format and size makes of `target`.
    static void blitBytes(const Bytes& source, Bytes& target, uint32_t width, uint32_t texel,
                          Box from, Box to) {
        for (int32_t y = std::min(to.y0, to.y1); y < std::max(to.y0, to.y1); ++y)
            for (int32_t x = std::min(to.x0, to.x1); x < std::max(to.x0, to.x1); ++x) {
                const int32_t sx = sourceOf(x, to.x0, to.x1, from.x0, from.x1);
                const int32_t sy = sourceOf(y, to.y0, to.y1, from.y0, from.y1);
                std::memcpy(
                    &target[(static_cast<uint32_t>(y) * width + static_cast<uint32_t>(x)) * texel],
                    &source[(static_cast<uint32_t>(sy) * width + static_cast<uint32_t>(sx)) *
                            texel],
                    texel);
            }
    }
};

constexpr Box kWhole{0, 0, 16, 16};
struct BoxPair {
    Box from, to;
};
constexpr BoxPair kBoxes[] = {
    {kWhole, kWhole},
    {{2, 3, 10, 11}, {1, 1, 5, 5}},    // half
    {{4, 4, 8, 8}, {0, 0, 16, 16}},    // four times
    {{0, 0, 16, 16}, {16, 0, 0, 16}},  // mirrored
    {{3, 12, 11, 4}, {2, 2, 10, 10}},
    {{0, 0, 6, 6}, {3, 5, 13, 15}},  // by five thirds
};

struct FormatCase {
    VkFormat format;
    VkImageAspectFlags aspect;
    uint32_t bytes;
};

TEST_F(Blit, NearestIsExact) {
    constexpr FormatCase kFormats[] = {
        {VK_FORMAT_R8G8B8A8_UNORM, kColor, 4},
        {VK_FORMAT_R8_UNORM, kColor, 1},
        {VK_FORMAT_B8G8R8A8_UNORM, kColor, 4},
        {VK_FORMAT_R8G8B8A8_SRGB, kColor, 4},
        {VK_FORMAT_R32_UINT, kColor, 4},
        {VK_FORMAT_R16G16_SINT, kColor, 4},
        {VK_FORMAT_R32G32B32A32_UINT, kColor, 16},
        {VK_FORMAT_R8G8B8A8_UINT, kColor, 4},
        {VK_FORMAT_D16_UNORM, kDepth, 2},
        {VK_FORMAT_D32_SFLOAT_S8_UINT, kStencil, 1},
        {VK_FORMAT_D24_UNORM_S8_UINT, kStencil, 1},
    };
    for (const FormatCase& c : kFormats) {
        const auto info = imageInfo(c.format, {16, 16, 1});
        if (!supports(info, VK_FORMAT_FEATURE_BLIT_SRC_BIT | VK_FORMAT_FEATURE_BLIT_DST_BIT))
            continue;
        const TestImage from = makeImage(info), to = makeImage(info);
        const Bytes source = noise(256 * c.bytes, 1);
        upload(from, c.aspect, source);
        for (const BoxPair& boxes : kBoxes) {
            Bytes expected = noise(256 * c.bytes, 2);
            upload(to, c.aspect, expected);
            blit(from, to, blitOf(c.aspect, boxes.from, boxes.to));
            blitBytes(source, expected, 16, c.bytes, boxes.from, boxes.to);
            EXPECT_EQ(download(to, c.aspect, {c.bytes}), expected)
                << "format " << c.format << ", boxes " << &boxes - kBoxes;
        }
    }
}

TEST_F(Blit, DepthKeepsStencilAndStencilDepth) {
    const auto info = imageInfo(VK_FORMAT_D32_SFLOAT_S8_UINT, {16, 16, 1});
    if (!supports(info, VK_FORMAT_FEATURE_BLIT_DST_BIT)) GTEST_SKIP();
    const TestImage from = makeImage(info), to = makeImage(info);
    std::vector<float> depths(256);
    for (size_t i = 0; i < depths.size(); ++i) depths[i] = static_cast<float>(i) / 255.0f;
    Bytes depthBytes(1024);
    std::memcpy(depthBytes.data(), depths.data(), 1024);
    const Bytes stencils = noise(256, 3);
    upload(from, kDepth, depthBytes);
    upload(from, kStencil, stencils);
    upload(to, kDepth, Bytes(1024, 0));
    upload(to, kStencil, Bytes(256, 7));
    blit(from, to, blitOf(kDepth, kWhole, kWhole));
    EXPECT_EQ(download(to, kDepth, {4}), depthBytes);
    EXPECT_EQ(download(to, kStencil, {1}), Bytes(256, 7));
    upload(to, kDepth, Bytes(1024, 0));
    blit(from, to, blitOf(kDepth | kStencil, kWhole, kWhole));
    EXPECT_EQ(download(to, kDepth, {4}), depthBytes);
    EXPECT_EQ(download(to, kStencil, {1}), stencils);
}

TEST_F(Blit, ConvertsFormats) {
    const TestImage from = makeImage(imageInfo(VK_FORMAT_R8G8B8A8_UNORM, {16, 16, 1}));
    const TestImage bgra = makeImage(imageInfo(VK_FORMAT_B8G8R8A8_UNORM, {16, 16, 1}));
    const TestImage floats = makeImage(imageInfo(VK_FORMAT_R32G32B32A32_SFLOAT, {16, 16, 1}));
    const Bytes source = noise(1024, 4);
    upload(from, kColor, source);
    blit(from, bgra, blitOf(kColor, kWhole, kWhole));
    blit(from, floats, blitOf(kColor, kWhole, kWhole));
    const Bytes swapped = download(bgra, kColor, {4});
    const Bytes wide = download(floats, kColor, {16});
    for (size_t i = 0; i < 256; ++i) {
        ASSERT_EQ(swapped[i * 4], source[i * 4 + 2]);
        ASSERT_EQ(swapped[i * 4 + 1], source[i * 4 + 1]);
        ASSERT_EQ(swapped[i * 4 + 2], source[i * 4]);
        float texel[4];
        std::memcpy(texel, &wide[i * 16], 16);
        for (size_t k = 0; k < 4; ++k)
            ASSERT_NEAR(texel[k], static_cast<float>(source[i * 4 + k]) / 255.0f, 1e-6);
    }
}

TEST_F(Blit, LinearIsTheMeanOfNeighbours) {
    const auto info = imageInfo(VK_FORMAT_R8_UNORM, {16, 16, 1});
    auto halfInfo = info;
    halfInfo.extent = {8, 8, 1};
    const TestImage from = makeImage(info), half = makeImage(halfInfo);
    const Bytes source = noise(256, 5);
    upload(from, kColor, source);
    blit(from, half, blitOf(kColor, kWhole, {0, 0, 8, 8}), VK_FILTER_LINEAR);
    const Bytes result = download(half, kColor, {1});
    for (size_t y = 0; y < 8; ++y)
        for (size_t x = 0; x < 8; ++x) {
            const size_t at = y * 32 + x * 2;
            const int sum = source[at] + source[at + 1] + source[at + 16] + source[at + 17];
            EXPECT_NEAR(result[y * 8 + x], sum / 4.0, 1.5);
        }
}

// As mip maps are made: from each level to the next.
TEST_F(Blit, LevelsAndLayersOfOneImage) {
    auto info = imageInfo(VK_FORMAT_R8G8B8A8_UINT, {16, 16, 1});
    info.mipLevels = 3;
    info.arrayLayers = 2;
    const TestImage image = makeImage(info);
    upload(image, kColor, noise(2048, 6));
    for (uint32_t level = 1; level < 3; ++level) {
        const auto side = static_cast<int32_t>(16u >> level);
        VkImageBlit region = blitOf(kColor, {0, 0, side * 2, side * 2}, {0, 0, side, side});
        region.srcSubresource = layersOf(kColor, level - 1, 0, 2);
        region.dstSubresource = layersOf(kColor, level, 0, 2);
        blit(image, image, region);
    }
    const Bytes all = download(image, kColor, {4}, 0);
    const Bytes last = download(image, kColor, {4}, 2);
    for (uint32_t layer = 0; layer < 2; ++layer)
        for (uint32_t y = 0; y < 4; ++y)
            for (uint32_t x = 0; x < 4; ++x) {
                // Twice the texel at (2x + 1, 2y + 1).
                const uint32_t sx = 2 * (2 * x + 1) + 1, sy = 2 * (2 * y + 1) + 1;
                ASSERT_EQ(std::memcmp(&last[(layer * 16 + y * 4 + x) * 4],
                                      &all[(layer * 256 + sy * 16 + sx) * 4], 4),
                          0)
                    << layer << " " << x << " " << y;
            }
}

TEST_F(Blit, Volumes) {
    const TestImage from = makeImage(imageInfo(VK_FORMAT_R8G8B8A8_UINT, {8, 8, 8}));
    const TestImage to = makeImage(imageInfo(VK_FORMAT_R8G8B8A8_UINT, {8, 8, 8}));
    const Bytes source = noise(2048, 7);
    upload(from, kColor, source);
    VkImageBlit region = blitOf(kColor, {0, 0, 8, 8}, {0, 0, 8, 8});
    region.srcOffsets[1].z = 8;
    region.dstOffsets[0].z = 8;  // backwards
    region.dstOffsets[1].z = 0;
    blit(from, to, region);
    const Bytes result = download(to, kColor, {4});
    for (uint32_t z = 0; z < 8; ++z) {
        const uint32_t sz = 7 - z;
        EXPECT_EQ(Bytes(result.begin() + z * 256, result.begin() + (z + 1) * 256),
                  Bytes(source.begin() + sz * 256, source.begin() + (sz + 1) * 256))
            << z;
    }
}

// VK_KHR_maintenance8: a slice becomes any layer of an array, and back.
TEST_F(Blit, BetweenSlicesAndLayers) {
    if (!hasExtension(VK_KHR_MAINTENANCE_8_EXTENSION_NAME))
        GTEST_SKIP() << VK_KHR_MAINTENANCE_8_EXTENSION_NAME;
    if (std::getenv("BAKER_TEST_DRIVER")) GTEST_SKIP() << "lavapipe 26.1 blits to other slices";
    const TestImage volume = makeImage(imageInfo(VK_FORMAT_R8G8B8A8_UINT, {8, 8, 4}));
    auto info = imageInfo(VK_FORMAT_R8G8B8A8_UINT, {8, 8, 1});
    info.arrayLayers = 3;
    const TestImage layers = makeImage(info);
    const Bytes slices = noise(4 * 256, 9);
    Bytes expected = noise(3 * 256, 10);
    upload(volume, kColor, slices);
    upload(layers, kColor, expected);
    VkImageBlit region = blitOf(kColor, {0, 0, 8, 8}, {0, 0, 8, 8});
    region.srcOffsets[0].z = 2;
    region.srcOffsets[1].z = 3;
    region.dstSubresource.baseArrayLayer = 1;
    blit(volume, layers, region);
    std::copy_n(slices.begin() + 2 * 256, 256, expected.begin() + 256);
    EXPECT_EQ(download(layers, kColor, {4}), expected);
    region.srcSubresource.baseArrayLayer = 2;
    region.dstSubresource.baseArrayLayer = 0;
    std::swap(region.srcOffsets, region.dstOffsets);
    blit(layers, volume, region);
    Bytes back = slices;
    std::copy_n(expected.begin() + 2 * 256, 256, back.begin() + 2 * 256);
    EXPECT_EQ(download(volume, kColor, {4}), back);
}

// Samples that are alike; unlike ones need draws.
TEST_F(Blit, ResolvesAPartOfALayer) {
    for (VkFormat format : {VK_FORMAT_R8G8B8A8_UNORM, VK_FORMAT_R32_UINT}) {
        auto info = imageInfo(format, {16, 16, 1}, kCopied | VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT);
        info.samples = VK_SAMPLE_COUNT_4_BIT;
        info.arrayLayers = 2;
        if (!supports(info)) continue;
        const TestImage many = makeImage(info);
        info.samples = VK_SAMPLE_COUNT_1_BIT;
        const TestImage one = makeImage(info);
        Bytes expected = noise(2048, 8);
        upload(one, kColor, expected);
        const VkClearColorValue value = format == VK_FORMAT_R32_UINT
                                            ? VkClearColorValue{.uint32 = {0xfedcba98, 0, 0, 0}}
                                            : VkClearColorValue{.float32 = {1, 0, 0.2f, 0.6f}};
        const Bytes texel =
            format == VK_FORMAT_R32_UINT ? Bytes{0x98, 0xba, 0xdc, 0xfe} : Bytes{0xff, 0, 51, 153};
        const VkImageSubresourceRange all{kColor, 0, 1, 0, 2};
        VkImageResolve region{};
        region.srcSubresource = layersOf(kColor, 0, 0);
        region.dstSubresource = layersOf(kColor, 0, 1);
        region.srcOffset = {1, 2, 0};
        region.dstOffset = {4, 5, 0};
        region.extent = {7, 6, 1};
        run([&](VkCommandBuffer commands) {
            vkCmdClearColorImage(commands, many.image, VK_IMAGE_LAYOUT_GENERAL, &value, 1, &all);
            fullBarrier(commands);
            vkCmdResolveImage(commands, many.image, VK_IMAGE_LAYOUT_GENERAL, one.image,
                              VK_IMAGE_LAYOUT_GENERAL, 1, &region);
            fullBarrier(commands);
        });
        for (uint32_t y = 5; y < 11; ++y)
            for (uint32_t x = 4; x < 11; ++x)
                std::copy(texel.begin(), texel.end(), expected.begin() + 1024 + (y * 16 + x) * 4);
        EXPECT_EQ(download(one, kColor, {4}), expected) << format;
    }
}

}  // namespace
}  // namespace baker::test
