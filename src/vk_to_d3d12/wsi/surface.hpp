// VkSurfaceKHR: where images are shown. A headless surface (VK_EXT_headless_surface) shows nothing.
//
// Thread-safe once created.
#pragma once

#include <memory>

#include "base/object.hpp"
#include "window.hpp"

namespace baker {

class Surface : public Object<Surface, VkSurfaceKHR> {
  public:
    // `window` is null for a headless surface.
    explicit Surface(std::unique_ptr<Window> window) : window_(std::move(window)) {}

    Window* window() const { return window_.get(); }
    // Whose size it is when the surface has none: the swapchain's decides (Vulkan spec,
    // VkSurfaceCapabilitiesKHR::currentExtent).
    static constexpr VkExtent2D kAnyExtent{UINT32_MAX, UINT32_MAX};
    // VK_ERROR_SURFACE_LOST_KHR.
    Result<VkExtent2D> extent() const {
        if (!window_) return kAnyExtent;
        return window_->extent();
    }

  private:
    const std::unique_ptr<Window> window_;
};

// What every surface can do.
inline constexpr VkFormat kSurfaceFormats[] = {VK_FORMAT_B8G8R8A8_UNORM, VK_FORMAT_B8G8R8A8_SRGB};
inline constexpr VkPresentModeKHR kPresentModes[] = {
    VK_PRESENT_MODE_FIFO_KHR, VK_PRESENT_MODE_MAILBOX_KHR, VK_PRESENT_MODE_IMMEDIATE_KHR};
inline constexpr uint32_t kMinSwapchainImages = 2;

}  // namespace baker
