// Copies between buffers and images: every aspect and kind of format, at any offset, pitch and
// extent; the bytes come back as they were, and no others change.
#include <algorithm>
#include <cstring>

#include "transfer_test.hpp"

namespace baker::test {
namespace {

constexpr auto kColor = VK_IMAGE_ASPECT_COLOR_BIT;
constexpr auto kDepth = VK_IMAGE_ASPECT_DEPTH_BIT;
constexpr auto kStencil = VK_IMAGE_ASPECT_STENCIL_BIT;

struct FormatCase {
    VkFormat format;
    VkImageAspectFlags aspect;
    TexelLayout layout;
};

constexpr FormatCase kFormats[] = {
    {VK_FORMAT_R8_UNORM, kColor, {1}},
    {VK_FORMAT_R8G8_SINT, kColor, {2}},
    {VK_FORMAT_R5G6B5_UNORM_PACK16, kColor, {2}},
    {VK_FORMAT_B5G6R5_UNORM_PACK16, kColor, {2}},
    {VK_FORMAT_R4G4B4A4_UNORM_PACK16, kColor, {2}},
    {VK_FORMAT_R8G8B8A8_UNORM, kColor, {4}},
    {VK_FORMAT_R8G8B8A8_SRGB, kColor, {4}},
    {VK_FORMAT_B8G8R8A8_UNORM, kColor, {4}},
    {VK_FORMAT_A2B10G10R10_UNORM_PACK32, kColor, {4}},
    {VK_FORMAT_B10G11R11_UFLOAT_PACK32, kColor, {4}},
    {VK_FORMAT_E5B9G9R9_UFLOAT_PACK32, kColor, {4}},
    {VK_FORMAT_R16G16B16A16_UINT, kColor, {8}},
    {VK_FORMAT_R32G32_UINT, kColor, {8}},
    {VK_FORMAT_R32G32B32_UINT, kColor, {12}},
    {VK_FORMAT_R32G32B32A32_UINT, kColor, {16}},
    {VK_FORMAT_BC1_RGBA_UNORM_BLOCK, kColor, {8, 4, 4}},
    {VK_FORMAT_BC3_SRGB_BLOCK, kColor, {16, 4, 4}},
    {VK_FORMAT_BC4_UNORM_BLOCK, kColor, {8, 4, 4}},
    {VK_FORMAT_BC7_UNORM_BLOCK, kColor, {16, 4, 4}},
    {VK_FORMAT_D16_UNORM, kDepth, {2}},
    {VK_FORMAT_D32_SFLOAT, kDepth, {4}},
    {VK_FORMAT_X8_D24_UNORM_PACK32, kDepth, {4}},
    {VK_FORMAT_S8_UINT, kStencil, {1}},
    {VK_FORMAT_D24_UNORM_S8_UINT, kDepth, {4}},
    {VK_FORMAT_D24_UNORM_S8_UINT, kStencil, {1}},
    {VK_FORMAT_D32_SFLOAT_S8_UINT, kDepth, {4}},
    {VK_FORMAT_D32_SFLOAT_S8_UINT, kStencil, {1}},
};

// Noise that is a texel's: depths from 0 to 1, 24-bit depths without the byte beside them.
Bytes texels(const FormatCase& c, size_t size) {
    Bytes bytes = noise(size);
    const bool float32 = c.aspect == kDepth && (c.format == VK_FORMAT_D32_SFLOAT ||
                                                c.format == VK_FORMAT_D32_SFLOAT_S8_UINT);
    const bool unorm24 = c.aspect == kDepth && (c.format == VK_FORMAT_X8_D24_UNORM_PACK32 ||
                                                c.format == VK_FORMAT_D24_UNORM_S8_UINT);
    for (size_t i = 0; i + 4 <= size && (float32 || unorm24); i += 4) {
        uint32_t word;
        std::memcpy(&word, &bytes[i], 4);
        const float depth = static_cast<float>(word % 65536) / 65535.0f;
        word &= 0xffffff;
        std::memcpy(&bytes[i], float32 ? static_cast<const void*>(&depth) : &word, 4);
    }
    return bytes;
}

// A region, in blocks where it is about formats of several texels; buffers begin at a whole texel.
struct Region {
    uint32_t texelOffset;  // of the buffer, in blocks
    uint32_t rowLength, imageHeight;
    uint32_t x, y, width, height;
};

constexpr Region kRegions[] = {
    {0, 0, 0, 0, 0, 16, 16},   // tight
    {0, 64, 0, 0, 0, 16, 16},  // 256-byte rows of four-byte texels
    {128, 64, 20, 0, 0, 16, 16}, {3, 17, 0, 2, 3, 9, 5},    {1, 0, 0, 15, 15, 1, 1},
    {5, 256, 0, 0, 7, 16, 2},    {7, 33, 40, 4, 0, 11, 16},
};

class BufferImage : public TransferTest {
  protected:
    static constexpr uint32_t kSide = 16;  // blocks

    VkBufferImageCopy copyOf(const FormatCase& c, const Region& r, uint32_t layers = 1) const {
        const TexelLayout& t = c.layout;
        VkBufferImageCopy copy{};
        copy.bufferOffset = VkDeviceSize(r.texelOffset) * t.bytes;
        // Depth and stencil want multiples of four.
        if (c.aspect != kColor) copy.bufferOffset = (copy.bufferOffset + 3) / 4 * 4;
        copy.bufferRowLength = r.rowLength * t.width;
        copy.bufferImageHeight = r.imageHeight * t.height;
        copy.imageSubresource = layersOf(c.aspect, 0, 0, layers);
        copy.imageOffset = {static_cast<int32_t>(r.x * t.width),
                            static_cast<int32_t>(r.y * t.height), 0};
        copy.imageExtent = {r.width * t.width, r.height * t.height, 1};
        return copy;
    }

    // Calls `f(byte of the buffer, bytes)` for each row.
    template <typename F>
    static void forEachRow(const FormatCase& c, const VkBufferImageCopy& copy, const Region& r,
                           const F& f) {
        const uint64_t pitch = uint64_t(r.rowLength ? r.rowLength : r.width) * c.layout.bytes;
        const uint64_t slice = pitch * (r.imageHeight ? r.imageHeight : r.height);
        for (uint32_t layer = 0; layer < copy.imageSubresource.layerCount; ++layer)
            for (uint32_t row = 0; row < r.height; ++row)
                f(copy.bufferOffset + layer * slice + row * pitch,
                  uint64_t(r.width) * c.layout.bytes);
    }
};

TEST_F(BufferImage, EveryFormatAtEveryPlace) {
    for (const FormatCase& c : kFormats) {
        auto info = imageInfo(c.format, {kSide * c.layout.width, kSide * c.layout.height, 1});
        info.arrayLayers = 2;
        if (!supports(info,
                      VK_FORMAT_FEATURE_TRANSFER_SRC_BIT | VK_FORMAT_FEATURE_TRANSFER_DST_BIT))
            continue;
        const TestImage image = makeImage(info);
        const Bytes before = texels(c, levelBytes(image, c.layout));
        upload(image, c.aspect, before);
        ASSERT_EQ(download(image, c.aspect, c.layout), before) << "format " << c.format;
        for (const Region& r : kRegions) {
            const VkBufferImageCopy copy = copyOf(c, r, 2);
            const Bytes source = texels(c, 128 * 1024);
            const TestBuffer from = bufferOf(source);
            const Bytes untouched(128 * 1024, 0xee);
            const TestBuffer to = bufferOf(untouched);
            run([&](VkCommandBuffer commands) {
                vkCmdCopyBufferToImage(commands, from.buffer, image.image, VK_IMAGE_LAYOUT_GENERAL,
                                       1, &copy);
                fullBarrier(commands);
                vkCmdCopyImageToBuffer(commands, image.image, VK_IMAGE_LAYOUT_GENERAL, to.buffer, 1,
                                       &copy);
                fullBarrier(commands);
            });
            Bytes expected = untouched, actual = bytesOf(to);
            forEachRow(c, copy, r, [&](uint64_t first, uint64_t size) {
                std::copy_n(source.begin() + static_cast<ptrdiff_t>(first), size,
                            expected.begin() + static_cast<ptrdiff_t>(first));
            });
            // What lies beside 24 bits of depth is undefined.
            if (c.aspect == kDepth && (c.format == VK_FORMAT_X8_D24_UNORM_PACK32 ||
                                       c.format == VK_FORMAT_D24_UNORM_S8_UINT))
                forEachRow(c, copy, r, [&](uint64_t first, uint64_t size) {
                    for (uint64_t i = first + 3; i < first + size; i += 4) actual[i] = expected[i];
                });
            const auto differs =
                std::mismatch(expected.begin(), expected.end(), actual.begin()).first;
            ASSERT_TRUE(differs == expected.end())
                << "format " << c.format << ", aspect " << c.aspect << ", region " << &r - kRegions
                << ", byte " << differs - expected.begin();
        }
    }
}

// What is written into a part leaves the rest of the image alone.
TEST_F(BufferImage, PartsOfAnImage) {
    const FormatCase c = kFormats[5];
    const TestImage image = makeImage(imageInfo(c.format, {kSide, kSide, 1}));
    Bytes expected = noise(levelBytes(image, c.layout), 2);
    upload(image, c.aspect, expected);
    const Region& r = kRegions[3];
    const VkBufferImageCopy copy = copyOf(c, r);
    const Bytes source = noise(4096, 3);
    const TestBuffer from = bufferOf(source);
    run([&](VkCommandBuffer commands) {
        vkCmdCopyBufferToImage(commands, from.buffer, image.image, VK_IMAGE_LAYOUT_GENERAL, 1,
                               &copy);
        fullBarrier(commands);
    });
    for (uint32_t y = 0; y < r.height; ++y)
        std::copy_n(source.begin() + static_cast<ptrdiff_t>(copy.bufferOffset + y * 4 * 17),
                    r.width * 4, expected.begin() + ((r.y + y) * kSide + r.x) * 4);
    EXPECT_EQ(download(image, c.aspect, c.layout), expected);
}

TEST_F(BufferImage, LevelsOfEachSize) {
    for (const FormatCase& c : {kFormats[0], kFormats[5], kFormats[15]}) {
        auto info = imageInfo(c.format, {37, 21, 1});
        info.mipLevels = 6;
        info.arrayLayers = 3;
        if (!supports(info)) continue;
        const TestImage image = makeImage(info);
        std::vector<Bytes> levels;
        for (uint32_t level = 0; level < info.mipLevels; ++level) {
            levels.push_back(noise(levelBytes(image, c.layout, level), level + 1));
            upload(image, c.aspect, levels.back(), level);
        }
        for (uint32_t level = 0; level < info.mipLevels; ++level)
            EXPECT_EQ(download(image, c.aspect, c.layout, level), levels[level])
                << "format " << c.format << ", level " << level;
    }
}

TEST_F(BufferImage, Volumes) {
    const TexelLayout layout{4};
    for (VkExtent3D extent : {VkExtent3D{64, 8, 5}, VkExtent3D{19, 7, 6}}) {
        const TestImage image = makeImage(imageInfo(VK_FORMAT_R8G8B8A8_UNORM, extent));
        Bytes expected = noise(levelBytes(image, layout));
        upload(image, kColor, expected);
        EXPECT_EQ(download(image, kColor, layout), expected) << extent.width;
        // A box of it.
        const Bytes box = noise(4 * 5 * 3 * 2, 9);
        const TestBuffer from = bufferOf(box);
        VkBufferImageCopy copy{};
        copy.imageSubresource = layersOf(kColor);
        copy.imageOffset = {2, 1, 3};
        copy.imageExtent = {5, 3, 2};
        run([&](VkCommandBuffer commands) {
            vkCmdCopyBufferToImage(commands, from.buffer, image.image, VK_IMAGE_LAYOUT_GENERAL, 1,
                                   &copy);
            fullBarrier(commands);
        });
        for (uint32_t z = 0; z < 2; ++z)
            for (uint32_t y = 0; y < 3; ++y)
                std::copy_n(
                    box.begin() + (z * 3 + y) * 20, 20,
                    expected.begin() + (((3 + z) * extent.height + 1 + y) * extent.width + 2) * 4);
        EXPECT_EQ(download(image, kColor, layout), expected) << extent.width;
    }
}

// Layouts other than GENERAL, and a queue family that only computes.
TEST_F(BufferImage, ThroughTransferLayouts) {
    const TestImage image = makeImage(
        imageInfo(VK_FORMAT_R8G8B8A8_UNORM, {32, 32, 1}, kCopied | VK_IMAGE_USAGE_SAMPLED_BIT));
    const Bytes source = noise(32 * 32 * 4, 5);
    const TestBuffer from = bufferOf(source), to = bufferOf(Bytes(source.size(), 0));
    VkBufferImageCopy copy{};
    copy.imageSubresource = layersOf(kColor);
    copy.imageExtent = {32, 32, 1};
    const auto transition = [&](VkCommandBuffer commands, VkImageLayout before,
                                VkImageLayout after) {
        VkImageMemoryBarrier barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER};
        barrier.srcAccessMask = VK_ACCESS_MEMORY_WRITE_BIT;
        barrier.dstAccessMask = VK_ACCESS_MEMORY_READ_BIT | VK_ACCESS_MEMORY_WRITE_BIT;
        barrier.oldLayout = before;
        barrier.newLayout = after;
        barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
        barrier.image = image.image;
        barrier.subresourceRange = {kColor, 0, 1, 0, 1};
        vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT,
                             VK_PIPELINE_STAGE_ALL_COMMANDS_BIT, 0, 0, nullptr, 0, nullptr, 1,
                             &barrier);
    };
    run([&](VkCommandBuffer commands) {
        transition(commands, VK_IMAGE_LAYOUT_UNDEFINED, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL);
        vkCmdCopyBufferToImage(commands, from.buffer, image.image,
                               VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &copy);
        transition(commands, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL,
                   VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
        transition(commands, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL,
                   VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
        vkCmdCopyImageToBuffer(commands, image.image, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL,
                               to.buffer, 1, &copy);
        fullBarrier(commands);
    });
    EXPECT_EQ(bytesOf(to), source);
}

// A linear image's texels are where vkGetImageSubresourceLayout says, for the host too.
TEST_F(BufferImage, LinearTiling) {
    auto info = imageInfo(VK_FORMAT_R8G8B8A8_UNORM, {19, 11, 1});
    const TestImage tiled = makeImage(info);
    info.tiling = VK_IMAGE_TILING_LINEAR;
    if (!supports(info)) GTEST_SKIP() << "no linear images";
    auto layered = info;
    layered.arrayLayers = 3;
    if (supports(layered)) {
        const TestImage layers = makeImage(layered);
        const Bytes all = noise(levelBytes(layers, {4}), 8);
        upload(layers, kColor, all);
        EXPECT_EQ(download(layers, kColor, {4}), all);
    }
    void* mapped = nullptr;
    const TestImage linear = makeImage(info, &mapped);
    const VkImageSubresource subresource{kColor, 0, 0};
    VkSubresourceLayout layout{};
    vkGetImageSubresourceLayout(device, linear.image, &subresource, &layout);
    ASSERT_GE(layout.rowPitch, 19u * 4);
    const Bytes source = noise(19 * 11 * 4, 6);
    upload(tiled, kColor, source);
    const VkImageCopy copy{layersOf(kColor), {}, layersOf(kColor), {}, {19, 11, 1}};
    run([&](VkCommandBuffer commands) {
        vkCmdCopyImage(commands, tiled.image, VK_IMAGE_LAYOUT_GENERAL, linear.image,
                       VK_IMAGE_LAYOUT_GENERAL, 1, &copy);
        fullBarrier(commands);
    });
    Bytes seen;
    for (uint32_t y = 0; y < 11; ++y) {
        const auto* row = static_cast<const uint8_t*>(mapped) + layout.offset + y * layout.rowPitch;
        seen.insert(seen.end(), row, row + 19 * 4);
    }
    EXPECT_EQ(seen, source);
    EXPECT_EQ(download(linear, kColor, {4}), source);
    // And back: a part, of other texels.
    const Bytes other = noise(19 * 11 * 4, 7);
    upload(linear, kColor, other);
    const VkImageCopy part{layersOf(kColor), {3, 2, 0}, layersOf(kColor), {5, 4, 0}, {7, 6, 1}};
    run([&](VkCommandBuffer commands) {
        vkCmdCopyImage(commands, linear.image, VK_IMAGE_LAYOUT_GENERAL, tiled.image,
                       VK_IMAGE_LAYOUT_GENERAL, 1, &part);
        fullBarrier(commands);
    });
    Bytes expected = source;
    for (int y = 0; y < 6; ++y)
        std::copy_n(other.begin() + ((y + 2) * 19 + 3) * 4, 28,
                    expected.begin() + ((y + 4) * 19 + 5) * 4);
    EXPECT_EQ(download(tiled, kColor, {4}), expected);
    // Cleared.
    const VkClearColorValue value{.float32 = {1, 0, 1, 0}};
    const VkImageSubresourceRange all{kColor, 0, 1, 0, 1};
    run([&](VkCommandBuffer commands) {
        vkCmdClearColorImage(commands, linear.image, VK_IMAGE_LAYOUT_GENERAL, &value, 1, &all);
        fullBarrier(commands);
    });
    const Bytes cleared = download(linear, kColor, {4});
    for (size_t i = 0; i < cleared.size(); ++i) ASSERT_EQ(cleared[i], i % 2 ? 0 : 0xff);
}

// Levels of a linear image lie where vkGetImageSubresourceLayout says
// (dEQP-VK.image.subresource_layout.3d.4_levels.r16_snorm).
class LinearLevels : public BufferImage {
  protected:
    void check(VkImageCreateInfo info) {
        info.tiling = VK_IMAGE_TILING_LINEAR;
        info.mipLevels = 3;
        if (!supports(info)) GTEST_SKIP() << "no such linear images";
        void* mapped = nullptr;
        const TestImage image = makeImage(info, &mapped);
        std::vector<Bytes> texels;
        for (uint32_t level = 0; level < 3; ++level) {
            texels.push_back(noise(levelBytes(image, {2}, level), level + 1));
            upload(image, kColor, texels.back(), level);
        }
        for (uint32_t level = 0; level < 3; ++level) {
            EXPECT_EQ(download(image, kColor, {2}, level), texels[level]) << level;
            EXPECT_EQ(seenByHost(image, mapped, level), texels[level]) << level;
        }
    }

  private:
    Bytes seenByHost(const TestImage& image, const void* mapped, uint32_t level) {
        Bytes seen;
        const VkExtent3D extent = image.extent(level);
        for (uint32_t layer = 0; layer < image.info.arrayLayers; ++layer) {
            const VkImageSubresource subresource{kColor, level, layer};
            VkSubresourceLayout layout{};
            vkGetImageSubresourceLayout(device, image.image, &subresource, &layout);
            for (uint32_t z = 0; z < extent.depth; ++z)
                for (uint32_t y = 0; y < extent.height; ++y) {
                    const auto* row = static_cast<const uint8_t*>(mapped) + layout.offset +
                                      z * layout.depthPitch + y * layout.rowPitch;
                    seen.insert(seen.end(), row, row + size_t(extent.width) * 2);
                }
        }
        return seen;
    }
};

TEST_F(LinearLevels, OfLayers) {
    auto info = imageInfo(VK_FORMAT_R16_SNORM, {19, 11, 1});
    info.arrayLayers = 3;
    check(info);
}

TEST_F(LinearLevels, OfVolumes) {
    auto info = imageInfo(VK_FORMAT_R16_SNORM, {150, 11, 6});
    info.imageType = VK_IMAGE_TYPE_3D;
    check(info);
}

}  // namespace
}  // namespace baker::test
