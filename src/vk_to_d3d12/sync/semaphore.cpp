#include "semaphore.hpp"

#include <vector>

#include "base/chain.hpp"
#include "device/device.hpp"
#include "vk_entrypoints.hpp"

namespace baker {

Result<Semaphore*> Semaphore::create(Device& device, const VkSemaphoreCreateInfo& info,
                                     const Allocator& allocator) {
    const auto* type = findInChain<VkSemaphoreTypeCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO);
    Semaphore* semaphore =
        newObject<Semaphore>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT,
                             type ? type->semaphoreType : VK_SEMAPHORE_TYPE_BINARY);
    if (!semaphore) return VK_ERROR_OUT_OF_HOST_MEMORY;
    const uint64_t initialValue = semaphore->timeline_ ? type->initialValue : 0;
    const VkResult result = semaphore->fence_.create(device, initialValue);
    if (result == VK_SUCCESS) return semaphore;
    deleteObject(allocator, semaphore);
    return result;
}

VkResult Semaphore::enqueueWait(Device& device, ID3D12CommandQueue* queue, uint64_t value) {
    return device.checkExecution(queue->Wait(fence_.d3d12(), timeline_ ? value : signals_),
                                 "ID3D12CommandQueue::Wait");
}

VkResult Semaphore::enqueueSignal(Device& device, ID3D12CommandQueue* queue, uint64_t value) {
    return device.checkExecution(queue->Signal(fence_.d3d12(), timeline_ ? value : ++signals_),
                                 "ID3D12CommandQueue::Signal");
}

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateSemaphore(VkDevice device,
                                               const VkSemaphoreCreateInfo* pCreateInfo,
                                               const VkAllocationCallbacks* pAllocator,
                                               VkSemaphore* pSemaphore) {
    Device& owner = *Device::from(device);
    *pSemaphore =
        TRY(Semaphore::create(owner, *pCreateInfo, owner.allocator(pAllocator)))->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroySemaphore(VkDevice device, VkSemaphore semaphore,
                                            const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), Semaphore::from(semaphore));
}

VKAPI_ATTR VkResult VKAPI_CALL GetSemaphoreCounterValue(VkDevice, VkSemaphore semaphore,
                                                        uint64_t* pValue) {
    *pValue = TRY(Semaphore::from(semaphore)->fence().completedValue());
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL WaitSemaphores(VkDevice, const VkSemaphoreWaitInfo* pWaitInfo,
                                              uint64_t timeout) {
    std::vector<FenceWait> waits(pWaitInfo->semaphoreCount);
    for (uint32_t i = 0; i < pWaitInfo->semaphoreCount; ++i)
        waits[i] = {&Semaphore::from(pWaitInfo->pSemaphores[i])->fence(), pWaitInfo->pValues[i]};
    return waitForFences(waits, !(pWaitInfo->flags & VK_SEMAPHORE_WAIT_ANY_BIT), timeout);
}

VKAPI_ATTR VkResult VKAPI_CALL SignalSemaphore(VkDevice, const VkSemaphoreSignalInfo* pSignalInfo) {
    return Semaphore::from(pSignalInfo->semaphore)->fence().signal(pSignalInfo->value);
}

}  // namespace entry
}  // namespace baker
