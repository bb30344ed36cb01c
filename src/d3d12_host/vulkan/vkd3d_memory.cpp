#include "vulkan/vkd3d_memory.hpp"

#include "vulkan/intercept.hpp"

namespace baker::host {
namespace {

PFN_vkAllocateMemory nextAllocateMemory = nullptr;

thread_local VkMemoryAllocateFlags wanted = 0;
thread_local VkDeviceMemory last = VK_NULL_HANDLE;

VkMemoryAllocateFlagsInfo* findFlags(const VkMemoryAllocateInfo& info) {
    auto* one = static_cast<const VkBaseInStructure*>(info.pNext);
    while (one && one->sType != VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO) one = one->pNext;
    // vkd3d's, on its stack.
    return const_cast<VkMemoryAllocateFlagsInfo*>(
        reinterpret_cast<const VkMemoryAllocateFlagsInfo*>(one));
}

VkResult VKAPI_PTR allocateMemory(VkDevice device, const VkMemoryAllocateInfo* info,
                                  const VkAllocationCallbacks* allocator, VkDeviceMemory* memory) {
    VkMemoryAllocateInfo extended = *info;
    VkMemoryAllocateFlagsInfo added = {VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO, info->pNext,
                                       wanted, 0};
    if (VkMemoryAllocateFlagsInfo* flags = findFlags(*info))
        flags->flags |= wanted;
    else if (wanted)
        extended.pNext = &added;
    const VkResult result = nextAllocateMemory(device, &extended, allocator, memory);
    last = result == VK_SUCCESS ? *memory : VK_NULL_HANDLE;
    return result;
}

}  // namespace

VkDeviceMemory lastMemory() {
    return last;
}

MemoryFlags::MemoryFlags(const DeviceExtensions& has, D3D12_HEAP_FLAGS flags)
    : Scoped(wanted, has.zeroedMemory && !(flags & D3D12_HEAP_FLAG_CREATE_NOT_ZEROED)
                         ? VkMemoryAllocateFlags{VK_MEMORY_ALLOCATE_ZERO_INITIALIZE_BIT_EXT}
                         : 0) {}

std::span<const Interception> memoryInterceptions() {
    static const Interception rows[] = {
        intercept("vkAllocateMemory", allocateMemory, nextAllocateMemory),
    };
    return rows;
}

}  // namespace baker::host
