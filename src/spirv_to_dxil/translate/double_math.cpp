#include "spirv_to_dxil/translate/double_math.hpp"

namespace baker::translate {

using dxil::Predicate;

// The bits below the binary point are cleared: none from 2^52 on, all but the sign below 1. (A way
// through a 64-bit integer would need no shift, but vkd3d 2.1 converts doubles from 2^31 on to the
// largest integer.)
Value* truncateDouble(Translator& t, Value* value) {
    constexpr uint64_t kMantissa = (1ull << 52) - 1;
    constexpr uint64_t kSign = 1ull << 63;
    dxil::Builder& b = t.build;
    Value* bits = b.bitcast(value, t.dx.types().i64());
    Value* magnitude = b.bitAnd(bits, t.dx.i64(~kSign));
    Value* exponent = b.sub(b.lshr(magnitude, t.dx.i64(52)), t.dx.i64(1023));
    Value* fraction = b.lshr(t.dx.i64(kMantissa), b.bitAnd(exponent, t.dx.i64(63)));
    Value* kept = b.bitAnd(bits, b.bitXor(fraction, t.dx.i64(~0ull)));
    Value* isBelowOne = b.compare(Predicate::IcmpUlt, magnitude, t.dx.i64(1023ull << 52));
    Value* isWhole = b.compare(Predicate::IcmpUge, magnitude, t.dx.i64((1023ull + 52) << 52));
    Value* result = b.select(isBelowOne, b.bitAnd(bits, t.dx.i64(kSign)), kept);
    return b.bitcast(b.select(isWhole, bits, result), t.dx.types().f64());
}

// The mantissa, shifted to where the exponent says. Right shifts are of at most 63 bits, which
// leave nothing.
Value* doubleToWideInteger(Translator& t, Value* value) {
    constexpr uint64_t kHiddenBit = 1ull << 52;
    dxil::Builder& b = t.build;
    Value* zero = t.dx.i64(0);
    Value* bits = b.bitcast(value, t.dx.types().i64());
    Value* exponent = b.bitAnd(b.lshr(bits, t.dx.i64(52)), t.dx.i64(0x7ff));
    Value* mantissa = b.bitOr(b.bitAnd(bits, t.dx.i64(kHiddenBit - 1)), t.dx.i64(kHiddenBit));
    Value* left = b.sub(exponent, t.dx.i64(1023 + 52));
    Value* right = b.sub(t.dx.i64(1023 + 52), exponent);
    Value* isLarge = b.compare(Predicate::IcmpSge, left, zero);
    Value* isTiny = b.compare(Predicate::IcmpSgt, right, t.dx.i64(63));
    Value* up = b.shl(mantissa, b.bitAnd(left, t.dx.i64(63)));
    Value* down = b.select(isTiny, zero, b.lshr(mantissa, b.bitAnd(right, t.dx.i64(63))));
    Value* magnitude = b.select(isLarge, up, down);
    Value* isNegative = b.compare(Predicate::IcmpSlt, bits, zero);
    return b.select(isNegative, b.sub(zero, magnitude), magnitude);
}

Value* floorDouble(Translator& t, Value* value) {
    dxil::Builder& b = t.build;
    Value* whole = truncateDouble(t, value);
    Value* above = b.compare(Predicate::FcmpOgt, whole, value);
    return b.select(above, b.fsub(whole, t.dx.f64(1.0)), whole);
}

}  // namespace baker::translate
