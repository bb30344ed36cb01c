// Comparisons, classification of floating-point numbers, and reductions of boolean vectors.
#include "spirv_to_dxil/translate/componentwise.hpp"
#include "spirv_to_dxil/translate/emitters.hpp"

namespace baker::translate {
namespace {

using dxil::Predicate;
using spirv::Type;
using spirv::TypeKind;

bool isSignedPredicate(Predicate p) {
    return p >= Predicate::IcmpSgt;
}
bool isFloatPredicate(Predicate p) {
    return p <= Predicate::FcmpTrue;
}

template <Predicate predicate>
Value* compareValue(Translator& t, const Type& scalar, Value* a, Value* b) {
    if ((scalar.kind == TypeKind::Float) != isFloatPredicate(predicate)) {
        t.fail("the comparison does not apply to values of this type");
        return t.dx.i1(false);
    }
    if (isSignedPredicate(predicate)) {
        a = signExtended(t, scalar, a);
        b = signExtended(t, scalar, b);
    }
    return t.build.compare(predicate, a, b);
}

template <Predicate predicate>
void compare(Translator& t, const Instruction& inst) {
    mapFromOperands<2>(t, inst, compareValue<predicate>);
}

// By the bits: exact for every width, and no rounding mode or fast math changes it.
template <bool infinity>
Value* classify(Translator& t, const Type& scalar, Value* a) {
    if (scalar.kind != TypeKind::Float) {
        t.fail("the classification needs floating-point numbers");
        return t.dx.i1(false);
    }
    if (a->type->bits != 64)
        return t.build.dxOp(infinity ? dxil::DxOp::IsInf : dxil::DxOp::IsNaN, a->type, {a});
    const dxil::Type* i64 = t.dx.types().i64();
    Value* magnitude = t.build.bitAnd(t.build.bitcast(a, i64), t.dx.i64(~0ull >> 1));
    return t.build.compare(infinity ? Predicate::IcmpEq : Predicate::IcmpUgt, magnitude,
                           t.dx.i64(0x7ffull << 52));
}

template <bool infinity>
void classification(Translator& t, const Instruction& inst) {
    mapFromOperands<1>(t, inst, classify<infinity>);
}

template <dxil::BinaryOp op>
void reduce(Translator& t, const Instruction& inst) {
    const Type& type = t.typeOf(inst.word(3));
    const Scalars vector = t.scalars(inst.word(3), t.dx.types().i1(), type.scalars);
    if (t.failed()) return;
    Value* result = vector[0];
    for (size_t i = 1; i < vector.size(); ++i) result = t.build.binary(op, result, vector[i]);
    t.define(inst, result);
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpIEqual, 5, compare<Predicate::IcmpEq>},
    {spv::Op::OpINotEqual, 5, compare<Predicate::IcmpNe>},
    {spv::Op::OpUGreaterThan, 5, compare<Predicate::IcmpUgt>},
    {spv::Op::OpSGreaterThan, 5, compare<Predicate::IcmpSgt>},
    {spv::Op::OpUGreaterThanEqual, 5, compare<Predicate::IcmpUge>},
    {spv::Op::OpSGreaterThanEqual, 5, compare<Predicate::IcmpSge>},
    {spv::Op::OpULessThan, 5, compare<Predicate::IcmpUlt>},
    {spv::Op::OpSLessThan, 5, compare<Predicate::IcmpSlt>},
    {spv::Op::OpULessThanEqual, 5, compare<Predicate::IcmpUle>},
    {spv::Op::OpSLessThanEqual, 5, compare<Predicate::IcmpSle>},
    {spv::Op::OpFOrdEqual, 5, compare<Predicate::FcmpOeq>},
    {spv::Op::OpFUnordEqual, 5, compare<Predicate::FcmpUeq>},
    {spv::Op::OpFOrdNotEqual, 5, compare<Predicate::FcmpOne>},
    {spv::Op::OpFUnordNotEqual, 5, compare<Predicate::FcmpUne>},
    {spv::Op::OpFOrdLessThan, 5, compare<Predicate::FcmpOlt>},
    {spv::Op::OpFUnordLessThan, 5, compare<Predicate::FcmpUlt>},
    {spv::Op::OpFOrdGreaterThan, 5, compare<Predicate::FcmpOgt>},
    {spv::Op::OpFUnordGreaterThan, 5, compare<Predicate::FcmpUgt>},
    {spv::Op::OpFOrdLessThanEqual, 5, compare<Predicate::FcmpOle>},
    {spv::Op::OpFUnordLessThanEqual, 5, compare<Predicate::FcmpUle>},
    {spv::Op::OpFOrdGreaterThanEqual, 5, compare<Predicate::FcmpOge>},
    {spv::Op::OpFUnordGreaterThanEqual, 5, compare<Predicate::FcmpUge>},
    {spv::Op::OpOrdered, 5, compare<Predicate::FcmpOrd>},
    {spv::Op::OpUnordered, 5, compare<Predicate::FcmpUno>},
    {spv::Op::OpLogicalEqual, 5, compare<Predicate::IcmpEq>},
    {spv::Op::OpIsNan, 4, classification<false>},
    {spv::Op::OpIsInf, 4, classification<true>},
    {spv::Op::OpAny, 4, reduce<dxil::BinaryOp::Or>},
    {spv::Op::OpAll, 4, reduce<dxil::BinaryOp::And>},
};

}  // namespace

std::span<const EmitterRow> comparisonEmitters() {
    return kRows;
}

}  // namespace baker::translate
