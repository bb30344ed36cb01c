// Swapchains on windows of an X server that the test starts (Xvfb): the window has the image's
// pixels.
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <memory>

#include "swapchain_test.hpp"

extern char** environ;

namespace baker::test {
namespace {

constexpr VkExtent2D kExtent{300, 200};
constexpr uint64_t kTenSeconds = 10'000'000'000;

struct Free {
    void operator()(void* memory) const { std::free(memory); }
};

class X11Swapchain : public SwapchainTest {
  protected:
    std::vector<const char*> instanceExtensions() const override {
        return {VK_KHR_SURFACE_EXTENSION_NAME, VK_KHR_XCB_SURFACE_EXTENSION_NAME};
    }
    void SetUp() override {
        if (!startServer()) GTEST_SKIP() << "Xvfb is not installed";
        SwapchainTest::SetUp();
    }
    void TearDown() override {
        SwapchainTest::TearDown();
        if (connection_) xcb_disconnect(connection_);
        if (server_ <= 0) return;
        kill(server_, SIGTERM);
        waitpid(server_, nullptr, 0);
    }

    VkSurfaceKHR makeSurface() {
        const VkXcbSurfaceCreateInfoKHR info{VK_STRUCTURE_TYPE_XCB_SURFACE_CREATE_INFO_KHR, nullptr,
                                             0, connection_, window_};
        auto create = reinterpret_cast<PFN_vkCreateXcbSurfaceKHR>(
            vkGetInstanceProcAddr(instance, "vkCreateXcbSurfaceKHR"));
        VkSurfaceKHR surface = VK_NULL_HANDLE;
        EXPECT_VK(create(instance, &info, nullptr, &surface));
        return keep(surface);
    }

    uint32_t pixel(int16_t x, int16_t y) {
        const auto cookie =
            xcb_get_image(connection_, XCB_IMAGE_FORMAT_Z_PIXMAP, window_, x, y, 1, 1, ~0u);
        const std::unique_ptr<xcb_get_image_reply_t, Free> reply(
            xcb_get_image_reply(connection_, cookie, nullptr));
        uint32_t value = 0;
        if (reply) std::memcpy(&value, xcb_get_image_data(reply.get()), 4);
        return value & 0xffffff;
    }

    void resizeWindow(VkExtent2D extent) {
        const uint32_t values[] = {extent.width, extent.height};
        xcb_configure_window(connection_, window_,
                             XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, values);
        xcb_flush(connection_);
    }

  private:
    // The server writes its display's number when it is ready.
    bool startServer() {
        int number[2];
        if (pipe2(number, O_CLOEXEC)) return false;
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, number[1], 1);
        std::array arguments{const_cast<char*>("Xvfb"),  const_cast<char*>("-displayfd"),
                             const_cast<char*>("1"),     const_cast<char*>("-screen"),
                             const_cast<char*>("0"),     const_cast<char*>("640x480x24"),
                             static_cast<char*>(nullptr)};
        const int failed =
            posix_spawnp(&server_, "Xvfb", &actions, nullptr, arguments.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        close(number[1]);
        std::string text;  // the number and a line's end, in two writes
        for (char next; !failed && text.find('\n') == text.npos && read(number[0], &next, 1) == 1;)
            text += next;
        close(number[0]);
        if (failed) server_ = 0;
        return !text.empty() && connect(":" + std::to_string(std::atoi(text.c_str())));
    }

    bool connect(const std::string& display) {
        connection_ = xcb_connect(display.c_str(), nullptr);
        if (xcb_connection_has_error(connection_)) return false;
        const xcb_screen_t* screen = xcb_setup_roots_iterator(xcb_get_setup(connection_)).data;
        window_ = xcb_generate_id(connection_);
        xcb_create_window(connection_, XCB_COPY_FROM_PARENT, window_, screen->root, 0, 0,
                          kExtent.width, kExtent.height, 0, XCB_WINDOW_CLASS_INPUT_OUTPUT,
                          screen->root_visual, 0, nullptr);
        xcb_map_window(connection_, window_);
        xcb_flush(connection_);
        return true;
    }

    pid_t server_ = 0;
    xcb_connection_t* connection_ = nullptr;
    xcb_window_t window_ = 0;
};

TEST_F(X11Swapchain, TheWindowHasTheImagesPixels) {
    const VkSurfaceKHR surface = makeSurface();
    const VkSwapchainKHR swapchain = makeSwapchain(swapchainInfo(surface, kExtent));
    const std::vector<VkImage> images = imagesOf(swapchain);
    // More frames than images; the last one stays.
    for (uint32_t frame = 0; frame < 5; ++frame) {
        const float blue = static_cast<float>(frame) / 5;
        ASSERT_VK(showColor(swapchain, images, {{1.0f, 0.2f, blue, 1.0f}}));
    }
    ASSERT_VK(vkDeviceWaitIdle(device));
    // An image is free again when its pixels have been shown.
    const VkFence fence = makeFence();
    uint32_t index;
    for (size_t i = 0; i < images.size(); ++i) {
        ASSERT_VK(
            vkAcquireNextImageKHR(device, swapchain, kTenSeconds, VK_NULL_HANDLE, fence, &index));
        ASSERT_VK(vkWaitForFences(device, 1, &fence, VK_TRUE, UINT64_MAX));
        ASSERT_VK(vkResetFences(device, 1, &fence));
    }
    const uint32_t color = 0xff0000 | 51 << 8 | 204;
    EXPECT_EQ(pixel(0, 0), color);
    EXPECT_EQ(pixel(kExtent.width - 1, kExtent.height - 1), color);
}

TEST_F(X11Swapchain, AResizedWindowIsSuboptimal) {
    const VkSurfaceKHR surface = makeSurface();
    VkSurfaceCapabilitiesKHR capabilities{};
    ASSERT_VK(vkGetPhysicalDeviceSurfaceCapabilitiesKHR(physicalDevice, surface, &capabilities));
    EXPECT_EQ(capabilities.currentExtent.width, kExtent.width);
    EXPECT_EQ(capabilities.currentExtent.height, kExtent.height);
    const VkSwapchainKHR swapchain = makeSwapchain(swapchainInfo(surface, kExtent));
    const std::vector<VkImage> images = imagesOf(swapchain);
    ASSERT_VK(showColor(swapchain, images, {}));
    resizeWindow({400, 100});
    EXPECT_EQ(showColor(swapchain, images, {}), VK_SUBOPTIMAL_KHR);
}

}  // namespace
}  // namespace baker::test
