// Vulkan's memory types and heaps over D3D12's heap properties.
//
//   device local      a default heap
//   host visible      custom heaps in system memory (pool L0), write-combined and write-back:
//                     upload and readback heaps would forbid unordered access
//   both              where memory is unified, the same; else a GPU upload heap where there is one
// Textures go to device-local memory that the host does not see, unless a runtime takes them in
// mapped heaps too (Capabilities::mappedTextures).
// Heap tier 1 keeps buffers, textures, and render targets apart: the device-local type comes three
// times then, and host-visible memory takes buffers only.
#pragma once

#include <vulkan/vulkan.h>

#include "d3d12/d3d12_api.hpp"

namespace baker {

struct Adapter;
struct Capabilities;

// The resources that a memory type takes; for memoryTypeBits.
enum class MemoryUse { Buffer, Texture, RenderTarget };

struct MemoryTypes {
    VkPhysicalDeviceMemoryProperties vulkan{};
    D3D12_HEAP_PROPERTIES properties[VK_MAX_MEMORY_TYPES] = {};
    D3D12_HEAP_FLAGS flags[VK_MAX_MEMORY_TYPES] = {};  // which resources the heap takes
    bool mappedTextures = false;

    bool takes(uint32_t type, MemoryUse use) const;
    uint32_t typeBits(MemoryUse use) const;
};

MemoryTypes queryMemoryTypes(const Adapter& adapter, const Capabilities& capabilities);

}  // namespace baker
