// VkSamplerYcbcrConversion: what shaders do with what they sample of a planar image; the translator
// builds it into them (spirv_to_dxil.hpp, YcbcrConversion). Immutable, thread-safe.
#pragma once

#include "base/object.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

class SamplerYcbcrConversion : public Object<SamplerYcbcrConversion, VkSamplerYcbcrConversion> {
  public:
    explicit SamplerYcbcrConversion(const VkSamplerYcbcrConversionCreateInfo& info);

    const YcbcrConversion& conversion() const { return conversion_; }

  private:
    YcbcrConversion conversion_;
};

}  // namespace baker
