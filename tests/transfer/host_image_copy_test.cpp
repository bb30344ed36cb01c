// VK_EXT_host_image_copy: the host's copies, and what the device sees of them.
// dEQP-VK.image.host_image_copy.*.
#include "transfer_test.hpp"

namespace baker::test {
namespace {

constexpr VkImageAspectFlags kColor = VK_IMAGE_ASPECT_COLOR_BIT;
constexpr VkExtent3D kExtent{19, 11, 1};
constexpr uint32_t kLayers = 2, kTexel = 4;
constexpr size_t kBytes = size_t(19) * 11 * kLayers * kTexel;

class HostImageCopy : public TransferTest {
  protected:
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        auto features = supported<VkPhysicalDeviceHostImageCopyFeatures>(
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_HOST_IMAGE_COPY_FEATURES);
        if (!hasExtension("VK_EXT_host_image_copy") || !features.hostImageCopy)
            GTEST_SKIP() << "VK_EXT_host_image_copy";
        DeviceSetup setup;
        setup.features.pNext = &features;
        setup.extensions = {"VK_EXT_host_image_copy", "VK_KHR_copy_commands2",
                            "VK_KHR_format_feature_flags2"};
        createDevice(setup);
        toImage_ = command<PFN_vkCopyMemoryToImageEXT>("vkCopyMemoryToImageEXT");
        toMemory_ = command<PFN_vkCopyImageToMemoryEXT>("vkCopyImageToMemoryEXT");
        betweenImages_ = command<PFN_vkCopyImageToImageEXT>("vkCopyImageToImageEXT");
        transition_ = command<PFN_vkTransitionImageLayoutEXT>("vkTransitionImageLayoutEXT");
    }

    TestImage make() {
        auto info = imageInfo(VK_FORMAT_R8G8B8A8_UNORM, kExtent,
                              kCopied | VK_IMAGE_USAGE_HOST_TRANSFER_BIT);
        info.arrayLayers = kLayers;
        return makeImage(info);
    }

    // `rowLength` in texels; 0: tight.
    void write(const TestImage& image, const Bytes& bytes, uint32_t rowLength = 0) {
        VkMemoryToImageCopy region{VK_STRUCTURE_TYPE_MEMORY_TO_IMAGE_COPY};
        region.pHostPointer = bytes.data();
        region.memoryRowLength = rowLength;
        region.imageSubresource = layersOf(kColor, 0, 0, kLayers);
        region.imageExtent = kExtent;
        VkCopyMemoryToImageInfo info{VK_STRUCTURE_TYPE_COPY_MEMORY_TO_IMAGE_INFO};
        info.dstImage = image.image;
        info.dstImageLayout = VK_IMAGE_LAYOUT_GENERAL;
        info.regionCount = 1;
        info.pRegions = &region;
        EXPECT_VK(toImage_(device, &info));
    }

    Bytes read(const TestImage& image, VkImageLayout layout = VK_IMAGE_LAYOUT_GENERAL) {
        Bytes bytes(kBytes);
        VkImageToMemoryCopy region{VK_STRUCTURE_TYPE_IMAGE_TO_MEMORY_COPY};
        region.pHostPointer = bytes.data();
        region.imageSubresource = layersOf(kColor, 0, 0, kLayers);
        region.imageExtent = kExtent;
        VkCopyImageToMemoryInfo info{VK_STRUCTURE_TYPE_COPY_IMAGE_TO_MEMORY_INFO};
        info.srcImage = image.image;
        info.srcImageLayout = layout;
        info.regionCount = 1;
        info.pRegions = &region;
        EXPECT_VK(toMemory_(device, &info));
        return bytes;
    }

    PFN_vkCopyMemoryToImageEXT toImage_ = nullptr;
    PFN_vkCopyImageToMemoryEXT toMemory_ = nullptr;
    PFN_vkCopyImageToImageEXT betweenImages_ = nullptr;
    PFN_vkTransitionImageLayoutEXT transition_ = nullptr;
};

TEST_F(HostImageCopy, FromAndToMemory) {
    const TestImage image = make();
    const Bytes texels = noise(kBytes);
    write(image, texels);
    EXPECT_EQ(download(image, kColor, {kTexel}), texels);
    const Bytes others = noise(kBytes, 2);
    upload(image, kColor, others);
    EXPECT_EQ(read(image), others);
}

// Memory between the rows is skipped.
TEST_F(HostImageCopy, RowLength) {
    constexpr uint32_t kRow = 24;
    const TestImage image = make();
    const Bytes padded = noise(size_t(kRow) * 11 * kLayers * kTexel, 3);
    Bytes texels;
    for (uint32_t row = 0; row < 11 * kLayers; ++row)
        texels.insert(texels.end(), padded.begin() + row * kRow * kTexel,
                      padded.begin() + (row * kRow + 19) * kTexel);
    write(image, padded, kRow);
    EXPECT_EQ(read(image), texels);
}

TEST_F(HostImageCopy, BetweenImagesAndLayouts) {
    const TestImage from = make(), to = make();
    const Bytes texels = noise(kBytes, 4);
    write(from, texels);
    VkHostImageLayoutTransitionInfo transition{VK_STRUCTURE_TYPE_HOST_IMAGE_LAYOUT_TRANSITION_INFO};
    transition.image = from.image;
    transition.oldLayout = VK_IMAGE_LAYOUT_GENERAL;
    transition.newLayout = VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL;
    transition.subresourceRange = {kColor, 0, 1, 0, kLayers};
    EXPECT_VK(transition_(device, 1, &transition));
    VkImageCopy2 region{VK_STRUCTURE_TYPE_IMAGE_COPY_2};
    region.srcSubresource = region.dstSubresource = layersOf(kColor, 0, 0, kLayers);
    region.extent = kExtent;
    VkCopyImageToImageInfo info{VK_STRUCTURE_TYPE_COPY_IMAGE_TO_IMAGE_INFO};
    info.srcImage = from.image;
    info.srcImageLayout = VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL;
    info.dstImage = to.image;
    info.dstImageLayout = VK_IMAGE_LAYOUT_GENERAL;
    info.regionCount = 1;
    info.pRegions = &region;
    EXPECT_VK(betweenImages_(device, &info));
    EXPECT_EQ(read(to), texels);
    EXPECT_EQ(read(from, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL), texels);
}

}  // namespace
}  // namespace baker::test
