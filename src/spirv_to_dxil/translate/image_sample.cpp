// Sampling and gathering: images with a sampler.
#include "spirv_to_dxil/translate/image_sample.hpp"

#include <bit>

#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/texel.hpp"
#include "spirv_to_dxil/translate/ycbcr.hpp"

namespace baker::translate {

using dxil::DxOp;

bool hasDerivatives(const Translator& t) {
    return t.dx.kind == dxil::ShaderKind::Pixel;
}

Value* floatOperand(Translator& t, Id id) {
    return t.scalar(id, t.dx.types().f32());
}

namespace {

// As D3D12's views, which are arrays, take them.
std::array<Value*, 4> arrayCoordinates(Translator& t, const Sample& s) {
    auto at = s.coordinates;
    toArray(at, *s.use.type, t.dx.f32(0.5f), t.dx.f32(0));
    return at;
}

}  // namespace

Value* callSample(Translator& t, const Sample& s, DxOp op, std::initializer_list<Value*> more) {
    std::vector<Value*> arguments{imageHandle(t, s.use)};
    arguments.push_back(samplerHandle(t, s.use, s.reference));
    const auto at = arrayCoordinates(t, s);
    arguments.insert(arguments.end(), at.begin(), at.end());
    arguments.insert(arguments.end(), s.offsets.begin(), s.offsets.end());
    arguments.insert(arguments.end(), more);
    return t.build.dxOp(op, texelOverload(t, *s.use.type), arguments);
}

Value* levelClamp(Translator& t, const Sample& s) {
    if (!s.operands.minLod || !t.options.features.levelClamp) return t.dx.undef(t.dx.types().f32());
    return floatOperand(t, s.operands.minLod);
}

// --- levels of detail

Gradients gradientsOf(Translator& t, const Sample& s) {
    if (s.derivatives) return *s.derivatives;
    const size_t count = s.dimensionCount();
    const dxil::Type* f32 = t.dx.types().f32();
    const Scalars x = numbers(t, s.operands.gradX, f32);
    const Scalars y = numbers(t, s.operands.gradY, f32);
    if (x.size() < count || y.size() < count) t.fail("the gradients are too short");
    return {padded<3>(t, x, count, f32), padded<3>(t, y, count, f32)};
}

Value* firstLevelSize(Translator& t, const Sample& s, uint32_t c) {
    Value* sizes = t.build.dxOp(DxOp::GetDimensions, nullptr, {imageHandle(t, s.use), t.dx.i32(0)});
    return t.build.cast(dxil::CastOp::UIToFP, t.build.extractValue(sizes, c), t.dx.types().f32());
}

namespace {

const dxil::Type* floatType(Translator& t) {
    return t.dx.types().f32();
}

// Texels that a gradient steps over, squared. A step across a cube's face is half its size for each
// unit along the direction's shorter axes; the longest one's part is left out of account.
Value* squaredTexels(Translator& t, const Sample& s, const Vector3& gradient, Value* cubeScale) {
    dxil::Builder& b = t.build;
    Value* sum = nullptr;
    for (uint32_t c = 0; c < s.dimensionCount(); ++c) {
        Value* scale = cubeScale ? cubeScale : firstLevelSize(t, s, c);
        Value* texels = b.fmul(gradient[c], scale);
        Value* square = b.fmul(texels, texels);
        sum = sum ? b.fadd(sum, square) : square;
    }
    return sum;
}

// Half the face's size, divided by the direction's longest component.
Value* cubeScaleOf(Translator& t, const Sample& s) {
    if (s.use.type->dim != spv::Dim::Cube) return nullptr;
    dxil::Builder& b = t.build;
    Value* longest = nullptr;
    for (uint32_t c = 0; c < 3; ++c) {
        Value* length = b.dxOp(DxOp::FAbs, floatType(t), {s.coordinates[c]});
        longest = longest ? b.dxOp(DxOp::FMax, floatType(t), {longest, length}) : length;
    }
    return b.fdiv(b.fmul(t.dx.f32(0.5f), firstLevelSize(t, s, 0)), longest);
}

}  // namespace

Value* levelOfGradients(Translator& t, const Sample& s, const Gradients& gradients) {
    dxil::Builder& b = t.build;
    Value* cubeScale = cubeScaleOf(t, s);
    Value* x = squaredTexels(t, s, gradients.x, cubeScale);
    Value* y = squaredTexels(t, s, gradients.y, cubeScale);
    Value* larger = b.dxOp(DxOp::FMax, floatType(t), {x, y});
    Value* logarithm = b.dxOp(DxOp::Log, floatType(t), {larger});
    return b.fmul(t.dx.f32(0.5f), logarithm);
}

Gradients derivativesOf(Translator& t, const Sample& s, Value* bias) {
    dxil::Builder& b = t.build;
    const auto none = padded<3>(t, {}, 0, floatType(t));
    Gradients g{none, none};
    Value* scale = bias ? b.dxOp(DxOp::Exp, floatType(t), {bias}) : nullptr;
    for (uint32_t c = 0; c < s.dimensionCount(); ++c) {
        Value* x = b.dxOp(DxOp::DerivCoarseX, floatType(t), {s.coordinates[c]});
        Value* y = b.dxOp(DxOp::DerivCoarseY, floatType(t), {s.coordinates[c]});
        g.x[c] = scale ? b.fmul(x, scale) : x;
        g.y[c] = scale ? b.fmul(y, scale) : y;
    }
    return g;
}

Value* implicitLevel(Translator& t, const Sample& s) {
    Value* image = imageHandle(t, s.use);
    Value* sampler = samplerHandle(t, s.use, false);
    auto at = padded<3>(t, s.coordinates, s.dimensionCount(), floatType(t));
    if (s.use.type->dim == spv::Dim::Dim1D) at[1] = t.dx.f32(0.5f);
    Value* level = t.build.dxOp(DxOp::CalculateLOD, floatType(t),
                                {image, sampler, at[0], at[1], at[2], t.dx.i1(true)});
    return s.operands.bias ? t.build.fadd(level, floatOperand(t, s.operands.bias)) : level;
}

namespace {

// What the opcode adds to the plain form.
struct Form {
    bool isExplicit = false;
    bool isCompared = false;
    bool isProjected = false;
    bool isGather = false;  // its fifth operand is read by the caller
};

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

// Coordinates in texels of the first level, the only one that Vulkan allows then.
void normalize(Translator& t, Sample& s) {
    const Resource* sampler = samplerPointer(s.use).resource;
    if (!sampler || !sampler->binding || !sampler->binding->unnormalizedCoordinates) return;
    for (uint32_t c = 0; c < s.dimensionCount(); ++c)
        s.coordinates[c] = t.build.fdiv(s.coordinates[c], firstLevelSize(t, s, c));
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
    if (!t.failed()) normalize(t, s);
    s.isExplicit = form.isExplicit;
    s.wantsResidency = isSparse(inst);
    s.offsets = texelOffsets(t, s.use, s.operands.offset);
    const size_t offsetCount = use->type->dim == spv::Dim::Cube ? 0 : s.dimensionCount();
    if (!t.failed() && !form.isGather &&
        !isImmediateOffset(t, std::span(s.offsets).first(offsetCount)))
        addOffset(t, s);
    if (t.failed()) return {};
    return s;
}

// --- without comparison

// The level asked for without the clamp, which the sample itself cannot apply then.
Value* clampedByHand(Translator& t, const Sample& s) {
    dxil::Builder& b = t.build;
    Value* level =
        hasGradients(s) ? levelOfGradients(t, s, gradientsOf(t, s)) : implicitLevel(t, s);
    level = b.dxOp(DxOp::FMax, floatType(t), {level, floatOperand(t, s.operands.minLod)});
    return callSample(t, s, DxOp::SampleLevel, {level});
}

Value* withGradients(Translator& t, const Sample& s) {
    auto [x, y] = gradientsOf(t, s);
    if (s.use.type->dim == spv::Dim::Dim1D) x[1] = y[1] = t.dx.f32(0);
    Value* clamp = levelClamp(t, s);
    return callSample(t, s, DxOp::SampleGrad, {x[0], x[1], x[2], y[0], y[1], y[2], clamp});
}

// D3D12 refuses constants outside [-16, 15.99].
Value* immediateBias(Translator& t, Value* bias) {
    const dxil::Constant* number = dxil::asNumber(bias);
    if (!number) return bias;
    const float value = std::bit_cast<float>(static_cast<uint32_t>(number->bits));
    return t.dx.f32(std::clamp(value, -16.0f, 15.99f));
}

// Stages without derivatives sample the first level where none is given.
Value* plain(Translator& t, const Sample& s) {
    const bool isImplicit = !s.isExplicit && hasDerivatives(t);
    t.reflection.usesDerivatives |= isImplicit;
    if (s.operands.minLod && !t.options.features.levelClamp && (isImplicit || hasGradients(s)))
        return clampedByHand(t, s);
    if (hasGradients(s)) return withGradients(t, s);
    if (!isImplicit) {
        Value* level = s.operands.lod ? floatOperand(t, s.operands.lod) : t.dx.f32(0);
        return callSample(t, s, DxOp::SampleLevel, {level});
    }
    Value* clamp = levelClamp(t, s);
    if (!s.operands.bias) return callSample(t, s, DxOp::Sample, {clamp});
    Value* bias = immediateBias(t, floatOperand(t, s.operands.bias));
    return callSample(t, s, DxOp::SampleBias, {bias, clamp});
}

// The components of each plane, converted.
void sampleConverted(Translator& t, const Instruction& inst, const Sample& s,
                     const YcbcrConversion& conversion) {
    constexpr uint32_t kRed = 0, kBlue = 2;
    std::array<Value*, 4> color{};
    Value* code = s.wantsResidency ? t.dx.i32(0) : nullptr;
    for (uint32_t p = 0; p < conversion.planes; ++p) {
        Sample plane = s;
        moveToPlane(t, conversion, plane, p);
        Value* result = plain(t, plane);
        if (code) code = t.build.bitOr(code, residencyCode(t, result));
        const auto component = [&](uint32_t c) { return t.build.extractValue(result, c); };
        if (p == 0)
            for (uint32_t c = 0; c < 4; ++c) color[c] = component(c);
        if (p == 0 && conversion.planes > 1) {
            color[1] = color[0];
            color[3] = t.dx.f32(1);
        }
        if (p == 1) color[kBlue] = component(0);
        if (p + 1 == conversion.planes && p > 0) color[kRed] = component(p == 1 ? 1 : 0);
    }
    const auto converted = convertYcbcr(t, conversion, color);
    if (!t.failed()) defineTexel(t, inst, converted, code);
}

template <bool isExplicit, bool isCompared, bool isProjected>
void sample(Translator& t, const Instruction& inst) {
    constexpr Form form{isExplicit, isCompared, isProjected};
    const auto s = readSample(t, inst, form);
    if (!s) return;
    const YcbcrConversion* conversion = conversionOf(s->use);
    if (conversion && (isCompared || s->use.type->texel->kind != spirv::TypeKind::Float))
        return t.fail("a Y'CbCr conversion is of float samples without comparison");
    if (conversion) return sampleConverted(t, inst, *s, *conversion);
    if (!isCompared) {
        Value* result = plain(t, *s);
        if (!t.failed()) defineTexel(t, inst, *s->use.type, result);
        return;
    }
    if (s->use.type->texel->kind != spirv::TypeKind::Float)
        return t.fail("a comparison is of floats");
    const Compared result = sampleCompared(t, *s);
    Value* const one[] = {result.value};
    if (!t.failed()) defineTexel(t, inst, one, result.residency);
}

// --- gathering

// One gather; `s.offsets` has two scalars.
Value* gatherAt(Translator& t, const Sample& s, Value* component) {
    std::vector<Value*> arguments{imageHandle(t, s.use)};
    arguments.push_back(samplerHandle(t, s.use, s.reference));
    const auto at = arrayCoordinates(t, s);
    arguments.insert(arguments.end(), at.begin(), at.end());
    arguments.insert(arguments.end(), {s.offsets[0], s.offsets[1], component});
    if (s.reference) arguments.push_back(s.reference);
    return t.build.dxOp(s.reference ? DxOp::TextureGatherCmp : DxOp::TextureGather,
                        texelOverload(t, *s.use.type), arguments);
}

// With an offset for each of the four texels: each is the one at the origin of a gather of its own,
// which comes last.
void gatherWithOffsets(Translator& t, const Instruction& inst, Sample& s, Value* component) {
    constexpr uint32_t kOrigin = 3;
    const Object& offsets = t.object(s.operands.offsets);
    const auto result = t.makeScalars(4);
    if (offsets.scalars.size() != 8 || !offsets.scalars[0]->type->isInteger(32))
        return t.fail("the offsets are not four vectors of two");
    Value* code = isSparse(inst) ? t.dx.i32(0) : nullptr;
    for (size_t i = 0; i < 4; ++i) {
        s.offsets[0] = offsets.scalars[2 * i];
        s.offsets[1] = offsets.scalars[2 * i + 1];
        Value* gathered = gatherAt(t, s, component);
        result[i] = texelValue(t, *s.use.type, gathered, kOrigin);
        if (code) code = t.build.bitOr(code, residencyCode(t, gathered));
    }
    defineTexel(t, inst, result, code);
}

template <bool isCompared>
void gather(Translator& t, const Instruction& inst) {
    auto s = readSample(t, inst, {.isGather = true});
    if (!s) return;
    if (conversionOf(s->use)) return t.fail("a converted image is not gathered from");
    Value* component = t.dx.i32(0);
    if (isCompared)
        s->reference = t.scalar(inst.word(5), floatType(t));
    else
        component = t.i32(inst.word(5));
    if (t.failed()) return;
    if (s->operands.offsets) return gatherWithOffsets(t, inst, *s, component);
    Value* result = gatherAt(t, *s, component);
    if (!t.failed()) defineTexel(t, inst, *s->use.type, result);
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
    {spv::Op::OpImageSparseSampleImplicitLod, 5, sample<false, false, false>},
    {spv::Op::OpImageSparseSampleExplicitLod, 7, sample<true, false, false>},
    {spv::Op::OpImageSparseSampleDrefImplicitLod, 6, sample<false, true, false>},
    {spv::Op::OpImageSparseSampleDrefExplicitLod, 8, sample<true, true, false>},
    {spv::Op::OpImageGather, 6, gather<false>},
    {spv::Op::OpImageDrefGather, 6, gather<true>},
    {spv::Op::OpImageSparseGather, 6, gather<false>},
    {spv::Op::OpImageSparseDrefGather, 6, gather<true>},
};

}  // namespace

std::span<const EmitterRow> imageSampleEmitters() {
    return kRows;
}

}  // namespace baker::translate
