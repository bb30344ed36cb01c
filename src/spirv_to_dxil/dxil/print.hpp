// A module as text for people: LLVM's assembly, headed by what the shader is and binds. Meant for
// reading and comparing; it cannot be assembled again.
#pragma once

#include <string>

#include "spirv_to_dxil/dxil/module.hpp"

namespace baker::dxil {

// The module must be finalized (buildContainer() does that).
std::string print(const Module& module);

}  // namespace baker::dxil
