// Variables inside the shader: Function and Private in SSA form where they are indexed by constants
// alone, else as arrays of words; constant tables; Workgroup as groupshared arrays of words;
// built-in Input as fixed scalars. Other Input and Output variables are like Private ones.
//
// Arrays are of 32-bit words because that is what every D3D12 consumer takes: structures are split
// into their members, 64-bit scalars take two words, narrow ones a word each.
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

// A pointer to the new variable that the OpVariable `inst` declares, without its initializer.
Pointer declareVariable(Translator& t, const Instruction& inst);
// A variable that holds these scalars for ever; it is no structure.
Pointer declareFixed(Translator& t, const Instruction& inst, std::vector<Value*> scalars);

// A variable that is an array of what each vertex has (Variable::perVertex). An Output one holds
// those of the invocation at hand.
Pointer declarePerVertex(Translator& t, const Instruction& inst);

void loadVariable(Translator& t, const Pointer& pointer, std::span<Value*> result);
void storeVariable(Translator& t, const Pointer& pointer, Scalars value);

// Gives the scalars in SSA form a value, so that no earlier one is visible; arrays keep what they
// hold.
void clearVariable(Translator& t, const Pointer& variable);

// The address of one word of a Workgroup scalar (word 0 is the low half of a 64-bit one).
Value* wordAddress(Translator& t, const Pointer& pointer, uint32_t word = 0);

}  // namespace baker::translate
