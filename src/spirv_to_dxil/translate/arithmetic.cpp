// Integer and floating-point arithmetic, and logic on integers and booleans.
#include "spirv_to_dxil/translate/componentwise.hpp"
#include "spirv_to_dxil/translate/double_math.hpp"
#include "spirv_to_dxil/translate/emitters.hpp"

namespace baker::translate {

const spirv::Type& scalarOf(Translator& t, const spirv::Type& type) {
    if (const spirv::Type* scalar = type.scalar()) return *scalar;
    t.fail("the operation needs numbers");
    return type;
}

namespace {

using dxil::BinaryOp;
using spirv::Type;
using spirv::TypeKind;

enum class Operands { Any, Signed };

bool isFloatOp(BinaryOp op) {
    return static_cast<uint8_t>(op) >= dxil::kFloatOp;
}

template <BinaryOp op, Operands operands = Operands::Any>
Value* binaryValue(Translator& t, const Type& scalar, Value* a, Value* b) {
    if ((scalar.kind == TypeKind::Float) != isFloatOp(op)) {
        t.fail("the operation does not apply to numbers of this type");
        return a;
    }
    if (operands == Operands::Signed) {
        a = signExtended(t, scalar, a);
        b = signExtended(t, scalar, b);
    }
    return narrow(t, scalar, t.build.binary(op, a, b));
}

template <BinaryOp op, Operands operands = Operands::Any>
void binary(Translator& t, const Instruction& inst) {
    mapComponents<2>(t, inst, binaryValue<op, operands>);
}

// The sign of the result is that of the divisor; DXIL's remainder takes the dividend's.
Value* signedModulo(Translator& t, const Type& scalar, Value* a, Value* b) {
    dxil::Builder& build = t.build;
    a = signExtended(t, scalar, a);
    b = signExtended(t, scalar, b);
    Value* rest = build.binary(BinaryOp::SRem, a, b);
    Value* none = t.dx.null(rest->type);
    Value* differ = build.compare(dxil::Predicate::IcmpSlt, build.bitXor(rest, b), none);
    Value* adjust = build.bitAnd(differ, build.compare(dxil::Predicate::IcmpNe, rest, none));
    return narrow(t, scalar, build.select(adjust, build.add(rest, b), rest));
}

Value* floatModulo(Translator& t, const Type& scalar, Value* a, Value* b) {
    dxil::Builder& build = t.build;
    Value* quotient = build.fdiv(a, b);
    Value* floor = scalar.width == 64
                       ? floorDouble(t, quotient)
                       : build.dxOp(dxil::DxOp::Round_ni, quotient->type, {quotient});
    return narrow(t, scalar, build.fsub(a, build.fmul(b, floor)));
}

template <TypeKind kind, Value* (*operation)(Translator&, const Type&, Value*, Value*)>
void custom(Translator& t, const Instruction& inst) {
    const Type& scalar = scalarOf(t, t.resultType(inst));
    if (scalar.kind != kind) return t.fail("the operation does not apply to numbers of this type");
    mapComponents<2>(t, inst, operation);
}

void integerNegate(Translator& t, const Instruction& inst) {
    mapComponents<1>(t, inst, [](Translator& t, const Type& scalar, Value* a) {
        if (scalar.kind != TypeKind::Int) t.fail("the operation needs integers");
        return t.failed() ? a : narrow(t, scalar, t.build.neg(a));
    });
}

void floatNegate(Translator& t, const Instruction& inst) {
    mapComponents<1>(t, inst, [](Translator& t, const Type& scalar, Value* a) {
        if (scalar.kind != TypeKind::Float) t.fail("the operation needs floating-point numbers");
        return t.failed() ? a : t.build.fneg(a);
    });
}

void bitwiseNot(Translator& t, const Instruction& inst) {
    mapComponents<1>(t, inst, [](Translator& t, const Type& scalar, Value* a) {
        if (scalar.kind == TypeKind::Float) t.fail("the operation needs integers");
        return t.failed() ? a : narrow(t, scalar, t.build.bitNot(a));
    });
}

// A pair of results for each component: the struct's members are the two vectors.
struct ResultPair {
    Value* first;
    Value* second;
};

template <ResultPair (*operation)(Translator&, const Type&, Value*, Value*)>
void pairwise(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    if (t.failed()) return;
    const size_t count = type.scalars / 2;
    if (type.kind != TypeKind::Struct || type.members.size() != 2 || type.scalars != 2 * count)
        return t.fail("the result must be a pair");
    const spirv::Type& scalar = scalarOf(t, *type.members[0].type);
    if (t.failed()) return;
    if (scalar.kind != TypeKind::Int) return t.fail("the operation is of integers");
    const Scalars a = t.scalars(inst.word(3), carrier(t, scalar), count);
    const Scalars b = t.scalars(inst.word(4), carrier(t, scalar), count);
    if (t.failed()) return;
    const auto result = t.makeScalars(type.scalars);
    for (size_t i = 0; i < count; ++i) {
        const ResultPair pair = operation(t, scalar, a[i], b[i]);
        result[i] = pair.first;
        result[count + i] = pair.second;
    }
    t.define(inst, result);
}

// The intrinsics that give carry and borrow are no better than a comparison, and not every consumer
// has them.
ResultPair addCarry(Translator& t, const Type& scalar, Value* a, Value* b) {
    Value* sum = narrow(t, scalar, t.build.add(a, b));
    Value* carry = t.build.compare(dxil::Predicate::IcmpUlt, sum, a);
    return {sum, t.build.cast(dxil::CastOp::ZExt, carry, a->type)};
}

ResultPair subBorrow(Translator& t, const Type& scalar, Value* a, Value* b) {
    Value* borrow = t.build.compare(dxil::Predicate::IcmpUlt, a, b);
    return {narrow(t, scalar, t.build.sub(a, b)),
            t.build.cast(dxil::CastOp::ZExt, borrow, a->type)};
}

// {low, high} of the full product of narrow numbers, which 32 bits hold.
template <bool isSigned>
ResultPair mulExtendedNarrow(Translator& t, const Type& scalar, Value* a, Value* b) {
    const dxil::Type* i32 = t.dx.types().i32();
    const auto widened = [&](Value* v) {
        if (v->type == i32) return isSigned ? signExtended(t, scalar, v) : v;
        return t.build.cast(isSigned ? dxil::CastOp::SExt : dxil::CastOp::ZExt, v, i32);
    };
    const auto part = [&](Value* v) {
        return narrow(t, scalar,
                      a->type == i32 ? v : t.build.cast(dxil::CastOp::Trunc, v, a->type));
    };
    Value* wideA = widened(a);
    Value* product = t.build.mul(wideA, widened(b));
    Value* low = part(product);
    return {low, part(t.build.lshr(product, t.dx.i32(scalar.width)))};
}

// {low, high} of the full product of 64-bit numbers, from the four products of their halves. What
// is below zero counts 2^64 too much for the other factor's sake.
template <bool isSigned>
ResultPair mulExtended64(Translator& t, Value* a, Value* b) {
    dxil::Builder& build = t.build;
    Value* half = t.dx.i64(32);
    Value* mask = t.dx.i64(0xffffffff);
    const auto low = [&](Value* v) { return build.bitAnd(v, mask); };
    const auto high = [&](Value* v) { return build.lshr(v, half); };
    Value* al = low(a);
    Value* ah = high(a);
    Value* bl = low(b);
    Value* bh = high(b);
    Value* ll = build.mul(al, bl);
    Value* lh = build.mul(al, bh);
    Value* hl = build.mul(ah, bl);
    Value* llHigh = high(ll);
    Value* lhLow = low(lh);
    Value* hlLow = low(hl);
    Value* middle = build.add(build.add(llHigh, lhLow), hlLow);
    Value* hh = build.mul(ah, bh);
    Value* lhHigh = high(lh);
    Value* hlHigh = high(hl);
    Value* carried = high(middle);
    Value* top = build.add(build.add(hh, lhHigh), build.add(hlHigh, carried));
    if (isSigned) {
        Value* aSign = build.ashr(a, t.dx.i64(63));
        Value* bSign = build.ashr(b, t.dx.i64(63));
        Value* forA = build.bitAnd(aSign, b);
        Value* forB = build.bitAnd(bSign, a);
        top = build.sub(build.sub(top, forA), forB);
    }
    return {build.mul(a, b), top};
}

// {low, high} of the full product: in 64 bits where the device has them, since vkd3d lacks the
// intrinsics.
template <bool isSigned>
ResultPair mulExtended(Translator& t, const Type& scalar, Value* a, Value* b) {
    constexpr auto kExtend = isSigned ? dxil::CastOp::SExt : dxil::CastOp::ZExt;
    constexpr auto kIntrinsic = isSigned ? dxil::DxOp::IMul : dxil::DxOp::UMul;
    dxil::Builder& build = t.build;
    const dxil::Type* i32 = t.dx.types().i32();
    const dxil::Type* i64 = t.dx.types().i64();
    if (scalar.width == 64) return mulExtended64<isSigned>(t, a, b);
    if (scalar.width < 32) return mulExtendedNarrow<isSigned>(t, scalar, a, b);
    if (!t.options.features.int64) {
        Value* both = build.dxOp(kIntrinsic, i32, {a, b});  // {high, low}
        return {build.extractValue(both, 1), build.extractValue(both, 0)};
    }
    Value* product = build.mul(build.cast(kExtend, a, i64), build.cast(kExtend, b, i64));
    return {build.cast(dxil::CastOp::Trunc, product, i32),
            build.cast(dxil::CastOp::Trunc, build.lshr(product, t.dx.i64(32)), i32)};
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpIAdd, 5, binary<BinaryOp::Add>},
    {spv::Op::OpISub, 5, binary<BinaryOp::Sub>},
    {spv::Op::OpIMul, 5, binary<BinaryOp::Mul>},
    {spv::Op::OpUDiv, 5, binary<BinaryOp::UDiv>},
    {spv::Op::OpUMod, 5, binary<BinaryOp::URem>},
    {spv::Op::OpSDiv, 5, binary<BinaryOp::SDiv, Operands::Signed>},
    {spv::Op::OpSRem, 5, binary<BinaryOp::SRem, Operands::Signed>},
    {spv::Op::OpSMod, 5, custom<TypeKind::Int, signedModulo>},
    {spv::Op::OpFAdd, 5, binary<BinaryOp::FAdd>},
    {spv::Op::OpFSub, 5, binary<BinaryOp::FSub>},
    {spv::Op::OpFMul, 5, binary<BinaryOp::FMul>},
    {spv::Op::OpFDiv, 5, binary<BinaryOp::FDiv>},
    {spv::Op::OpFRem, 5, binary<BinaryOp::FRem>},
    {spv::Op::OpFMod, 5, custom<TypeKind::Float, floatModulo>},
    {spv::Op::OpBitwiseAnd, 5, binary<BinaryOp::And>},
    {spv::Op::OpBitwiseOr, 5, binary<BinaryOp::Or>},
    {spv::Op::OpBitwiseXor, 5, binary<BinaryOp::Xor>},
    {spv::Op::OpLogicalAnd, 5, binary<BinaryOp::And>},
    {spv::Op::OpLogicalOr, 5, binary<BinaryOp::Or>},
    {spv::Op::OpLogicalNotEqual, 5, binary<BinaryOp::Xor>},
    {spv::Op::OpSNegate, 4, integerNegate},
    {spv::Op::OpFNegate, 4, floatNegate},
    {spv::Op::OpNot, 4, bitwiseNot},
    {spv::Op::OpLogicalNot, 4, bitwiseNot},
    {spv::Op::OpIAddCarry, 5, pairwise<addCarry>},
    {spv::Op::OpISubBorrow, 5, pairwise<subBorrow>},
    {spv::Op::OpUMulExtended, 5, pairwise<mulExtended<false>>},
    {spv::Op::OpSMulExtended, 5, pairwise<mulExtended<true>>},
};

}  // namespace

std::span<const EmitterRow> arithmeticEmitters() {
    return kRows;
}

}  // namespace baker::translate
