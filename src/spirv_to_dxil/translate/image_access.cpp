// Images without a sampler: texels fetched, read and written at whole coordinates.
#include "spirv_to_dxil/translate/builtins.hpp"
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/image.hpp"
#include "spirv_to_dxil/translate/texel.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;

// An input attachment is read at the fragment's own place.
void addFragmentPosition(Translator& t, std::array<Value*, 3>& at) {
    for (uint32_t c = 0; c < 2; ++c) {
        Value* place = t.signatures.loadBuiltIn(spv::BuiltIn::FragCoord, c, 4);
        at[c] = t.build.add(at[c], t.build.cast(dxil::CastOp::FPToSI, place, t.dx.types().i32()));
    }
    if (t.options.attachmentLayer == AttachmentLayer::Rendered)
        at[2] = t.signatures.loadBuiltIn(spv::BuiltIn::Layer, 0, 1);
    if (t.options.attachmentLayer == AttachmentLayer::View) at[2] = viewIndex(t);
}

// The level, or the sample.
Value* levelOrSample(Translator& t, const ImageUse& use, const ImageOperands& operands) {
    if (use.type->isMultisampled) return operands.sample ? t.i32(operands.sample) : t.dx.i32(0);
    if (use.isStorage()) return t.dx.undef(t.dx.types().i32());
    return operands.lod ? t.i32(operands.lod) : t.dx.i32(0);
}

bool hasMultisampledStorage(Translator& t, const ImageUse& use) {
    if (!use.type->isMultisampled || t.options.shaderModel >= ShaderModel{6, 7}) return true;
    t.fail("D3D12 has multisampled storage images from shader model 6.7 on");
    return false;
}

// An offset that the intrinsic does not take is added to the coordinates.
std::array<Value*, 3> fetchOffsets(Translator& t, const ImageUse& use, Id offset,
                                   std::array<Value*, 3>& at) {
    const auto none = padded<3>(t, {}, 0, t.dx.types().i32());
    if (!offset) return none;
    const auto offsets = texelOffsets(t, use, offset);
    const size_t count = dimensions(*use.type);
    if (!use.isStorage() && isImmediateOffset(t, std::span(offsets).first(count))) return offsets;
    for (size_t i = 0; i < count; ++i) at[i] = t.build.add(at[i], offsets[i]);
    return none;
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
        return defineTexel(t, inst, *use->type,
                           t.build.dxOp(DxOp::BufferLoad, texelOverload(t, *use->type),
                                        {handle, at[0], t.dx.undef(i32)}));
    }
    if (use->type->dim == spv::Dim::SubpassData) addFragmentPosition(t, at);
    if (use->isStorage() && !hasMultisampledStorage(t, *use)) return;
    Value* level = levelOrSample(t, *use, operands);
    const auto offsets = fetchOffsets(t, *use, operands.offset, at);
    if (t.failed()) return;
    Value* handle = imageHandle(t, *use);
    defineTexel(
        t, inst, *use->type,
        t.build.dxOp(DxOp::TextureLoad, texelOverload(t, *use->type),
                     {handle, level, at[0], at[1], at[2], offsets[0], offsets[1], offsets[2]}));
}

void writeTexel(Translator& t, const Instruction& inst) {
    const auto use = imageUse(t, inst.word(1));
    if (!use) return;
    if (!use->isStorage()) return t.fail("an image of this kind cannot be written");
    if (!hasMultisampledStorage(t, *use)) return;
    const auto at = texelCoordinates(t, *use->type, inst.word(2));
    const auto v = texelComponents(t, *use->type, inst.word(3));
    const ImageOperands operands = imageOperands(t, inst, 4);
    if (t.failed()) return;
    t.resources.markWritten(*use->image->resource);
    const dxil::Type* type = texelOverload(t, *use->type);
    Value* handle = imageHandle(t, *use);
    Value* mask = t.dx.i8(0xf);
    if (use->isBuffer())
        t.build.dxOp(DxOp::BufferStore, type,
                     {handle, at[0], t.dx.undef(t.dx.types().i32()), v[0], v[1], v[2], v[3], mask});
    else if (use->type->isMultisampled)
        t.build.dxOp(DxOp::TextureStoreSample, type,
                     {handle, at[0], at[1], at[2], v[0], v[1], v[2], v[3], mask,
                      levelOrSample(t, *use, operands)});
    else
        t.build.dxOp(DxOp::TextureStore, type,
                     {handle, at[0], at[1], at[2], v[0], v[1], v[2], v[3], mask});
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpImageFetch, 5, readTexel},       {spv::Op::OpImageRead, 5, readTexel},
    {spv::Op::OpImageSparseFetch, 5, readTexel}, {spv::Op::OpImageSparseRead, 5, readTexel},
    {spv::Op::OpImageWrite, 4, writeTexel},
};

}  // namespace

std::span<const EmitterRow> imageAccessEmitters() {
    return kRows;
}

}  // namespace baker::translate
