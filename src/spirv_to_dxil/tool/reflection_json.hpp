#pragma once

#include <string>

#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

// The reflection as a JSON object and a newline.
std::string reflectionJson(const Reflection& reflection);

}  // namespace baker
