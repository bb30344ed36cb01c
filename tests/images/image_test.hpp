// What the tests of images share: images, views and samplers, and the dispatches that fill and read
// them. Nothing but compute shaders is needed.
#pragma once

#include <vector>

#include "texel_format.hpp"
#include "vulkan_test.hpp"

namespace baker::test {

struct TestImage {
    VkImage image = VK_NULL_HANDLE;
    VkDeviceMemory memory = VK_NULL_HANDLE;
    VkImageCreateInfo info{};
};

class ImageTest : public VulkanTest {
  protected:
    // A device with every feature of Vulkan 1.0 that it supports.
    void SetUp() override;

    VkFormatFeatureFlags features(VkFormat format) const;
    // A 2D image; change what is needed.
    static VkImageCreateInfo imageInfo(VkFormat format, uint32_t width, uint32_t height,
                                       VkImageUsageFlags usage);
    bool isSupported(const VkImageCreateInfo& info) const;
    // Bound to memory of its own; in VK_IMAGE_LAYOUT_GENERAL.
    TestImage makeImage(const VkImageCreateInfo& info);
    // Of the whole image unless `range` says otherwise.
    VkImageView makeView(const TestImage& image, VkImageViewType type,
                         VkFormat format = VK_FORMAT_UNDEFINED,
                         const VkImageSubresourceRange* range = nullptr,
                         VkComponentMapping components = {}, const void* next = nullptr);
    VkSampler makeSampler(const VkSamplerCreateInfo& info);
    static VkSamplerCreateInfo samplerInfo(VkFilter filter = VK_FILTER_NEAREST);

    void writeImage(VkDescriptorSet set, uint32_t binding, VkDescriptorType type, VkImageView view,
                    VkSampler sampler = VK_NULL_HANDLE, uint32_t element = 0);

    // Stores `texels` to the whole of a 2D array view with storage usage. What the device loads
    // right after is returned.
    std::vector<TexelBits> store(TexelKind kind, VkImageView view,
                                 const std::vector<TexelBits>& texels, uint32_t width,
                                 uint32_t height, uint32_t layers);
    // Every texel of a level, by texelFetch from a 2D view.
    std::vector<TexelBits> fetch(TexelKind kind, VkImageView view, uint32_t width, uint32_t height,
                                 int32_t level = 0);

    static std::vector<TexelBits> randomTexels(const TexelFormat& format, size_t count,
                                               uint32_t seed);

  private:
    TestPipeline storePipelines_[3], fetchPipelines_[3];
};

}  // namespace baker::test
