#include "command_pool.hpp"

#include <algorithm>

#include "command_buffer.hpp"
#include "device/device.hpp"
#include "device/physical_device.hpp"
#include "vk_entrypoints.hpp"

namespace baker {

CommandPool::CommandPool(Device& device, const VkCommandPoolCreateInfo& info,
                         const Allocator& allocator)
    : device_(device),
      allocator_(allocator),
      listType_(device.physicalDevice().queueFamilies()[info.queueFamilyIndex].type) {}

CommandPool::~CommandPool() {
    for (CommandBuffer* commandBuffer : commandBuffers_) deleteObject(allocator_, commandBuffer);
}

VkResult CommandPool::allocate(VkCommandBufferLevel level, uint32_t count,
                               VkCommandBuffer* commandBuffers) {
    for (uint32_t i = 0; i < count; ++i) {
        auto* commandBuffer = newObject<CommandBuffer>(
            allocator_, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, device_, *this, level);
        if (!commandBuffer) {
            while (i--) free(CommandBuffer::from(commandBuffers[i]));
            std::fill_n(commandBuffers, count, VkCommandBuffer(VK_NULL_HANDLE));
            return VK_ERROR_OUT_OF_HOST_MEMORY;
        }
        commandBuffers_.insert(commandBuffer);
        commandBuffers[i] = commandBuffer->handle();
    }
    return VK_SUCCESS;
}

void CommandPool::free(CommandBuffer* commandBuffer) {
    commandBuffers_.erase(commandBuffer);
    deleteObject(allocator_, commandBuffer);
}

void CommandPool::reset(bool releaseResources) {
    for (CommandBuffer* commandBuffer : commandBuffers_) commandBuffer->reset(releaseResources);
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateCommandPool(VkDevice device,
                                                 const VkCommandPoolCreateInfo* pCreateInfo,
                                                 const VkAllocationCallbacks* pAllocator,
                                                 VkCommandPool* pCommandPool) {
    Device& owner = *Device::from(device);
    const Allocator allocator = owner.allocator(pAllocator);
    auto* pool = newObject<CommandPool>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, owner,
                                        *pCreateInfo, allocator);
    if (!pool) return VK_ERROR_OUT_OF_HOST_MEMORY;
    *pCommandPool = pool->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyCommandPool(VkDevice device, VkCommandPool commandPool,
                                              const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), CommandPool::from(commandPool));
}

VKAPI_ATTR VkResult VKAPI_CALL ResetCommandPool(VkDevice, VkCommandPool commandPool,
                                                VkCommandPoolResetFlags flags) {
    CommandPool::from(commandPool)->reset(flags & VK_COMMAND_POOL_RESET_RELEASE_RESOURCES_BIT);
    return VK_SUCCESS;
}

// Memory that is not in use belongs to command buffers, and trimming may not touch those.
VKAPI_ATTR void VKAPI_CALL TrimCommandPool(VkDevice, VkCommandPool, VkCommandPoolTrimFlags) {}

VKAPI_ATTR VkResult VKAPI_CALL AllocateCommandBuffers(
    VkDevice, const VkCommandBufferAllocateInfo* pAllocateInfo, VkCommandBuffer* pCommandBuffers) {
    return CommandPool::from(pAllocateInfo->commandPool)
        ->allocate(pAllocateInfo->level, pAllocateInfo->commandBufferCount, pCommandBuffers);
}

VKAPI_ATTR void VKAPI_CALL FreeCommandBuffers(VkDevice, VkCommandPool commandPool,
                                              uint32_t commandBufferCount,
                                              const VkCommandBuffer* pCommandBuffers) {
    for (uint32_t i = 0; i < commandBufferCount; ++i)
        if (pCommandBuffers[i])
            CommandPool::from(commandPool)->free(CommandBuffer::from(pCommandBuffers[i]));
}

}  // namespace baker::entry
