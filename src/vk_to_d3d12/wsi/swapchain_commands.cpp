// vkCreateSwapchainKHR, vkAcquireNextImage2KHR, vkQueuePresentKHR and what belongs to them.
#include "base/out_array.hpp"
#include "device/device.hpp"
#include "device/queue.hpp"
#include "swapchain.hpp"
#include "sync/fence.hpp"
#include "sync/semaphore.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// The error before the hint, the hint before success.
VkResult worse(VkResult a, VkResult b) {
    if (failed(a)) return a;
    return failed(b) || a == VK_SUCCESS ? b : a;
}

}  // namespace

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateSwapchainKHR(VkDevice device,
                                                  const VkSwapchainCreateInfoKHR* pCreateInfo,
                                                  const VkAllocationCallbacks* pAllocator,
                                                  VkSwapchainKHR* pSwapchain) {
    Device& owner = *Device::from(device);
    *pSwapchain =
        TRY(Swapchain::create(owner, *pCreateInfo, owner.allocator(pAllocator)))->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroySwapchainKHR(VkDevice device, VkSwapchainKHR swapchain,
                                               const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), Swapchain::from(swapchain));
}

VKAPI_ATTR VkResult VKAPI_CALL GetSwapchainImagesKHR(VkDevice, VkSwapchainKHR swapchain,
                                                     uint32_t* pSwapchainImageCount,
                                                     VkImage* pSwapchainImages) {
    const Swapchain& owner = *Swapchain::from(swapchain);
    OutArray<VkImage> out(pSwapchainImages, pSwapchainImageCount);
    for (uint32_t i = 0; i < owner.imageCount(); ++i)
        if (VkImage* next = out.next()) *next = owner.image(i).handle();
    return out.result();
}

VKAPI_ATTR VkResult VKAPI_CALL AcquireNextImageKHR(VkDevice, VkSwapchainKHR swapchain,
                                                   uint64_t timeout, VkSemaphore semaphore,
                                                   VkFence fence, uint32_t* pImageIndex) {
    return Swapchain::from(swapchain)->acquire(timeout, Semaphore::from(semaphore),
                                               Fence::from(fence), pImageIndex);
}

VKAPI_ATTR VkResult VKAPI_CALL AcquireNextImage2KHR(VkDevice,
                                                    const VkAcquireNextImageInfoKHR* pAcquireInfo,
                                                    uint32_t* pImageIndex) {
    return Swapchain::from(pAcquireInfo->swapchain)
        ->acquire(pAcquireInfo->timeout, Semaphore::from(pAcquireInfo->semaphore),
                  Fence::from(pAcquireInfo->fence), pImageIndex);
}

VKAPI_ATTR VkResult VKAPI_CALL QueuePresentKHR(VkQueue queue,
                                               const VkPresentInfoKHR* pPresentInfo) {
    Queue& owner = *Queue::from(queue);
    for (uint32_t i = 0; i < pPresentInfo->waitSemaphoreCount; ++i)
        TRY_VK(Semaphore::from(pPresentInfo->pWaitSemaphores[i])
                   ->enqueueWait(owner.device(), owner.d3d12(), 0));
    VkResult result = VK_SUCCESS;
    for (uint32_t i = 0; i < pPresentInfo->swapchainCount; ++i) {
        const VkResult one = Swapchain::from(pPresentInfo->pSwapchains[i])
                                 ->present(owner, pPresentInfo->pImageIndices[i]);
        if (pPresentInfo->pResults) pPresentInfo->pResults[i] = one;
        result = worse(result, one);
    }
    return result;
}

}  // namespace entry
}  // namespace baker
