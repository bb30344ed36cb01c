// vkCmdCopyImage: between formats whose texels have one size, layers and slices, parts of one
// image.
#include <algorithm>
#include <utility>

#include "transfer_test.hpp"

namespace baker::test {
namespace {

constexpr auto kColor = VK_IMAGE_ASPECT_COLOR_BIT;
constexpr auto kDepth = VK_IMAGE_ASPECT_DEPTH_BIT;
constexpr auto kStencil = VK_IMAGE_ASPECT_STENCIL_BIT;

class ImageCopy : public TransferTest {
  protected:
    void copy(const TestImage& from, const TestImage& to, const VkImageCopy& region) {
        run([&](VkCommandBuffer commands) {
            vkCmdCopyImage(commands, from.image, VK_IMAGE_LAYOUT_GENERAL, to.image,
                           VK_IMAGE_LAYOUT_GENERAL, 1, &region);
            fullBarrier(commands);
        });
    }
};

struct Pair {
    VkFormat from, to;
    TexelLayout fromLayout, toLayout;
};

constexpr Pair kPairs[] = {
    {VK_FORMAT_R8G8B8A8_UNORM, VK_FORMAT_R8G8B8A8_UNORM, {4}, {4}},
    {VK_FORMAT_R8G8B8A8_UNORM, VK_FORMAT_R8G8B8A8_SRGB, {4}, {4}},
    {VK_FORMAT_R8G8B8A8_UNORM, VK_FORMAT_R32_UINT, {4}, {4}},
    {VK_FORMAT_R32_SINT, VK_FORMAT_A2B10G10R10_UNORM_PACK32, {4}, {4}},
    {VK_FORMAT_E5B9G9R9_UFLOAT_PACK32, VK_FORMAT_B8G8R8A8_UNORM, {4}, {4}},
    {VK_FORMAT_R8G8_UNORM, VK_FORMAT_R16_UINT, {2}, {2}},
    {VK_FORMAT_R32G32_UINT, VK_FORMAT_R16G16B16A16_UINT, {8}, {8}},
    {VK_FORMAT_BC1_RGBA_UNORM_BLOCK, VK_FORMAT_BC4_UNORM_BLOCK, {8, 4, 4}, {8, 4, 4}},
    {VK_FORMAT_BC1_RGBA_UNORM_BLOCK, VK_FORMAT_R16G16B16A16_UINT, {8, 4, 4}, {8}},
    {VK_FORMAT_R32G32_UINT, VK_FORMAT_BC1_RGBA_UNORM_BLOCK, {8}, {8, 4, 4}},
    {VK_FORMAT_R32G32B32A32_UINT, VK_FORMAT_BC7_UNORM_BLOCK, {16}, {16, 4, 4}},
};

TEST_F(ImageCopy, BetweenFormatsOfOneSize) {
    constexpr uint32_t kBlocks = 13;
    for (const Pair& pair : kPairs) {
        const auto info = [](VkFormat format, TexelLayout layout) {
            return imageInfo(format, {kBlocks * layout.width, kBlocks * layout.height, 1});
        };
        const auto fromInfo = info(pair.from, pair.fromLayout);
        const auto toInfo = info(pair.to, pair.toLayout);
        if (!supports(fromInfo, VK_FORMAT_FEATURE_TRANSFER_SRC_BIT) ||
            !supports(toInfo, VK_FORMAT_FEATURE_TRANSFER_DST_BIT))
            continue;
        const TestImage from = makeImage(fromInfo), to = makeImage(toInfo);
        const uint32_t bytes = pair.fromLayout.bytes;
        const Bytes source = noise(levelBytes(from, pair.fromLayout), 1);
        Bytes expected = noise(levelBytes(to, pair.toLayout), 2);
        upload(from, kColor, source);
        upload(to, kColor, expected);
        // Blocks from (2, 3) to (5, 1), 7 by 6.
        const auto at = [](int32_t x, int32_t y, TexelLayout layout) {
            return VkOffset3D{x * static_cast<int32_t>(layout.width),
                              y * static_cast<int32_t>(layout.height), 0};
        };
        copy(from, to,
             {layersOf(kColor),
              at(2, 3, pair.fromLayout),
              layersOf(kColor),
              at(5, 1, pair.toLayout),
              {7 * pair.fromLayout.width, 6 * pair.fromLayout.height, 1}});
        for (uint32_t y = 0; y < 6; ++y)
            std::copy_n(source.begin() + ((y + 3) * kBlocks + 2) * bytes, 7 * bytes,
                        expected.begin() + ((y + 1) * kBlocks + 5) * bytes);
        EXPECT_EQ(download(to, kColor, pair.toLayout), expected)
            << "format " << pair.from << " to " << pair.to;
    }
}

TEST_F(ImageCopy, SlicesBecomeLayersAndBack) {
    const TexelLayout layout{4};
    const TestImage volume = makeImage(imageInfo(VK_FORMAT_R8G8B8A8_UNORM, {16, 8, 6}));
    auto info = imageInfo(VK_FORMAT_R8G8B8A8_UNORM, {16, 8, 1});
    info.arrayLayers = 6;
    const TestImage layers = makeImage(info);
    const Bytes source = noise(levelBytes(volume, layout));
    upload(volume, kColor, source);
    copy(volume, layers, {layersOf(kColor), {}, layersOf(kColor, 0, 0, 6), {}, {16, 8, 6}});
    EXPECT_EQ(download(layers, kColor, layout), source);
    // Two layers back, into slices 3 and 4.
    copy(layers, volume, {layersOf(kColor, 0, 1, 2), {}, layersOf(kColor), {0, 0, 3}, {16, 8, 2}});
    Bytes expected = source;
    std::copy_n(source.begin() + 16 * 8 * 4, 2 * 16 * 8 * 4, expected.begin() + 3 * 16 * 8 * 4);
    EXPECT_EQ(download(volume, kColor, layout), expected);
}

TEST_F(ImageCopy, VolumesAndLevels) {
    const TexelLayout layout{4};
    auto info = imageInfo(VK_FORMAT_R32_UINT, {16, 16, 8});
    info.mipLevels = 3;
    const TestImage from = makeImage(info), to = makeImage(info);
    const Bytes source = noise(levelBytes(from, layout, 0));
    upload(from, kColor, source, 0);
    copy(from, to, {layersOf(kColor), {4, 4, 2}, layersOf(kColor, 1), {}, {8, 8, 4}});
    Bytes expected;
    for (uint32_t z = 0; z < 4; ++z)
        for (uint32_t y = 0; y < 8; ++y) {
            const auto row = source.begin() + (((z + 2) * 16 + y + 4) * 16 + 4) * 4;
            expected.insert(expected.end(), row, row + 8 * 4);
        }
    EXPECT_EQ(download(to, kColor, layout, 1), expected);
}

TEST_F(ImageCopy, WithinOneImage) {
    const TexelLayout layout{4};
    auto info = imageInfo(VK_FORMAT_R8G8B8A8_UNORM, {16, 16, 1});
    info.arrayLayers = 2;
    const TestImage image = makeImage(info);
    Bytes expected = noise(levelBytes(image, layout));
    upload(image, kColor, expected);
    // Another layer, then another part of the same layer.
    copy(image, image, {layersOf(kColor, 0, 0), {}, layersOf(kColor, 0, 1), {}, {16, 16, 1}});
    std::copy_n(expected.begin(), 1024, expected.begin() + 1024);
    copy(image, image, {layersOf(kColor), {0, 0, 0}, layersOf(kColor), {8, 8, 0}, {8, 8, 1}});
    for (int y = 0; y < 8; ++y)
        std::copy_n(expected.begin() + y * 64, 32, expected.begin() + (y + 8) * 64 + 32);
    EXPECT_EQ(download(image, kColor, layout), expected);
}

TEST_F(ImageCopy, AspectsOfDepthAndStencil) {
    for (VkFormat format : {VK_FORMAT_D32_SFLOAT_S8_UINT, VK_FORMAT_D24_UNORM_S8_UINT}) {
        const auto info = imageInfo(format, {16, 16, 1});
        if (!supports(info, VK_FORMAT_FEATURE_TRANSFER_SRC_BIT)) continue;
        const TestImage from = makeImage(info), to = makeImage(info);
        Bytes depths(16 * 16 * 4);
        for (size_t i = 0; i < depths.size(); i += 4) {
            depths[i] = static_cast<uint8_t>(i / 4);
            depths[i + 2] = 0x12;
            depths[i + 3] = format == VK_FORMAT_D32_SFLOAT_S8_UINT ? 0x3f : 0;
        }
        const Bytes stencils = noise(16 * 16, 1), others = noise(16 * 16, 2);
        upload(from, kDepth, depths);
        upload(from, kStencil, stencils);
        upload(to, kDepth, Bytes(depths.size(), 0));
        upload(to, kStencil, others);
        copy(from, to, {layersOf(kDepth), {}, layersOf(kDepth), {}, {16, 16, 1}});
        Bytes copied = download(to, kDepth, {4});
        for (size_t i = 3; i < copied.size() && format == VK_FORMAT_D24_UNORM_S8_UINT; i += 4)
            copied[i] = 0;
        EXPECT_EQ(copied, depths) << format;
        EXPECT_EQ(download(to, kStencil, {1}), others) << format;
        copy(from, to,
             {layersOf(kDepth | kStencil), {}, layersOf(kDepth | kStencil), {}, {16, 16, 1}});
        EXPECT_EQ(download(to, kStencil, {1}), stencils) << format;
    }
}

// VK_KHR_maintenance9: each slice has a layout of its own, and keeps its texels when another
// begins.
TEST_F(ImageCopy, SlicesHaveLayouts) {
    if (!hasExtension(VK_KHR_MAINTENANCE_9_EXTENSION_NAME))
        GTEST_SKIP() << VK_KHR_MAINTENANCE_9_EXTENSION_NAME;
    auto info = imageInfo(VK_FORMAT_R8G8B8A8_UNORM, {16, 8, 3},
                          kCopied | VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT);
    info.flags = VK_IMAGE_CREATE_2D_ARRAY_COMPATIBLE_BIT;
    if (!supports(info)) GTEST_SKIP() << "VK_IMAGE_CREATE_2D_ARRAY_COMPATIBLE_BIT";
    constexpr uint32_t kSlice = 16 * 8 * 4;
    const TestImage image = makeImage(info);
    Bytes expected = noise(3 * kSlice);
    const TestBuffer source = bufferOf(expected);
    const auto change = [&](VkCommandBuffer commands, uint32_t slice, VkImageLayout from,
                            VkImageLayout to) {
        VkImageMemoryBarrier barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER};
        barrier.srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT;
        barrier.dstAccessMask = VK_ACCESS_TRANSFER_READ_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
        barrier.oldLayout = from;
        barrier.newLayout = to;
        barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
        barrier.image = image.image;
        barrier.subresourceRange = {kColor, 0, 1, slice, 1};
        vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_TRANSFER_BIT,
                             VK_PIPELINE_STAGE_TRANSFER_BIT, 0, 0, nullptr, 0, nullptr, 1,
                             &barrier);
    };
    constexpr auto kUndefined = VK_IMAGE_LAYOUT_UNDEFINED;
    constexpr auto kGeneral = VK_IMAGE_LAYOUT_GENERAL;
    constexpr auto kTarget = VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL;
    run([&](VkCommandBuffer commands) {
        for (uint32_t slice = 0; slice < 2; ++slice) {
            const auto z = static_cast<int32_t>(slice);
            change(commands, slice, kUndefined, kTarget);
            const VkBufferImageCopy upload{slice * kSlice,   0,         0,
                                           layersOf(kColor), {0, 0, z}, {16, 8, 1}};
            vkCmdCopyBufferToImage(commands, source.buffer, image.image, kTarget, 1, &upload);
        }
        change(commands, 0, kTarget, kGeneral);
        change(commands, 2, kUndefined, kGeneral);
        const VkImageCopy one{layersOf(kColor), {0, 0, 0}, layersOf(kColor), {0, 0, 2}, {16, 8, 1}};
        vkCmdCopyImage(commands, image.image, kGeneral, image.image, kGeneral, 1, &one);
        change(commands, 1, kTarget, kGeneral);
        fullBarrier(commands);
    });
    std::copy_n(expected.begin(), kSlice, expected.begin() + 2 * kSlice);
    EXPECT_EQ(download(image, kColor, {4}), expected);
}

class ForeignImages : public TransferTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        if (!hasExtension(VK_EXT_QUEUE_FAMILY_FOREIGN_EXTENSION_NAME))
            GTEST_SKIP() << VK_EXT_QUEUE_FAMILY_FOREIGN_EXTENSION_NAME;
        DeviceSetup setup;
        setup.extensions = {VK_EXT_QUEUE_FAMILY_FOREIGN_EXTENSION_NAME};
        createDevice(setup);
    }
};

// Given to a foreign queue family and taken back, an image has what it had.
TEST_F(ForeignImages, ComeBack) {
    const TestImage image = makeImage(imageInfo(VK_FORMAT_R8G8B8A8_UNORM, {16, 8, 1}));
    const Bytes texels = noise(16 * 8 * 4);
    upload(image, kColor, texels);
    VkImageMemoryBarrier barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER};
    barrier.oldLayout = barrier.newLayout = VK_IMAGE_LAYOUT_GENERAL;
    barrier.srcQueueFamilyIndex = family;
    barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_FOREIGN_EXT;
    barrier.image = image.image;
    barrier.subresourceRange = {kColor, 0, 1, 0, 1};
    run([&](VkCommandBuffer commands) {
        vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT,
                             VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, 0, 0, nullptr, 0, nullptr, 1,
                             &barrier);
    });
    std::swap(barrier.srcQueueFamilyIndex, barrier.dstQueueFamilyIndex);
    barrier.dstAccessMask = VK_ACCESS_TRANSFER_READ_BIT;
    run([&](VkCommandBuffer commands) {
        vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_TOP_OF_PIPE_BIT,
                             VK_PIPELINE_STAGE_ALL_COMMANDS_BIT, 0, 0, nullptr, 0, nullptr, 1,
                             &barrier);
    });
    EXPECT_EQ(download(image, kColor, {4}), texels);
}

// dEQP-VK.api.ds_color_copy.*: the bits of one aspect are those of a colour.
TEST_F(ImageCopy, BetweenColorsAndDepthOrStencil) {
    if (!hasExtension(VK_KHR_MAINTENANCE_8_EXTENSION_NAME))
        GTEST_SKIP() << VK_KHR_MAINTENANCE_8_EXTENSION_NAME;
    struct Row {
        VkFormat format;
        VkImageAspectFlags aspect;
        VkFormat color;
        uint32_t bytes;
    };
    constexpr Row kRows[] = {
        {VK_FORMAT_D16_UNORM, kDepth, VK_FORMAT_R16_UNORM, 2},
        {VK_FORMAT_D32_SFLOAT, kDepth, VK_FORMAT_R32_SFLOAT, 4},
        {VK_FORMAT_D32_SFLOAT, kDepth, VK_FORMAT_R32_UINT, 4},
        {VK_FORMAT_D24_UNORM_S8_UINT, kDepth, VK_FORMAT_R32_UINT, 4},
        {VK_FORMAT_D24_UNORM_S8_UINT, kStencil, VK_FORMAT_R8_UINT, 1},
        {VK_FORMAT_D32_SFLOAT_S8_UINT, kDepth, VK_FORMAT_R32_SINT, 4},
        {VK_FORMAT_D32_SFLOAT_S8_UINT, kStencil, VK_FORMAT_R8_UNORM, 1},
        {VK_FORMAT_S8_UINT, kStencil, VK_FORMAT_R8_SINT, 1},
    };
    for (const Row& row : kRows) {
        auto info = imageInfo(row.format, {16, 16, 1});
        info.mipLevels = 2;
        auto colorInfo = imageInfo(row.color, {16, 16, 1});
        if (!supports(info, VK_FORMAT_FEATURE_TRANSFER_SRC_BIT) ||
            !supports(colorInfo, VK_FORMAT_FEATURE_TRANSFER_DST_BIT))
            continue;
        const TestImage image = makeImage(info), color = makeImage(colorInfo);
        Bytes texels(16 * 16 * row.bytes);  // of small positive numbers: depths from 0 to 1
        for (size_t i = 0; i < texels.size(); ++i)
            texels[i] = static_cast<uint8_t>(i % row.bytes + 1 == 4 ? 0 : i / row.bytes);
        const auto half = texels.begin() + 16 * 8 * row.bytes;
        upload(color, kColor, texels);
        upload(image, row.aspect, Bytes(texels.size(), 0));
        // The lower half of the colour becomes the whole level's upper half, and comes back.
        copy(color, image,
             {layersOf(kColor), {0, 8, 0}, layersOf(row.aspect), {0, 0, 0}, {16, 8, 1}});
        Bytes expected(half, texels.end());
        expected.resize(texels.size());
        Bytes there = download(image, row.aspect, {row.bytes});
        for (size_t i = 3;
             i < there.size() && row.format == VK_FORMAT_D24_UNORM_S8_UINT && row.bytes == 4;
             i += 4)
            there[i] = 0;
        EXPECT_EQ(there, expected) << row.format << " from " << row.color;
        copy(image, color,
             {layersOf(row.aspect), {0, 0, 0}, layersOf(kColor), {0, 8, 0}, {16, 8, 1}});
        Bytes back = download(color, kColor, {row.bytes});
        for (size_t i = 3;
             i < back.size() && row.format == VK_FORMAT_D24_UNORM_S8_UINT && row.bytes == 4; i += 4)
            back[i] = 0;
        EXPECT_EQ(back, texels) << row.format << " to " << row.color;
    }
}

}  // namespace
}  // namespace baker::test
