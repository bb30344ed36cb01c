// Operations that apply to each component of their operands alike: the loop, and the type checks
// around it.
//
// `operation` gets the translator, the scalar type that decides the arithmetic, and one component
// of each operand.
#pragma once

#include "spirv_to_dxil/translate/scalar.hpp"

namespace baker::translate {

// The scalar type below a scalar, vector or matrix type; fails (and returns a stand-in) for others.
const spirv::Type& scalarOf(Translator& t, const spirv::Type& type);

// Applies `operation` to operands that are all of `type`.
template <size_t operandCount, typename Operation>
void mapOver(Translator& t, const Instruction& inst, const spirv::Type& type, Operation operation) {
    const spirv::Type& scalar = scalarOf(t, type);
    if (t.failed()) return;
    Scalars operands[operandCount];
    for (uint32_t o = 0; o < operandCount; ++o)
        operands[o] = t.scalars(inst.word(3 + o), carrier(t, scalar), type.scalars);
    if (t.failed()) return;
    const auto result = t.makeScalars(type.scalars);
    for (size_t i = 0; i < result.size(); ++i) {
        if constexpr (operandCount == 1)
            result[i] = operation(t, scalar, operands[0][i]);
        else
            result[i] = operation(t, scalar, operands[0][i], operands[1][i]);
    }
    t.define(inst, result);
}

// Operands are of the result's type.
template <size_t operandCount, typename Operation>
void mapComponents(Translator& t, const Instruction& inst, Operation operation) {
    mapOver<operandCount>(t, inst, t.resultType(inst), operation);
}

// Operands are of the first operand's type; the result has as many components of another.
template <size_t operandCount, typename Operation>
void mapFromOperands(Translator& t, const Instruction& inst, Operation operation) {
    mapOver<operandCount>(t, inst, t.typeOf(inst.word(3)), operation);
}

}  // namespace baker::translate
