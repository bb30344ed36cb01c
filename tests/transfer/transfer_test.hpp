// What the tests of transfer commands share: images with memory of their own, kept in GENERAL, and
// their texels as bytes.
#pragma once

#include <vector>

#include "vulkan_test.hpp"

namespace baker::test {

// How an aspect of a format lies in a buffer.
struct TexelLayout {
    uint32_t bytes;
    uint32_t width = 1, height = 1;  // of a block
};

struct TestImage {
    VkImage image = VK_NULL_HANDLE;
    VkImageCreateInfo info{};

    VkExtent3D extent(uint32_t level = 0) const {
        const auto part = [level](uint32_t size) { return std::max(size >> level, 1u); };
        return {part(info.extent.width), part(info.extent.height), part(info.extent.depth)};
    }
};

using Bytes = std::vector<uint8_t>;

// Bytes without a pattern, the same each time.
Bytes noise(size_t size, uint32_t seed = 1);

class TransferTest : public VulkanTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        DeviceSetup setup;
        addMaintenance(setup);
        createDevice(setup);
        if (!supports(imageInfo(VK_FORMAT_R8G8B8A8_UNORM, {16, 16, 1}),
                      VK_FORMAT_FEATURE_TRANSFER_DST_BIT))
            GTEST_SKIP() << "no images";
    }

    static constexpr VkImageUsageFlags kCopied =
        VK_IMAGE_USAGE_TRANSFER_SRC_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT;

    // Of one sample, one level and layer, 2D and optimal unless changed.
    static VkImageCreateInfo imageInfo(VkFormat format, VkExtent3D extent,
                                       VkImageUsageFlags usage = kCopied);
    // Whether the device can make such an image, and has the features for its format.
    bool supports(const VkImageCreateInfo& info, VkFormatFeatureFlags features = 0) const;
    // In GENERAL, with the contents that info.initialLayout says. `mapped`: the host's view of its
    // memory.
    TestImage makeImage(const VkImageCreateInfo& info, void** mapped = nullptr);

    static VkImageSubresourceLayers layersOf(VkImageAspectFlags aspects, uint32_t level = 0,
                                             uint32_t layer = 0, uint32_t count = 1) {
        return {aspects, level, layer, count};
    }
    // A whole level, all its layers, tightly packed.
    void upload(const TestImage& image, VkImageAspectFlags aspect, const Bytes& bytes,
                uint32_t level = 0);
    Bytes download(const TestImage& image, VkImageAspectFlags aspect, TexelLayout layout,
                   uint32_t level = 0);

    static uint64_t levelBytes(const TestImage& image, TexelLayout layout, uint32_t level = 0);
    TestBuffer bufferOf(const Bytes& bytes);
    static Bytes bytesOf(const TestBuffer& buffer);

    VkMemoryAllocateFlags memoryFlags = 0;  // of the memory of images
};

}  // namespace baker::test
