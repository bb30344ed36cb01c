// Packing of small numbers into words, and unpacking.
#include "spirv_to_dxil/translate/glsl.hpp"

namespace baker::translate {
namespace {

using dxil::CastOp;
using dxil::DxOp;
using spirv::TypeKind;

// `count` floats, as a vector operand.
Scalars floats(Translator& t, Id id, size_t count) {
    return t.scalars(id, t.dx.types().f32(), count);
}

Value* clamped(Translator& t, Value* a, double low) {
    return fmin(t, fmax(t, a, number(t, a, low)), number(t, a, 1));
}

// A normalised number of 32 / count bits for each component, the first lowest.
template <uint32_t count, bool isSigned>
void packNorm(Translator& t, const Instruction& inst) {
    dxil::Builder& b = t.build;
    constexpr uint32_t kBits = 32 / count;
    constexpr double kMaximum = (1u << (kBits - isSigned)) - 1;
    const Scalars a = floats(t, glslOperand(inst, 0), count);
    if (t.failed()) return;
    Value* word = t.dx.i32(0);
    for (uint32_t i = 0; i < count; ++i) {
        Value* scaled = b.fmul(clamped(t, a[i], isSigned ? -1 : 0), t.dx.f32(float(kMaximum)));
        Value* rounded = b.dxOp(DxOp::Round_ne, a[i]->type, {scaled});
        Value* bits =
            b.cast(isSigned ? CastOp::FPToSI : CastOp::FPToUI, rounded, t.dx.types().i32());
        bits = b.bitAnd(bits, t.dx.i32((uint64_t{1} << kBits) - 1));
        word = b.bitOr(word, b.shl(bits, t.dx.i32(i * kBits)));
    }
    t.define(inst, word);
}

template <uint32_t count, bool isSigned>
void unpackNorm(Translator& t, const Instruction& inst) {
    dxil::Builder& b = t.build;
    constexpr uint32_t kBits = 32 / count;
    constexpr double kMaximum = (1u << (kBits - isSigned)) - 1;
    const dxil::Type* f32 = t.dx.types().f32();
    Value* word = t.i32(glslOperand(inst, 0));
    if (t.failed()) return;
    const auto result = t.makeScalars(count);
    for (uint32_t i = 0; i < count; ++i) {
        // The component at the top of the word, then down, with its sign or zeros.
        Value* top = b.shl(word, t.dx.i32(32 - kBits * (i + 1)));
        Value* down = t.dx.i32(32 - kBits);
        Value* bits = isSigned ? b.ashr(top, down) : b.lshr(top, down);
        Value* value = b.cast(isSigned ? CastOp::SIToFP : CastOp::UIToFP, bits, f32);
        value = b.fdiv(value, t.dx.f32(float(kMaximum)));
        result[i] = isSigned ? clamped(t, value, -1) : value;
    }
    t.define(inst, result);
}

void packHalf(Translator& t, const Instruction& inst) {
    dxil::Builder& b = t.build;
    const Scalars a = floats(t, glslOperand(inst, 0), 2);
    if (t.failed()) return;
    Value* low = b.dxOp(DxOp::LegacyF32ToF16, nullptr, {a[0]});
    Value* high = b.dxOp(DxOp::LegacyF32ToF16, nullptr, {a[1]});
    t.define(inst, b.bitOr(b.bitAnd(low, t.dx.i32(0xffff)), b.shl(high, t.dx.i32(16))));
}

void unpackHalf(Translator& t, const Instruction& inst) {
    dxil::Builder& b = t.build;
    Value* word = t.i32(glslOperand(inst, 0));
    if (t.failed()) return;
    const auto result = t.makeScalars(2);
    result[0] = b.dxOp(DxOp::LegacyF16ToF32, nullptr, {b.bitAnd(word, t.dx.i32(0xffff))});
    result[1] = b.dxOp(DxOp::LegacyF16ToF32, nullptr, {b.lshr(word, t.dx.i32(16))});
    t.define(inst, result);
}

void packDouble(Translator& t, const Instruction& inst) {
    const Scalars words = t.scalars(glslOperand(inst, 0), t.dx.types().i32(), 2);
    if (t.failed()) return;
    t.define(inst, t.build.dxOp(DxOp::MakeDouble, t.dx.types().f64(), {words[0], words[1]}));
}

void unpackDouble(Translator& t, const Instruction& inst) {
    const dxil::Type* f64 = t.dx.types().f64();
    Value* halves = t.build.dxOp(DxOp::SplitDouble, f64, {t.scalar(glslOperand(inst, 0), f64)});
    const auto result = t.makeScalars(2);
    for (uint32_t i = 0; i < 2; ++i) result[i] = t.build.extractValue(halves, i);
    t.define(inst, result);
}

constexpr GlslRow kRows[] = {
    {GLSLstd450PackSnorm4x8, 1, packNorm<4, true>},
    {GLSLstd450PackUnorm4x8, 1, packNorm<4, false>},
    {GLSLstd450PackSnorm2x16, 1, packNorm<2, true>},
    {GLSLstd450PackUnorm2x16, 1, packNorm<2, false>},
    {GLSLstd450PackHalf2x16, 1, packHalf},
    {GLSLstd450PackDouble2x32, 1, packDouble},
    {GLSLstd450UnpackSnorm2x16, 1, unpackNorm<2, true>},
    {GLSLstd450UnpackUnorm2x16, 1, unpackNorm<2, false>},
    {GLSLstd450UnpackHalf2x16, 1, unpackHalf},
    {GLSLstd450UnpackSnorm4x8, 1, unpackNorm<4, true>},
    {GLSLstd450UnpackUnorm4x8, 1, unpackNorm<4, false>},
    {GLSLstd450UnpackDouble2x32, 1, unpackDouble},
};

}  // namespace

std::span<const GlslRow> glslPacking() {
    return kRows;
}

}  // namespace baker::translate
