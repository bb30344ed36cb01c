#include "vulkan/vkd3d_memory.hpp"

#include "vulkan/intercept.hpp"

namespace baker::host {
namespace {

PFN_vkAllocateMemory nextAllocateMemory = nullptr;

thread_local MemoryRequest wanted;
thread_local Memory last;

VkMemoryAllocateFlagsInfo* findFlags(const VkMemoryAllocateInfo& info) {
    auto* one = static_cast<const VkBaseInStructure*>(info.pNext);
    while (one && one->sType != VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO) one = one->pNext;
    // vkd3d's, on its stack.
    return const_cast<VkMemoryAllocateFlagsInfo*>(
        reinterpret_cast<const VkMemoryAllocateFlagsInfo*>(one));
}

// vkd3d's description of memory with what is wanted.
class Extended {
  public:
    explicit Extended(const VkMemoryAllocateInfo& given) : info(given) {
        if (VkMemoryAllocateFlagsInfo* found = findFlags(given))
            found->flags |= wanted.flags;
        else if (wanted.flags)
            chain(flags_);
        if (wanted.shared) chain(shared_);
        if (wanted.imported >= 0) chain(imported_);
    }
    Extended(const Extended&) = delete;
    Extended& operator=(const Extended&) = delete;

    VkMemoryAllocateInfo info;

  private:
    void chain(auto& structure) {
        structure.pNext = info.pNext;
        info.pNext = &structure;
    }

    VkMemoryAllocateFlagsInfo flags_{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO, nullptr,
                                     wanted.flags, 0};
    VkExportMemoryAllocateInfo shared_{VK_STRUCTURE_TYPE_EXPORT_MEMORY_ALLOCATE_INFO, nullptr,
                                       kSharedMemory};
    VkImportMemoryFdInfoKHR imported_{VK_STRUCTURE_TYPE_IMPORT_MEMORY_FD_INFO_KHR, nullptr,
                                      kSharedMemory, wanted.imported};
};

VkResult VKAPI_PTR allocateMemory(VkDevice device, const VkMemoryAllocateInfo* info,
                                  const VkAllocationCallbacks* allocator, VkDeviceMemory* memory) {
    const Extended extended(*info);
    const VkResult result = nextAllocateMemory(device, &extended.info, allocator, memory);
    last = {device, result == VK_SUCCESS ? *memory : VK_NULL_HANDLE};
    return result;
}

}  // namespace

Memory lastMemory() {
    return last;
}

MemoryRequest memoryRequest() {
    return wanted;
}

MemoryScope::MemoryScope(const MemoryRequest& request) : Scoped(wanted, request) {}

MemoryScope::MemoryScope(const DeviceExtensions& has, D3D12_HEAP_FLAGS flags)
    : MemoryScope({has.zeroedMemory && !(flags & D3D12_HEAP_FLAG_CREATE_NOT_ZEROED)
                       ? VkMemoryAllocateFlags{VK_MEMORY_ALLOCATE_ZERO_INITIALIZE_BIT_EXT}
                       : 0,
                   has.sharedMemory && flags & D3D12_HEAP_FLAG_SHARED}) {}

int shareMemory(const Memory& memory) {
    const VkMemoryGetFdInfoKHR info = {VK_STRUCTURE_TYPE_MEMORY_GET_FD_INFO_KHR, nullptr,
                                       memory.memory, kSharedMemory};
    const auto get = deviceFunction<PFN_vkGetMemoryFdKHR>(memory.device, "vkGetMemoryFdKHR");
    int descriptor = -1;
    return get && get(memory.device, &info, &descriptor) == VK_SUCCESS ? descriptor : -1;
}

std::span<const Interception> memoryInterceptions() {
    static const Interception rows[] = {
        intercept("vkAllocateMemory", allocateMemory, nextAllocateMemory),
    };
    return rows;
}

}  // namespace baker::host
