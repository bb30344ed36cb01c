// Storage images of every format that the device offers for them, stored and loaded by one shader
// and fetched by another.
#include "image_test.hpp"

namespace baker::test {
namespace {

constexpr VkImageUsageFlags kUsage = VK_IMAGE_USAGE_STORAGE_BIT | VK_IMAGE_USAGE_SAMPLED_BIT;

class StorageImage : public ImageTest {
  protected:
    void expectTexels(const TexelFormat& format, const std::vector<TexelBits>& actual,
                      std::span<const TexelBits> expected, const char* what) {
        ASSERT_EQ(actual.size(), expected.size());
        for (size_t i = 0; i < actual.size(); ++i)
            ASSERT_TRUE(format.matches(actual[i], expected[i])) << what << " texel " << i;
    }

    void check(const TexelFormat& format) {
        SCOPED_TRACE(format.name());
        constexpr uint32_t kWidth = 9, kHeight = 5;
        const TestImage image = makeImage(imageInfo(format.format(), kWidth, kHeight, kUsage));
        const auto texels = randomTexels(format, kWidth * kHeight, uint32_t(format.format()));
        const VkImageView array = makeView(image, VK_IMAGE_VIEW_TYPE_2D_ARRAY);
        const auto loaded = store(format.kind(), array, texels, kWidth, kHeight, 1);
        expectTexels(format, loaded, texels, "loaded");
        const VkImageView view = makeView(image, VK_IMAGE_VIEW_TYPE_2D);
        expectTexels(format, fetch(format.kind(), view, kWidth, kHeight), texels, "fetched");
    }
};

TEST_F(StorageImage, OfEveryFormat) {
    size_t checked = 0;
    for (const TexelFormat& format : texelFormats())
        if (features(format.format()) & VK_FORMAT_FEATURE_STORAGE_IMAGE_BIT) {
            check(format);
            ++checked;
        }
    EXPECT_GE(checked, 30u);
}

// A view may begin at any layer and level, and show one layer without being an array.
TEST_F(StorageImage, LayersAndLevels) {
    constexpr uint32_t kSize = 8, kLayers = 5, kLevels = 3;
    const TexelFormat& format = *texelFormat(VK_FORMAT_R32_UINT);
    VkImageCreateInfo info = imageInfo(format.format(), kSize, kSize, kUsage);
    info.arrayLayers = kLayers;
    info.mipLevels = kLevels;
    const TestImage image = makeImage(info);
    std::vector<std::vector<TexelBits>> texels(kLevels);
    for (uint32_t level = 0; level < kLevels; ++level) {
        const uint32_t size = kSize >> level;
        const VkImageSubresourceRange range{VK_IMAGE_ASPECT_COLOR_BIT, level, 1, 0, kLayers};
        const VkImageView view =
            makeView(image, VK_IMAGE_VIEW_TYPE_2D_ARRAY, VK_FORMAT_UNDEFINED, &range);
        texels[level] = randomTexels(format, kLayers * size * size, level);
        store(format.kind(), view, texels[level], size, size, kLayers);
    }
    for (uint32_t layer = 0; layer < kLayers; ++layer)
        for (uint32_t level = 0; level < kLevels; ++level) {
            const uint32_t size = kSize >> level, count = size * size;
            const std::span<const TexelBits> expected(&texels[level][layer * count], count);
            const VkImageSubresourceRange all{VK_IMAGE_ASPECT_COLOR_BIT, 0, kLevels, layer, 1};
            const VkImageSubresourceRange one{VK_IMAGE_ASPECT_COLOR_BIT, level, 1, layer, 1};
            const VkImageView whole =
                makeView(image, VK_IMAGE_VIEW_TYPE_2D, VK_FORMAT_UNDEFINED, &all);
            const VkImageView part =
                makeView(image, VK_IMAGE_VIEW_TYPE_2D, VK_FORMAT_UNDEFINED, &one);
            expectTexels(format, fetch(format.kind(), whole, size, size, int32_t(level)), expected,
                         "of all levels");
            expectTexels(format, fetch(format.kind(), part, size, size), expected, "of one level");
        }
}

TEST_F(StorageImage, ViewsOfOtherFormats) {
    constexpr uint32_t kSize = 4;
    VkImageCreateInfo info = imageInfo(VK_FORMAT_R8G8B8A8_UNORM, kSize, kSize, kUsage);
    info.flags = VK_IMAGE_CREATE_MUTABLE_FORMAT_BIT;
    const TestImage image = makeImage(info);
    const TexelFormat& words = *texelFormat(VK_FORMAT_R32_UINT);
    const auto texels = randomTexels(words, kSize * kSize, 7);
    const VkImageView stored = makeView(image, VK_IMAGE_VIEW_TYPE_2D_ARRAY, VK_FORMAT_R32_UINT);
    store(TexelKind::Uint, stored, texels, kSize, kSize, 1);
    for (VkFormat other : {VK_FORMAT_R8G8B8A8_UNORM, VK_FORMAT_R8G8B8A8_SRGB,
                           VK_FORMAT_R8G8B8A8_UINT, VK_FORMAT_R16G16_SINT}) {
        const TexelFormat& format = *texelFormat(other);
        SCOPED_TRACE(format.name());
        VkImageViewUsageCreateInfo usage{VK_STRUCTURE_TYPE_IMAGE_VIEW_USAGE_CREATE_INFO};
        usage.usage = VK_IMAGE_USAGE_SAMPLED_BIT;
        const VkImageView view = makeView(image, VK_IMAGE_VIEW_TYPE_2D, other, nullptr, {}, &usage);
        std::vector<TexelBits> expected;
        for (const TexelBits& texel : texels)
            expected.push_back(format.decode(reinterpret_cast<const std::byte*>(texel.data())));
        expectTexels(format, fetch(format.kind(), view, kSize, kSize), expected, "fetched");
    }
}

}  // namespace
}  // namespace baker::test
