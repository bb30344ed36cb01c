// Rounding, signs, limits and interpolation.
#include <algorithm>

#include "spirv_to_dxil/translate/double_math.hpp"
#include "spirv_to_dxil/translate/glsl.hpp"

namespace baker::translate {

using dxil::BinaryOp;
using dxil::DxOp;
using dxil::Predicate;
using spirv::Type;

Value* fabs(Translator& t, Value* a) {
    return t.build.dxOp(DxOp::FAbs, a->type, {a});
}

namespace {

// Whether the module may ask that the sign of a zero matters.
bool signsZeros(const Translator& t) {
    return std::ranges::any_of(t.module.capabilities(), [](spv::Capability capability) {
        return capability == spv::Capability::SignedZeroInfNanPreserve ||
               capability == spv::Capability::FloatControls2;
    });
}

// `limit` of a and b, or `zero` where both are zeros: DXIL does not say which of two zeros is less.
Value* orZero(Translator& t, Value* a, Value* b, Value* zero, Value* limit) {
    Value* none = t.dx.null(a->type);
    Value* bothZero = t.build.bitAnd(t.build.compare(Predicate::FcmpOeq, a, none),
                                     t.build.compare(Predicate::FcmpOeq, b, none));
    return t.build.select(bothZero, zero, limit);
}

}  // namespace

// DXIL's minimum and maximum give the number where the other operand is NaN, as NMin and NMax ask;
// FMin and FMax leave that case open.
Value* fmin(Translator& t, Value* a, Value* b) {
    Value* less = t.build.dxOp(DxOp::FMin, a->type, {a, b});
    if (!signsZeros(t)) return less;
    // -(-a + -b) is -0 unless both are +0
    Value* negated = t.build.fsub(t.build.fneg(a), b);
    return orZero(t, a, b, t.build.fneg(negated), less);
}
Value* fmax(Translator& t, Value* a, Value* b) {
    Value* greater = t.build.dxOp(DxOp::FMax, a->type, {a, b});
    return signsZeros(t) ? orZero(t, a, b, t.build.fadd(a, b), greater) : greater;
}

Value* truncate(Translator& t, Value* a) {
    return a->type->isFloat(64) ? truncateDouble(t, a) : t.build.dxOp(DxOp::Round_z, a->type, {a});
}

Value* withSign(Translator& t, Value* magnitude, Value* sign) {
    dxil::Builder& b = t.build;
    const dxil::Type* type = magnitude->type;
    if (type->isFloat(64)) {
        Value* halves = b.dxOp(DxOp::SplitDouble, type, {magnitude});
        Value* signs = b.extractValue(b.dxOp(DxOp::SplitDouble, type, {sign}), 1);
        Value* high = b.bitOr(b.extractValue(halves, 1), b.bitAnd(signs, t.dx.i32(1u << 31)));
        return b.dxOp(DxOp::MakeDouble, type, {b.extractValue(halves, 0), high});
    }
    const dxil::Type* bits = t.dx.types().integer(type->bits);
    Value* mask = t.dx.constantInt(bits, uint64_t{1} << (type->bits - 1));
    Value* signBit = b.bitAnd(b.bitcast(sign, bits), mask);
    return b.bitcast(b.bitOr(b.bitcast(magnitude, bits), signBit), type);
}

namespace {

Value* floor(Translator& t, Value* a) {
    return a->type->isFloat(64) ? floorDouble(t, a) : t.build.dxOp(DxOp::Round_ni, a->type, {a});
}

Value* floatAbs(Translator& t, const Type&, Value* a) {
    return fabs(t, a);
}

Value* floatSign(Translator& t, const Type&, Value* a) {
    Value* zero = number(t, a, 0);
    Value* negative =
        t.build.select(t.build.compare(Predicate::FcmpOlt, a, zero), number(t, a, -1), zero);
    return t.build.select(t.build.compare(Predicate::FcmpOgt, a, zero), number(t, a, 1), negative);
}

Value* floatFloor(Translator& t, const Type&, Value* a) {
    return floor(t, a);
}
Value* floatTrunc(Translator& t, const Type&, Value* a) {
    return truncate(t, a);
}

Value* floatCeil(Translator& t, const Type&, Value* a) {
    if (!a->type->isFloat(64)) return t.build.dxOp(DxOp::Round_pi, a->type, {a});
    return t.build.fneg(floorDouble(t, t.build.fneg(a)));
}

// Away from zero where the fraction is above a half, or is a half and the whole part odd.
Value* roundEvenDouble(Translator& t, Value* a) {
    dxil::Builder& b = t.build;
    Value* half = t.dx.f64(0.5);
    Value* whole = truncateDouble(t, a);
    Value* fraction = fabs(t, b.fsub(a, whole));
    Value* halved = b.fmul(whole, half);
    Value* isOdd = b.compare(Predicate::FcmpUne, halved, truncateDouble(t, halved));
    Value* isTie = b.compare(Predicate::FcmpOeq, fraction, half);
    Value* up = b.bitOr(b.compare(Predicate::FcmpOgt, fraction, half), b.bitAnd(isTie, isOdd));
    Value* step = b.select(up, t.dx.f64(1), t.dx.f64(0));
    return withSign(t, b.fadd(fabs(t, whole), step), a);
}

Value* floatRoundEven(Translator& t, const Type&, Value* a) {
    if (a->type->isFloat(64)) return roundEvenDouble(t, a);
    return t.build.dxOp(DxOp::Round_ne, a->type, {a});
}

Value* floatFract(Translator& t, const Type&, Value* a) {
    if (a->type->isFloat(64)) return t.build.fsub(a, floorDouble(t, a));
    return t.build.dxOp(DxOp::Frc, a->type, {a});
}

Value* floatMin(Translator& t, const Type&, Value* a, Value* b) {
    return fmin(t, a, b);
}
Value* floatMax(Translator& t, const Type&, Value* a, Value* b) {
    return fmax(t, a, b);
}

Value* floatClamp(Translator& t, const Type&, Value* x, Value* low, Value* high) {
    return fmin(t, fmax(t, x, low), high);
}

Value* floatMix(Translator& t, const Type&, Value* x, Value* y, Value* a) {
    dxil::Builder& b = t.build;
    return b.fadd(b.fmul(x, b.fsub(number(t, a, 1), a)), b.fmul(y, a));
}

Value* floatStep(Translator& t, const Type&, Value* edge, Value* x) {
    Value* below = t.build.compare(Predicate::FcmpOlt, x, edge);
    return t.build.select(below, number(t, x, 0), number(t, x, 1));
}

Value* smoothStep(Translator& t, const Type& type, Value* low, Value* high, Value* x) {
    dxil::Builder& b = t.build;
    Value* ratio = b.fdiv(b.fsub(x, low), b.fsub(high, low));
    Value* s = floatClamp(t, type, ratio, number(t, x, 0), number(t, x, 1));
    Value* slope = b.fsub(number(t, x, 3), b.fmul(number(t, x, 2), s));
    return b.fmul(b.fmul(s, s), slope);
}

// Fused or not: Vulkan takes either.
Value* multiplyAdd(Translator& t, const Type&, Value* a, Value* b, Value* c) {
    if (a->type->isFloat(64)) return t.build.fadd(t.build.fmul(a, b), c);
    return t.build.dxOp(DxOp::FMad, a->type, {a, b, c});
}

Value* signedAbs(Translator& t, const Type& type, Value* a) {
    a = signExtended(t, type, a);
    Value* negative = t.build.compare(Predicate::IcmpSlt, a, t.dx.null(a->type));
    return t.build.select(negative, t.build.neg(a), a);
}

Value* signedSign(Translator& t, const Type& type, Value* a) {
    a = signExtended(t, type, a);
    Value* positive = t.build.compare(Predicate::IcmpSgt, a, t.dx.null(a->type));
    Value* otherwise = t.build.ashr(a, t.dx.constantInt(a->type, a->type->bits - 1u));
    return t.build.select(positive, t.dx.constantInt(a->type, 1), otherwise);
}

// Narrow integers are held zero-extended: a signed comparison needs their signs.
template <DxOp op>
Value* integerLimit(Translator& t, const Type& type, Value* a, Value* b) {
    if (op == DxOp::IMin || op == DxOp::IMax)
        a = signExtended(t, type, a), b = signExtended(t, type, b);
    return t.build.dxOp(op, a->type, {a, b});
}

template <DxOp max, DxOp min>
Value* integerClamp(Translator& t, const Type& type, Value* x, Value* low, Value* high) {
    Value* raised = narrow(t, type, integerLimit<max>(t, type, x, low));
    return integerLimit<min>(t, type, raised, high);
}

constexpr GlslRow kRows[] = {
    {GLSLstd450Round, 1, glslFloat<1, floatRoundEven>},
    {GLSLstd450RoundEven, 1, glslFloat<1, floatRoundEven>},
    {GLSLstd450Trunc, 1, glslFloat<1, floatTrunc>},
    {GLSLstd450FAbs, 1, glslFloat<1, floatAbs>},
    {GLSLstd450SAbs, 1, glslInteger<1, signedAbs>},
    {GLSLstd450FSign, 1, glslFloat<1, floatSign>},
    {GLSLstd450SSign, 1, glslInteger<1, signedSign>},
    {GLSLstd450Floor, 1, glslFloat<1, floatFloor>},
    {GLSLstd450Ceil, 1, glslFloat<1, floatCeil>},
    {GLSLstd450Fract, 1, glslFloat<1, floatFract>},
    {GLSLstd450FMin, 2, glslFloat<2, floatMin>},
    {GLSLstd450UMin, 2, glslInteger<2, integerLimit<DxOp::UMin>>},
    {GLSLstd450SMin, 2, glslInteger<2, integerLimit<DxOp::IMin>>},
    {GLSLstd450FMax, 2, glslFloat<2, floatMax>},
    {GLSLstd450UMax, 2, glslInteger<2, integerLimit<DxOp::UMax>>},
    {GLSLstd450SMax, 2, glslInteger<2, integerLimit<DxOp::IMax>>},
    {GLSLstd450FClamp, 3, glslFloat<3, floatClamp>},
    {GLSLstd450UClamp, 3, glslInteger<3, integerClamp<DxOp::UMax, DxOp::UMin>>},
    {GLSLstd450SClamp, 3, glslInteger<3, integerClamp<DxOp::IMax, DxOp::IMin>>},
    {GLSLstd450FMix, 3, glslFloat<3, floatMix>},
    {GLSLstd450Step, 2, glslFloat<2, floatStep>},
    {GLSLstd450SmoothStep, 3, glslFloat<3, smoothStep>},
    {GLSLstd450Fma, 3, glslFloat<3, multiplyAdd>},
    {GLSLstd450NMin, 2, glslFloat<2, floatMin>},
    {GLSLstd450NMax, 2, glslFloat<2, floatMax>},
    {GLSLstd450NClamp, 3, glslFloat<3, floatClamp>},
};

}  // namespace

std::span<const GlslRow> glslCommon() {
    return kRows;
}

}  // namespace baker::translate
