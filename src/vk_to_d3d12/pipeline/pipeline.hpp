// VkPipeline: what pipelines of every bind point have in common.
#pragma once

#include "base/object.hpp"
#include "d3d12/d3d12_api.hpp"
#include "descriptor/root_signature.hpp"

namespace baker {

// The base of the pipelines of each bind point; `bindPoint` tells which one an object is.
class Pipeline : public Object<Pipeline, VkPipeline> {
  public:
    VkPipelineBindPoint bindPoint() const { return bindPoint_; }
    const RootSignature& rootSignature() const { return *rootSignature_; }

  protected:
    // Root signatures live as long as the device: the pipeline layout may be destroyed.
    Pipeline(VkPipelineBindPoint bindPoint, const RootSignature& rootSignature)
        : bindPoint_(bindPoint), rootSignature_(&rootSignature) {}

  private:
    VkPipelineBindPoint bindPoint_;
    const RootSignature* rootSignature_;
};

}  // namespace baker
