// VkPhysicalDeviceLimits: D3D12's own limits, and those of Baker's binding model.
#pragma once

#include "d3d12/capabilities.hpp"
#include "memory/memory_types.hpp"

namespace baker {

// A root signature has 64 words: per set one table of resources and one of samplers, the dynamic
// offsets, two for the address of the system values (spirv_to_dxil.hpp) and two for that of the
// push constants, which are root constants where there is room (descriptor/root_signature.hpp).
//   2 * 8 + (8 + 4) + 2 + 2 <= 64
inline constexpr uint32_t kMaxBoundDescriptorSets = 8;
inline constexpr uint32_t kMaxPushConstantsSize = 256;  // bytes
inline constexpr uint32_t kMaxPushDescriptors = 32;
inline constexpr uint32_t kMaxDynamicUniformBuffers = 8;
inline constexpr uint32_t kMaxDynamicStorageBuffers = 4;

// Alignments of views: constant buffers, and raw buffers.
inline constexpr uint32_t kUniformBufferAlignment = D3D12_CONSTANT_BUFFER_DATA_PLACEMENT_ALIGNMENT;
inline constexpr uint32_t kStorageBufferAlignment = D3D12_RAW_UAV_SRV_BYTE_ALIGNMENT;

// Bytes of a storage buffer that one descriptor reaches: 2^27 elements of a raw view.
inline constexpr uint32_t kMaxStorageBufferRange =
    4u << D3D12_REQ_BUFFER_RESOURCE_TEXEL_COUNT_2_TO_EXP;
inline constexpr uint32_t kMaxUniformBufferRange = 16 * D3D12_REQ_CONSTANT_BUFFER_ELEMENT_COUNT;

// Inline uniform blocks are constant buffers in memory of the descriptor pool.
inline constexpr uint32_t kMaxInlineUniformBlockSize = 4096;  // bytes
inline constexpr uint32_t kMaxInlineUniformBlocks = 64;       // of a stage and of a set

// The largest buffer, in bytes: what the address space of one resource and the heaps allow.
VkDeviceSize maxBufferSize(const Capabilities& caps, const MemoryTypes& memory);

VkPhysicalDeviceLimits deviceLimits(const Capabilities& caps, const MemoryTypes& memory);

}  // namespace baker
