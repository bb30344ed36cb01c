// Pointers chosen at run time (variable pointers): by a select or a phi between pointers into the
// same variable. What may differ is the position; what is pointed into may not.
#pragma once

#include <array>

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

// The position of a pointer as i32 values: variable part, constant part, element of the descriptor
// array.
inline constexpr size_t kPointerParts = 3;
using PointerParts = std::array<Value*, kPointerParts>;
PointerParts pointerParts(Translator& t, const Pointer& pointer);

// A pointer into what `base` points into, at another position.
Pointer withParts(Translator& t, const Pointer& base, const PointerParts& parts);

// Fails unless both point into the same variable, or descriptor array, with the same layout.
bool haveSameBase(Translator& t, const Pointer& a, const Pointer& b);

// Whether pointers into this storage class may be chosen at run time.
bool isVariablePointer(const Pointer& pointer);

}  // namespace baker::translate
