// VkDescriptorSetLayout: how a set's bindings lie in the device's descriptor heaps.
//
// Each binding takes `count` consecutive slots of the set's range; a slot is also the binding's
// first register (b, t or u by its class; the register space is the set's number). A combined image
// sampler with a Y'CbCr conversion takes as many slots as the image has planes. An inline
// uniform block takes one slot, a constant buffer over memory that the pool owns. Samplers have
// slots of their own, in the sampler heap. A mutable binding's slots can hold each of its types.
//
// The contents are shared and immutable: pipeline layouts and sets keep them after
// vkDestroyDescriptorSetLayout. Thread-safe.
#pragma once

#include "d3d12/d3d12_api.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "base/object.hpp"
#include "d3d12/d3d12_api.hpp"
#include "sampler_heap.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

inline constexpr uint32_t kNoSlot = UINT32_MAX;

// How D3D12 sees a type of descriptor.
struct DescriptorTypeInfo {
    std::optional<D3D12_DESCRIPTOR_RANGE_TYPE> resource;  // none: samplers only
    bool sampler = false;
    bool dynamic = false;
};

// Null for types that the driver does not know.
const DescriptorTypeInfo* descriptorTypeInfo(VkDescriptorType type);

struct SetLayoutBinding {
    uint32_t binding = 0;
    VkDescriptorType type{};
    // What its descriptors can be: `type` alone, or the types of a mutable binding.
    std::vector<VkDescriptorType> types;
    uint32_t ranges = 0;  // bit r: as D3D12_DESCRIPTOR_RANGE_TYPE r
    uint32_t count = 0;   // descriptors; of an inline uniform block, bytes
    VkDescriptorBindingFlags flags = 0;
    uint32_t slot = kNoSlot;
    uint32_t samplerSlot = kNoSlot;
    uint32_t dynamicIndex = kNoSlot;  // of element 0, among the set's dynamic descriptors
    uint32_t inlineOffset = 0;        // in the set's inline uniform memory
    std::vector<SamplerId> immutableSamplers;
    bool unnormalizedCoordinates = false;  // of the immutable samplers
    // Of the immutable samplers; empty where the first has none. Each plane takes a slot.
    std::vector<YcbcrConversion> conversions;

    bool isInlineBlock() const { return type == VK_DESCRIPTOR_TYPE_INLINE_UNIFORM_BLOCK; }
    bool isMutable() const { return type == VK_DESCRIPTOR_TYPE_MUTABLE_EXT; }
    bool isVariable() const { return flags & VK_DESCRIPTOR_BINDING_VARIABLE_DESCRIPTOR_COUNT_BIT; }
    // Slots of one descriptor.
    uint32_t planes() const;
    uint32_t slots() const { return isInlineBlock() ? 1 : count * planes(); }
};

class SetLayoutInfo {
  public:
    explicit SetLayoutInfo(const VkDescriptorSetLayoutCreateInfo& info);

    // Null when the layout has no such binding.
    const SetLayoutBinding* find(uint32_t binding) const {
        return binding < bindings_.size() && bindings_[binding].binding == binding
                   ? &bindings_[binding]
                   : findSparse(binding);
    }
    // The binding after `binding` in number order, or null: updates run over into it.
    const SetLayoutBinding* next(const SetLayoutBinding* binding) const;
    const std::vector<SetLayoutBinding>& bindings() const { return bindings_; }

    uint32_t slots() const { return slots_; }
    uint32_t samplerSlots() const { return samplerSlots_; }
    uint32_t dynamicCount() const { return dynamicCount_; }
    uint32_t inlineBytes() const { return inlineBytes_; }
    // Slots of a set whose last binding has `variableCount` descriptors.
    uint32_t slotsFor(uint32_t variableCount) const;
    uint32_t samplerSlotsFor(uint32_t variableCount) const;
    bool isUpdatedAfterBind() const { return updatedAfterBind_; }
    bool hasVariableCount() const { return !bindings_.empty() && bindings_.back().isVariable(); }

    // Null descriptors for the first `nullSlots()` slots, in a heap that is not shader-visible:
    // what a new set starts with. Made on first use; null when there is nothing to copy or no
    // memory.
    ID3D12DescriptorHeap* nullDescriptors(ID3D12Device* device) const;
    uint32_t nullSlots() const;

  private:
    void add(const VkDescriptorSetLayoutBinding& source, std::vector<VkDescriptorType> types,
             VkDescriptorBindingFlags flags);
    const SetLayoutBinding* findSparse(uint32_t binding) const;

    std::vector<SetLayoutBinding> bindings_;  // by number
    uint32_t slots_ = 0;
    uint32_t samplerSlots_ = 0;
    uint32_t dynamicCount_ = 0;
    uint32_t inlineBytes_ = 0;
    bool updatedAfterBind_ = false;
    mutable std::once_flag nullOnce_;
    mutable ComPtr<ID3D12DescriptorHeap> nulls_;
};

class DescriptorSetLayout : public Object<DescriptorSetLayout, VkDescriptorSetLayout> {
  public:
    explicit DescriptorSetLayout(const VkDescriptorSetLayoutCreateInfo& info)
        : info_(std::make_shared<SetLayoutInfo>(info)) {}
    const std::shared_ptr<const SetLayoutInfo>& info() const { return info_; }

  private:
    std::shared_ptr<const SetLayoutInfo> info_;
};

}  // namespace baker
