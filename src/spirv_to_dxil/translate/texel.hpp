// Texels: as which components D3D12 reads and writes them, and the values that they stand for.
//
// The components are those of the image's sampled type, but:
// - integers that are sampled are declared as floats below shader model 6.7 (or without advanced
//   texture operations): D3D12 knows no integer sampling there, while its devices return the bits
//   of the texel whatever the shader calls them. The filter must be a nearest one, as Vulkan asks.
// - floats to which atomic operations are applied are declared as integers: D3D12's atomic
//   operations are on integers. Reflection::UsedBinding::texelsAreWords tells the driver.
// - 64-bit integers are pairs of 32-bit ones, but for atomic operations (shader model 6.6).
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

// Of the resource; Invalid, and an error, for what D3D12 lacks.
dxil::ComponentType texelComponent(Translator& t, const spirv::Type& image);
// The overload of the intrinsics that read and write texels.
const dxil::Type* texelOverload(Translator& t, const spirv::Type& image);

// Component `c` of a texel from what an intrinsic returned.
Value* texelValue(Translator& t, const spirv::Type& image, Value* result, uint32_t c);
// The four components to store. Those that the value lacks repeat its first, for formats that do
// not have them.
std::array<Value*, 4> texelComponents(Translator& t, const spirv::Type& image, Id value);

// OpImageSparse*: whether all texels were resident, as an OpImageSparseTexelsResident takes it: 0
// for yes.
Value* residencyCode(Translator& t, Value* result);
bool isSparse(const Instruction& inst);

// Defines the result of a load or sample: as many of the four components as the result type has,
// behind the residency code where the instruction asks for one.
void defineTexel(Translator& t, const Instruction& inst, const spirv::Type& image, Value* result);
// The same, of components and a code at hand.
void defineTexel(Translator& t, const Instruction& inst, Scalars components, Value* code);

}  // namespace baker::translate
