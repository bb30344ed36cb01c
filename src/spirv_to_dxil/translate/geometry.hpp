// Geometry shaders: vertices and primitives emitted to streams.
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

// Between invocations that are joined in one (invocations.hpp): primitives do not go on.
void endInvocationPrimitives(Translator& t);
// The shader's state when its invocations are one.
void joinInstances(Translator& t);
// The state of a shader whose primitives become triangles (Options::expansion).
void expandGeometry(Translator& t);
// Of a primitive.
uint8_t verticesOf(dxil::PrimitiveTopology topology);
// When all outputs are known: fails for more than D3D12 has.
void checkGeometryLimits(Translator& t);

}  // namespace baker::translate
