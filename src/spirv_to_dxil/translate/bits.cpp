// Shifts, bit fields, reversal and counting.
#include "spirv_to_dxil/translate/componentwise.hpp"
#include "spirv_to_dxil/translate/emitters.hpp"

namespace baker::translate {
namespace {

using dxil::BinaryOp;
using spirv::Type;
using spirv::TypeKind;

bool needsInteger(Translator& t, const Type& scalar) {
    if (scalar.kind == TypeKind::Int) return true;
    t.fail("the operation needs integers");
    return false;
}

// Another integer operand (a shift, an offset, a count) brought to the DXIL type of the operation.
Value* resized(Translator& t, Value* value, const dxil::Type* type) {
    if (!value->type->isInteger() || value->type == type) return value;
    return t.build.cast(value->type->bits < type->bits ? dxil::CastOp::ZExt : dxil::CastOp::Trunc,
                        value, type);
}

// The components of an integer operand whose type need not be the result's.
std::vector<Value*> integerOperand(Translator& t, Id id, const dxil::Type* type, size_t count) {
    const Object& object = t.object(id);
    const Type* scalar = object.type->scalar();
    std::vector<Value*> values(count, t.dx.null(type));
    if (!scalar || scalar->kind != TypeKind::Int ||
        (object.scalars.size() != count && object.scalars.size() != 1)) {
        t.fail("the operation needs an integer operand");
        return values;
    }
    for (size_t i = 0; i < count; ++i)
        values[i] = resized(t, object.scalars[object.scalars.size() == 1 ? 0 : i], type);
    return values;
}

// Shifts by the width or more are undefined in SPIR-V and poison in LLVM: the count is taken modulo
// the carrier's width.
template <BinaryOp op>
void shift(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const Type& scalar = scalarOf(t, type);
    if (t.failed() || !needsInteger(t, scalar)) return;
    const dxil::Type* dxType = carrier(t, scalar);
    const Scalars base = t.scalars(inst.word(3), dxType, type.scalars);
    const std::vector<Value*> counts = integerOperand(t, inst.word(4), dxType, type.scalars);
    if (t.failed()) return;
    Value* mask = t.dx.constantInt(dxType, dxType->bits - 1u);
    const auto result = t.makeScalars(type.scalars);
    for (size_t i = 0; i < result.size(); ++i) {
        Value* value = op == BinaryOp::AShr ? signExtended(t, scalar, base[i]) : base[i];
        result[i] = narrow(t, scalar, t.build.binary(op, value, t.build.bitAnd(counts[i], mask)));
    }
    t.define(inst, result);
}

// --- bit fields, with offset and count that may reach the width; built from shifts so that every
// width works

// A mask of the `count` lowest bits.
Value* lowMask(Translator& t, Value* count) {
    dxil::Builder& b = t.build;
    const dxil::Type* type = count->type;
    Value* width = t.dx.constantInt(type, type->bits);
    Value* amount = b.bitAnd(b.sub(width, count), t.dx.constantInt(type, type->bits - 1u));
    Value* some = b.lshr(t.dx.constantInt(type, ~0ull), amount);
    Value* none = b.compare(dxil::Predicate::IcmpEq, count, t.dx.null(type));
    return b.select(none, t.dx.null(type), some);
}

Value* masked(Translator& t, Value* count) {
    return t.build.bitAnd(count, t.dx.constantInt(count->type, count->type->bits - 1u));
}

void fieldInsert(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const Type& scalar = scalarOf(t, type);
    if (t.failed() || !needsInteger(t, scalar)) return;
    const dxil::Type* dxType = carrier(t, scalar);
    const Scalars base = t.scalars(inst.word(3), dxType, type.scalars);
    const Scalars insert = t.scalars(inst.word(4), dxType, type.scalars);
    Value* offset = integerOperand(t, inst.word(5), dxType, 1)[0];
    Value* count = integerOperand(t, inst.word(6), dxType, 1)[0];
    if (t.failed()) return;
    dxil::Builder& b = t.build;
    Value* mask = b.shl(lowMask(t, count), masked(t, offset));
    const auto result = t.makeScalars(type.scalars);
    for (size_t i = 0; i < result.size(); ++i) {
        Value* moved = b.bitAnd(b.shl(insert[i], masked(t, offset)), mask);
        result[i] = narrow(t, scalar, b.bitOr(b.bitAnd(base[i], b.bitNot(mask)), moved));
    }
    t.define(inst, result);
}

// The field moved to the top of the carrier and back down: the second shift extends its sign or
// zeros.
template <BinaryOp down>
void fieldExtract(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const Type& scalar = scalarOf(t, type);
    if (t.failed() || !needsInteger(t, scalar)) return;
    const dxil::Type* dxType = carrier(t, scalar);
    const Scalars base = t.scalars(inst.word(3), dxType, type.scalars);
    Value* offset = integerOperand(t, inst.word(4), dxType, 1)[0];
    Value* count = integerOperand(t, inst.word(5), dxType, 1)[0];
    if (t.failed()) return;
    dxil::Builder& b = t.build;
    Value* width = t.dx.constantInt(dxType, dxType->bits);
    Value* none = b.compare(dxil::Predicate::IcmpEq, count, t.dx.null(dxType));
    Value* up = masked(t, b.sub(width, b.add(offset, count)));
    Value* back = masked(t, b.sub(width, count));
    const auto result = t.makeScalars(type.scalars);
    for (size_t i = 0; i < result.size(); ++i) {
        Value* field = b.binary(down, b.shl(base[i], up), back);
        result[i] = narrow(t, scalar, b.select(none, t.dx.null(dxType), field));
    }
    t.define(inst, result);
}

Value* reverseValue(Translator& t, const Type& scalar, Value* a) {
    if (!needsInteger(t, scalar)) return a;
    Value* reversed = t.build.dxOp(dxil::DxOp::Bfrev, a->type, {a});
    return isNarrow(t, scalar)
               ? t.build.lshr(reversed, t.dx.constantInt(a->type, a->type->bits - scalar.width))
               : reversed;
}

void reverse(Translator& t, const Instruction& inst) {
    mapComponents<1>(t, inst, reverseValue);
}

// vkd3d 2.1 takes no 64-bit operand: by halves.
Value* countValue(Translator& t, Value* a) {
    dxil::Builder& b = t.build;
    const dxil::Type* i32 = t.dx.types().i32();
    if (a->type->bits != 64) return b.dxOp(dxil::DxOp::Countbits, a->type, {a});
    Value* high = b.cast(dxil::CastOp::Trunc, b.lshr(a, t.dx.constantInt(a->type, 32)), i32);
    Value* highBits = b.dxOp(dxil::DxOp::Countbits, i32, {high});
    Value* low = b.cast(dxil::CastOp::Trunc, a, i32);
    return b.add(highBits, b.dxOp(dxil::DxOp::Countbits, i32, {low}));
}

void count(Translator& t, const Instruction& inst) {
    const Type& target = t.resultType(inst);
    mapFromOperands<1>(t, inst, [&target](Translator& t, const Type& scalar, Value* a) {
        const Type* result = target.scalar();
        if (!needsInteger(t, scalar) || !result || result->kind != TypeKind::Int) return a;
        return resized(t, countValue(t, a), carrier(t, *result));
    });
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpShiftLeftLogical, 5, shift<BinaryOp::Shl>},
    {spv::Op::OpShiftRightLogical, 5, shift<BinaryOp::LShr>},
    {spv::Op::OpShiftRightArithmetic, 5, shift<BinaryOp::AShr>},
    {spv::Op::OpBitFieldInsert, 7, fieldInsert},
    {spv::Op::OpBitFieldUExtract, 6, fieldExtract<BinaryOp::LShr>},
    {spv::Op::OpBitFieldSExtract, 6, fieldExtract<BinaryOp::AShr>},
    {spv::Op::OpBitReverse, 4, reverse},
    {spv::Op::OpBitCount, 4, count},
};

}  // namespace

std::span<const EmitterRow> bitEmitters() {
    return kRows;
}

}  // namespace baker::translate
