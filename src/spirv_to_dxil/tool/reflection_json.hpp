#pragma once

#include <array>
#include <string>

#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

// By ResourceClass.
inline constexpr std::array<const char*, 4> kResourceClassNames{"shaderResource", "unorderedAccess",
                                                                "constantBuffer", "sampler"};

// The reflection as a JSON object and a newline.
std::string reflectionJson(const Reflection& reflection);

}  // namespace baker
