// Square roots of doubles, for which DXIL has no intrinsic.
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

Value* sqrtDouble(Translator& t, Value* value);
Value* inverseSqrtDouble(Translator& t, Value* value);

}  // namespace baker::translate
