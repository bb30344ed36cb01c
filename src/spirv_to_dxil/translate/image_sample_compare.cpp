// Depth comparison. D3D12 compares at the level that derivatives ask for, or at level 0; at other
// levels from shader model 6.7 on.
//
// Below that, a fragment shader makes the derivatives: each lane of the quad in turn has its
// coordinates sampled by all four, the others stepping away from it by the gradients that are
// wanted. The lanes of the quad must be active together, as for any derivative; other stages
// have no derivatives.
#include "spirv_to_dxil/translate/image_sample.hpp"
#include "spirv_to_dxil/translate/lanes.hpp"
#include "spirv_to_dxil/translate/texel.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;

bool isZero(Value* value) {
    const dxil::Constant* number = dxil::asNumber(value);
    return number && number->bits == 0;
}

const dxil::Type* f32(Translator& t) {
    return t.dx.types().f32();
}

Compared compared(Translator& t, const Sample& s, DxOp op, std::initializer_list<Value*> more) {
    Value* result = callSample(t, s, op, more);
    Compared c{t.build.extractValue(result, 0)};
    if (s.wantsResidency) c.residency = residencyCode(t, result);
    return c;
}

Vector3 undefined(Translator& t) {
    return padded<3>(t, {}, 0, f32(t));
}

Value* exp2(Translator& t, Value* value) {
    return t.build.dxOp(DxOp::Exp, value->type, {value});
}

// One texel of the level along each axis of an image that is no cube.
Gradients flatStep(Translator& t, const Sample& s, Value* texels) {
    Gradients g{undefined(t), undefined(t)};
    for (uint32_t c = 0; c < s.dimensionCount(); ++c) {
        g.x[c] = g.y[c] = t.dx.f32(0);
        (c == 0 ? g.x : g.y)[c] = t.build.fdiv(texels, firstLevelSize(t, s, c));
    }
    return g;
}

// The same across a cube's face: along the two axes that are not the direction's longest.
Gradients cubeStep(Translator& t, const Sample& s, Value* texels) {
    dxil::Builder& b = t.build;
    Vector3 length;
    for (uint32_t c = 0; c < 3; ++c) length[c] = b.dxOp(DxOp::FAbs, f32(t), {s.coordinates[c]});
    Value* shorter = b.dxOp(DxOp::FMax, f32(t), {length[0], length[1]});
    Value* longest = b.dxOp(DxOp::FMax, f32(t), {shorter, length[2]});
    Value* step = b.fdiv(b.fmul(b.fmul(t.dx.f32(2), longest), texels), firstLevelSize(t, s, 0));
    Value* alongX = b.compare(dxil::Predicate::FcmpOeq, length[0], longest);
    Value* alongY = b.compare(dxil::Predicate::FcmpOeq, length[1], longest);
    Value* none = t.dx.f32(0);
    Gradients g;
    g.x = {b.select(alongX, none, step), b.select(alongX, step, none), none};
    Value* inXY = b.bitOr(alongX, alongY);
    g.y = {none, b.select(inXY, none, step), b.select(inXY, step, none)};
    return g;
}

Gradients levelStep(Translator& t, const Sample& s, Value* level) {
    Value* texels = exp2(t, level);
    return s.use.type->dim == spv::Dim::Cube ? cubeStep(t, s, texels) : flatStep(t, s, texels);
}

Value* ofQuadLane(Translator& t, Value* value, uint32_t lane) {
    return waveOp(t, DxOp::QuadReadLaneAt, value->type, {value, t.dx.i32(lane)});
}

// Rows or columns from `lane` to the lane at hand: -1, 0 or 1.
Value* distance(Translator& t, Value* position, uint32_t lane) {
    Value* steps = t.build.sub(position, t.dx.i32(lane));
    return t.build.cast(dxil::CastOp::SIToFP, steps, f32(t));
}

// What the lane samples, by all lanes of its quad.
Compared sampleOfLane(Translator& t, const Sample& s, const Gradients& g, Value* column, Value* row,
                      uint32_t lane) {
    dxil::Builder& b = t.build;
    Sample theirs = s;
    Value* right = distance(t, column, lane & 1);
    Value* down = distance(t, row, lane >> 1);
    for (uint32_t c = 0; c < coordinates(*s.use.type); ++c) {
        Value* at = ofQuadLane(t, s.coordinates[c], lane);
        if (c < s.dimensionCount()) {
            Value* x = ofQuadLane(t, g.x[c], lane);
            at = b.fadd(at, b.fmul(x, right));
            Value* y = ofQuadLane(t, g.y[c], lane);
            at = b.fadd(at, b.fmul(y, down));
        }
        theirs.coordinates[c] = at;
    }
    Value* clamp = levelClamp(t, s);
    return compared(t, theirs, DxOp::SampleCmp, {s.reference, clamp});
}

Compared byQuad(Translator& t, const Sample& s, const Gradients& g) {
    dxil::Builder& b = t.build;
    Value* lane = b.bitAnd(laneIndex(t), t.dx.i32(3));
    Value* column = b.bitAnd(lane, t.dx.i32(1));
    Value* row = b.lshr(lane, t.dx.i32(1));
    Compared result = sampleOfLane(t, s, g, column, row, 0);
    for (uint32_t i = 1; i < 4; ++i) {
        const Compared sampled = sampleOfLane(t, s, g, column, row, i);
        Value* mine = b.compare(dxil::Predicate::IcmpEq, lane, t.dx.i32(i));
        result.value = b.select(mine, sampled.value, result.value);
        if (result.residency)
            result.residency = b.select(mine, sampled.residency, result.residency);
    }
    return result;
}

Compared implicitly(Translator& t, const Sample& s) {
    t.reflection.usesDerivatives = true;
    Value* clamp = levelClamp(t, s);
    return compared(t, s, DxOp::SampleCmp, {s.reference, clamp});
}

// The level that is asked for without derivatives; null for that of gradients.
Value* levelOf(Translator& t, const Sample& s) {
    if (hasGradients(s)) return nullptr;
    return s.operands.lod ? floatOperand(t, s.operands.lod) : t.dx.f32(0);
}

bool comparesAtLevels(const Translator& t) {
    return t.options.shaderModel >= ShaderModel{6, 7} && t.options.features.advancedTextureOps;
}

Compared atLevel(Translator& t, const Sample& s, Value* level) {
    return compared(t, s, DxOp::SampleCmpLevel, {s.reference, level});
}

Compared byLanes(Translator& t, const Sample& s, const Gradients& g) {
    if (!hasDerivatives(t) || !t.options.features.waveOps) {
        t.fail("D3D12 compares at a level other than 0 from shader model 6.7 on");
        return {t.dx.f32(0), t.dx.i32(0)};
    }
    t.reflection.usesDerivatives = true;
    return byQuad(t, s, g);
}

Compared compareAtLevel(Translator& t, const Sample& s, Value* level) {
    if (isZero(level)) return compared(t, s, DxOp::SampleCmpLevelZero, {s.reference});
    if (comparesAtLevels(t)) return atLevel(t, s, level);
    return byLanes(t, s, levelStep(t, s, level));
}

// The sample cannot apply the least level itself.
bool isClampedByHand(const Translator& t, const Sample& s) {
    return s.operands.minLod && !t.options.features.levelClamp;
}

Value* clampedLevel(Translator& t, const Sample& s) {
    Value* level = t.dx.f32(0);
    if (hasGradients(s)) {
        level = levelOfGradients(t, s, gradientsOf(t, s));
    } else if (hasDerivatives(t)) {
        t.reflection.usesDerivatives = true;
        Value* bias = s.operands.bias ? floatOperand(t, s.operands.bias) : nullptr;
        level = levelOfGradients(t, s, derivativesOf(t, s, bias));
    }
    return t.build.dxOp(DxOp::FMax, f32(t), {level, floatOperand(t, s.operands.minLod)});
}

Compared biased(Translator& t, const Sample& s) {
    t.reflection.usesDerivatives = true;
    const Gradients g = derivativesOf(t, s, floatOperand(t, s.operands.bias));
    return comparesAtLevels(t) ? atLevel(t, s, levelOfGradients(t, s, g)) : byQuad(t, s, g);
}

}  // namespace

Compared sampleCompared(Translator& t, const Sample& s) {
    if (isClampedByHand(t, s)) return compareAtLevel(t, s, clampedLevel(t, s));
    const bool isImplicit = !s.isExplicit && hasDerivatives(t) && !s.derivatives;
    if (isImplicit) return s.operands.bias ? biased(t, s) : implicitly(t, s);
    if (Value* level = levelOf(t, s)) return compareAtLevel(t, s, level);
    const Gradients g = gradientsOf(t, s);
    return comparesAtLevels(t) ? atLevel(t, s, levelOfGradients(t, s, g)) : byLanes(t, s, g);
}

}  // namespace baker::translate
