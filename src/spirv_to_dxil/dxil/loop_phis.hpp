// Phis of loops, for a consumer that makes each a variable.
//
// vkd3d 2.1 writes the variables of all phis of a block's successors one after the other at the end
// of that block, before it branches. That changes what the program computes in two cases, both of
// them of back edges alone: the branch's condition, or a path that leaves the loop, still wants the
// phi's old value; or an operand of a phi is another phi of the same header that has been written
// already ("lost copy" and "swap": Briggs et al., "Practical Improvements to the Construction and
// Destruction of Static Single Assignment Form").
#pragma once

#include "spirv_to_dxil/dxil/module.hpp"

namespace baker::dxil {

// Puts a block of its own on every back edge where that happens, with copies (phis of one operand)
// of the phis that are swapped. To be called behind finalize(), which would take the copies away.
void separateLoopPhis(Module& module, Function& function);

}  // namespace baker::dxil
