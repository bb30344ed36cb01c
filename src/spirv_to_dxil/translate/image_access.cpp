// Images without a sampler: texels fetched, read and written at whole coordinates.
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/image.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;

const dxil::Type* texelType(Translator& t, const ImageUse& use) {
    const spirv::Type* texel = use.type->texel;
    return texel->kind == spirv::TypeKind::Float ? t.dx.types().f32() : t.dx.types().i32();
}

// An input attachment is read at the fragment's own place.
void addFragmentPosition(Translator& t, std::array<Value*, 3>& at) {
    for (uint32_t c = 0; c < 2; ++c) {
        Value* place = t.signatures.loadBuiltIn(spv::BuiltIn::FragCoord, c, 4);
        at[c] = t.build.add(at[c], t.build.cast(dxil::CastOp::FPToSI, place, t.dx.types().i32()));
    }
}

// The level, or the sample.
Value* levelOrSample(Translator& t, const ImageUse& use, const ImageOperands& operands) {
    if (use.type->isMultisampled) return operands.sample ? t.i32(operands.sample) : t.dx.i32(0);
    if (use.isStorage()) return t.dx.undef(t.dx.types().i32());
    return operands.lod ? t.i32(operands.lod) : t.dx.i32(0);
}

void readTexel(Translator& t, const Instruction& inst) {
    const auto use = imageUse(t, inst.word(3));
    if (!use) return;
    const ImageOperands operands = imageOperands(t, inst, 5);
    auto at = texelCoordinates(t, *use->type, inst.word(4));
    const dxil::Type* i32 = t.dx.types().i32();
    if (t.failed()) return;
    if (use->isBuffer()) {
        Value* handle = imageHandle(t, *use);
        return defineTexel(
            t, inst,
            t.build.dxOp(DxOp::BufferLoad, texelType(t, *use), {handle, at[0], t.dx.undef(i32)}));
    }
    if (use->type->dim == spv::Dim::SubpassData) addFragmentPosition(t, at);
    if (use->isStorage() && use->type->isMultisampled)
        return t.fail("storage images of several samples are not supported");
    Value* level = levelOrSample(t, *use, operands);
    std::array<Value*, 3> offsets = padded<3>(t, {}, 0, i32);
    if (operands.offset) offsets = texelOffsets(t, *use, operands.offset);
    if (t.failed()) return;
    Value* handle = imageHandle(t, *use);
    defineTexel(
        t, inst,
        t.build.dxOp(DxOp::TextureLoad, texelType(t, *use),
                     {handle, level, at[0], at[1], at[2], offsets[0], offsets[1], offsets[2]}));
}

// Four components are stored; those that the instruction lacks repeat the first, for formats that
// do not have them.
void writeTexel(Translator& t, const Instruction& inst) {
    const auto use = imageUse(t, inst.word(1));
    if (!use) return;
    if (!use->isStorage() || use->type->isMultisampled)
        return t.fail("an image of this kind cannot be written");
    const auto at = texelCoordinates(t, *use->type, inst.word(2));
    const dxil::Type* type = texelType(t, *use);
    const Scalars texel = numbers(t, inst.word(3), type);
    if (t.failed()) return;
    std::array<Value*, 4> v;
    for (size_t i = 0; i < v.size(); ++i) v[i] = texel[i < texel.size() ? i : 0];
    t.resources.markWritten(*use->image->resource);
    Value* handle = imageHandle(t, *use);
    Value* mask = t.dx.i8(0xf);
    if (use->isBuffer())
        t.build.dxOp(DxOp::BufferStore, type,
                     {handle, at[0], t.dx.undef(t.dx.types().i32()), v[0], v[1], v[2], v[3], mask});
    else
        t.build.dxOp(DxOp::TextureStore, type,
                     {handle, at[0], at[1], at[2], v[0], v[1], v[2], v[3], mask});
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpImageFetch, 5, readTexel},
    {spv::Op::OpImageRead, 5, readTexel},
    {spv::Op::OpImageWrite, 4, writeTexel},
};

}  // namespace

std::span<const EmitterRow> imageAccessEmitters() {
    return kRows;
}

}  // namespace baker::translate
