// VkPipelineLayout: which set layouts and how many push constants a pipeline sees, and the root
// signature that serves them.
#pragma once

#include <memory>
#include <vector>

#include "base/object.hpp"
#include "descriptor/root_signature.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

class PipelineLayout : public Object<PipelineLayout, VkPipelineLayout> {
  public:
    VkResult init(Device& device, const VkPipelineLayoutCreateInfo& info);

    const RootSignature& rootSignature() const { return *rootSignature_; }
    const SetLayoutInfo* set(uint32_t index) const {
        return index < sets_.size() ? sets_[index].get() : nullptr;
    }
    const std::shared_ptr<const SetLayoutInfo>& sharedSet(uint32_t index) const {
        return sets_[index];
    }
    // Index of set `set`'s first dynamic offset among those of all sets.
    uint32_t firstDynamicOffset(uint32_t set) const { return firstDynamicOffset_[set]; }

    // Where the translator finds each binding.
    const std::vector<DescriptorBinding>& shaderBindings() const { return shaderBindings_; }

  private:
    void describeBindings();

    std::vector<std::shared_ptr<const SetLayoutInfo>> sets_;
    std::vector<uint32_t> firstDynamicOffset_;
    std::vector<DescriptorBinding> shaderBindings_;
    const RootSignature* rootSignature_ = nullptr;
};

}  // namespace baker
