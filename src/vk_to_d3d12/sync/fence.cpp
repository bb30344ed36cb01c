#include "fence.hpp"

#include <vector>

#include "device/device.hpp"
#include "vk_entrypoints.hpp"

namespace baker {

Result<Fence*> Fence::create(Device& device, bool signaled, const Allocator& allocator) {
    Fence* fence = newObject<Fence>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT);
    if (!fence) return VK_ERROR_OUT_OF_HOST_MEMORY;
    const VkResult result = fence->fence_.create(device, 0);
    if (result != VK_SUCCESS) {
        deleteObject(allocator, fence);
        return result;
    }
    if (!signaled) fence->reset();
    return fence;
}

VkResult Fence::status() {
    return TRY(fence_.completedValue()) >= target_ ? VK_SUCCESS : VK_NOT_READY;
}

VkResult Fence::enqueueSignal(Device& device, ID3D12CommandQueue* queue) {
    const uint64_t value = target_;
    submitted_ = value;
    return device.checkExecution(queue->Signal(fence_.d3d12(), value),
                                 "ID3D12CommandQueue::Signal");
}

VkResult Fence::signal() {
    submitted_ = target_;
    return fence_.signal(submitted_);
}

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateFence(VkDevice device, const VkFenceCreateInfo* pCreateInfo,
                                           const VkAllocationCallbacks* pAllocator,
                                           VkFence* pFence) {
    Device& owner = *Device::from(device);
    const bool signaled = pCreateInfo->flags & VK_FENCE_CREATE_SIGNALED_BIT;
    *pFence = TRY(Fence::create(owner, signaled, owner.allocator(pAllocator)))->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyFence(VkDevice device, VkFence fence,
                                        const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), Fence::from(fence));
}

VKAPI_ATTR VkResult VKAPI_CALL ResetFences(VkDevice, uint32_t fenceCount, const VkFence* pFences) {
    for (uint32_t i = 0; i < fenceCount; ++i) Fence::from(pFences[i])->reset();
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL GetFenceStatus(VkDevice, VkFence fence) {
    return Fence::from(fence)->status();
}

VKAPI_ATTR VkResult VKAPI_CALL WaitForFences(VkDevice, uint32_t fenceCount, const VkFence* pFences,
                                             VkBool32 waitAll, uint64_t timeout) {
    std::vector<FenceWait> waits(fenceCount);
    for (uint32_t i = 0; i < fenceCount; ++i) waits[i] = Fence::from(pFences[i])->wait();
    return waitForFences(waits, waitAll, timeout);
}

}  // namespace entry
}  // namespace baker
