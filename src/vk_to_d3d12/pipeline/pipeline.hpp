// VkPipeline: what pipelines of every bind point have in common.
#pragma once

#include "base/object.hpp"
#include "d3d12/d3d12_api.hpp"
#include "descriptor/root_signature.hpp"

namespace baker {

class Pipeline : public Object<Pipeline, VkPipeline> {
  public:
    virtual ~Pipeline() = default;

    const RootSignature& rootSignature() const { return *rootSignature_; }

  protected:
    // Root signatures live as long as the device: the pipeline layout may be destroyed.
    explicit Pipeline(const RootSignature& rootSignature) : rootSignature_(&rootSignature) {}

  private:
    const RootSignature* rootSignature_;
};

}  // namespace baker
