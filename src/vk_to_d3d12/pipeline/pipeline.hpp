// VkPipeline: what pipelines of every kind have in common.
#pragma once

#include "base/object.hpp"
#include "d3d12/d3d12_api.hpp"
#include "descriptor/root_signature.hpp"

namespace baker {

enum class PipelineKind : uint8_t { Compute, Graphics, GraphicsLibrary };

// The base of the pipelines of each kind; `kind` tells which one an object is.
class Pipeline : public Object<Pipeline, VkPipeline> {
  public:
    PipelineKind kind() const { return kind_; }
    // Not of libraries.
    const RootSignature& rootSignature() const { return *rootSignature_; }

  protected:
    // Root signatures live as long as the device: the pipeline layout may be destroyed.
    Pipeline(PipelineKind kind, const RootSignature* rootSignature)
        : kind_(kind), rootSignature_(rootSignature) {}

  private:
    PipelineKind kind_;
    const RootSignature* rootSignature_;
};

}  // namespace baker
