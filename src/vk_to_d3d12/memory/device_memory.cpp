#include "device_memory.hpp"

#include <algorithm>
#include <iterator>

#include "base/chain.hpp"
#include "d3d12/capabilities.hpp"
#include "device/device.hpp"
#include "device/physical_device.hpp"
#include "memory/external_memory.hpp"
#include "memory/memory_types.hpp"
#include "resource/image.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

constexpr uint64_t kHeapAlignment = D3D12_DEFAULT_RESOURCE_PLACEMENT_ALIGNMENT;

uint64_t heapSize(VkDeviceSize size) {
    return (size + kHeapAlignment - 1) / kHeapAlignment * kHeapAlignment;
}

// Multisampled textures may want 4 MiB; those are larger than that themselves.
uint64_t heapAlignment(VkDeviceSize size) {
    return size < D3D12_DEFAULT_MSAA_RESOURCE_PLACEMENT_ALIGNMENT
               ? kHeapAlignment
               : D3D12_DEFAULT_MSAA_RESOURCE_PLACEMENT_ALIGNMENT;
}

// Images of linear tiling are reached through the buffer by the host.
bool isForImage(const VkMemoryAllocateInfo& info) {
    const auto* dedicated = findInChain<VkMemoryDedicatedAllocateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_MEMORY_DEDICATED_ALLOCATE_INFO);
    return dedicated && dedicated->image && !Image::from(dedicated->image)->isRowMajor();
}

VkMemoryAllocateFlags flagsOf(const VkMemoryAllocateInfo& info) {
    const auto* flags = findInChain<VkMemoryAllocateFlagsInfo>(
        info.pNext, VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO);
    return flags ? flags->flags : 0;
}

// D3D12 zeroes heaps, which costs a pass over them, unless it is told not to. The flag came with
// OPTIONS7.
D3D12_HEAP_FLAGS notZeroed(ID3D12Device* device) {
    D3D12_FEATURE_DATA_D3D12_OPTIONS7 options{};
    const bool known = SUCCEEDED(
        device->CheckFeatureSupport(D3D12_FEATURE_D3D12_OPTIONS7, &options, sizeof(options)));
    return known ? D3D12_HEAP_FLAG_CREATE_NOT_ZEROED : D3D12_HEAP_FLAG_NONE;
}

}  // namespace

Result<DeviceMemory*> DeviceMemory::create(Device& device, const VkMemoryAllocateInfo& info,
                                           const Allocator& allocator) {
    const MemoryTypes& types = device.physicalDevice().memoryTypes();
    const uint32_t heap = types.vulkan.memoryTypes[info.memoryTypeIndex].heapIndex;
    if (info.allocationSize > types.vulkan.memoryHeaps[heap].size)
        return VK_ERROR_OUT_OF_DEVICE_MEMORY;

    DeviceMemory* memory = newObject<DeviceMemory>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT,
                                                   device, info.allocationSize);
    if (!memory) return VK_ERROR_OUT_OF_HOST_MEMORY;
    VkResult result = memory->createHeap(info);
    const bool hostVisible = types.vulkan.memoryTypes[info.memoryTypeIndex].propertyFlags &
                             VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT;
    if (result == VK_SUCCESS && (hostVisible || !isForImage(info)) &&
        types.takes(info.memoryTypeIndex, MemoryUse::Buffer))
        result = memory->createBuffer();
    memory->hasAddress_ = flagsOf(info) & VK_MEMORY_ALLOCATE_DEVICE_ADDRESS_BIT;
    if (result == VK_SUCCESS && memory->buffer_ && memory->hasAddress_)
        result = memory->windows_.init(device, memory->buffer_.Get(), heapSize(memory->size_));
    const auto* priority = findInChain<VkMemoryPriorityAllocateInfoEXT>(
        info.pNext, VK_STRUCTURE_TYPE_MEMORY_PRIORITY_ALLOCATE_INFO_EXT);
    if (result == VK_SUCCESS && priority) memory->setPriority(priority->priority);
    if (result == VK_SUCCESS) return memory;
    deleteObject(allocator, memory);
    return result;
}

Result<VkDeviceAddress> DeviceMemory::reach() const {
    return windows_.reach(device_, buffer_.Get(), heapSize(size_));
}

VkResult DeviceMemory::createHeap(const VkMemoryAllocateInfo& info) {
    const auto* imported = findInChain<VkImportMemoryFdInfoKHR>(
        info.pNext, VK_STRUCTURE_TYPE_IMPORT_MEMORY_FD_INFO_KHR);
    if (!imported || !imported->handleType) return makeHeap(info);
    heap_ = TRY(importHeap(device_.d3d12(), imported->fd, heapSize(size_)));
    return VK_SUCCESS;
}

VkResult DeviceMemory::makeHeap(const VkMemoryAllocateInfo& info) {
    const MemoryTypes& types = device_.physicalDevice().memoryTypes();
    const bool zeroed = flagsOf(info) & VK_MEMORY_ALLOCATE_ZERO_INITIALIZE_BIT_EXT;
    D3D12_HEAP_DESC desc{};
    desc.SizeInBytes = heapSize(size_);
    desc.Properties = types.properties[info.memoryTypeIndex];
    desc.Alignment = heapAlignment(size_);
    desc.Flags = types.flags[info.memoryTypeIndex];
    if (externalTypes(info)) desc.Flags |= D3D12_HEAP_FLAG_SHARED;
    if (!zeroed) desc.Flags |= notZeroed(device_.d3d12());
    const HRESULT hr = device_.d3d12()->CreateHeap(&desc, IID_PPV_ARGS(&heap_));
    // Sizes beyond the address space are E_INVALIDARG.
    if (hr == E_INVALIDARG) return VK_ERROR_OUT_OF_DEVICE_MEMORY;
    return device_.check(hr, "ID3D12Device::CreateHeap");
}

// A hint: D3D12 has five of Vulkan's.
void DeviceMemory::setPriority(float priority) {
    constexpr D3D12_RESIDENCY_PRIORITY kPriorities[] = {
        D3D12_RESIDENCY_PRIORITY_MINIMUM, D3D12_RESIDENCY_PRIORITY_LOW,
        D3D12_RESIDENCY_PRIORITY_NORMAL, D3D12_RESIDENCY_PRIORITY_HIGH,
        D3D12_RESIDENCY_PRIORITY_MAXIMUM};
    constexpr float kCount = std::size(kPriorities);
    ComPtr<ID3D12Device1> device1;
    if (FAILED(device_.d3d12()->QueryInterface(IID_PPV_ARGS(&device1)))) return;
    const auto level = static_cast<size_t>(std::clamp(priority * kCount, 0.f, kCount - 1));
    ID3D12Pageable* const pageable = heap_.Get();
    device1->SetResidencyPriority(1, &pageable, &kPriorities[level]);
}

VkResult DeviceMemory::createBuffer() {
    D3D12_RESOURCE_DESC desc{};
    desc.Dimension = D3D12_RESOURCE_DIMENSION_BUFFER;
    desc.Width = heapSize(size_);
    desc.Height = desc.DepthOrArraySize = desc.MipLevels = 1;
    desc.SampleDesc.Count = 1;
    desc.Layout = D3D12_TEXTURE_LAYOUT_ROW_MAJOR;
    desc.Flags = D3D12_RESOURCE_FLAG_ALLOW_UNORDERED_ACCESS;
    return device_.check(
        device_.d3d12()->CreatePlacedResource(heap_.Get(), 0, &desc, D3D12_RESOURCE_STATE_COMMON,
                                              nullptr, IID_PPV_ARGS(&buffer_)),
        "ID3D12Device::CreatePlacedResource");
}

Result<void*> DeviceMemory::map(VkDeviceSize offset) {
    void* start = nullptr;
    if (!buffer_ ||
        device_.check(buffer_->Map(0, nullptr, &start), "ID3D12Resource::Map") != VK_SUCCESS)
        return VK_ERROR_MEMORY_MAP_FAILED;
    return static_cast<char*>(start) + offset;
}

void DeviceMemory::unmap() {
    buffer_->Unmap(0, nullptr);
}

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL AllocateMemory(VkDevice device,
                                              const VkMemoryAllocateInfo* pAllocateInfo,
                                              const VkAllocationCallbacks* pAllocator,
                                              VkDeviceMemory* pMemory) {
    Device& owner = *Device::from(device);
    *pMemory =
        TRY(DeviceMemory::create(owner, *pAllocateInfo, owner.allocator(pAllocator)))->handle();
    return VK_SUCCESS;
}

// Memory that is freed while mapped is unmapped with its resource.
VKAPI_ATTR void VKAPI_CALL FreeMemory(VkDevice device, VkDeviceMemory memory,
                                      const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), DeviceMemory::from(memory));
}

VKAPI_ATTR VkResult VKAPI_CALL MapMemory2(VkDevice, const VkMemoryMapInfo* pMemoryMapInfo,
                                          void** ppData) {
    *ppData = TRY(DeviceMemory::from(pMemoryMapInfo->memory)->map(pMemoryMapInfo->offset));
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL UnmapMemory2(VkDevice, const VkMemoryUnmapInfo* pMemoryUnmapInfo) {
    DeviceMemory::from(pMemoryUnmapInfo->memory)->unmap();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL SetDeviceMemoryPriorityEXT(VkDevice, VkDeviceMemory memory,
                                                      float priority) {
    DeviceMemory::from(memory)->setPriority(priority);
}

// Every host-visible memory type is coherent: these have nothing to do.
VKAPI_ATTR VkResult VKAPI_CALL FlushMappedMemoryRanges(VkDevice, uint32_t,
                                                       const VkMappedMemoryRange*) {
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL InvalidateMappedMemoryRanges(VkDevice, uint32_t,
                                                            const VkMappedMemoryRange*) {
    return VK_SUCCESS;
}

// No memory type is lazily allocated, so this is never asked; what is committed is all of it.
VKAPI_ATTR void VKAPI_CALL GetDeviceMemoryCommitment(VkDevice, VkDeviceMemory memory,
                                                     VkDeviceSize* pCommittedMemoryInBytes) {
    *pCommittedMemoryInBytes = DeviceMemory::from(memory)->size();
}

}  // namespace entry
}  // namespace baker
