// A binding for every descriptor of a module, where the user gives none: set N, binding M becomes
// register M of space N, of the class that the variable's type asks for.
#pragma once

#include <vector>

#include "spirv_to_dxil/spirv/module.hpp"

namespace baker {

std::vector<DescriptorBinding> defaultBindings(const spirv::Module& module);

}  // namespace baker
