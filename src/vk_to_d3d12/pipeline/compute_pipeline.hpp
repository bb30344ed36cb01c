// A compute VkPipeline: one D3D12 pipeline state.
#pragma once

#include "base/result.hpp"
#include "caches.hpp"
#include "compiled_shader.hpp"
#include "pipeline.hpp"

namespace baker {

class ComputePipeline : public Pipeline {
  public:
    explicit ComputePipeline(const RootSignature& rootSignature)
        : Pipeline(PipelineKind::Compute, &rootSignature) {}

    // Whether the application's cache had it.
    Result<bool> init(Device& device, const CompiledShader& shader, const CachePolicy& policy);

    ID3D12PipelineState* d3d12() const { return pipelineState_.Get(); }
    uint32_t systemValues() const { return systemValues_; }  // as in Reflection

  private:
    ComPtr<ID3D12PipelineState> pipelineState_;
    uint32_t systemValues_ = 0;
};

}  // namespace baker
