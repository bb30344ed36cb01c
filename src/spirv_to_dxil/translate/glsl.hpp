// The extended instruction set GLSL.std.450: a table for each group of functions, joined in
// glsl.cpp. Source: "SPIR-V Extended Instructions for GLSL"; precision: Vulkan, "Precision of
// GLSL.std.450 Instructions".
#pragma once

#include <spirv/unified1/GLSL.std.450.h>

#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"

namespace baker::translate {

struct GlslRow {
    GLSLstd450 function;
    uint8_t operands;
    Emitter emit;  // gets the OpExtInst
};

std::span<const GlslRow> glslCommon();       // rounding, signs, limits, mixing
std::span<const GlslRow> glslExponential();  // powers, logarithms, roots
std::span<const GlslRow> glslTrigonometry();
std::span<const GlslRow> glslParts();  // fractions, exponents, bit positions
std::span<const GlslRow> glslPacking();
std::span<const GlslRow> glslGeometry();
std::span<const GlslRow> glslMatrix();
std::span<const GlslRow> glslInterpolation();

// Operand `index` of the function that the OpExtInst calls.
inline Id glslOperand(const Instruction& inst, uint32_t index) {
    return inst.word(5 + index);
}

// The scalar type of a function's result, which must be a scalar or vector of `kind`; null after an
// error.
const spirv::Type* glslResult(Translator& t, const Instruction& inst, spirv::TypeKind kind);

// Applies `operation(t, scalar type, components...)` to operands that all have the result's type.
template <spirv::TypeKind kind, size_t operandCount, auto operation>
void glslMap(Translator& t, const Instruction& inst) {
    const spirv::Type* scalar = glslResult(t, inst, kind);
    if (!scalar) return;
    const size_t count = t.resultType(inst).scalars;
    Scalars o[operandCount];
    for (uint32_t i = 0; i < operandCount; ++i)
        o[i] = t.scalars(glslOperand(inst, i), carrier(t, *scalar), count);
    if (t.failed()) return;
    const auto result = t.makeScalars(count);
    for (size_t i = 0; i < count; ++i) {
        Value* value = nullptr;
        if constexpr (operandCount == 1)
            value = operation(t, *scalar, o[0][i]);
        else if constexpr (operandCount == 2)
            value = operation(t, *scalar, o[0][i], o[1][i]);
        else
            value = operation(t, *scalar, o[0][i], o[1][i], o[2][i]);
        result[i] = narrow(t, *scalar, value);
    }
    t.define(inst, result);
}

template <size_t operandCount, auto operation>
inline constexpr Emitter glslFloat = glslMap<spirv::TypeKind::Float, operandCount, operation>;
template <size_t operandCount, auto operation>
inline constexpr Emitter glslInteger = glslMap<spirv::TypeKind::Int, operandCount, operation>;

// A number in the type of `like`.
inline Value* number(Translator& t, const Value* like, double value) {
    return t.dx.constantFloat(like->type, value);
}

// --- arithmetic shared by the groups; on any carrier
Value* fabs(Translator& t, Value* a);
Value* fmin(Translator& t, Value* a, Value* b);
Value* fmax(Translator& t, Value* a, Value* b);
Value* sqrt(Translator& t, Value* a);
Value* inverseSqrt(Translator& t, Value* a);
Value* truncate(Translator& t, Value* a);
Value* exp2(Translator& t, Value* a);
Value* log2(Translator& t, Value* a);
// `magnitude` (not negative) with the sign of `sign`.
Value* withSign(Translator& t, Value* magnitude, Value* sign);
Value* dot(Translator& t, const spirv::Type& scalar, Scalars a, Scalars b);

}  // namespace baker::translate
