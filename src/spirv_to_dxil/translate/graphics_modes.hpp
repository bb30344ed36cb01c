// The execution modes of geometry and tessellation shaders as D3D12's state.
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

TessellationModes tessellationModesOf(const spirv::Module& module, const spirv::EntryPoint& entry);

// Sets `t.dx`'s state of the stage. Fails for what D3D12 does not have.
void readGraphicsModes(Translator& t, const spirv::EntryPoint& entry);

uint32_t primitiveVertices(dxil::InputPrimitive primitive);

}  // namespace baker::translate
