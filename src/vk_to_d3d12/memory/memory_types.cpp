#include "memory_types.hpp"

#include <unistd.h>

#include "d3d12/adapter.hpp"
#include "d3d12/capabilities.hpp"

namespace baker {
namespace {

constexpr VkMemoryPropertyFlags kDeviceLocal = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
constexpr VkMemoryPropertyFlags kHostVisible =
    VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
constexpr VkMemoryPropertyFlags kHostCached = kHostVisible | VK_MEMORY_PROPERTY_HOST_CACHED_BIT;

constexpr D3D12_HEAP_PROPERTIES kDefaultHeap = {D3D12_HEAP_TYPE_DEFAULT};
constexpr D3D12_HEAP_PROPERTIES kGpuUploadHeap = {D3D12_HEAP_TYPE_GPU_UPLOAD};
constexpr D3D12_HEAP_PROPERTIES kWriteCombinedHeap = {
    D3D12_HEAP_TYPE_CUSTOM, D3D12_CPU_PAGE_PROPERTY_WRITE_COMBINE, D3D12_MEMORY_POOL_L0};
constexpr D3D12_HEAP_PROPERTIES kWriteBackHeap = {
    D3D12_HEAP_TYPE_CUSTOM, D3D12_CPU_PAGE_PROPERTY_WRITE_BACK, D3D12_MEMORY_POOL_L0};

constexpr D3D12_HEAP_FLAGS kFlagsByUse[] = {D3D12_HEAP_FLAG_ALLOW_ONLY_BUFFERS,
                                            D3D12_HEAP_FLAG_ALLOW_ONLY_NON_RT_DS_TEXTURES,
                                            D3D12_HEAP_FLAG_ALLOW_ONLY_RT_DS_TEXTURES};

uint64_t systemMemory() {
    return static_cast<uint64_t>(sysconf(_SC_PHYS_PAGES)) *
           static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

// Bytes that shaders and copies share with the CPU. Half of the machine's memory where DXCore does
// not say, as Windows has it.
uint64_t sharedMemory(const Adapter& adapter) {
    const uint64_t shared = adapter.sharedSystemMemory + adapter.dedicatedSystemMemory;
    return shared ? shared : systemMemory() / 2;
}

void addHeap(MemoryTypes& types, uint64_t size, VkMemoryHeapFlags flags) {
    types.vulkan.memoryHeaps[types.vulkan.memoryHeapCount++] = {size, flags};
}

void addType(MemoryTypes& types, uint32_t heap, VkMemoryPropertyFlags propertyFlags,
             const D3D12_HEAP_PROPERTIES& properties, D3D12_HEAP_FLAGS heapFlags) {
    const uint32_t index = types.vulkan.memoryTypeCount++;
    types.vulkan.memoryTypes[index] = {propertyFlags, heap};
    types.properties[index] = properties;
    types.flags[index] = heapFlags;
}

}  // namespace

bool MemoryTypes::takes(uint32_t type, MemoryUse use) const {
    // Of textures D3D12 promises those in default heaps alone.
    const bool mapped = properties[type].Type != D3D12_HEAP_TYPE_DEFAULT;
    if (use != MemoryUse::Buffer && mapped && !mappedTextures) return false;
    return flags[type] == D3D12_HEAP_FLAG_ALLOW_ALL_BUFFERS_AND_TEXTURES ||
           flags[type] == kFlagsByUse[static_cast<size_t>(use)];
}

uint32_t MemoryTypes::typeBits(MemoryUse use) const {
    uint32_t bits = 0;
    for (uint32_t type = 0; type < vulkan.memoryTypeCount; ++type)
        if (takes(type, use)) bits |= 1u << type;
    return bits;
}

MemoryTypes queryMemoryTypes(const Adapter& adapter, const Capabilities& capabilities) {
    MemoryTypes types;
    types.mappedTextures = capabilities.mappedTextures;
    // Without memory of its own an adapter is unified, whatever it says.
    const bool unified = capabilities.architecture.UMA || adapter.dedicatedAdapterMemory == 0;
    const bool separate = capabilities.options.ResourceHeapTier < D3D12_RESOURCE_HEAP_TIER_2;
    const uint32_t hostHeap = unified ? 0 : 1;
    const VkMemoryPropertyFlags hostLocality = unified ? kDeviceLocal : 0;
    const D3D12_HEAP_FLAGS hostFlags = separate ? D3D12_HEAP_FLAG_ALLOW_ONLY_BUFFERS
                                                : D3D12_HEAP_FLAG_ALLOW_ALL_BUFFERS_AND_TEXTURES;

    const uint64_t dedicated = adapter.dedicatedAdapterMemory;
    const uint64_t shared = sharedMemory(adapter);
    if (unified) {
        addHeap(types, dedicated + shared, VK_MEMORY_HEAP_DEVICE_LOCAL_BIT);
    } else {
        addHeap(types, dedicated, VK_MEMORY_HEAP_DEVICE_LOCAL_BIT);
        addHeap(types, shared, 0);
    }

    if (separate)
        for (D3D12_HEAP_FLAGS flags : kFlagsByUse)
            addType(types, 0, kDeviceLocal, kDefaultHeap, flags);
    else
        addType(types, 0, kDeviceLocal, kDefaultHeap, hostFlags);
    // Of two types with nested property sets the smaller comes first (Vulkan spec, "Device
    // Memory").
    addType(types, hostHeap, hostLocality | kHostVisible, kWriteCombinedHeap, hostFlags);
    addType(types, hostHeap, hostLocality | kHostCached, kWriteBackHeap, hostFlags);
    if (!unified && capabilities.options16.GPUUploadHeapSupported)
        addType(types, 0, kDeviceLocal | kHostVisible, kGpuUploadHeap, hostFlags);
    return types;
}

}  // namespace baker
