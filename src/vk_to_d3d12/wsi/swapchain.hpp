// VkSwapchainKHR: images that are shown on a surface in turn.
//
// D3D12 in WSL presents nothing itself. On a window an image is copied to memory by the queue that
// presents it, and a thread of the swapchain hands the pixels to the window (presenter.hpp). On a
// headless surface presenting is waiting for the semaphores alone.
//
// Externally synchronised, as Vulkan has it.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "base/object.hpp"
#include "presenter.hpp"
#include "resource/image.hpp"
#include "sync/waitable_fence.hpp"

namespace baker {

class Fence;
class Queue;
class Semaphore;
class Surface;

class Swapchain : public Object<Swapchain, VkSwapchainKHR> {
  public:
    // VK_ERROR_SURFACE_LOST_KHR, VK_ERROR_OUT_OF_*_MEMORY.
    static Result<Swapchain*> create(Device& device, const VkSwapchainCreateInfoKHR& info,
                                     const Allocator& allocator);

    size_t imageCount() const { return images_.size(); }
    Image& image(uint32_t index) const { return *images_[index].image; }

    // Waits until an image may be written, and signals `semaphore` and `fence`, which may be null.
    // VK_TIMEOUT, VK_NOT_READY, VK_SUBOPTIMAL_KHR, VK_ERROR_SURFACE_LOST_KHR,
    // VK_ERROR_OUT_OF_DATE_KHR (it was replaced), VK_ERROR_DEVICE_LOST.
    VkResult acquire(uint64_t timeout, Semaphore* semaphore, Fence* fence, uint32_t* index);
    // After what `queue` has been given so far.
    VkResult present(Queue& queue, uint32_t index);

    Swapchain(Device& device, Surface& surface, const Allocator& allocator)
        : device_(device), surface_(surface), allocator_(allocator) {}
    ~Swapchain();

  private:
    struct SwapchainImage {
        Image* image = nullptr;
        std::unique_ptr<WaitableFence> shown;  // counts presents that are over
        uint64_t presents = 0;
    };

    VkResult init(const VkSwapchainCreateInfoKHR& info);
    VkResult createImage(const VkImageCreateInfo& info);
    Result<bool> fitsSurface() const;

    Device& device_;
    Surface& surface_;
    const Allocator allocator_;
    std::vector<SwapchainImage> images_;
    std::deque<uint32_t> free_;  // neither acquired nor lost; the one presented first is first
    std::unique_ptr<Presenter> presenter_;  // null: headless
    bool retired_ = false;
};

// The images of a swapchain so created, also of those that the application binds to its memory.
VkImageCreateInfo swapchainImageInfo(const VkSwapchainCreateInfoKHR& info);

}  // namespace baker
