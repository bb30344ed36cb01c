// A window of a window system, as swapchains see it.
#pragma once

#include <vulkan/vulkan.h>

#include <cstddef>

#include "base/result.hpp"

namespace baker {

// Rows of 32-bit pixels, blue in the lowest byte, the first row on top.
struct Pixels {
    const std::byte* data;
    size_t rowPitch;  // bytes
    VkExtent2D extent;
};

class Window {
  public:
    virtual ~Window() = default;
    // Thread-safe. VK_ERROR_SURFACE_LOST_KHR when the window has gone.
    virtual Result<VkExtent2D> extent() = 0;
    // Returns when `pixels` have been read. VK_ERROR_SURFACE_LOST_KHR.
    virtual VkResult show(const Pixels& pixels) = 0;
};

}  // namespace baker
