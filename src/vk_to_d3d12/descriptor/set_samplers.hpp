// The samplers of a descriptor set: which ones, and their table in the device's sampler heap.
//
// A set that may be updated after it was bound has a table of its own, written in place; others
// share tables, so an update may move them. Externally synchronised, as the set.
#pragma once

#include <vector>

#include "sampler_heap.hpp"

namespace baker {

class SetLayoutInfo;

class SetSamplers {
  public:
    SetSamplers() = default;
    ~SetSamplers() { release(); }
    SetSamplers(const SetSamplers&) = delete;
    SetSamplers& operator=(const SetSamplers&) = delete;

    // A new set of `layout`: immutable samplers, and the default one elsewhere. A host-only set has
    // no table. VK_ERROR_OUT_OF_POOL_MEMORY.
    VkResult init(Device& device, const SetLayoutInfo& layout, uint32_t slots, bool hostOnly);
    void release();

    SamplerId get(uint32_t slot) const { return ids_[slot]; }
    void set(uint32_t slot, SamplerId id) {
        changed_ |= ids_[slot] != id;
        ids_[slot] = id;
    }
    // After a number of set().
    void publish();

    D3D12_GPU_DESCRIPTOR_HANDLE table() const { return handle_; }  // 0: there are no samplers

  private:
    SamplerHeap* heap_ = nullptr;  // null: no table
    std::vector<SamplerId> ids_;
    SamplerTable table_;
    D3D12_GPU_DESCRIPTOR_HANDLE handle_{};
    bool changed_ = false;
};

}  // namespace baker
