// Images of linear tiling in shaders: what the host writes, shaders read, and the other way round;
// so does a buffer in the same memory.
#include <cstdint>
#include <cstring>

#include "image_test.hpp"

namespace baker::test {
namespace {

constexpr VkImageUsageFlags kUsage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_STORAGE_BIT;
constexpr uint32_t kWidth = 13, kHeight = 6;

class LinearImage : public ImageTest {
  protected:
    struct Linear {
        TestImage image;
        std::byte* mapped = nullptr;
        VkBuffer alias = VK_NULL_HANDLE;  // all of the memory
    };

    static VkImageCreateInfo linearInfo(VkFormat format) {
        VkImageCreateInfo info = imageInfo(format, kWidth, kHeight, kUsage);
        info.tiling = VK_IMAGE_TILING_LINEAR;
        info.initialLayout = VK_IMAGE_LAYOUT_PREINITIALIZED;
        return info;
    }

    bool isStorable(VkFormat format) const {
        VkFormatProperties properties;
        vkGetPhysicalDeviceFormatProperties(physicalDevice, format, &properties);
        return properties.linearTilingFeatures & VK_FORMAT_FEATURE_STORAGE_IMAGE_BIT;
    }

    Linear makeLinear(const VkImageCreateInfo& info) {
        Linear result{.image = {.info = info}};
        EXPECT_VK(vkCreateImage(device, &info, nullptr, &result.image.image));
        VkMemoryRequirements needs;
        vkGetImageMemoryRequirements(device, result.image.image, &needs);
        VkMemoryAllocateInfo allocation{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
        allocation.allocationSize = needs.size;
        allocation.memoryTypeIndex =
            findMemoryType(needs.memoryTypeBits, VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT |
                                                     VK_MEMORY_PROPERTY_HOST_COHERENT_BIT);
        EXPECT_VK(vkAllocateMemory(device, &allocation, nullptr, &result.image.memory));
        EXPECT_VK(vkBindImageMemory(device, result.image.image, result.image.memory, 0));
        VkBufferCreateInfo buffer{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
        buffer.size = needs.size;
        buffer.usage = VK_BUFFER_USAGE_TRANSFER_DST_BIT | VK_BUFFER_USAGE_TRANSFER_SRC_BIT;
        EXPECT_VK(vkCreateBuffer(device, &buffer, nullptr, &result.alias));
        VkMemoryRequirements bufferNeeds;
        vkGetBufferMemoryRequirements(device, result.alias, &bufferNeeds);
        EXPECT_VK(vkBindBufferMemory(device, result.alias, result.image.memory, 0));
        void* mapped = nullptr;
        EXPECT_VK(vkMapMemory(device, result.image.memory, 0, VK_WHOLE_SIZE, 0, &mapped));
        result.mapped = static_cast<std::byte*>(mapped);
        atEnd([this, result] {
            vkDestroyBuffer(device, result.alias, nullptr);
            vkDestroyImage(device, result.image.image, nullptr);
            vkFreeMemory(device, result.image.memory, nullptr);
        });
        return result;
    }

    void toGeneral(const Linear& linear) {
        VkImageMemoryBarrier barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER};
        barrier.srcAccessMask = VK_ACCESS_HOST_WRITE_BIT;
        barrier.dstAccessMask = VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT;
        barrier.oldLayout = VK_IMAGE_LAYOUT_PREINITIALIZED;
        barrier.newLayout = VK_IMAGE_LAYOUT_GENERAL;
        barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
        barrier.image = linear.image.image;
        barrier.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, VK_REMAINING_MIP_LEVELS, 0,
                                    VK_REMAINING_ARRAY_LAYERS};
        run([&](VkCommandBuffer commands) {
            vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_HOST_BIT,
                                 VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, 0, 0, nullptr, 0, nullptr, 1,
                                 &barrier);
        });
    }

    // The host's texel.
    std::byte* at(const Linear& linear, const TexelFormat& format, uint32_t x, uint32_t y,
                  uint32_t layer = 0, uint32_t level = 0) {
        const VkImageSubresource subresource{VK_IMAGE_ASPECT_COLOR_BIT, level, layer};
        VkSubresourceLayout layout;
        vkGetImageSubresourceLayout(device, linear.image.image, &subresource, &layout);
        EXPECT_GE(layout.rowPitch, (kWidth >> level) * format.bytes());
        return linear.mapped + layout.offset + y * layout.rowPitch + x * format.bytes();
    }

    // Any texels, written by the host.
    std::vector<TexelBits> fill(const Linear& linear, const TexelFormat& format, uint32_t seed,
                                uint32_t layer = 0, uint32_t level = 0) {
        const uint32_t width = kWidth >> level, height = kHeight >> level;
        std::vector<std::byte> bytes(width * height * format.bytes());
        format.randomize(bytes, seed);
        std::vector<TexelBits> texels;
        for (uint32_t i = 0; i < width * height; ++i) {
            const std::byte* from = &bytes[i * format.bytes()];
            std::memcpy(at(linear, format, i % width, i / width, layer, level), from,
                        format.bytes());
            texels.push_back(format.decode(from));
        }
        return texels;
    }

    void expectTexels(const TexelFormat& format, const std::vector<TexelBits>& actual,
                      const std::vector<TexelBits>& expected, const char* what) {
        ASSERT_EQ(actual.size(), expected.size());
        for (size_t i = 0; i < expected.size(); ++i)
            ASSERT_TRUE(format.matches(actual[i], expected[i]))
                << format.name() << ' ' << what << ", texel " << i;
    }
};

constexpr VkFormat kFormats[] = {VK_FORMAT_R8_UINT,       VK_FORMAT_R8G8B8A8_UNORM,
                                 VK_FORMAT_R16_SINT,      VK_FORMAT_R16G16B16A16_SFLOAT,
                                 VK_FORMAT_R32G32_SFLOAT, VK_FORMAT_R32G32B32A32_UINT};

// dEQP-VK.image.load_store.*_linear, image.store.*_linear
TEST_F(LinearImage, IsTheHostsAndTheShaders) {
    if (!isStorable(VK_FORMAT_R8G8B8A8_UNORM)) GTEST_SKIP() << "no linear images in shaders";
    for (const VkFormat one : kFormats) {
        const TexelFormat& format = *texelFormat(one);
        const Linear linear = makeLinear(linearInfo(one));
        const VkImageView view = makeView(linear.image, VK_IMAGE_VIEW_TYPE_2D);
        std::vector<TexelBits> texels = fill(linear, format, 1);
        toGeneral(linear);
        expectTexels(format, fetch(format.kind(), view, kWidth, kHeight), texels, "before");
        texels = fill(linear, format, 2);  // a submission makes it visible
        expectTexels(format, fetch(format.kind(), view, kWidth, kHeight), texels, "rewritten");

        texels = randomTexels(format, kWidth * kHeight, 3);
        store(format.kind(), makeView(linear.image, VK_IMAGE_VIEW_TYPE_2D_ARRAY), texels, kWidth,
              kHeight, 1);
        run([](VkCommandBuffer commands) { fullBarrier(commands); });
        std::vector<TexelBits> found;
        for (uint32_t i = 0; i < kWidth * kHeight; ++i)
            found.push_back(format.decode(at(linear, format, i % kWidth, i / kWidth)));
        expectTexels(format, found, texels, "stored");
    }
}

TEST_F(LinearImage, LayersAndLevels) {
    if (!isStorable(VK_FORMAT_R8G8B8A8_UNORM)) GTEST_SKIP() << "no linear images in shaders";
    VkImageCreateInfo info = linearInfo(VK_FORMAT_R8G8B8A8_UNORM);
    VkImageFormatProperties limits;
    ASSERT_VK(vkGetPhysicalDeviceImageFormatProperties(physicalDevice, info.format, info.imageType,
                                                       info.tiling, info.usage, 0, &limits));
    if (limits.maxMipLevels < 2 || limits.maxArrayLayers < 3) GTEST_SKIP() << "one subresource";
    info.mipLevels = 2;
    info.arrayLayers = 3;
    const TexelFormat& format = *texelFormat(info.format);
    const Linear linear = makeLinear(info);
    std::vector<std::vector<TexelBits>> texels;
    for (uint32_t i = 0; i < 6; ++i) texels.push_back(fill(linear, format, 10 + i, i / 2, i % 2));
    toGeneral(linear);
    for (uint32_t i = 0; i < 6; ++i) {
        const VkImageSubresourceRange layer{VK_IMAGE_ASPECT_COLOR_BIT, 0, 2, i / 2, 1};
        const VkImageView view =
            makeView(linear.image, VK_IMAGE_VIEW_TYPE_2D, VK_FORMAT_UNDEFINED, &layer);
        expectTexels(
            format,
            fetch(format.kind(), view, kWidth >> i % 2, kHeight >> i % 2, static_cast<int>(i % 2)),
            texels[i], "of a level");
    }
}

// The buffer is filled by the device between two reads.
TEST_F(LinearImage, SharesItsMemoryWithABuffer) {
    if (!isStorable(VK_FORMAT_R32G32_SFLOAT)) GTEST_SKIP() << "no linear images in shaders";
    const TexelFormat& format = *texelFormat(VK_FORMAT_R32G32B32A32_UINT);
    const Linear linear = makeLinear(linearInfo(format.format()));
    const VkImageView view = makeView(linear.image, VK_IMAGE_VIEW_TYPE_2D);
    fill(linear, format, 1);
    toGeneral(linear);
    fetch(format.kind(), view, kWidth, kHeight);
    run([&](VkCommandBuffer commands) {
        vkCmdFillBuffer(commands, linear.alias, 0, VK_WHOLE_SIZE, 0x12345678);
        fullBarrier(commands);
    });
    for (const TexelBits& texel : fetch(format.kind(), view, kWidth, kHeight))
        ASSERT_EQ(texel, (TexelBits{0x12345678, 0x12345678, 0x12345678, 0x12345678}));
}

}  // namespace
}  // namespace baker::test
