// Floats of four bits, E2M1 (SPV_EXT_ocp_microscaling_types): 0, 0.5, 1, 1.5, 2, 3, 4, 6 and their
// negatives, carried as 32-bit floats. Source: OCP Microscaling Formats specification 1.0, 5.3.3.
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

// The float of the same value as the low four bits.
Value* fromE2M1(Translator& t, Value* bits);
// The nearest number's bits, of two the even one; beyond 6, 6.
Value* toE2M1(Translator& t, Value* value);

}  // namespace baker::translate
