// Invocations that D3D12 does not have as such: those of a control shader's patch
// (hull_plan.hpp), and those of a geometry shader where the device has no instances. They are
// emitted one behind the other, each with its own objects, and InvocationId is a constant.
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

// Whether the function at hand is emitted that way, and how often.
bool numbersInvocations(const Translator& t);
uint32_t invocationCount(const Translator& t);

void emitInvocations(Translator& t, Id function, uint32_t count);

// One of a control shader's functions alone writes memory (hull_plan.hpp): whether the instruction
// is to be left out for that reason; if it has a result, that is defined.
bool isLeftOut(Translator& t, const Instruction& inst);
// After the function: fails, and sets Translator::needsUnknown, where it needs what was left out.
void requireNoUnknowns(Translator& t, dxil::Function& function);

}  // namespace baker::translate
