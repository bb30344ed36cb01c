// Swapchains on headless surfaces.
#include "swapchain_test.hpp"

namespace baker::test {
namespace {

constexpr VkExtent2D kExtent{70, 30};

class Swapchain : public SwapchainTest {
  protected:
    void showFrames(VkSwapchainKHR swapchain, uint32_t count) {
        const std::vector<VkImage> images = imagesOf(swapchain);
        for (uint32_t i = 0; i < count; ++i)
            ASSERT_VK(showColor(swapchain, images, {{0.0f, 1.0f, 0.5f, 1.0f}}));
        ASSERT_VK(vkQueueWaitIdle(queue));
    }
};

TEST_F(Swapchain, TheSurfaceSaysWhatItCan) {
    const VkSurfaceKHR surface = makeHeadlessSurface();
    VkSurfaceCapabilitiesKHR capabilities{};
    ASSERT_VK(vkGetPhysicalDeviceSurfaceCapabilitiesKHR(physicalDevice, surface, &capabilities));
    EXPECT_EQ(capabilities.currentExtent.width, UINT32_MAX);
    EXPECT_TRUE(capabilities.supportedUsageFlags & VK_IMAGE_USAGE_TRANSFER_DST_BIT);
    uint32_t count = 0;
    ASSERT_VK(vkGetPhysicalDeviceSurfaceFormatsKHR(physicalDevice, surface, &count, nullptr));
    std::vector<VkSurfaceFormatKHR> formats(count);
    ASSERT_VK(
        vkGetPhysicalDeviceSurfaceFormatsKHR(physicalDevice, surface, &count, formats.data()));
    for (const VkSurfaceFormatKHR& format : formats) {
        VkImageFormatProperties image;
        EXPECT_VK(vkGetPhysicalDeviceImageFormatProperties(
            physicalDevice, format.format, VK_IMAGE_TYPE_2D, VK_IMAGE_TILING_OPTIMAL,
            capabilities.supportedUsageFlags, 0, &image))
            << format.format;
    }
    ASSERT_VK(vkGetPhysicalDeviceSurfacePresentModesKHR(physicalDevice, surface, &count, nullptr));
    std::vector<VkPresentModeKHR> modes(count);
    ASSERT_VK(
        vkGetPhysicalDeviceSurfacePresentModesKHR(physicalDevice, surface, &count, modes.data()));
    EXPECT_EQ(std::count(modes.begin(), modes.end(), VK_PRESENT_MODE_FIFO_KHR), 1);
}

TEST_F(Swapchain, ManyFrames) {
    const VkSurfaceKHR surface = makeHeadlessSurface();
    const VkSwapchainKHR swapchain = makeSwapchain(swapchainInfo(surface, kExtent));
    showFrames(swapchain, 20);
}

TEST_F(Swapchain, AllImagesAcquired) {
    const VkSurfaceKHR surface = makeHeadlessSurface();
    const VkSwapchainKHR swapchain = makeSwapchain(swapchainInfo(surface, kExtent));
    std::vector<uint32_t> indices;
    for (size_t i = 0; i < imagesOf(swapchain).size(); ++i) {
        const VkFence fence = makeFence();
        uint32_t index = UINT32_MAX;
        ASSERT_VK(vkAcquireNextImageKHR(device, swapchain, 0, VK_NULL_HANDLE, fence, &index));
        ASSERT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
        EXPECT_EQ(std::count(indices.begin(), indices.end(), index), 0);
        indices.push_back(index);
    }
    uint32_t index;
    const VkFence fence = makeFence();
    EXPECT_EQ(vkAcquireNextImageKHR(device, swapchain, 0, VK_NULL_HANDLE, fence, &index),
              VK_NOT_READY);
    EXPECT_EQ(vkAcquireNextImageKHR(device, swapchain, 1000, VK_NULL_HANDLE, fence, &index),
              VK_TIMEOUT);
}

TEST_F(Swapchain, AReplacedOneIsOutOfDate) {
    const VkSurfaceKHR surface = makeHeadlessSurface();
    const VkSwapchainKHR old = makeSwapchain(swapchainInfo(surface, kExtent));
    showFrames(old, 2);
    VkSwapchainCreateInfoKHR info = swapchainInfo(surface, {100, 50});
    info.oldSwapchain = old;
    const VkSwapchainKHR swapchain = makeSwapchain(info);
    uint32_t index;
    expectMessage("retired");
    EXPECT_EQ(
        vkAcquireNextImageKHR(device, old, UINT64_MAX, makeSemaphore(), VK_NULL_HANDLE, &index),
        VK_ERROR_OUT_OF_DATE_KHR);
    showFrames(swapchain, 3);
}

TEST_F(Swapchain, AnImageOfTheApplicationWithItsMemory) {
    const VkSurfaceKHR surface = makeHeadlessSurface();
    const VkSwapchainCreateInfoKHR info = swapchainInfo(surface, kExtent);
    const VkSwapchainKHR swapchain = makeSwapchain(info);
    const VkImageSwapchainCreateInfoKHR chain{VK_STRUCTURE_TYPE_IMAGE_SWAPCHAIN_CREATE_INFO_KHR,
                                              nullptr, swapchain};
    VkImageCreateInfo imageInfo{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO, &chain};
    imageInfo.imageType = VK_IMAGE_TYPE_2D;
    imageInfo.format = info.imageFormat;
    imageInfo.extent = {kExtent.width, kExtent.height, 1};
    imageInfo.mipLevels = imageInfo.arrayLayers = 1;
    imageInfo.samples = VK_SAMPLE_COUNT_1_BIT;
    imageInfo.usage = info.imageUsage;
    VkImage image = VK_NULL_HANDLE;
    ASSERT_VK(vkCreateImage(device, &imageInfo, nullptr, &image));
    atEnd([this, image] { vkDestroyImage(device, image, nullptr); });
    const VkBindImageMemorySwapchainInfoKHR memory{
        VK_STRUCTURE_TYPE_BIND_IMAGE_MEMORY_SWAPCHAIN_INFO_KHR, nullptr, swapchain, 0};
    const VkBindImageMemoryInfo bind{VK_STRUCTURE_TYPE_BIND_IMAGE_MEMORY_INFO, &memory, image,
                                     VK_NULL_HANDLE, 0};
    EXPECT_VK(vkBindImageMemory2(device, 1, &bind));
}

}  // namespace
}  // namespace baker::test
