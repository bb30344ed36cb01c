#include "spirv_to_dxil/translate/small_float.hpp"

#include <bit>

#include "spirv_to_dxil/translate/glsl.hpp"

namespace baker::translate {
namespace {

using dxil::CastOp;
using dxil::DxOp;
using dxil::Predicate;

constexpr uint32_t kMagnitude = 0x7fffffff;
constexpr uint32_t kInfinity = 0x7f800000;
constexpr uint32_t kBias = 127;
constexpr uint32_t kMantissa = 23;

// Codes are of magnitudes: the bits without the sign.
struct Format {
    uint32_t mantissa;  // bits
    uint32_t bias;
    uint32_t greatest;  // the code of the greatest number
    uint32_t beyond;    // the code of what is greater
    uint32_t nan;       // a code of NaN, 0: none
};

constexpr Format kHalf{10, 15, 0x7bff, 0x7c00, 0x7e00};

const Format& formatOf(const spirv::Type& scalar) {
    static constexpr Format kBFloat16{7, 127, 0x7f7f, 0x7f80, 0x7fff};
    static constexpr Format kE4M3{3, 7, 0x7e, 0x7f, 0x7f};
    static constexpr Format kE5M2{2, 15, 0x7b, 0x7c, 0x7f};
    static constexpr Format kE2M1{1, 1, 7, 7, 0};
    switch (scalar.encoding) {
        case spirv::Encoding::BFloat16:
            return kBFloat16;
        case spirv::Encoding::E4M3:
            return kE4M3;
        case spirv::Encoding::E5M2:
            return kE5M2;
        default:
            return kE2M1;
    }
}

Value* powerOfTwo(Translator& t, int32_t power) {
    return t.dx.f32(std::bit_cast<float>(static_cast<uint32_t>(power + int32_t(kBias)) << 23));
}

// Exponent and mantissa stand together: another bias makes a float's of them.
Value* normal(Translator& t, const Format& f, Value* code) {
    Value* moved = t.build.shl(code, t.dx.i32(kMantissa - f.mantissa));
    return t.build.add(moved, t.dx.i32((kBias - f.bias) << kMantissa));
}

Value* subnormal(Translator& t, const Format& f, Value* code) {
    Value* count = t.build.cast(CastOp::UIToFP, code, t.dx.types().f32());
    Value* unit = powerOfTwo(t, 1 - int32_t(f.bias) - int32_t(f.mantissa));
    return t.build.bitcast(t.build.fmul(count, unit), t.dx.types().i32());
}

// Rounds to nearest even by what the lower bits carry.
Value* normalCode(Translator& t, const Format& f, Rounding rounding, Value* magnitude) {
    dxil::Builder& b = t.build;
    const uint32_t shift = kMantissa - f.mantissa;
    Value* rounded = magnitude;
    if (rounding == Rounding::NearestEven) {
        Value* odd = b.bitAnd(b.lshr(magnitude, t.dx.i32(shift)), t.dx.i32(1));
        rounded = b.add(b.add(magnitude, t.dx.i32((1u << (shift - 1)) - 1)), odd);
    }
    return b.sub(b.lshr(rounded, t.dx.i32(shift)), t.dx.i32((kBias - f.bias) << f.mantissa));
}

Value* subnormalCode(Translator& t, const Format& f, Rounding rounding, Value* magnitude) {
    dxil::Builder& b = t.build;
    const dxil::Type* f32 = t.dx.types().f32();
    Value* perUnit = powerOfTwo(t, int32_t(f.bias + f.mantissa) - 1);
    Value* count = b.fmul(b.bitcast(magnitude, f32), perUnit);
    if (rounding == Rounding::NearestEven) count = b.dxOp(DxOp::Round_ne, f32, {count});
    return b.cast(CastOp::FPToUI, count, t.dx.types().i32());
}

Value* codeOf(Translator& t, const Format& f, Rounding rounding, Value* magnitude) {
    dxil::Builder& b = t.build;
    Value* code = normalCode(t, f, rounding, magnitude);
    if (f.bias != kBias) {
        Value* isNormal =
            b.compare(Predicate::IcmpUge, magnitude, t.dx.i32((kBias + 1 - f.bias) << kMantissa));
        code = b.select(isNormal, code, subnormalCode(t, f, rounding, magnitude));
    }
    Value* beyond = t.dx.i32(f.beyond);
    if (rounding == Rounding::Zero) {
        Value* isFinite = b.compare(Predicate::IcmpUlt, magnitude, t.dx.i32(kInfinity));
        beyond = b.select(isFinite, t.dx.i32(f.greatest), beyond);
    }
    Value* isBeyond = b.compare(Predicate::IcmpUgt, code, t.dx.i32(f.greatest));
    code = b.select(isBeyond, beyond, code);
    if (!f.nan) return code;
    Value* isNan = b.compare(Predicate::IcmpUgt, magnitude, t.dx.i32(kInfinity));
    return b.select(isNan, t.dx.i32(f.nan), code);
}

// The code of `width` bits, with the sign, of the float.
Value* signedCode(Translator& t, const Format& f, uint32_t width, Rounding rounding, Value* value) {
    dxil::Builder& b = t.build;
    Value* bits = b.bitcast(value, t.dx.types().i32());
    // Positive floats are in the order of their bits.
    Value* code = codeOf(t, f, rounding, b.bitAnd(bits, t.dx.i32(kMagnitude)));
    Value* sign = b.bitAnd(b.lshr(bits, t.dx.i32(32 - width)), t.dx.i32(1u << (width - 1)));
    return b.bitOr(code, sign);
}

}  // namespace

Value* fromSmallFloat(Translator& t, const spirv::Type& scalar, Value* bits) {
    dxil::Builder& b = t.build;
    const Format& f = formatOf(scalar);
    const uint32_t signBit = 1u << (scalar.width - 1);
    Value* code = b.bitAnd(bits, t.dx.i32(signBit - 1));
    Value* value = normal(t, f, code);
    if (f.bias != kBias) {
        Value* isNormal = b.compare(Predicate::IcmpUge, code, t.dx.i32(1u << f.mantissa));
        value = b.select(isNormal, value, subnormal(t, f, code));
        if (f.nan) {
            Value* special =
                b.bitOr(b.shl(code, t.dx.i32(kMantissa - f.mantissa)), t.dx.i32(kInfinity));
            Value* isNumber = b.compare(Predicate::IcmpUle, code, t.dx.i32(f.greatest));
            value = b.select(isNumber, value, special);
        }
    }
    Value* sign = b.shl(b.bitAnd(bits, t.dx.i32(signBit)), t.dx.i32(32 - scalar.width));
    return b.bitcast(b.bitOr(value, sign), t.dx.types().f32());
}

Value* toSmallFloat(Translator& t, const spirv::Type& scalar, Value* value) {
    return signedCode(t, formatOf(scalar), scalar.width, Rounding::NearestEven, value);
}

Value* roundedHalfBits(Translator& t, Value* value, Rounding rounding) {
    return signedCode(t, kHalf, 16, rounding, value);
}

Value* saturate(Translator& t, const spirv::Type& scalar, Value* value) {
    dxil::Builder& b = t.build;
    Value* greatest = fromSmallFloat(t, scalar, t.dx.i32(formatOf(scalar).greatest));
    Value* isBeyond = b.compare(Predicate::FcmpOgt, fabs(t, value), greatest);
    return b.select(isBeyond, withSign(t, greatest, value), value);
}

}  // namespace baker::translate
