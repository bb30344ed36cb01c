// Conversions between number types and reinterpretations of bits.
#include <algorithm>

#include "spirv_to_dxil/translate/componentwise.hpp"
#include "spirv_to_dxil/translate/double_math.hpp"
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/half.hpp"
#include "spirv_to_dxil/translate/pointer_value.hpp"
#include "spirv_to_dxil/translate/small_float.hpp"

namespace baker::translate {
namespace {

using dxil::CastOp;
using spirv::Type;
using spirv::TypeKind;

struct Conversion {
    Translator& t;
    const Type& from;
    const Type& to;
    std::optional<Rounding> rounding;  // that is asked for

    Value* cast(CastOp op, Value* value) const { return t.build.cast(op, value, carrier(t, to)); }
    Value* narrowed(Value* value) const { return narrow(t, to, value); }
};

// Between integer carriers, extending by `extend`.
Value* resize(const Conversion& c, Value* value, CastOp extend) {
    const uint8_t from = value->type->bits;
    const uint8_t to = carrier(c.t, c.to)->bits;
    if (from < to) return c.cast(extend, value);
    if (from > to) return c.cast(CastOp::Trunc, value);
    return value;
}

Value* unsignedToInteger(const Conversion& c, Value* v) {
    return c.narrowed(resize(c, v, CastOp::ZExt));
}

Value* signedToInteger(const Conversion& c, Value* v) {
    return c.narrowed(resize(c, signExtended(c.t, c.from, v), CastOp::SExt));
}

Value* unsignedToFloat(const Conversion& c, Value* v) {
    return c.narrowed(c.cast(CastOp::UIToFP, v));
}

Value* signedToFloat(const Conversion& c, Value* v) {
    return c.narrowed(c.cast(CastOp::SIToFP, signExtended(c.t, c.from, v)));
}

// To a 64-bit integer without the instruction; none where that is to be used.
Value* toWideInteger(const Conversion& c, Value* v) {
    const TargetFeatures& features = c.t.options.features;
    if (c.to.width != 64 || !features.wideConversionsByBits || !features.float64) return nullptr;
    const dxil::Type* f64 = c.t.dx.types().f64();
    return doubleToWideInteger(c.t, v->type == f64 ? v : c.t.build.cast(CastOp::FPExt, v, f64));
}

// What does not fit is undefined in SPIR-V.
Value* floatToUnsigned(const Conversion& c, Value* v) {
    if (Value* wide = toWideInteger(c, v)) return wide;
    return c.narrowed(c.cast(CastOp::FPToUI, v));
}

Value* floatToSigned(const Conversion& c, Value* v) {
    if (Value* wide = toWideInteger(c, v)) return wide;
    return c.narrowed(c.cast(CastOp::FPToSI, v));
}

std::optional<Rounding> roundingOf(const Translator& t, Id result) {
    const auto* mode = t.module.decoration(result, spv::Decoration::FPRoundingMode);
    if (!mode || mode->operands.empty()) return std::nullopt;
    const bool toZero = mode->operands[0] == static_cast<uint32_t>(spv::FPRoundingMode::RTZ);
    return toZero ? Rounding::Zero : Rounding::NearestEven;
}

Value* floatToFloat(const Conversion& c, Value* v) {
    if (c.to.width == 16 && c.from.width > 16 && !isSmallFloat(c.to))
        return convertedToHalf(c.t, v, c.rounding);
    const uint8_t from = v->type->bits;
    const uint8_t to = carrier(c.t, c.to)->bits;
    if (from != to) v = c.cast(from < to ? CastOp::FPExt : CastOp::FPTrunc, v);
    return c.from.width >= c.to.width ? c.narrowed(v) : v;  // a wider one has all values
}

// A float rounded to half precision but kept as a float.
Value* quantize(const Conversion& c, Value* v) {
    if (c.from.width != 32 || c.to.width != 32) {
        c.t.fail("OpQuantizeToF16 is of 32-bit floats");
        return v;
    }
    return halfValue(c.t, halfBits(c.t, v));
}

constexpr auto kSaturated = spv::Decoration(4216);  // SaturatedToLargestFloat8NormalConversionEXT

template <TypeKind from, TypeKind to, Value* (*convert)(const Conversion&, Value*)>
void conversion(Translator& t, const Instruction& inst) {
    const Type& target = t.resultType(inst);
    if (t.failed()) return;
    const auto rounding = roundingOf(t, inst.word(2));
    const bool saturates = t.module.decoration(inst.word(2), kSaturated) != nullptr;
    mapFromOperands<1>(t, inst, [&](Translator& t, const Type& scalar, Value* value) {
        const Type* result = target.scalar();
        if (!result || result->kind != to || scalar.kind != from) {
            t.fail("the conversion does not apply to these types");
            return value;
        }
        if (saturates && isSmallFloat(*result) && value->type->isFloat(32))
            value = saturate(t, *result, value);
        return convert({t, scalar, *result, rounding}, value);
    });
}

// --- OpBitcast: scalars and vectors as a row of bits, lowest component first

// The operand as pieces of `bits` bits each (8, 16 or 32), in i32.
std::vector<Value*> split(Translator& t, const Type& scalar, Scalars values, uint32_t bits) {
    std::vector<Value*> words;
    std::vector<Value*> pieces;
    for (Value* value : values) {
        words.clear();
        toWords(t, scalar, value, words);
        for (Value* word : words)
            for (uint32_t at = 0; at < std::min(scalar.width, 32u); at += bits)
                pieces.push_back(bits == 32 ? word
                                            : t.build.bitAnd(t.build.lshr(word, t.dx.i32(at)),
                                                             t.dx.i32((1u << bits) - 1)));
    }
    return pieces;
}

Value* join(Translator& t, const Type& scalar, std::span<Value* const> pieces, uint32_t bits) {
    Value* words[2] = {};
    const uint32_t perWord = std::min(scalar.width, 32u) / bits;
    for (uint32_t w = 0; w < wordCount(scalar); ++w) {
        words[w] = pieces[w * perWord];
        for (uint32_t p = 1; p < perWord; ++p)
            words[w] =
                t.build.bitOr(words[w], t.build.shl(pieces[w * perWord + p], t.dx.i32(p * bits)));
    }
    return fromWords(t, scalar, words);
}

// A device address is a row of words.
const Type* bitcastScalar(const Type& type) {
    return type.isPointerValue() ? &pointerWordType() : type.scalar();
}

void bitcast(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const Type& source = t.typeOf(inst.word(3));
    if (t.failed()) return;
    const Type* from = bitcastScalar(source);
    const Type* to = bitcastScalar(type);
    if (!from || !to || from->kind == TypeKind::Bool || to->kind == TypeKind::Bool ||
        uint64_t{from->width} * source.scalars != uint64_t{to->width} * type.scalars)
        return t.fail("a bit cast needs numbers of the same number of bits");
    const Scalars values = t.value(inst.word(3), source);
    if (t.failed()) return;
    const auto result = t.makeScalars(type.scalars);
    const bool direct = from->width == to->width && !isNarrow(t, *from);
    const uint32_t bits = std::min({from->width, to->width, 32u});
    std::vector<Value*> pieces;
    if (!direct) pieces = split(t, *from, values, bits);
    for (size_t i = 0; i < result.size(); ++i)
        result[i] = direct ? t.build.bitcast(values[i], carrier(t, *to))
                           : join(t, *to, std::span(pieces).subspan(i * (to->width / bits)), bits);
    t.define(inst, result);
}

// The low bits of each component's bits from `offset` on.
void bitcastExtract(Translator& t, const Instruction& inst) {
    const Type& type = t.resultType(inst);
    const Type& source = t.typeOf(inst.word(3));
    if (t.failed()) return;
    const Type *from = source.scalar(), *to = type.scalar();
    if (!from || !to || from->kind != TypeKind::Int || from->width > 32 ||
        to->width >= from->width || type.scalars != source.scalars)
        return t.fail("bits are extracted from wider integers of the same number");
    const Scalars values = t.value(inst.word(3), source);
    Value* offset = t.i32(inst.word(4));
    if (t.failed()) return;
    const auto result = t.makeScalars(type.scalars);
    for (size_t i = 0; i < result.size(); ++i) {
        std::vector<Value*> words;
        toWords(t, *from, values[i], words);
        Value* bits =
            t.build.bitAnd(t.build.lshr(words[0], offset), t.dx.i32((1u << to->width) - 1));
        result[i] = fromWords(t, *to, &bits);
    }
    t.define(inst, result);
}

constexpr auto Int = TypeKind::Int;
constexpr auto Float = TypeKind::Float;

constexpr EmitterRow kRows[] = {
    {spv::Op::OpUConvert, 4, conversion<Int, Int, unsignedToInteger>},
    {spv::Op::OpSConvert, 4, conversion<Int, Int, signedToInteger>},
    {spv::Op::OpConvertUToF, 4, conversion<Int, Float, unsignedToFloat>},
    {spv::Op::OpConvertSToF, 4, conversion<Int, Float, signedToFloat>},
    {spv::Op::OpConvertFToU, 4, conversion<Float, Int, floatToUnsigned>},
    {spv::Op::OpConvertFToS, 4, conversion<Float, Int, floatToSigned>},
    {spv::Op::OpFConvert, 4, conversion<Float, Float, floatToFloat>},
    {spv::Op::OpQuantizeToF16, 4, conversion<Float, Float, quantize>},
    {spv::Op::OpBitcast, 4, bitcast},
    {spv::Op(4195), 5, bitcastExtract},  // OpBitcastExtractEXT
};

}  // namespace

std::span<const EmitterRow> conversionEmitters() {
    return kRows;
}

}  // namespace baker::translate
