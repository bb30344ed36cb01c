// Floats of other encodings than IEEE 754's, carried as 32-bit floats, which have all their values:
// bfloat16 (SPV_KHR_bfloat16), E4M3 and E5M2 (SPV_EXT_float8; OCP 8-bit Floating Point
// Specification 1.0), E2M1 (SPV_EXT_ocp_microscaling_types; OCP Microscaling Formats 1.0, 5.3.3).
#pragma once

#include "spirv_to_dxil/translate/half.hpp"

namespace baker::translate {

inline bool isSmallFloat(const spirv::Type& scalar) {
    return scalar.encoding != spirv::Encoding::Ieee;
}

// The float of the same value as the low bits.
Value* fromSmallFloat(Translator& t, const spirv::Type& scalar, Value* bits);
// The bits of the nearest number, of two the even one. What is too great becomes an infinity, NaN
// where there is none, and the greatest number where there is no NaN either.
Value* toSmallFloat(Translator& t, const spirv::Type& scalar, Value* value);
// The bits of the binary16 number that a 32-bit float is rounded to.
Value* roundedHalfBits(Translator& t, Value* value, Rounding rounding);
// The value, or the greatest number of its sign where it is beyond that.
Value* saturate(Translator& t, const spirv::Type& scalar, Value* value);

}  // namespace baker::translate
