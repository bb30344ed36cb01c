// VkDescriptorSet: a range of the device's shader-visible heap, so that binding it is one root
// table.
//
// Every descriptor is kept twice: in the visible heap, which D3D12 cannot read back, and at the
// same place of the pool's `mirror` heap, which vkUpdateDescriptorSets copies from (a copy may
// carry a descriptor whose resource is gone, so it cannot be made anew from the resource). Sets of
// host-only pools have no more than the mirror.
// Externally synchronised, as Vulkan has it.
#pragma once

#include "d3d12/d3d12_api.hpp"

#include <cstddef>
#include <memory>
#include <optional>

#include "base/object.hpp"
#include "range_allocator.hpp"
#include "set_layout.hpp"
#include "set_samplers.hpp"

namespace baker {

class Device;

// Memory of a set's inline uniform blocks.
struct InlineUniformMemory {
    std::byte* data = nullptr;
    D3D12_GPU_VIRTUAL_ADDRESS address = 0;
};

struct DescriptorSet : Object<DescriptorSet, VkDescriptorSet> {
    std::shared_ptr<const SetLayoutInfo> layout;
    IndexRange slots;        // in the device's heap
    IndexRange inlineUnits;  // in the pool's inline uniform memory
    InlineUniformMemory inlineUniforms;
    SetSamplers samplers;
    std::vector<uint32_t> dynamicSizes;     // bytes of each dynamic descriptor, whole words
    uint32_t increment = 0;                 // bytes from one descriptor to the next
    D3D12_CPU_DESCRIPTOR_HANDLE visible{};  // null: a host-only set
    D3D12_CPU_DESCRIPTOR_HANDLE mirror{};
    D3D12_GPU_DESCRIPTOR_HANDLE table{};  // what the root table is set to
};

// One write, from VkWriteDescriptorSet or from an update template: `count` descriptors (bytes for
// inline uniform blocks) read from `data` every `stride` bytes as VkDescriptorBufferInfo,
// VkBufferView or VkDescriptorImageInfo, by type.
struct DescriptorWrite {
    uint32_t binding = 0;
    uint32_t element = 0;
    uint32_t count = 0;
    VkDescriptorType type{};
    const std::byte* data = nullptr;
    size_t stride = 0;
};

void updateDescriptorSet(Device& device, DescriptorSet& set, const DescriptorWrite& write);
void copyDescriptors(Device& device, const VkCopyDescriptorSet& copy);

// The part of a VkWriteDescriptorSet that tells what is written.
DescriptorWrite descriptorWrite(const VkWriteDescriptorSet& write);

}  // namespace baker
