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

template <ResultPair (*operation)(Translator&, Value*, Value*)>
void pairwise(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const size_t count = type.scalars / 2;
    const dxil::Type* i32 = t.dx.types().i32();
    const Scalars a = t.scalars(inst.word(3), i32, count);
    const Scalars b = t.scalars(inst.word(4), i32, count);
    if (type.scalars % 2) t.fail("the result must be a pair");
    if (t.failed()) return;
    const auto result = t.makeScalars(type.scalars);
    for (size_t i = 0; i < count; ++i) {
        const ResultPair pair = operation(t, a[i], b[i]);
        result[i] = pair.first;
        result[count + i] = pair.second;
    }
    t.define(inst, result);
}

// The intrinsics that give carry and borrow are no better than a comparison, and not every consumer
// has them.
ResultPair addCarry(Translator& t, Value* a, Value* b) {
    Value* sum = t.build.add(a, b);
    Value* carry = t.build.compare(dxil::Predicate::IcmpUlt, sum, a);
    return {sum, t.build.cast(dxil::CastOp::ZExt, carry, a->type)};
}

ResultPair subBorrow(Translator& t, Value* a, Value* b) {
    Value* borrow = t.build.compare(dxil::Predicate::IcmpUlt, a, b);
    return {t.build.sub(a, b), t.build.cast(dxil::CastOp::ZExt, borrow, a->type)};
}

// {low, high} of the full product: in 64 bits where the device has them, since vkd3d lacks the
// intrinsics.
template <dxil::CastOp extend, dxil::DxOp intrinsic>
ResultPair mulExtended(Translator& t, Value* a, Value* b) {
    dxil::Builder& build = t.build;
    const dxil::Type* i32 = t.dx.types().i32();
    const dxil::Type* i64 = t.dx.types().i64();
    if (!t.options.features.int64) {
        Value* both = build.dxOp(intrinsic, i32, {a, b});  // {high, low}
        return {build.extractValue(both, 1), build.extractValue(both, 0)};
    }
    Value* product = build.mul(build.cast(extend, a, i64), build.cast(extend, b, i64));
    return {build.cast(dxil::CastOp::Trunc, product, i32),
            build.cast(dxil::CastOp::Trunc, build.lshr(product, t.dx.i64(32)), i32)};
}

constexpr auto umulExtended = mulExtended<dxil::CastOp::ZExt, dxil::DxOp::UMul>;
constexpr auto smulExtended = mulExtended<dxil::CastOp::SExt, dxil::DxOp::IMul>;

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
    {spv::Op::OpUMulExtended, 5, pairwise<umulExtended>},
    {spv::Op::OpSMulExtended, 5, pairwise<smulExtended>},
};

}  // namespace

std::span<const EmitterRow> arithmeticEmitters() {
    return kRows;
}

}  // namespace baker::translate
