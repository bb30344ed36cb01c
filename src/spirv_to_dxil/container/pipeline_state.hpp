// The part PSV0: what the runtime checks a pipeline state by, without reading the bitcode. Its
// layout grows with the validator's version (DxilPipelineStateValidation).
#pragma once

#include <cstddef>
#include <vector>

#include "spirv_to_dxil/dxil/module.hpp"

namespace baker::dxil {

std::vector<std::byte> pipelineStatePart(const Module& module, uint64_t shaderFlags);

}  // namespace baker::dxil
