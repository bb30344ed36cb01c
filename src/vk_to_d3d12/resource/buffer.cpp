#include "buffer.hpp"

#include "base/chain.hpp"
#include "device/device.hpp"
#include "device/physical_device.hpp"
#include "memory/device_memory.hpp"
#include "memory/memory_types.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

VkBufferUsageFlags2KHR usageOf(const VkBufferCreateInfo& info) {
    const auto* usage2 = findInChain<VkBufferUsageFlags2CreateInfoKHR>(
        info.pNext, VK_STRUCTURE_TYPE_BUFFER_USAGE_FLAGS_2_CREATE_INFO_KHR);
    return usage2 ? usage2->usage : info.usage;
}

}  // namespace

Result<Buffer*> Buffer::create(Device&, const VkBufferCreateInfo& info,
                               const Allocator& allocator) {
    Buffer* buffer =
        newObject<Buffer>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, info.size, usageOf(info));
    if (!buffer) return VK_ERROR_OUT_OF_HOST_MEMORY;
    return buffer;
}

void Buffer::bind(const DeviceMemory& memory, VkDeviceSize offset) {
    resource_ = memory.buffer();
    offset_ = offset;
    gpuAddress_ = resource_->GetGPUVirtualAddress() + offset;
    if (memory.address()) deviceAddress_ = memory.address() + offset;
}

void bufferMemoryRequirements(const Device& device, VkDeviceSize size,
                              VkMemoryRequirements2& requirements) {
    // A size next to the end of the address space must not wrap round to a small one.
    const VkDeviceSize padding = (kBufferAlignment - size % kBufferAlignment) % kBufferAlignment;
    requirements.memoryRequirements = {
        size > UINT64_MAX - padding ? size : size + padding, kBufferAlignment,
        device.physicalDevice().memoryTypes().typeBits(MemoryUse::Buffer)};
    if (auto* dedicated = findInChain<VkMemoryDedicatedRequirements>(
            requirements.pNext, VK_STRUCTURE_TYPE_MEMORY_DEDICATED_REQUIREMENTS))
        dedicated->prefersDedicatedAllocation = dedicated->requiresDedicatedAllocation = VK_FALSE;
}

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateBuffer(VkDevice device, const VkBufferCreateInfo* pCreateInfo,
                                            const VkAllocationCallbacks* pAllocator,
                                            VkBuffer* pBuffer) {
    Device& owner = *Device::from(device);
    *pBuffer = TRY(Buffer::create(owner, *pCreateInfo, owner.allocator(pAllocator)))->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyBuffer(VkDevice device, VkBuffer buffer,
                                         const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), Buffer::from(buffer));
}

VKAPI_ATTR void VKAPI_CALL
GetBufferMemoryRequirements2(VkDevice device, const VkBufferMemoryRequirementsInfo2* pInfo,
                             VkMemoryRequirements2* pMemoryRequirements) {
    bufferMemoryRequirements(*Device::from(device), Buffer::from(pInfo->buffer)->size(),
                             *pMemoryRequirements);
}

VKAPI_ATTR void VKAPI_CALL
GetDeviceBufferMemoryRequirements(VkDevice device, const VkDeviceBufferMemoryRequirements* pInfo,
                                  VkMemoryRequirements2* pMemoryRequirements) {
    bufferMemoryRequirements(*Device::from(device), pInfo->pCreateInfo->size, *pMemoryRequirements);
}

VKAPI_ATTR VkResult VKAPI_CALL BindBufferMemory2(VkDevice, uint32_t bindInfoCount,
                                                 const VkBindBufferMemoryInfo* pBindInfos) {
    for (uint32_t i = 0; i < bindInfoCount; ++i) {
        const VkBindBufferMemoryInfo& info = pBindInfos[i];
        Buffer::from(info.buffer)->bind(*DeviceMemory::from(info.memory), info.memoryOffset);
        if (auto* status = findInChain<VkBindMemoryStatusKHR>(
                info.pNext, VK_STRUCTURE_TYPE_BIND_MEMORY_STATUS_KHR))
            *status->pResult = VK_SUCCESS;
    }
    return VK_SUCCESS;
}

VKAPI_ATTR VkDeviceAddress VKAPI_CALL
GetBufferDeviceAddress(VkDevice, const VkBufferDeviceAddressInfo* pInfo) {
    return Buffer::from(pInfo->buffer)->deviceAddress();
}

}  // namespace entry
}  // namespace baker
