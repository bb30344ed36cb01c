#include "sync_file.hpp"

#include <unistd.h>

#include "base/chain.hpp"
#include "fence.hpp"
#include "poll.hpp"
#include "semaphore.hpp"
#include "vk_entrypoints.hpp"

namespace baker {

VkResult consumeSyncFile(int descriptor) {
    if (descriptor == -1) return VK_SUCCESS;
    pollfd file{descriptor, POLLIN, 0};
    const VkResult result = pollUntil({&file, 1}, Deadline(UINT64_MAX));
    if (result != VK_SUCCESS) return result;
    if (!(file.revents & POLLIN)) return VK_ERROR_INVALID_EXTERNAL_HANDLE;
    close(descriptor);
    return VK_SUCCESS;
}

namespace {

VkResult waitFor(FenceWait wait) {
    return waitForFences({&wait, 1}, true, UINT64_MAX);
}

}  // namespace

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL GetSemaphoreFdKHR(VkDevice,
                                                 const VkSemaphoreGetFdInfoKHR* pGetFdInfo,
                                                 int* pFd) {
    TRY_VK(waitFor(Semaphore::from(pGetFdInfo->semaphore)->lastSignal()));
    *pFd = -1;
    return VK_SUCCESS;
}

// A wait goes for the last signal, which is past: the semaphore is signalled already.
VKAPI_ATTR VkResult VKAPI_CALL ImportSemaphoreFdKHR(VkDevice,
                                                    const VkImportSemaphoreFdInfoKHR* pImportInfo) {
    return consumeSyncFile(pImportInfo->fd);
}

VKAPI_ATTR VkResult VKAPI_CALL GetFenceFdKHR(VkDevice, const VkFenceGetFdInfoKHR* pGetFdInfo,
                                             int* pFd) {
    Fence& fence = *Fence::from(pGetFdInfo->fence);
    TRY_VK(waitFor(fence.wait()));
    fence.reset();
    *pFd = -1;
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL ImportFenceFdKHR(VkDevice,
                                                const VkImportFenceFdInfoKHR* pImportInfo) {
    TRY_VK(consumeSyncFile(pImportInfo->fd));
    Fence::from(pImportInfo->fence)->setSignaled();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceExternalFenceProperties(
    VkPhysicalDevice, const VkPhysicalDeviceExternalFenceInfo* info,
    VkExternalFenceProperties* properties) {
    constexpr VkExternalFenceHandleTypeFlagBits kFile = VK_EXTERNAL_FENCE_HANDLE_TYPE_SYNC_FD_BIT;
    const bool known = info->handleType == kFile;
    properties->exportFromImportedHandleTypes = known ? kFile : 0;
    properties->compatibleHandleTypes = known ? kFile : 0;
    properties->externalFenceFeatures =
        known ? VK_EXTERNAL_FENCE_FEATURE_EXPORTABLE_BIT | VK_EXTERNAL_FENCE_FEATURE_IMPORTABLE_BIT
              : 0;
}

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceExternalSemaphoreProperties(
    VkPhysicalDevice, const VkPhysicalDeviceExternalSemaphoreInfo* info,
    VkExternalSemaphoreProperties* properties) {
    constexpr VkExternalSemaphoreHandleTypeFlagBits kFile =
        VK_EXTERNAL_SEMAPHORE_HANDLE_TYPE_SYNC_FD_BIT;
    const auto* type = findInChain<VkSemaphoreTypeCreateInfo>(
        info->pNext, VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO);
    const bool known =
        info->handleType == kFile && !(type && type->semaphoreType == VK_SEMAPHORE_TYPE_TIMELINE);
    properties->exportFromImportedHandleTypes = known ? kFile : 0;
    properties->compatibleHandleTypes = known ? kFile : 0;
    properties->externalSemaphoreFeatures = known ? VK_EXTERNAL_SEMAPHORE_FEATURE_EXPORTABLE_BIT |
                                                        VK_EXTERNAL_SEMAPHORE_FEATURE_IMPORTABLE_BIT
                                                  : 0;
}

}  // namespace entry
}  // namespace baker
