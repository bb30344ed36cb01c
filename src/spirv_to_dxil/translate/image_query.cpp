// Images and samplers put together, and what images say of themselves.
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/image.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;

// Components of dx.types.Dimensions.
constexpr uint32_t kLayers = 2, kLevels = 3, kSamples = 3;
constexpr uint32_t kFaces = 6;

Value* dimensionsOf(Translator& t, const ImageUse& use, Value* level) {
    return t.build.dxOp(DxOp::GetDimensions, nullptr, {imageHandle(t, use), level});
}

Value* noLevel(Translator& t) {
    return t.dx.undef(t.dx.types().i32());
}

void defineSize(Translator& t, const Instruction& inst, const ImageUse& use, Value* level) {
    const bool cube = use.type->dim == spv::Dim::Cube;
    const uint32_t count = (cube ? 2 : dimensions(*use.type)) + use.type->isArrayed;
    Value* size = dimensionsOf(t, use, level);
    const auto result = t.makeScalars(count);
    for (uint32_t i = 0; i < count; ++i) {
        const bool isLayers = use.type->isArrayed && i + 1 == count;
        result[i] = t.build.extractValue(size, isLayers ? kLayers : i);
    }
    if (cube && use.isStorage() && use.type->isArrayed)
        result[2] = t.build.binary(dxil::BinaryOp::UDiv, result[2], t.dx.i32(kFaces));
    t.define(inst, result);
}

void querySize(Translator& t, const Instruction& inst) {
    const auto use = imageUse(t, inst.word(3));
    if (!use) return;
    const bool levels = !use->isStorage() && !use->isBuffer() && !use->type->isMultisampled;
    defineSize(t, inst, *use, levels ? t.dx.i32(0) : noLevel(t));
}

void querySizeOfLevel(Translator& t, const Instruction& inst) {
    const auto use = imageUse(t, inst.word(3));
    if (use) defineSize(t, inst, *use, t.i32(inst.word(4)));
}

void queryLevels(Translator& t, const Instruction& inst) {
    const auto use = imageUse(t, inst.word(3));
    if (use) t.define(inst, t.build.extractValue(dimensionsOf(t, *use, t.dx.i32(0)), kLevels));
}

void querySamples(Translator& t, const Instruction& inst) {
    const auto use = imageUse(t, inst.word(3));
    if (!use) return;
    if (!use->type->isMultisampled) return t.fail("the image has one sample");
    t.define(inst, t.build.extractValue(dimensionsOf(t, *use, noLevel(t)), kSamples));
}

// The level that would be sampled, clamped to those there are; and before clamping.
void queryLod(Translator& t, const Instruction& inst) {
    const auto use = imageUse(t, inst.word(3));
    if (!use) return;
    if (t.dx.kind != dxil::ShaderKind::Pixel || use->isBuffer())
        return t.fail("the level of detail is known in fragment shaders alone");
    const dxil::Type* f32 = t.dx.types().f32();
    auto at = padded<3>(t, numbers(t, inst.word(4), f32), dimensions(*use->type), f32);
    if (use->type->dim == spv::Dim::Dim1D) at[1] = t.dx.f32(0.5f);
    if (t.failed()) return;
    t.reflection.usesDerivatives = true;
    Value* image = imageHandle(t, *use);
    Value* sampler = samplerHandle(t, *use, false);
    const auto result = t.makeScalars(2);
    for (uint32_t i = 0; i < 2; ++i)
        result[i] = t.build.dxOp(DxOp::CalculateLOD, f32,
                                 {image, sampler, at[0], at[1], at[2], t.dx.i1(i == 0)});
    t.define(inst, result);
}

void sampledImage(Translator& t, const Instruction& inst) {
    const auto image = imageUse(t, inst.word(3));
    const Object& sampler = t.object(inst.word(4));
    if (t.failed() || !image) return;
    if (sampler.type->kind != spirv::TypeKind::Sampler || !sampler.pointer)
        return t.fail("operand " + std::to_string(inst.word(4)) + " is no sampler");
    t.defineOpaque(inst, *image->image, sampler.pointer);
}

void imageOf(Translator& t, const Instruction& inst) {
    if (const auto use = imageUse(t, inst.word(3))) t.defineOpaque(inst, *use->image, nullptr);
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpSampledImage, 5, sampledImage},
    {spv::Op::OpImage, 4, imageOf},
    {spv::Op::OpImageQuerySize, 4, querySize},
    {spv::Op::OpImageQuerySizeLod, 5, querySizeOfLevel},
    {spv::Op::OpImageQueryLevels, 4, queryLevels},
    {spv::Op::OpImageQuerySamples, 4, querySamples},
    {spv::Op::OpImageQueryLod, 5, queryLod},
};

}  // namespace

std::span<const EmitterRow> imageQueryEmitters() {
    return kRows;
}

}  // namespace baker::translate
