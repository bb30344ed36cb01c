// A graphics VkPipeline: its shaders, the state given at creation, and the D3D12 pipeline states
// made of both.
#pragma once

#include "base/result.hpp"
#include "pipeline.hpp"
#include "pipeline_state_stream.hpp"
#include "variant_table.hpp"

namespace baker {

// What vkCreateGraphicsPipelines gave, whatever form it took.
struct GraphicsPipelineDesc {
    GraphicsState state = defaultGraphicsState();
    DynamicStates dynamic = 0;
    PipelineTargets targets;
    PipelineShaders shaders;
};

class GraphicsPipeline : public Pipeline {
  public:
    GraphicsPipeline(Device& device, const RootSignature& rootSignature, GraphicsPipelineDesc desc);

    // Makes the variant of the static state, unless too much is dynamic to know it.
    VkResult init();

    const GraphicsState& state() const { return desc_.state; }
    DynamicStates dynamicStates() const { return desc_.dynamic; }
    uint32_t systemValues() const { return systemValues_; }  // as in Reflection, of all stages
    uint32_t viewMask() const { return desc_.targets.viewMask; }
    // Bindings of the static vertex input.
    uint32_t vertexBindings() const { return vertexBindings_; }

    // Null: the variant depends on the command buffer's state.
    const PipelineVariant* onlyVariant() const { return onlyVariant_; }
    // The variant for the pipeline's state with the dynamic states of `current`, made when it is
    // asked for the first time. `indexBytes` are those of the index buffer; `culled` faces are so
    // whatever the state says. Thread-safe.
    Result<const PipelineVariant*> variant(const GraphicsState& current, uint8_t indexBytes,
                                           VkCullModeFlags culled = 0) const;

  private:
    Result<const PipelineVariant*> find(GraphicsState& state) const;

    Device& device_;
    const GraphicsPipelineDesc desc_;
    uint32_t systemValues_ = 0;
    uint32_t vertexBindings_ = 0;
    const PipelineVariant* onlyVariant_ = nullptr;
    mutable VariantTable variants_;
};

}  // namespace baker
