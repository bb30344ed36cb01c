// Integer dot products: of vectors, or of four 8-bit components packed into a word.
#include "spirv_to_dxil/translate/componentwise.hpp"
#include "spirv_to_dxil/translate/emitters.hpp"

namespace baker::translate {
namespace {

using dxil::CastOp;
using spirv::Type;
using spirv::TypeKind;

enum class Sign { Signed, Unsigned };

// The components of an operand, extended to the type in which the sum is computed.
std::vector<Value*> components(Translator& t, Id id, Sign sign, const dxil::Type* sum) {
    const Type& type = t.typeOf(id);
    const Type* scalar = type.scalar();
    std::vector<Value*> values;
    if (!scalar || scalar->kind != TypeKind::Int) {
        t.fail("the dot product needs integers");
        return values;
    }
    const Scalars source = t.scalars(id, carrier(t, *scalar), type.scalars);
    dxil::Builder& b = t.build;
    if (type.kind == TypeKind::Int) {
        if (type.width != 32) t.fail("packed components need a 32-bit word");
        for (uint32_t i = 0; i < 4 && !t.failed(); ++i) {
            Value* top = b.shl(source[0], t.dx.i32(24 - 8 * i));
            Value* down = t.dx.i32(24);
            values.push_back(sign == Sign::Signed ? b.ashr(top, down) : b.lshr(top, down));
        }
    } else {
        for (Value* value : source)
            values.push_back(sign == Sign::Signed ? signExtended(t, *scalar, value) : value);
    }
    for (Value*& value : values)
        if (value->type->bits != sum->bits)
            value = b.cast(value->type->bits > sum->bits ? CastOp::Trunc
                           : sign == Sign::Signed        ? CastOp::SExt
                                                         : CastOp::ZExt,
                           value, sum);
    return values;
}

// a + b that stops at the ends of the result type's range.
Value* addSaturating(Translator& t, const Type& type, Sign sign, Value* a, Value* b) {
    dxil::Builder& build = t.build;
    if (sign == Sign::Unsigned) {
        Value* sum = narrow(t, type, build.add(a, b));
        Value* wrapped = build.compare(dxil::Predicate::IcmpUlt, sum, a);
        Value* most =
            t.dx.constantInt(sum->type, isNarrow(t, type) ? (1ull << type.width) - 1 : ~0ull);
        return build.select(wrapped, most, sum);
    }
    a = signExtended(t, type, a);
    b = signExtended(t, type, b);
    const uint32_t bits = isNarrow(t, type) ? type.width : a->type->bits;
    Value* sum = build.add(a, b);
    Value* most = t.dx.constantInt(sum->type, (1ull << (bits - 1)) - 1);
    Value* least = t.dx.constantInt(sum->type, ~((1ull << (bits - 1)) - 1));
    if (isNarrow(t, type)) {
        sum = build.select(build.compare(dxil::Predicate::IcmpSgt, sum, most), most, sum);
        return narrow(
            t, type, build.select(build.compare(dxil::Predicate::IcmpSlt, sum, least), least, sum));
    }
    Value* none = t.dx.null(sum->type);
    Value* overflow = build.compare(dxil::Predicate::IcmpSlt,
                                    build.bitAnd(build.bitXor(sum, a), build.bitXor(sum, b)), none);
    Value* limit = build.select(build.compare(dxil::Predicate::IcmpSlt, a, none), least, most);
    return build.select(overflow, limit, sum);
}

// What the intrinsics of shader model 6.4 compute: two words of four bytes, summed in 32 bits.
bool isPackedIn32Bits(Translator& t, const Instruction& inst, const Type& type) {
    const Type& operand = t.typeOf(inst.word(3));
    return t.dx.shaderModel >= ShaderModel{6, 4} && type.width == 32 &&
           operand.kind == TypeKind::Int && operand.width == 32;
}

Value* dotValue(Translator& t, const Instruction& inst, const Type& type, Sign signA, Sign signB) {
    const dxil::Type* sum = carrier(t, type);
    if (signA == signB && isPackedIn32Bits(t, inst, type)) {
        const auto op =
            signA == Sign::Signed ? dxil::DxOp::Dot4AddI8Packed : dxil::DxOp::Dot4AddU8Packed;
        return t.build.dxOp(op, sum, {t.dx.i32(0), t.i32(inst.word(3)), t.i32(inst.word(4))});
    }
    const auto a = components(t, inst.word(3), signA, sum);
    const auto b = components(t, inst.word(4), signB, sum);
    if (!t.failed() && (a.size() != b.size() || a.empty()))
        t.fail("the vectors have different lengths");
    if (t.failed()) return t.dx.null(sum);
    Value* result = t.build.mul(a[0], b[0]);
    for (size_t i = 1; i < a.size(); ++i) result = t.build.add(result, t.build.mul(a[i], b[i]));
    return narrow(t, type, result);
}

template <Sign signA, Sign signB, bool accumulate>
void dot(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    if (t.failed()) return;
    if (type.kind != TypeKind::Int) return t.fail("the dot product makes an integer");
    Value* result = dotValue(t, inst, type, signA, signB);
    if (accumulate) {
        Value* sum = t.scalar(inst.word(5), carrier(t, type));
        if (!t.failed())
            result =
                addSaturating(t, type, signA == Sign::Signed ? Sign::Signed : signB, result, sum);
    }
    if (!t.failed()) t.define(inst, result);
}

constexpr auto S = Sign::Signed;
constexpr auto U = Sign::Unsigned;

constexpr EmitterRow kRows[] = {
    {spv::Op::OpSDotKHR, 5, dot<S, S, false>},      {spv::Op::OpUDotKHR, 5, dot<U, U, false>},
    {spv::Op::OpSUDotKHR, 5, dot<S, U, false>},     {spv::Op::OpSDotAccSatKHR, 6, dot<S, S, true>},
    {spv::Op::OpUDotAccSatKHR, 6, dot<U, U, true>}, {spv::Op::OpSUDotAccSatKHR, 6, dot<S, U, true>},
};

}  // namespace

std::span<const EmitterRow> integerDotEmitters() {
    return kRows;
}

}  // namespace baker::translate
