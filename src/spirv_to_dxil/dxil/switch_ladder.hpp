// Switches as comparisons: vkd3d 2.1 refuses every hull shader with a switch ("The control flow
// graph is not reducible").
#pragma once

#include "spirv_to_dxil/dxil/module.hpp"

namespace baker::dxil {

// Replaces each switch by a chain of blocks that compare its operand with one case after the
// other. To be called behind finalize().
void lowerSwitches(Module& module, Function& function);

}  // namespace baker::dxil
