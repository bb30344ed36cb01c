// Operations on doubles for which DXIL has no intrinsic.
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

Value* truncateDouble(Translator& t, Value* value);
// A double, rounded towards zero, as an i64, signed or unsigned; any value where it does not fit.
Value* doubleToWideInteger(Translator& t, Value* value);
Value* floorDouble(Translator& t, Value* value);

}  // namespace baker::translate
