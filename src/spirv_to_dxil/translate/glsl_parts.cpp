// Parts of numbers: fractions, mantissas and exponents, positions of bits.
#include <limits>

#include "spirv_to_dxil/translate/buffer_memory.hpp"
#include "spirv_to_dxil/translate/glsl.hpp"
#include "spirv_to_dxil/translate/variable_memory.hpp"

namespace baker::translate {
namespace {

using dxil::BinaryOp;
using dxil::CastOp;
using dxil::DxOp;
using dxil::Predicate;
using spirv::Type;
using spirv::TypeKind;

void storeThrough(Translator& t, Id pointerId, Scalars value) {
    const Pointer& pointer = t.pointer(pointerId);
    if (t.failed()) return;
    if (!pointer.pointee || pointer.pointee->scalars != value.size())
        return t.fail("the second result does not fit where it is stored");
    for (size_t i = 0; i < value.size(); ++i)
        if (value[i]->type != t.carrierOf(*pointer.pointee, i))
            return t.fail("the second result does not fit where it is stored");
    if (pointer.variable)
        storeVariable(t, pointer, value);
    else if (pointer.resource)
        storeBuffer(t, pointer, value);
    else
        t.fail("a store through a pointer to nothing");
}

// --- fraction and whole part

struct Parts {
    Value* fraction;
    Value* rest;
};

// Both have the sign of the number; an infinity has no fraction.
Parts splitWhole(Translator& t, Value* a) {
    dxil::Builder& b = t.build;
    Value* whole = truncate(t, a);
    Value* infinite = b.compare(Predicate::FcmpOeq, fabs(t, a),
                                number(t, a, std::numeric_limits<double>::infinity()));
    Value* fraction = b.select(infinite, number(t, a, 0), b.fsub(a, whole));
    return {withSign(t, fabs(t, fraction), a), whole};
}

// --- mantissa in [0.5, 1) and exponent

// Of a float; a subnormal one is brought into the normal range first.
Parts splitFloat(Translator& t, Value* a) {
    dxil::Builder& b = t.build;
    const dxil::TypeTable& types = t.dx.types();
    constexpr int kScale = 32;
    Value* isSmall = b.compare(Predicate::FcmpOlt, fabs(t, a), t.dx.f32(0x1p-126f));
    Value* scaled = b.select(isSmall, b.fmul(a, t.dx.f32(0x1p32f)), a);
    Value* bits = b.bitcast(scaled, types.i32());
    Value* field = b.bitAnd(b.lshr(bits, t.dx.i32(23)), t.dx.i32(0xff));
    Value* exponent = b.sub(field, b.select(isSmall, t.dx.i32(126 + kScale), t.dx.i32(126)));
    Value* mantissa = b.bitOr(b.bitAnd(bits, t.dx.i32(0x807fffff)), t.dx.i32(0x3f000000));
    Value* isZero = b.compare(Predicate::IcmpEq, field, t.dx.i32(0));
    return {b.select(isZero, a, b.bitcast(mantissa, types.f32())),
            b.select(isZero, t.dx.i32(0), exponent)};
}

Parts splitDouble(Translator& t, Value* a) {
    dxil::Builder& b = t.build;
    const dxil::Type* f64 = t.dx.types().f64();
    constexpr int kScale = 64;
    Value* isSmall = b.compare(Predicate::FcmpOlt, fabs(t, a), t.dx.f64(0x1p-1022));
    Value* scaled = b.select(isSmall, b.fmul(a, t.dx.f64(0x1p64)), a);
    Value* halves = b.dxOp(DxOp::SplitDouble, f64, {scaled});
    Value* high = b.extractValue(halves, 1);
    Value* field = b.bitAnd(b.lshr(high, t.dx.i32(20)), t.dx.i32(0x7ff));
    Value* exponent = b.sub(field, b.select(isSmall, t.dx.i32(1022 + kScale), t.dx.i32(1022)));
    Value* mantissa = b.bitOr(b.bitAnd(high, t.dx.i32(0x800fffff)), t.dx.i32(0x3fe00000));
    Value* isZero = b.compare(Predicate::IcmpEq, field, t.dx.i32(0));
    return {
        b.select(isZero, a, b.dxOp(DxOp::MakeDouble, f64, {b.extractValue(halves, 0), mantissa})),
        b.select(isZero, t.dx.i32(0), exponent)};
}

Parts splitExponent(Translator& t, Value* a) {
    if (a->type->isFloat(64)) return splitDouble(t, a);
    if (a->type->isFloat(32)) return splitFloat(t, a);
    const Parts wide = splitFloat(t, t.build.cast(CastOp::FPExt, a, t.dx.types().f32()));
    return {t.build.cast(CastOp::FPTrunc, wide.fraction, a->type), wide.rest};
}

// An i32 as the integer type of the exponent.
Value* asExponent(Translator& t, const Type& scalar, Value* exponent) {
    const dxil::Type* type = carrier(t, scalar);
    if (type->bits > 32) return t.build.cast(CastOp::SExt, exponent, type);
    if (type->bits < 32) return t.build.cast(CastOp::Trunc, exponent, type);
    return narrow(t, scalar, exponent);
}

using Split = Parts (*)(Translator&, Value*);

// The parts of each component: first all fractions, then all of the rest.
std::vector<Value*> splitAll(Translator& t, Id operand, const Type& type, const Type& restScalar,
                             Split split) {
    const size_t count = type.scalars;
    std::vector<Value*> parts(2 * count);
    const Scalars values = t.scalars(operand, carrier(t, *type.scalar()), count);
    for (size_t i = 0; i < count; ++i) {
        const Parts p = split(t, values[i]);
        parts[i] = p.fraction;
        parts[count + i] =
            restScalar.kind == TypeKind::Int ? asExponent(t, restScalar, p.rest) : p.rest;
    }
    return parts;
}

bool isFloat(const Type* scalar) {
    return scalar && scalar->kind == TypeKind::Float;
}

// The second result goes through a pointer.
template <Split split, TypeKind restKind>
void splitToPointer(Translator& t, const Instruction& inst) {
    if (!glslResult(t, inst, TypeKind::Float)) return;
    const Type& type = t.resultType(inst);
    const Type* rest = t.pointer(glslOperand(inst, 1)).pointee;
    if (t.failed()) return;
    if (!rest || !rest->scalar() || rest->scalar()->kind != restKind)
        return t.fail("the second result has a type that it cannot have");
    const auto parts = splitAll(t, glslOperand(inst, 0), type, *rest->scalar(), split);
    if (t.failed()) return;
    storeThrough(t, glslOperand(inst, 1), std::span(parts).subspan(type.scalars));
    if (!t.failed()) t.define(inst, t.keep(std::span(parts).first(type.scalars)));
}

// Both results are the members of a structure.
template <Split split, TypeKind restKind>
void splitToStruct(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    if (t.failed()) return;
    if (type.kind != TypeKind::Struct || type.members.size() != 2 ||
        !isFloat(type.members[0].type->scalar()) || !type.members[1].type->scalar() ||
        type.members[1].type->scalar()->kind != restKind ||
        type.members[0].type->scalars != type.members[1].type->scalars)
        return t.fail("the instruction's result has a type that it cannot have");
    const auto parts = splitAll(t, glslOperand(inst, 0), *type.members[0].type,
                                *type.members[1].type->scalar(), split);
    if (!t.failed()) t.define(inst, t.keep(parts));
}

// --- x * 2^exponent

// 2^exponent of a float, for exponents of normal numbers.
Value* powerOfTwo(Translator& t, Value* exponent) {
    Value* bits = t.build.shl(t.build.add(exponent, t.dx.i32(127)), t.dx.i32(23));
    return t.build.bitcast(bits, t.dx.types().f32());
}

Value* powerOfTwoDouble(Translator& t, Value* exponent) {
    Value* high = t.build.shl(t.build.add(exponent, t.dx.i32(1023)), t.dx.i32(20));
    return t.build.dxOp(DxOp::MakeDouble, t.dx.types().f64(), {t.dx.i32(0), high});
}

// In two steps, since the power itself may be out of range where the product is not.
Value* scaleByPower(Translator& t, Value* x, Value* exponent) {
    dxil::Builder& b = t.build;
    const dxil::Type* i32 = t.dx.types().i32();
    const bool isDouble = x->type->isFloat(64);
    const int limit = isDouble ? 2044 : 252;
    exponent = b.dxOp(DxOp::IMax, i32, {exponent, t.dx.i32(uint32_t(-limit))});
    exponent = b.dxOp(DxOp::IMin, i32, {exponent, t.dx.i32(uint32_t(limit + 2))});
    Value* first = b.ashr(exponent, t.dx.i32(1));
    Value* second = b.sub(exponent, first);
    const auto power = isDouble ? powerOfTwoDouble : powerOfTwo;
    return b.fmul(b.fmul(x, power(t, first)), power(t, second));
}

Value* scaleExponent(Translator& t, Value* x, Value* exponent) {
    if (!x->type->isFloat(16)) return scaleByPower(t, x, exponent);
    Value* wide = t.build.cast(CastOp::FPExt, x, t.dx.types().f32());
    return t.build.cast(CastOp::FPTrunc, scaleByPower(t, wide, exponent), x->type);
}

// A signed integer of any width as an i32; a wider one is limited to what makes no difference.
Value* exponentOperand(Translator& t, const Type& scalar, Value* exponent) {
    dxil::Builder& b = t.build;
    const dxil::TypeTable& types = t.dx.types();
    exponent = signExtended(t, scalar, exponent);
    if (exponent->type->bits < 32) return b.cast(CastOp::SExt, exponent, types.i32());
    if (exponent->type->bits == 32) return exponent;
    exponent = b.dxOp(DxOp::IMax, types.i64(), {exponent, t.dx.i64(uint64_t(-4096))});
    exponent = b.dxOp(DxOp::IMin, types.i64(), {exponent, t.dx.i64(4096)});
    return b.cast(CastOp::Trunc, exponent, types.i32());
}

void ldexp(Translator& t, const Instruction& inst) {
    const Type* scalar = glslResult(t, inst, TypeKind::Float);
    if (!scalar) return;
    const Type* exponentScalar = t.typeOf(glslOperand(inst, 1)).scalar();
    if (t.failed()) return;
    if (!exponentScalar || exponentScalar->kind != TypeKind::Int)
        return t.fail("the exponent must be an integer");
    const size_t count = t.resultType(inst).scalars;
    const Scalars x = t.scalars(glslOperand(inst, 0), carrier(t, *scalar), count);
    const Scalars e = t.scalars(glslOperand(inst, 1), carrier(t, *exponentScalar), count);
    if (t.failed()) return;
    const auto result = t.makeScalars(count);
    for (size_t i = 0; i < count; ++i)
        result[i] =
            narrow(t, *scalar, scaleExponent(t, x[i], exponentOperand(t, *exponentScalar, e[i])));
    t.define(inst, result);
}

// --- positions of bits; -1 where there is none

Value* lowestBit(Translator& t, const Type&, Value* a) {
    return t.build.dxOp(DxOp::FirstbitLo, a->type, {a});
}

// The intrinsic counts from the highest bit downwards.
template <DxOp op>
Value* highestBit(Translator& t, const Type& scalar, Value* a) {
    dxil::Builder& b = t.build;
    if (op == DxOp::FirstbitSHi) a = signExtended(t, scalar, a);
    Value* fromTop = b.dxOp(op, a->type, {a});
    Value* none = b.compare(Predicate::IcmpEq, fromTop, t.dx.i32(~0u));
    return b.select(none, fromTop, b.sub(t.dx.i32(a->type->bits - 1u), fromTop));
}

template <auto find>
void findBit(Translator& t, const Instruction& inst) {
    const Type* result = glslResult(t, inst, TypeKind::Int);
    if (!result) return;
    const Type* scalar = t.typeOf(glslOperand(inst, 0)).scalar();
    if (t.failed()) return;
    if (!scalar || scalar->kind != TypeKind::Int) return t.fail("the operand must be an integer");
    const size_t count = t.resultType(inst).scalars;
    const Scalars a = t.scalars(glslOperand(inst, 0), carrier(t, *scalar), count);
    if (t.failed()) return;
    const auto values = t.makeScalars(count);
    for (size_t i = 0; i < count; ++i) values[i] = asExponent(t, *result, find(t, *scalar, a[i]));
    t.define(inst, values);
}

constexpr GlslRow kRows[] = {
    {GLSLstd450Modf, 2, splitToPointer<splitWhole, TypeKind::Float>},
    {GLSLstd450ModfStruct, 1, splitToStruct<splitWhole, TypeKind::Float>},
    {GLSLstd450Frexp, 2, splitToPointer<splitExponent, TypeKind::Int>},
    {GLSLstd450FrexpStruct, 1, splitToStruct<splitExponent, TypeKind::Int>},
    {GLSLstd450Ldexp, 2, ldexp},
    {GLSLstd450FindILsb, 1, findBit<lowestBit>},
    {GLSLstd450FindUMsb, 1, findBit<highestBit<DxOp::FirstbitHi>>},
    {GLSLstd450FindSMsb, 1, findBit<highestBit<DxOp::FirstbitSHi>>},
};

}  // namespace

std::span<const GlslRow> glslParts() {
    return kRows;
}

}  // namespace baker::translate
