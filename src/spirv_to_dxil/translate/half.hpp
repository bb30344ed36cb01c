// Binary16 numbers where the target has no 16-bit arithmetic: carried as 32-bit floats of the same
// value, and rounded after each operation.
//
// The float has more than twice a half's precision, so that sums, products, quotients and roots
// that are rounded twice are what rounding once gives. D3D12's conversion may round to nearest or
// to zero, as Vulkan allows where no mode is asked for; a mode that is asked for is computed.
#pragma once

#include <optional>

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

enum class Rounding { NearestEven, Zero };

// The bits in the low half of an i32, of a float that is a half's value, or is rounded to one.
Value* halfBits(Translator& t, Value* value);
Value* halfValue(Translator& t, Value* bits);
// The nearest half, as a float. What is known to be a half's value is left alone.
Value* roundedToHalf(Translator& t, Value* value);

// A 32-bit float or double as a half of the type that carries it, rounded once and as is asked for.
Value* convertedToHalf(Translator& t, Value* value, std::optional<Rounding> rounding);

}  // namespace baker::translate
