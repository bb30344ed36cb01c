#include "swapchain.hpp"

#include <algorithm>

#include "device/device.hpp"
#include "device/queue.hpp"
#include "surface.hpp"
#include "sync/fence.hpp"
#include "sync/semaphore.hpp"

namespace baker {

VkImageCreateInfo swapchainImageInfo(const VkSwapchainCreateInfoKHR& info) {
    VkImageCreateInfo image{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
    image.pNext = info.pNext;  // a format list
    if (info.flags & VK_SWAPCHAIN_CREATE_MUTABLE_FORMAT_BIT_KHR)
        image.flags |= VK_IMAGE_CREATE_MUTABLE_FORMAT_BIT | VK_IMAGE_CREATE_EXTENDED_USAGE_BIT;
    image.imageType = VK_IMAGE_TYPE_2D;
    image.format = info.imageFormat;
    image.extent = {info.imageExtent.width, info.imageExtent.height, 1};
    image.mipLevels = 1;
    image.arrayLayers = info.imageArrayLayers;
    image.samples = VK_SAMPLE_COUNT_1_BIT;
    image.tiling = VK_IMAGE_TILING_OPTIMAL;
    image.usage = info.imageUsage;
    image.sharingMode = info.imageSharingMode;
    image.queueFamilyIndexCount = info.queueFamilyIndexCount;
    image.pQueueFamilyIndices = info.pQueueFamilyIndices;
    return image;
}

Result<Swapchain*> Swapchain::create(Device& device, const VkSwapchainCreateInfoKHR& info,
                                     const Allocator& allocator) {
    if (info.oldSwapchain) from(info.oldSwapchain)->retired_ = true;
    auto* swapchain = newObject<Swapchain>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, device,
                                           *Surface::from(info.surface), allocator);
    if (!swapchain) return VK_ERROR_OUT_OF_HOST_MEMORY;
    const VkResult result = swapchain->init(info);
    if (result == VK_SUCCESS) return swapchain;
    deleteObject(allocator, swapchain);
    return result;
}

VkResult Swapchain::init(const VkSwapchainCreateInfoKHR& info) {
    const VkImageCreateInfo image = swapchainImageInfo(info);
    const uint32_t count = std::max(info.minImageCount, kMinSwapchainImages);
    if (Window* window = surface_.window())
        presenter_ = std::make_unique<Presenter>(device_, *window);
    for (uint32_t i = 0; i < count; ++i) TRY_VK(createImage(image));
    return VK_SUCCESS;
}

VkResult Swapchain::createImage(const VkImageCreateInfo& info) {
    auto shown = std::make_unique<WaitableFence>();
    TRY_VK(shown->create(device_, 0));
    Image* image = TRY(Image::create(device_, info, allocator_));
    free_.push_back(static_cast<uint32_t>(images_.size()));
    images_.push_back({image, std::move(shown)});
    TRY_VK(image->bindMemoryOfItsOwn(device_));
    return presenter_ ? presenter_->add(*image) : VK_SUCCESS;
}

Swapchain::~Swapchain() {
    presenter_.reset();
    for (SwapchainImage& image : images_) {
        const FenceWait shown{image.shown.get(), image.presents};
        waitForFences({&shown, 1}, true, UINT64_MAX);
        deleteObject(allocator_, image.image);
    }
}

// Whether the surface still has the images' size.
Result<bool> Swapchain::fitsSurface() const {
    const VkExtent2D now = TRY(surface_.extent());
    const VkExtent3D extent = images_[0].image->extent();
    return now.width == UINT32_MAX || (now.width == extent.width && now.height == extent.height);
}

VkResult Swapchain::acquire(uint64_t timeout, Semaphore* semaphore, Fence* fence, uint32_t* index) {
    TRY_VK(device_.status());
    if (retired_) return VK_ERROR_OUT_OF_DATE_KHR;
    if (presenter_) TRY_VK(presenter_->status());
    // Only the application itself could free one, and not while this call lasts.
    if (free_.empty()) return timeout ? VK_TIMEOUT : VK_NOT_READY;
    const SwapchainImage& image = images_[free_.front()];
    const FenceWait shown{image.shown.get(), image.presents};
    const VkResult waited = waitForFences({&shown, 1}, true, timeout);
    if (waited == VK_TIMEOUT) return timeout ? VK_TIMEOUT : VK_NOT_READY;
    TRY_VK(waited);
    const bool fits = TRY(fitsSurface());
    if (semaphore) TRY_VK(semaphore->signal());
    if (fence) TRY_VK(fence->signal());
    *index = free_.front();
    free_.pop_front();
    return fits ? VK_SUCCESS : VK_SUBOPTIMAL_KHR;
}

VkResult Swapchain::present(Queue& queue, uint32_t index) {
    SwapchainImage& image = images_[index];
    const uint64_t value = ++image.presents;
    free_.push_back(index);
    if (presenter_) {
        TRY_VK(presenter_->present(queue, index, *image.shown, value));
        TRY_VK(presenter_->status());
    } else {
        TRY_VK(device_.checkExecution(queue.d3d12()->Signal(image.shown->d3d12(), value),
                                      "ID3D12CommandQueue::Signal"));
    }
    return TRY(fitsSurface()) ? VK_SUCCESS : VK_SUBOPTIMAL_KHR;
}

}  // namespace baker
