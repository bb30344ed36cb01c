// Scalars: which DXIL type carries a SPIR-V scalar type, and how it lies in memory made of 32-bit
// words.
//
// DXIL has no 8-bit numbers, and 16-bit ones only where the device has them. A type carried by a
// wider one is "narrow": narrow integers are kept zero-extended whatever their signedness, narrow
// halves as the float of the same value. Every operation on narrow operands restores that form with
// `narrow`, so that results are those of the narrow type.
#pragma once

#include <vector>

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

const dxil::Type* carrier(const Translator& t, const spirv::Type& scalar);
bool isNarrow(const Translator& t, const spirv::Type& scalar);

// The result of an operation, computed in the carrier, brought back into the narrow type's range.
Value* narrow(Translator& t, const spirv::Type& scalar, Value* value);
// A narrow integer as a signed number of its carrier; other values unchanged.
Value* signExtended(Translator& t, const spirv::Type& scalar, Value* value);

uint32_t byteSize(const spirv::Type& scalar);
inline uint32_t wordCount(const spirv::Type& scalar) {
    return scalar.width == 64 ? 2 : 1;
}
// The value's bits as i32 words, low word first; narrow values and booleans zero-extended to one
// word.
void toWords(Translator& t, const spirv::Type& scalar, Value* value, std::vector<Value*>& words);
Value* fromWords(Translator& t, const spirv::Type& scalar, Value* const* words);

// A constant of the scalar type from its bits in the type's own width.
Value* constantFromBits(Translator& t, const spirv::Type& scalar, uint64_t bits);
Value* zero(Translator& t, const spirv::Type& scalar);

}  // namespace baker::translate
