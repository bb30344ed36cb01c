// Sampling and gathering: images with a sampler.
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/image.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;

// What the opcode adds to the plain form.
struct Form {
    bool isExplicit = false;
    bool isCompared = false;
    bool isProjected = false;
    bool isGather = false;  // its fifth operand is read by the caller
};

struct Sample {
    ImageUse use;
    ImageOperands operands;
    std::array<Value*, 4> coordinates{};
    std::array<Value*, 3> offsets{};
    Value* reference = nullptr;  // of comparisons
};

const dxil::Type* floatType(Translator& t) {
    return t.dx.types().f32();
}

// The coordinates, divided by the one behind them when projected, as the reference is.
void readCoordinates(Translator& t, Sample& s, Id id, bool isProjected) {
    const size_t count = coordinates(*s.use.type);
    const Scalars given = numbers(t, id, floatType(t));
    if (given.size() < count + isProjected) return t.fail("the image's coordinate is too short");
    s.coordinates = padded<4>(t, given, count, floatType(t));
    if (!isProjected) return;
    for (size_t i = 0; i < count; ++i)
        s.coordinates[i] = t.build.fdiv(s.coordinates[i], given[count]);
    if (s.reference) s.reference = t.build.fdiv(s.reference, given[count]);
}

std::optional<Sample> readSample(Translator& t, const Instruction& inst, Form form) {
    const auto use = imageUse(t, inst.word(3));
    if (!use) return {};
    Sample s;
    s.use = *use;
    if (use->isBuffer() || use->isStorage() || use->type->isMultisampled) {
        t.fail("an image of this kind cannot be sampled");
        return {};
    }
    s.operands = imageOperands(t, inst, form.isCompared || form.isGather ? 6 : 5);
    if (form.isCompared) s.reference = t.scalar(inst.word(5), floatType(t));
    readCoordinates(t, s, inst.word(4), form.isProjected);
    s.offsets = texelOffsets(t, s.use, s.operands.offset);
    if (t.failed()) return {};
    return s;
}

Value* call(Translator& t, const Sample& s, DxOp op, std::initializer_list<Value*> more) {
    std::vector<Value*> arguments{imageHandle(t, s.use), samplerHandle(t, s.use, s.reference)};
    auto at = s.coordinates;
    toArray(at, *s.use.type, t.dx.f32(0.5f), t.dx.f32(0));
    arguments.insert(arguments.end(), at.begin(), at.end());
    arguments.insert(arguments.end(), s.offsets.begin(), s.offsets.end());
    arguments.insert(arguments.end(), more);
    return t.build.dxOp(op, floatType(t), arguments);
}

Value* clampOf(Translator& t, const Sample& s) {
    return s.operands.minLod ? t.scalar(s.operands.minLod, floatType(t)) : t.dx.undef(floatType(t));
}

bool isZero(Value* value) {
    const dxil::Constant* number = dxil::asNumber(value);
    return number && number->bits == 0;
}

Value* compared(Translator& t, const Sample& s, bool isExplicit) {
    if (s.operands.bias || s.operands.gradX) {
        t.fail("D3D12 compares with neither a bias nor gradients");
        return t.dx.undef(floatType(t));
    }
    if (!isExplicit && t.dx.kind == dxil::ShaderKind::Pixel) {
        t.reflection.usesDerivatives = true;
        return call(t, s, DxOp::SampleCmp, {s.reference, clampOf(t, s)});
    }
    Value* lod = s.operands.lod ? t.scalar(s.operands.lod, floatType(t)) : t.dx.f32(0);
    if (isZero(lod)) return call(t, s, DxOp::SampleCmpLevelZero, {s.reference});
    if (t.options.shaderModel >= ShaderModel{6, 7})
        return call(t, s, DxOp::SampleCmpLevel, {s.reference, lod});
    t.fail("D3D12 compares at a level other than 0 from shader model 6.7 on");
    return t.dx.undef(floatType(t));
}

Value* withGradients(Translator& t, const Sample& s) {
    const size_t count = dimensions(*s.use.type);
    const dxil::Type* f32 = floatType(t);
    auto x = padded<3>(t, numbers(t, s.operands.gradX, f32), count, f32);
    auto y = padded<3>(t, numbers(t, s.operands.gradY, f32), count, f32);
    if (s.use.type->dim == spv::Dim::Dim1D) x[1] = y[1] = t.dx.f32(0);
    return call(t, s, DxOp::SampleGrad, {x[0], x[1], x[2], y[0], y[1], y[2], clampOf(t, s)});
}

// Stages without derivatives sample the first level where none is given.
Value* plain(Translator& t, const Sample& s, bool isExplicit) {
    if (s.operands.gradX) return withGradients(t, s);
    if (isExplicit || t.dx.kind != dxil::ShaderKind::Pixel)
        return call(t, s, DxOp::SampleLevel,
                    {s.operands.lod ? t.scalar(s.operands.lod, floatType(t)) : t.dx.f32(0)});
    t.reflection.usesDerivatives = true;
    if (s.operands.bias)
        return call(t, s, DxOp::SampleBias,
                    {t.scalar(s.operands.bias, floatType(t)), clampOf(t, s)});
    return call(t, s, DxOp::Sample, {clampOf(t, s)});
}

template <bool isExplicit, bool isCompared, bool isProjected>
void sample(Translator& t, const Instruction& inst) {
    constexpr Form form{isExplicit, isCompared, isProjected};
    const auto s = readSample(t, inst, form);
    if (!s) return;
    if (s->use.type->texel->kind != spirv::TypeKind::Float)
        return t.fail("D3D12 samples floats alone");
    Value* result = isCompared ? compared(t, *s, isExplicit) : plain(t, *s, isExplicit);
    if (!t.failed()) defineTexel(t, inst, result);
}

// One gather; `offset` has two scalars.
Value* gatherAt(Translator& t, const Sample& s, const dxil::Type* type, Value* component) {
    std::vector<Value*> arguments{imageHandle(t, s.use), samplerHandle(t, s.use, s.reference)};
    auto at = s.coordinates;
    toArray(at, *s.use.type, t.dx.f32(0.5f), t.dx.f32(0));
    arguments.insert(arguments.end(), at.begin(), at.end());
    arguments.insert(arguments.end(), {s.offsets[0], s.offsets[1], component});
    if (s.reference) arguments.push_back(s.reference);
    return t.build.dxOp(s.reference ? DxOp::TextureGatherCmp : DxOp::TextureGather, type,
                        arguments);
}

// With an offset for each of the four texels: each is the one at the origin of a gather of its own,
// which comes last.
void gatherWithOffsets(Translator& t, const Instruction& inst, Sample& s, const dxil::Type* type,
                       Value* component) {
    constexpr uint32_t kOrigin = 3;
    const Object& offsets = t.object(s.operands.offsets);
    const auto result = t.makeScalars(4);
    if (offsets.scalars.size() != 8 || !offsets.scalars[0]->type->isInteger(32))
        return t.fail("the offsets are not four vectors of two");
    for (size_t i = 0; i < 4; ++i) {
        s.offsets[0] = offsets.scalars[2 * i];
        s.offsets[1] = offsets.scalars[2 * i + 1];
        result[i] = t.build.extractValue(gatherAt(t, s, type, component), kOrigin);
    }
    t.define(inst, result);
}

template <bool isCompared>
void gather(Translator& t, const Instruction& inst) {
    auto s = readSample(t, inst, {.isGather = true});
    if (!s) return;
    Value* component = t.dx.i32(0);
    if (isCompared)
        s->reference = t.scalar(inst.word(5), floatType(t));
    else
        component = t.i32(inst.word(5));
    const spirv::Type* texel = s->use.type->texel;
    const dxil::Type* type = texel->kind == spirv::TypeKind::Float
                                 ? floatType(t)
                                 : static_cast<const dxil::Type*>(t.dx.types().i32());
    if (t.failed()) return;
    if (s->operands.offsets) return gatherWithOffsets(t, inst, *s, type, component);
    Value* result = gatherAt(t, *s, type, component);
    if (!t.failed()) defineTexel(t, inst, result);
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpImageSampleImplicitLod, 5, sample<false, false, false>},
    {spv::Op::OpImageSampleExplicitLod, 7, sample<true, false, false>},
    {spv::Op::OpImageSampleDrefImplicitLod, 6, sample<false, true, false>},
    {spv::Op::OpImageSampleDrefExplicitLod, 8, sample<true, true, false>},
    {spv::Op::OpImageSampleProjImplicitLod, 5, sample<false, false, true>},
    {spv::Op::OpImageSampleProjExplicitLod, 7, sample<true, false, true>},
    {spv::Op::OpImageSampleProjDrefImplicitLod, 6, sample<false, true, true>},
    {spv::Op::OpImageSampleProjDrefExplicitLod, 8, sample<true, true, true>},
    {spv::Op::OpImageGather, 6, gather<false>},
    {spv::Op::OpImageDrefGather, 6, gather<true>},
};

}  // namespace

std::span<const EmitterRow> imageSampleEmitters() {
    return kRows;
}

}  // namespace baker::translate
