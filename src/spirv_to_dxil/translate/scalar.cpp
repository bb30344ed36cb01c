#include "spirv_to_dxil/translate/scalar.hpp"

#include <bit>

#include "spirv_to_dxil/translate/half.hpp"
#include "spirv_to_dxil/translate/small_float.hpp"

namespace baker::translate {

using dxil::CastOp;
using dxil::DxOp;
using spirv::TypeKind;

bool isNarrow(const Translator& t, const spirv::Type& scalar) {
    if (scalar.kind != TypeKind::Int && scalar.kind != TypeKind::Float) return false;
    return scalar.width < 16 || isSmallFloat(scalar) || (scalar.width == 16 && !t.dx.native16Bit);
}

const dxil::Type* carrier(const Translator& t, const spirv::Type& scalar) {
    const dxil::TypeTable& types = t.dx.types();
    const unsigned bits = isNarrow(t, scalar) ? 32 : scalar.width;
    if (scalar.kind == TypeKind::Int) return types.integer(bits);
    if (scalar.kind == TypeKind::Float) return types.floating(bits);
    return types.i1();
}

Value* narrow(Translator& t, const spirv::Type& scalar, Value* value) {
    if (!isNarrow(t, scalar)) return value;
    if (isSmallFloat(scalar)) return fromSmallFloat(t, scalar, toSmallFloat(t, scalar, value));
    if (scalar.kind == TypeKind::Float) return roundedToHalf(t, value);
    return t.build.bitAnd(value, t.dx.i32((1u << scalar.width) - 1));
}

Value* signExtended(Translator& t, const spirv::Type& scalar, Value* value) {
    if (!isNarrow(t, scalar) || scalar.kind != TypeKind::Int) return value;
    Value* shift = t.dx.i32(32 - scalar.width);
    return t.build.ashr(t.build.shl(value, shift), shift);
}

uint32_t byteSize(const spirv::Type& scalar) {
    return scalar.kind == TypeKind::Bool ? 4 : scalar.width / 8;
}

void toWords(Translator& t, const spirv::Type& scalar, Value* value, std::vector<Value*>& words) {
    const dxil::TypeTable& types = t.dx.types();
    dxil::Builder& b = t.build;
    if (scalar.kind == TypeKind::Bool) {
        words.push_back(b.cast(CastOp::ZExt, value, types.i32()));
    } else if (scalar.kind == TypeKind::Float && scalar.width == 64) {
        Value* halves = b.dxOp(DxOp::SplitDouble, types.f64(), {value});
        words.push_back(b.extractValue(halves, 0));
        words.push_back(b.extractValue(halves, 1));
    } else if (scalar.width == 64) {
        words.push_back(b.cast(CastOp::Trunc, value, types.i32()));
        words.push_back(b.cast(CastOp::Trunc, b.lshr(value, t.dx.i64(32)), types.i32()));
    } else if (isSmallFloat(scalar)) {
        words.push_back(toSmallFloat(t, scalar, value));
    } else if (scalar.kind == TypeKind::Float && scalar.width == 16) {
        words.push_back(t.dx.native16Bit
                            ? b.cast(CastOp::ZExt, b.bitcast(value, types.i16()), types.i32())
                            : halfBits(t, value));
    } else if (scalar.kind == TypeKind::Float) {
        words.push_back(b.bitcast(value, types.i32()));
    } else {
        words.push_back(value->type->isInteger(16) ? b.cast(CastOp::ZExt, value, types.i32())
                                                   : value);
    }
}

Value* fromWords(Translator& t, const spirv::Type& scalar, Value* const* word) {
    const dxil::TypeTable& types = t.dx.types();
    dxil::Builder& b = t.build;
    if (scalar.kind == TypeKind::Bool)
        return b.compare(dxil::Predicate::IcmpNe, word[0], t.dx.i32(0));
    if (scalar.kind == TypeKind::Float && scalar.width == 64)
        return b.dxOp(DxOp::MakeDouble, types.f64(), {word[0], word[1]});
    if (scalar.width == 64)
        return b.bitOr(b.cast(CastOp::ZExt, word[0], types.i64()),
                       b.shl(b.cast(CastOp::ZExt, word[1], types.i64()), t.dx.i64(32)));
    if (isSmallFloat(scalar)) return fromSmallFloat(t, scalar, word[0]);
    if (scalar.kind == TypeKind::Float && scalar.width == 16)
        return t.dx.native16Bit
                   ? b.bitcast(b.cast(CastOp::Trunc, word[0], types.i16()), types.half())
                   : halfValue(t, word[0]);
    if (scalar.kind == TypeKind::Float) return b.bitcast(word[0], types.f32());
    const dxil::Type* type = carrier(t, scalar);
    return type->isInteger(16) ? b.cast(CastOp::Trunc, word[0], type) : word[0];
}

namespace {

// The float of the same value as a binary16 number.
float floatFromHalf(uint32_t half) {
    const uint32_t sign = (half & 0x8000u) << 16;
    const uint32_t exponent = (half >> 10) & 0x1f;
    const uint32_t mantissa = half & 0x3ff;
    if (exponent == 0x1f) return std::bit_cast<float>(sign | 0x7f800000u | (mantissa << 13));
    if (exponent != 0)
        return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
    const float magnitude = static_cast<float>(mantissa) * 0x1p-24f;
    return sign ? -magnitude : magnitude;
}

}  // namespace

Value* constantFromBits(Translator& t, const spirv::Type& scalar, uint64_t bits) {
    const dxil::Type* type = carrier(t, scalar);
    if (scalar.kind == TypeKind::Bool) return t.dx.i1(bits != 0);
    if (scalar.width < 64) bits &= (uint64_t{1} << scalar.width) - 1;
    if (scalar.kind == TypeKind::Int) return t.dx.constantInt(type, bits);
    if (isSmallFloat(scalar)) return fromSmallFloat(t, scalar, t.dx.i32(bits));
    if (isNarrow(t, scalar))
        return t.dx.constantFloatBits(
            type, std::bit_cast<uint32_t>(floatFromHalf(static_cast<uint32_t>(bits))));
    return t.dx.constantFloatBits(type, bits);
}

Value* zero(Translator& t, const spirv::Type& scalar) {
    return t.dx.null(carrier(t, scalar));
}

}  // namespace baker::translate
