#include "spirv_to_dxil/translate/half.hpp"

#include <algorithm>

#include "spirv_to_dxil/translate/intrinsic.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"
#include "spirv_to_dxil/translate/small_float.hpp"

namespace baker::translate {

using dxil::CastOp;
using dxil::DxOp;
using dxil::Opcode;
using dxil::Predicate;

namespace {

// Intrinsics whose result is an operand's value, or a whole number between halves.
bool keepsHalves(DxOp op) {
    constexpr DxOp kExact[] = {DxOp::FAbs,     DxOp::FMin,     DxOp::FMax,    DxOp::Round_ne,
                               DxOp::Round_ni, DxOp::Round_pi, DxOp::Round_z, DxOp::Saturate};
    return std::ranges::find(kExact, op) != std::end(kExact);
}

bool isHalfConstant(Translator& t, Value* number) {
    Value* half = t.build.cast(CastOp::FPTrunc, number, t.dx.types().half());
    const auto* back = dxil::asNumber(t.build.cast(CastOp::FPExt, half, number->type));
    return back && back->bits == dxil::asNumber(number)->bits;
}

bool areHalves(Translator& t, std::span<Value* const> values, uint32_t depth);

// Whether a float is known to be a half's value.
bool isHalf(Translator& t, Value* value, uint32_t depth = 4) {
    value = dxil::resolve(value);
    if (dxil::asNumber(value)) return isHalfConstant(t, value);
    if (value->kind != dxil::ValueKind::Instruction || depth == 0) return false;
    const auto& inst = *static_cast<const dxil::Instruction*>(value);
    if (inst.opcode == Opcode::Select) return areHalves(t, inst.operands.subspan(1), depth - 1);
    // A difference from zero is a negation.
    if (inst.opcode == Opcode::Binary && dxil::BinaryOp(inst.detail) == dxil::BinaryOp::FSub) {
        const dxil::Constant* zero = dxil::asNumber(inst.operand(0));
        return zero && zero->bits << 33 == 0 && isHalf(t, inst.operand(1), depth - 1);
    }
    const auto op = intrinsicOf(value);
    if (op == DxOp::LegacyF16ToF32) return true;
    return op && keepsHalves(*op) && areHalves(t, inst.operands.subspan(1), depth - 1);
}

bool areHalves(Translator& t, std::span<Value* const> values, uint32_t depth) {
    return std::ranges::all_of(values, [&](Value* value) { return isHalf(t, value, depth); });
}

// The double with 24 bits of precision whose last says whether any below was set, so that rounding
// it to a half is rounding the double; what no half reaches is 2^16.
Value* roundedToOdd(Translator& t, Value* value) {
    dxil::Builder& b = t.build;
    const dxil::Type* f64 = t.dx.types().f64();
    Value* words = b.dxOp(DxOp::SplitDouble, f64, {value});
    Value* low = b.extractValue(words, 0);
    Value* high = b.extractValue(words, 1);
    Value* isExact = b.compare(Predicate::IcmpEq, b.bitAnd(low, t.dx.i32(0x1fffffff)), t.dx.i32(0));
    Value* odd = b.select(isExact, t.dx.i32(0), t.dx.i32(0x20000000));
    low = b.bitOr(b.bitAnd(low, t.dx.i32(0xe0000000)), odd);
    Value* magnitude = b.bitAnd(high, t.dx.i32(0x7fffffff));
    Value* isGreat = b.bitAnd(b.compare(Predicate::IcmpUge, magnitude, t.dx.i32(0x40f00000)),
                              b.compare(Predicate::IcmpUlt, magnitude, t.dx.i32(0x7ff00000)));
    Value* sign = b.bitAnd(high, t.dx.i32(0x80000000));
    high = b.select(isGreat, b.bitOr(sign, t.dx.i32(0x40f00000)), high);
    low = b.select(isGreat, t.dx.i32(0), low);
    return b.dxOp(DxOp::MakeDouble, f64, {low, high});
}

}  // namespace

Value* halfBits(Translator& t, Value* value) {
    value = dxil::resolve(value);
    if (const dxil::Constant* number = dxil::asNumber(value)) {
        Value* half = t.build.cast(CastOp::FPTrunc, value, t.dx.types().half());
        if (number->type->isFloat(32) && dxil::asNumber(half))
            return t.dx.i32(static_cast<uint32_t>(dxil::asNumber(half)->bits));
    }
    // Most halves that are stored were just loaded or rounded: their bits are at hand.
    if (intrinsicOf(value) == DxOp::LegacyF16ToF32) {
        Value* bits = static_cast<const dxil::Instruction*>(value)->operand(1);
        return t.build.bitAnd(bits, t.dx.i32(0xffff));
    }
    return t.build.dxOp(DxOp::LegacyF32ToF16, nullptr, {value});
}

Value* halfValue(Translator& t, Value* bits) {
    return t.build.dxOp(DxOp::LegacyF16ToF32, nullptr, {bits});
}

Value* roundedToHalf(Translator& t, Value* value) {
    if (isHalf(t, value)) return value;
    return halfValue(t, t.build.dxOp(DxOp::LegacyF32ToF16, nullptr, {value}));
}

Value* convertedToHalf(Translator& t, Value* value, std::optional<Rounding> rounding) {
    dxil::Builder& b = t.build;
    const dxil::TypeTable& types = t.dx.types();
    if (!rounding && t.dx.native16Bit) return b.cast(CastOp::FPTrunc, value, types.half());
    if (value->type->isFloat(64))
        value = b.cast(CastOp::FPTrunc, roundedToOdd(t, value), types.f32());
    if (!rounding) return roundedToHalf(t, value);
    Value* bits = roundedHalfBits(t, value, *rounding);
    if (!t.dx.native16Bit) return halfValue(t, bits);
    return b.bitcast(b.cast(CastOp::Trunc, bits, types.i16()), types.half());
}

}  // namespace baker::translate
