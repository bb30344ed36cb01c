#include "spirv_to_dxil/translate/double_math.hpp"

namespace baker::translate {

using dxil::CastOp;
using dxil::Predicate;

// From 2^52 on every double is an integer; below it the value fits in a 64-bit one. The sign bit is
// kept for -0.
Value* truncateDouble(Translator& t, Value* value) {
    dxil::Builder& b = t.build;
    const dxil::Type* i64 = t.dx.types().i64();
    const dxil::Type* f64 = t.dx.types().f64();
    Value* bits = b.bitcast(value, i64);
    Value* sign = b.bitAnd(bits, t.dx.i64(1ull << 63));
    Value* magnitude = b.bitAnd(bits, t.dx.i64(~0ull >> 1));
    Value* small = b.compare(Predicate::IcmpUlt, magnitude, t.dx.i64(0x433ull << 52));
    Value* safe = b.bitcast(b.select(small, magnitude, t.dx.i64(0)), f64);
    Value* whole = b.cast(CastOp::SIToFP, b.cast(CastOp::FPToSI, safe, i64), f64);
    return b.select(small, b.bitcast(b.bitOr(b.bitcast(whole, i64), sign), f64), value);
}

Value* floorDouble(Translator& t, Value* value) {
    dxil::Builder& b = t.build;
    Value* whole = truncateDouble(t, value);
    Value* above = b.compare(Predicate::FcmpOgt, whole, value);
    return b.select(above, b.fsub(whole, t.dx.f64(1.0)), whole);
}

}  // namespace baker::translate
