// VkSampler: a D3D12 sampler description. It becomes a descriptor where a descriptor set takes it.
//
// Where D3D12 differs: a border colour is part of the description, "no mip maps" is a range of
// levels of detail, and unnormalised coordinates do not exist (the translator scales them).
#pragma once

#include "base/object.hpp"
#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "descriptor/sampler_heap.hpp"

namespace baker {

class Sampler : public Object<Sampler, VkSampler> {
  public:
    static Result<Sampler*> create(Device& device, const VkSamplerCreateInfo& info,
                                   const Allocator& allocator);
    explicit Sampler(const VkSamplerCreateInfo& info);

    const D3D12_SAMPLER_DESC& d3d12() const { return desc_; }
    SamplerId samplerId() const { return id_; }
    bool unnormalizedCoordinates() const { return unnormalizedCoordinates_; }

  private:
    D3D12_SAMPLER_DESC desc_{};
    SamplerId id_ = kDefaultSampler;
    bool unnormalizedCoordinates_;
};

}  // namespace baker
