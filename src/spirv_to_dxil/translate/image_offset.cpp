// Texel offsets that the sampling intrinsics do not take: below shader model 6.7 these are
// constants from -8 to 7.
//
// Any other offset is divided by the size of the level that is sampled and added to the
// coordinates; wrapping, which follows, makes no difference between the two. The level is the one
// that the operands ask for, the nearer one where two are blended; a sampler's bias and limits are
// unknown but for what CalculateLOD tells of them.
#include "spirv_to_dxil/translate/image_sample.hpp"

namespace baker::translate {
namespace {

using dxil::CastOp;
using dxil::DxOp;

constexpr uint32_t kLevels = 3;  // of dx.types.Dimensions

const dxil::Type* f32(Translator& t) {
    return t.dx.types().f32();
}

Value* wantedLevel(Translator& t, const Sample& s) {
    if (s.derivatives)
        return s.reference ? levelOfGradients(t, s, *s.derivatives) : implicitLevel(t, s);
    if (hasGradients(s)) return levelOfGradients(t, s, gradientsOf(t, s));
    return s.operands.lod ? floatOperand(t, s.operands.lod) : t.dx.f32(0);
}

// Rounded, and one that the view has.
Value* sampledLevel(Translator& t, const Sample& s) {
    dxil::Builder& b = t.build;
    Value* level = wantedLevel(t, s);
    if (s.operands.minLod)
        level = b.dxOp(DxOp::FMax, f32(t), {level, floatOperand(t, s.operands.minLod)});
    const dxil::Constant* number = dxil::asNumber(level);
    if (number && number->bits == 0) return t.dx.i32(0);
    Value* sizes = b.dxOp(DxOp::GetDimensions, nullptr, {imageHandle(t, s.use), t.dx.i32(0)});
    Value* count = b.cast(CastOp::UIToFP, b.extractValue(sizes, kLevels), f32(t));
    Value* last = b.fsub(count, t.dx.f32(1));
    Value* least = b.dxOp(DxOp::FMax, f32(t), {level, t.dx.f32(0)});
    Value* inside = b.dxOp(DxOp::FMin, f32(t), {least, last});
    return b.cast(CastOp::FPToUI, b.fadd(inside, t.dx.f32(0.5f)), t.dx.types().i32());
}

}  // namespace

void addOffset(Translator& t, Sample& s) {
    dxil::Builder& b = t.build;
    if (!s.isExplicit && hasDerivatives(t)) {
        t.reflection.usesDerivatives = true;
        Value* bias = s.operands.bias ? floatOperand(t, s.operands.bias) : nullptr;
        s.derivatives = derivativesOf(t, s, bias);
    }
    Value* level = sampledLevel(t, s);
    Value* sizes = b.dxOp(DxOp::GetDimensions, nullptr, {imageHandle(t, s.use), level});
    for (uint32_t c = 0; c < s.dimensionCount(); ++c) {
        Value* size = b.cast(CastOp::UIToFP, b.extractValue(sizes, c), f32(t));
        Value* texels = b.cast(CastOp::SIToFP, s.offsets[c], f32(t));
        s.coordinates[c] = b.fadd(s.coordinates[c], b.fdiv(texels, size));
    }
    s.offsets = texelOffsets(t, s.use, 0);
}

}  // namespace baker::translate
