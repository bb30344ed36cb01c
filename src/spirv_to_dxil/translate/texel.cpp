#include "spirv_to_dxil/translate/texel.hpp"

#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"

namespace baker::translate {

using dxil::ComponentType;
using dxil::DxOp;
using spirv::Type;
using spirv::TypeKind;

namespace {

constexpr uint32_t kStatus = 4;  // of dx.types.ResRet

bool samplesIntegers(const Translator& t) {
    return t.options.shaderModel >= ShaderModel{6, 7} && t.options.features.advancedTextureOps;
}

bool isWide(const Type& image) {
    return image.texel->width == 64;
}

ComponentType wideComponent(Translator& t, const Type& texel) {
    if (texel.kind == TypeKind::Int && t.options.shaderModel >= ShaderModel{6, 6})
        return texel.isSigned ? ComponentType::I64 : ComponentType::U64;
    t.fail("D3D12 has images of 64-bit integers from shader model 6.6 on");
    return ComponentType::Invalid;
}

}  // namespace

ComponentType texelComponent(Translator& t, const Type& image) {
    const Type& texel = *image.texel;
    if (texel.width == 64) return wideComponent(t, texel);
    if (texel.width != 32) {
        t.fail("an image of this type is not supported");
        return ComponentType::Invalid;
    }
    if (texel.kind == TypeKind::Float)
        return image.isStorage && t.imageUses.hasAtomics(image.id) ? ComponentType::U32
                                                                   : ComponentType::F32;
    if (!image.isStorage && !samplesIntegers(t) && t.imageUses.isSampled(image.id))
        return ComponentType::F32;
    return texel.isSigned ? ComponentType::I32 : ComponentType::U32;
}

const dxil::Type* texelOverload(Translator& t, const Type& image) {
    return texelComponent(t, image) == ComponentType::F32
               ? t.dx.types().f32()
               : static_cast<const dxil::Type*>(t.dx.types().i32());
}

Value* texelValue(Translator& t, const Type& image, Value* result, uint32_t c) {
    if (!isWide(image))
        return t.build.bitcast(t.build.extractValue(result, c), carrier(t, *image.texel));
    // Only the first component is there.
    if (c != 0) return constantFromBits(t, *image.texel, c == 3);
    Value* low = t.build.extractValue(result, 0);
    Value* high = t.build.extractValue(result, 1);
    Value* words[] = {low, high};
    return fromWords(t, *image.texel, words);
}

std::array<Value*, 4> texelComponents(Translator& t, const Type& image, Id value) {
    const Scalars given =
        t.scalars(value, carrier(t, *image.texel), std::max<uint32_t>(t.typeOf(value).scalars, 1));
    std::array<Value*, 4> components;
    std::vector<Value*> words;
    if (isWide(image)) {
        toWords(t, *image.texel, given[0], words);
        return {words[0], words[1], words[0], words[0]};
    }
    const dxil::Type* overload = texelOverload(t, image);
    for (size_t i = 0; i < components.size(); ++i)
        components[i] = t.build.bitcast(given[i < given.size() ? i : 0], overload);
    return components;
}

Value* residencyCode(Translator& t, Value* result) {
    if (!t.options.features.residency) return t.dx.i32(0);
    Value* status = t.build.extractValue(result, kStatus);
    Value* mapped = t.build.dxOp(DxOp::CheckAccessFullyMapped, status->type, {status});
    return t.build.select(mapped, t.dx.i32(0), t.dx.i32(1));
}

bool isSparse(const Instruction& inst) {
    return (inst.op() >= spv::Op::OpImageSparseSampleImplicitLod &&
            inst.op() <= spv::Op::OpImageSparseDrefGather) ||
           inst.op() == spv::Op::OpImageSparseRead;
}

void defineTexel(Translator& t, const Instruction& inst, Scalars components, Value* code) {
    const Type& type = t.resultType(inst);
    const auto scalars = t.makeScalars(type.scalars);
    const size_t first = code ? 1 : 0;
    if (scalars.size() > components.size() + first || scalars.size() <= first)
        return t.fail("a texel has one to four components");
    if (code) scalars[0] = code;
    std::copy_n(components.begin(), scalars.size() - first, scalars.begin() + first);
    t.define(inst, scalars);
}

void defineTexel(Translator& t, const Instruction& inst, const Type& image, Value* result) {
    Value* code = isSparse(inst) ? residencyCode(t, result) : nullptr;
    const uint32_t count = t.resultType(inst).scalars - (code ? 1 : 0);
    if (count > 4) return t.fail("a texel has one to four components");
    const auto components = t.makeScalars(count);
    for (uint32_t c = 0; c < count; ++c) components[c] = texelValue(t, image, result, c);
    defineTexel(t, inst, components, code);
}

namespace {

void texelsResident(Translator& t, const Instruction& inst) {
    Value* code = t.i32(inst.word(3));
    t.define(inst, t.build.compare(dxil::Predicate::IcmpEq, code, t.dx.i32(0)));
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpImageSparseTexelsResident, 4, texelsResident},
};

}  // namespace

std::span<const EmitterRow> texelEmitters() {
    return kRows;
}

}  // namespace baker::translate
