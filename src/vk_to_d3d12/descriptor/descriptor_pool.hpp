// VkDescriptorPool: a range of the device's descriptor heap, reserved when the pool is created and
// handed out to its sets.
//
// Externally synchronised, as Vulkan has it. Failure to find room: VK_ERROR_OUT_OF_POOL_MEMORY, or
// VK_ERROR_FRAGMENTED_POOL when only fragmentation is in the way.
#pragma once

#include <deque>
#include <vector>

#include "d3d12/d3d12_api.hpp"
#include "descriptor_heap.hpp"
#include "descriptor_set.hpp"

namespace baker {

class DescriptorPool : public Object<DescriptorPool, VkDescriptorPool> {
  public:
    explicit DescriptorPool(Device& device) : device_(device) {}
    ~DescriptorPool();

    VkResult init(const VkDescriptorPoolCreateInfo& info);
    VkResult allocate(const VkDescriptorSetAllocateInfo& info, VkDescriptorSet* sets);
    void free(DescriptorSet& set);
    void reset();

  private:
    VkResult initInlineUniforms(uint64_t bytes, uint32_t bindings);
    VkResult initSlots(uint64_t count);
    Result<DescriptorSet*> allocateOne(const std::shared_ptr<const SetLayoutInfo>& layout,
                                       uint32_t variableCount);
    DescriptorSet* newSet();
    void place(DescriptorSet& set) const;
    void clear(const DescriptorSet& set) const;

    Device& device_;
    DescriptorHeap* heap_ = nullptr;  // null: the pool is host-only, or has no slots
    IndexRange range_;                // in heap_
    RangeAllocator slots_;
    ComPtr<ID3D12DescriptorHeap> mirror_;  // range_.count descriptors
    D3D12_CPU_DESCRIPTOR_HANDLE mirrorStart_{};
    uint32_t increment_ = 0;  // bytes from one descriptor to the next
    bool hostOnly_ = false;   // no set is ever bound
    ComPtr<ID3D12Resource> inlineBuffer_;
    std::byte* inlineData_ = nullptr;
    RangeAllocator inlineUnits_;
    uint32_t maxSets_ = 0;
    std::deque<DescriptorSet> sets_;
    std::vector<DescriptorSet*> freeSets_;
};

}  // namespace baker
