#include "external_memory.hpp"

#include <unistd.h>

#include "base/chain.hpp"
#include "d3d12/capabilities.hpp"
#include "device/device.hpp"
#include "device/physical_device.hpp"
#include "memory/device_memory.hpp"
#include "memory/memory_types.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

constexpr VkExternalMemoryHandleTypeFlagBits kHeap = VK_EXTERNAL_MEMORY_HANDLE_TYPE_OPAQUE_FD_BIT;

template <typename T>
VkExternalMemoryHandleTypeFlags typesIn(const void* chain, VkStructureType type) {
    const auto* external = findInChain<T>(chain, type);
    return external ? external->handleTypes : 0;
}

}  // namespace

VkExternalMemoryProperties externalMemoryProperties(const Capabilities& caps,
                                                    VkExternalMemoryHandleTypeFlagBits type) {
    if (type != kHeap || !caps.sharesHeaps) return {0, 0, VkExternalMemoryHandleTypeFlags(type)};
    return {VK_EXTERNAL_MEMORY_FEATURE_EXPORTABLE_BIT | VK_EXTERNAL_MEMORY_FEATURE_IMPORTABLE_BIT,
            kHeap, kHeap};
}

// D3D12 shares heaps that the CPU does not reach.
uint32_t externalTypeBits(const MemoryTypes& memory, VkExternalMemoryHandleTypeFlags types) {
    if (!types) return UINT32_MAX;
    uint32_t bits = 0;
    for (uint32_t type = 0; type < memory.vulkan.memoryTypeCount; ++type)
        if (memory.properties[type].Type == D3D12_HEAP_TYPE_DEFAULT) bits |= 1u << type;
    return bits;
}

VkExternalMemoryHandleTypeFlags externalTypes(const VkMemoryAllocateInfo& info) {
    return typesIn<VkExportMemoryAllocateInfo>(info.pNext,
                                               VK_STRUCTURE_TYPE_EXPORT_MEMORY_ALLOCATE_INFO);
}

VkExternalMemoryHandleTypeFlags externalTypes(const VkBufferCreateInfo& info) {
    return typesIn<VkExternalMemoryBufferCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_EXTERNAL_MEMORY_BUFFER_CREATE_INFO);
}

VkExternalMemoryHandleTypeFlags externalTypes(const VkImageCreateInfo& info) {
    return typesIn<VkExternalMemoryImageCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_EXTERNAL_MEMORY_IMAGE_CREATE_INFO);
}

Result<ComPtr<ID3D12Heap>> importHeap(ID3D12Device* device, int descriptor, uint64_t size) {
    ComPtr<ID3D12Heap> heap;
    const auto handle = reinterpret_cast<HANDLE>(intptr_t{descriptor});
    if (FAILED(device->OpenSharedHandle(handle, IID_PPV_ARGS(&heap))) ||
        heap->GetDesc().SizeInBytes < size)
        return VK_ERROR_INVALID_EXTERNAL_HANDLE;
    close(descriptor);
    return heap;
}

Result<int> exportHeap(ID3D12Device* device, ID3D12Heap* heap) {
    HANDLE handle = nullptr;
    if (FAILED(device->CreateSharedHandle(heap, nullptr, GENERIC_ALL, nullptr, &handle)))
        return VK_ERROR_TOO_MANY_OBJECTS;
    return static_cast<int>(reinterpret_cast<intptr_t>(handle));
}

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL GetMemoryFdKHR(VkDevice device,
                                              const VkMemoryGetFdInfoKHR* pGetFdInfo, int* pFd) {
    *pFd = TRY(
        exportHeap(Device::from(device)->d3d12(), DeviceMemory::from(pGetFdInfo->memory)->heap()));
    return VK_SUCCESS;
}

// Asked of types that are not opaque: there is none.
VKAPI_ATTR VkResult VKAPI_CALL GetMemoryFdPropertiesKHR(VkDevice,
                                                        VkExternalMemoryHandleTypeFlagBits, int,
                                                        VkMemoryFdPropertiesKHR*) {
    return VK_ERROR_INVALID_EXTERNAL_HANDLE;
}

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceExternalBufferProperties(
    VkPhysicalDevice device, const VkPhysicalDeviceExternalBufferInfo* info,
    VkExternalBufferProperties* properties) {
    properties->externalMemoryProperties =
        info->flags & VK_BUFFER_CREATE_SPARSE_BINDING_BIT
            ? VkExternalMemoryProperties{0, 0, VkExternalMemoryHandleTypeFlags(info->handleType)}
            : externalMemoryProperties(PhysicalDevice::from(device)->capabilities(),
                                       info->handleType);
}

}  // namespace entry
}  // namespace baker
