#include "spirv_to_dxil/translate/double_root.hpp"

#include <limits>

namespace baker::translate {
namespace {

using dxil::CastOp;
using dxil::DxOp;
using dxil::Predicate;

constexpr uint32_t kBias = 1023;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// value = mantissa * 4^power, 1 <= mantissa < 4, of a positive normal number.
struct Scaled {
    Value* mantissa;
    Value* power;  // i32
};

Scaled scale(Translator& t, Value* value) {
    dxil::Builder& b = t.build;
    const dxil::Type* f64 = t.dx.types().f64();
    Value* halves = b.dxOp(DxOp::SplitDouble, f64, {value});
    Value* high = b.extractValue(halves, 1);
    Value* exponent = b.sub(b.lshr(high, t.dx.i32(20)), t.dx.i32(kBias));
    Value* power = b.ashr(exponent, t.dx.i32(1));
    Value* mantissaHigh = b.sub(high, b.shl(power, t.dx.i32(21)));
    return {b.dxOp(DxOp::MakeDouble, f64, {b.extractValue(halves, 0), mantissaHigh}), power};
}

// 2^power
Value* powerOfTwo(Translator& t, Value* power) {
    dxil::Builder& b = t.build;
    Value* high = b.shl(b.add(power, t.dx.i32(kBias)), t.dx.i32(20));
    return b.dxOp(DxOp::MakeDouble, t.dx.types().f64(), {t.dx.i32(0), high});
}

// 1 / sqrt(mantissa): the float's, good to 22 bits, then Newton's iteration, which doubles them
// twice.
Value* inverseRoot(Translator& t, Value* mantissa) {
    dxil::Builder& b = t.build;
    const dxil::TypeTable& types = t.dx.types();
    Value* single = b.cast(CastOp::FPTrunc, mantissa, types.f32());
    Value* root = b.dxOp(DxOp::Rsqrt, types.f32(), {single});
    Value* y = b.cast(CastOp::FPExt, root, types.f64());
    Value* half = b.fmul(mantissa, t.dx.f64(0.5));
    for (int i = 0; i < 2; ++i) y = b.fmul(y, b.fsub(t.dx.f64(1.5), b.fmul(b.fmul(half, y), y)));
    return y;
}

// `root` where the value is a positive number, what belongs to the other values elsewhere.
Value* orSpecial(Translator& t, Value* value, Value* root, Value* ofZero, Value* ofInfinity) {
    dxil::Builder& b = t.build;
    Value* isZero = b.compare(Predicate::FcmpOeq, value, t.dx.f64(0));
    Value* isInfinite = b.compare(Predicate::FcmpOeq, value, t.dx.f64(kInfinity));
    Value* isValid = b.compare(Predicate::FcmpOge, value, t.dx.f64(0));
    Value* result = b.select(isInfinite, ofInfinity, b.select(isZero, ofZero, root));
    return b.select(isValid, result, t.dx.f64(kNan));
}

}  // namespace

Value* sqrtDouble(Translator& t, Value* value) {
    dxil::Builder& b = t.build;
    const Scaled s = scale(t, value);
    Value* y = inverseRoot(t, s.mantissa);
    Value* root = b.fmul(s.mantissa, y);
    // One more step on the root itself, which takes out what the product lost.
    Value* rest = b.fsub(s.mantissa, b.fmul(root, root));
    root = b.fadd(root, b.fmul(b.fmul(rest, y), t.dx.f64(0.5)));
    root = b.fmul(root, powerOfTwo(t, s.power));
    return orSpecial(t, value, root, value, value);
}

Value* inverseSqrtDouble(Translator& t, Value* value) {
    dxil::Builder& b = t.build;
    const Scaled s = scale(t, value);
    Value* root = b.fmul(inverseRoot(t, s.mantissa), powerOfTwo(t, b.neg(s.power)));
    Value* ofZero = b.fdiv(t.dx.f64(1), value);  // an infinity of its sign
    return orSpecial(t, value, root, ofZero, t.dx.f64(0));
}

}  // namespace baker::translate
