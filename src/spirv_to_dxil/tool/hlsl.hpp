// --hlsl: what SPIRV-Cross makes of a module, for reading and for comparison.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>

#include "spirv_to_dxil/tool/arguments.hpp"

namespace baker {

// The HLSL of the entry point that the arguments choose, or SPIRV-Cross's error.
std::variant<std::string, TranslationError> hlslOf(std::span<const uint32_t> words,
                                                   const Arguments& arguments);

}  // namespace baker
