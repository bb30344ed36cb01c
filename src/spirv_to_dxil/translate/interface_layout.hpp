// Where the scalars of an interface variable lie: locations and components, from the decorations of
// the variable and of its members. Source: Vulkan specification, "Location Assignment".
#pragma once

#include "spirv_to_dxil/dxil/module.hpp"
#include "spirv_to_dxil/translate/stage_interface.hpp"

namespace baker::translate {

// In the order of a value's scalars. Fails for a variable without Location or BuiltIn.
std::vector<InterfaceScalar> interfaceLayout(Translator& t, spirv::Id variable,
                                             const spirv::Type& type);

// Whether the variable is an array of what each vertex has: inputs of geometry and tessellation
// shaders, and outputs of control shaders, that are not per patch; inputs of fragment shaders that
// are marked so.
bool isPerVertex(const spirv::Module& module, dxil::ShaderKind stage, bool isInput,
                 spirv::Id variable, const spirv::Type& type);

}  // namespace baker::translate
