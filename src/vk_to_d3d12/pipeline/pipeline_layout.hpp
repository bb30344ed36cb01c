// VkPipelineLayout: which set layouts and how many push constants a pipeline sees, and the root
// signature that serves them.
#pragma once

#include <memory>
#include <vector>

#include "base/object.hpp"
#include "descriptor/root_signature.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

// Shared and immutable: pipelines keep it after vkDestroyPipelineLayout.
struct PipelineLayoutInfo {
    std::vector<std::shared_ptr<const SetLayoutInfo>> sets;  // null: an unused set
    uint32_t pushConstantBytes = 0;
    // Index of each set's first dynamic offset among those of all sets.
    std::vector<uint32_t> firstDynamicOffset;
    std::vector<DescriptorBinding> shaderBindings;  // where the translator finds each binding
    const RootSignature* rootSignature = nullptr;   // lives as long as the device
};
using PipelineLayoutRef = std::shared_ptr<const PipelineLayoutInfo>;

// That of pipelines whose vertex shader reads attributes itself.
Result<const RootSignature*> fetchingRootSignature(Device& device, const PipelineLayoutInfo& info);

Result<PipelineLayoutRef> makePipelineLayout(Device& device,
                                             std::vector<std::shared_ptr<const SetLayoutInfo>> sets,
                                             uint32_t pushConstantBytes);
Result<PipelineLayoutRef> makePipelineLayout(Device& device,
                                             std::span<const VkDescriptorSetLayout> sets,
                                             std::span<const VkPushConstantRange> ranges);
// What both see, which agree where they overlap (VK_EXT_graphics_pipeline_library). Either may be
// null.
Result<PipelineLayoutRef> joinPipelineLayouts(Device& device, const PipelineLayoutRef& a,
                                              const PipelineLayoutRef& b);

class PipelineLayout : public Object<PipelineLayout, VkPipelineLayout> {
  public:
    explicit PipelineLayout(PipelineLayoutRef info) : info_(std::move(info)) {}

    const PipelineLayoutRef& info() const { return info_; }
    const std::shared_ptr<const SetLayoutInfo>& sharedSet(uint32_t index) const {
        return info_->sets[index];
    }
    uint32_t firstDynamicOffset(uint32_t set) const { return info_->firstDynamicOffset[set]; }

  private:
    const PipelineLayoutRef info_;
};

}  // namespace baker
