// VkSampler: a D3D12 sampler description. It becomes a descriptor where a descriptor set takes it.
//
// Where D3D12 differs: a border colour is part of the description, "no mip maps" is a range of
// levels of detail, and coordinates that are not normalised exist in late versions alone.
#pragma once

#include <optional>

#include "base/object.hpp"
#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "descriptor/sampler_heap.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

struct Capabilities;

struct SamplerSupport {
    bool integerBorders = false;  // D3D12 has border colours of integers, since ID3D12Device11
    // Our host: integers are given as the bits of floats, and views map borders like texels.
    bool hostBorders = false;
    bool nonNormalized = false;  // since ID3D12Device11

    bool customBorders() const { return integerBorders || hostBorders; }
};
SamplerSupport samplerSupport(const Capabilities& caps);

class Sampler : public Object<Sampler, VkSampler> {
  public:
    static Result<Sampler*> create(Device& device, const VkSamplerCreateInfo& info,
                                   const Allocator& allocator);
    explicit Sampler(const VkSamplerCreateInfo& info, SamplerSupport support = {});

    const D3D12_SAMPLER_DESC2& d3d12() const { return desc_; }
    SamplerId samplerId() const { return id_; }
    // Coordinates are in texels and D3D12's sampler does not say so: the shader scales them.
    bool unnormalizedCoordinates() const { return unnormalizedCoordinates_; }
    // VkSamplerYcbcrConversionInfo; null: none.
    const YcbcrConversion* conversion() const { return conversion_ ? &*conversion_ : nullptr; }

  private:
    void setBorder(const VkSamplerCreateInfo& info, SamplerSupport support);

    D3D12_SAMPLER_DESC2 desc_{};
    SamplerId id_ = kDefaultSampler;
    bool unnormalizedCoordinates_ = false;
    std::optional<YcbcrConversion> conversion_;
};

}  // namespace baker
