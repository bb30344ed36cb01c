// A device with VK_KHR_swapchain, and a swapchain on a surface.
#pragma once

#include <algorithm>

#include "vulkan_test.hpp"

namespace baker::test {

class SwapchainTest : public VulkanTest {
  protected:
    std::vector<const char*> instanceExtensions() const override {
        return {VK_KHR_SURFACE_EXTENSION_NAME, VK_EXT_HEADLESS_SURFACE_EXTENSION_NAME};
    }
    void SetUp() override {
        VulkanTest::SetUp();
        if (HasFatalFailure()) return;
        if (!hasExtension(VK_KHR_SWAPCHAIN_EXTENSION_NAME)) GTEST_SKIP() << "VK_KHR_swapchain";
        DeviceSetup setup;
        setup.extensions = {VK_KHR_SWAPCHAIN_EXTENSION_NAME};
        createDevice(setup);
    }

    VkSurfaceKHR makeHeadlessSurface() {
        const VkHeadlessSurfaceCreateInfoEXT info{
            VK_STRUCTURE_TYPE_HEADLESS_SURFACE_CREATE_INFO_EXT};
        auto create = reinterpret_cast<PFN_vkCreateHeadlessSurfaceEXT>(
            vkGetInstanceProcAddr(instance, "vkCreateHeadlessSurfaceEXT"));
        VkSurfaceKHR surface = VK_NULL_HANDLE;
        EXPECT_VK(create(instance, &info, nullptr, &surface));
        return keep(surface);
    }
    VkSurfaceKHR keep(VkSurfaceKHR surface) {
        atEnd([this, surface] { vkDestroySurfaceKHR(instance, surface, nullptr); });
        return surface;
    }

    VkSwapchainCreateInfoKHR swapchainInfo(VkSurfaceKHR surface, VkExtent2D extent) const {
        VkSwapchainCreateInfoKHR info{VK_STRUCTURE_TYPE_SWAPCHAIN_CREATE_INFO_KHR};
        info.surface = surface;
        info.minImageCount = 3;
        info.imageFormat = VK_FORMAT_B8G8R8A8_UNORM;
        info.imageColorSpace = VK_COLOR_SPACE_SRGB_NONLINEAR_KHR;
        info.imageExtent = extent;
        info.imageArrayLayers = 1;
        info.imageUsage = VK_IMAGE_USAGE_TRANSFER_DST_BIT;
        info.preTransform = VK_SURFACE_TRANSFORM_IDENTITY_BIT_KHR;
        info.compositeAlpha = VK_COMPOSITE_ALPHA_OPAQUE_BIT_KHR;
        info.presentMode = VK_PRESENT_MODE_FIFO_KHR;
        return info;
    }
    VkSwapchainKHR makeSwapchain(const VkSwapchainCreateInfoKHR& info) {
        VkBool32 isSupported = VK_FALSE;
        EXPECT_VK(vkGetPhysicalDeviceSurfaceSupportKHR(physicalDevice, family, info.surface,
                                                       &isSupported));
        EXPECT_TRUE(isSupported);
        VkSurfaceCapabilitiesKHR capabilities;  // the validation layer wants it asked
        EXPECT_VK(
            vkGetPhysicalDeviceSurfaceCapabilitiesKHR(physicalDevice, info.surface, &capabilities));
        VkSwapchainKHR swapchain = VK_NULL_HANDLE;
        EXPECT_VK(vkCreateSwapchainKHR(device, &info, nullptr, &swapchain));
        atEnd([this, swapchain] { vkDestroySwapchainKHR(device, swapchain, nullptr); });
        return swapchain;
    }
    std::vector<VkImage> imagesOf(VkSwapchainKHR swapchain) const {
        uint32_t count = 0;
        EXPECT_VK(vkGetSwapchainImagesKHR(device, swapchain, &count, nullptr));
        std::vector<VkImage> images(count);
        EXPECT_VK(vkGetSwapchainImagesKHR(device, swapchain, &count, images.data()));
        return images;
    }

    // Acquires an image, clears it, and presents it: what vkQueuePresentKHR returned.
    VkResult showColor(VkSwapchainKHR swapchain, const std::vector<VkImage>& images,
                       VkClearColorValue color) {
        const VkSemaphore acquired = makeSemaphore(), rendered = makeSemaphore();
        uint32_t index = UINT32_MAX;
        const VkResult result =
            vkAcquireNextImageKHR(device, swapchain, UINT64_MAX, acquired, VK_NULL_HANDLE, &index);
        if (result < 0) return result;
        clear(images[index], color, acquired, rendered);
        VkPresentInfoKHR info{VK_STRUCTURE_TYPE_PRESENT_INFO_KHR};
        info.waitSemaphoreCount = 1;
        info.pWaitSemaphores = &rendered;
        info.swapchainCount = 1;
        info.pSwapchains = &swapchain;
        info.pImageIndices = &index;
        return vkQueuePresentKHR(queue, &info);
    }

  private:
    void clear(VkImage image, VkClearColorValue color, VkSemaphore acquired, VkSemaphore rendered) {
        VkCommandBuffer commands = begin();
        const VkImageSubresourceRange range{VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
        transition(commands, image, VK_IMAGE_LAYOUT_UNDEFINED,
                   VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL);
        vkCmdClearColorImage(commands, image, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, &color, 1,
                             &range);
        transition(commands, image, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL,
                   VK_IMAGE_LAYOUT_PRESENT_SRC_KHR);
        ASSERT_VK(vkEndCommandBuffer(commands));
        const VkPipelineStageFlags stage = VK_PIPELINE_STAGE_ALL_COMMANDS_BIT;
        VkSubmitInfo info{VK_STRUCTURE_TYPE_SUBMIT_INFO};
        info.waitSemaphoreCount = 1;
        info.pWaitSemaphores = &acquired;
        info.pWaitDstStageMask = &stage;
        info.commandBufferCount = 1;
        info.pCommandBuffers = &commands;
        info.signalSemaphoreCount = 1;
        info.pSignalSemaphores = &rendered;
        ASSERT_VK(vkQueueSubmit(queue, 1, &info, VK_NULL_HANDLE));
    }

    static void transition(VkCommandBuffer commands, VkImage image, VkImageLayout from,
                           VkImageLayout to) {
        VkImageMemoryBarrier barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER};
        barrier.srcAccessMask = barrier.dstAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT;
        barrier.oldLayout = from;
        barrier.newLayout = to;
        barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
        barrier.image = image;
        barrier.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
        vkCmdPipelineBarrier(commands, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT,
                             VK_PIPELINE_STAGE_ALL_COMMANDS_BIT, 0, 0, nullptr, 0, nullptr, 1,
                             &barrier);
    }
};

}  // namespace baker::test
