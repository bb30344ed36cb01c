#include "buffer.hpp"

#include "base/chain.hpp"
#include "device/device.hpp"
#include "device/physical_device.hpp"
#include "memory/device_memory.hpp"
#include "memory/external_memory.hpp"
#include "memory/internal_buffer.hpp"
#include "memory/memory_types.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

VkBufferUsageFlags2KHR usageOf(const VkBufferCreateInfo& info) {
    const auto* usage2 = findInChain<VkBufferUsageFlags2CreateInfoKHR>(
        info.pNext, VK_STRUCTURE_TYPE_BUFFER_USAGE_FLAGS_2_CREATE_INFO_KHR);
    return usage2 ? usage2->usage : info.usage;
}

VkDeviceSize wholeTiles(VkDeviceSize size) {
    return (size + kTileBytes - 1) / kTileBytes * kTileBytes;
}

}  // namespace

Result<Buffer*> Buffer::create(Device& device, const VkBufferCreateInfo& info,
                               const Allocator& allocator) {
    Buffer* buffer = newObject<Buffer>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, info.size,
                                       usageOf(info), externalTypes(info));
    if (!buffer) return VK_ERROR_OUT_OF_HOST_MEMORY;
    const bool isSparse = info.flags & VK_BUFFER_CREATE_SPARSE_BINDING_BIT;
    const VkResult result = isSparse ? buffer->reserveTiles(device) : VK_SUCCESS;
    if (result == VK_SUCCESS) return buffer;
    deleteObject(allocator, buffer);
    return result;
}

VkResult Buffer::reserveTiles(Device& device) {
    if (size_ > UINT64_MAX - kTileBytes) return VK_ERROR_OUT_OF_DEVICE_MEMORY;
    const VkDeviceSize whole = wholeTiles(size_);
    const D3D12_RESOURCE_DESC desc = bufferDesc(whole, D3D12_RESOURCE_FLAG_ALLOW_UNORDERED_ACCESS);
    ReservedResource reserved = TRY(reserve(device, desc, D3D12_RESOURCE_STATE_COMMON));
    sparse_.reset(new Sparse{std::move(reserved)});
    resource_ = sparse_->reserved.resource.Get();
    gpuAddress_ = resource_->GetGPUVirtualAddress();
    if (!(usage_ & VK_BUFFER_USAGE_2_SHADER_DEVICE_ADDRESS_BIT_KHR)) return VK_SUCCESS;
    TRY_VK(sparse_->windows.init(device, resource_, whole));
    deviceAddress_ = sparse_->windows.start();
    return VK_SUCCESS;
}

void Buffer::bind(const DeviceMemory& memory, VkDeviceSize offset) {
    memory_ = &memory;
    resource_ = memory.buffer();
    offset_ = offset;
    gpuAddress_ = resource_->GetGPUVirtualAddress() + offset;
    if (memory.address()) deviceAddress_ = memory.address() + offset;
}

Result<VkDeviceAddress> Buffer::reach(Device& device) const {
    if (sparse_) return sparse_->windows.reach(device, resource_, wholeTiles(size_));
    if (!memory_) return VK_ERROR_UNKNOWN;  // not bound
    return TRY(memory_->reach()) + offset_;
}

void bufferMemoryRequirements(const Device& device, VkDeviceSize size, bool isSparse,
                              VkExternalMemoryHandleTypeFlags external,
                              VkMemoryRequirements2& requirements) {
    // A size next to the end of the address space must not wrap round to a small one.
    const VkDeviceSize padding = (kBufferAlignment - size % kBufferAlignment) % kBufferAlignment;
    const MemoryTypes& memory = device.physicalDevice().memoryTypes();
    const uint32_t types = memory.typeBits(MemoryUse::Buffer) & externalTypeBits(memory, external);
    requirements.memoryRequirements = {size > UINT64_MAX - padding ? size : size + padding,
                                       kBufferAlignment, types};
    if (isSparse)
        requirements.memoryRequirements =
            tiledRequirements(device, size / kTileBytes + (size % kTileBytes != 0), types);
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
    const Buffer& buffer = *Buffer::from(pInfo->buffer);
    bufferMemoryRequirements(*Device::from(device), buffer.size(), buffer.tiles(),
                             buffer.external(), *pMemoryRequirements);
}

VKAPI_ATTR void VKAPI_CALL
GetDeviceBufferMemoryRequirements(VkDevice device, const VkDeviceBufferMemoryRequirements* pInfo,
                                  VkMemoryRequirements2* pMemoryRequirements) {
    bufferMemoryRequirements(*Device::from(device), pInfo->pCreateInfo->size,
                             pInfo->pCreateInfo->flags & VK_BUFFER_CREATE_SPARSE_BINDING_BIT,
                             externalTypes(*pInfo->pCreateInfo), *pMemoryRequirements);
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
