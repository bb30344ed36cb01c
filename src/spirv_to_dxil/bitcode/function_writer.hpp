// Writes the body of a function.
#pragma once

#include <cstdint>
#include <functional>

#include "spirv_to_dxil/bitcode/bitstream.hpp"
#include "spirv_to_dxil/dxil/instruction.hpp"

namespace baker::dxil {

// The function's values must have been numbered (Numbering::enter); its instructions start at
// `firstInstruction`. `attributes` gives the attribute list of a callee, 0 for none.
void writeFunctionBody(BitstreamWriter& out, const Function& function, uint32_t firstInstruction,
                       const std::function<uint32_t(const Function&)>& attributes);

}  // namespace baker::dxil
