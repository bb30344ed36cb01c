// InterpolateAtCentroid, -Sample and -Offset: inputs of fragment shaders evaluated elsewhere than
// where their decorations say.
//
// D3D12 snaps offsets to sixteenths of a pixel, from -8 to 7 of them. Where EvalSnapped is not to
// be had, the input is continued along its derivatives, for perspective by way of the two
// quantities that are linear on the screen: the value over w, and 1 over w.
#include "spirv_to_dxil/translate/builtins.hpp"
#include "spirv_to_dxil/translate/glsl.hpp"
#include "spirv_to_dxil/translate/interface_layout.hpp"
#include "spirv_to_dxil/translate/signature_elements.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;
using dxil::Interpolation;
using spirv::Type;
using spirv::TypeKind;

const dxil::Type* f32(Translator& t) {
    return t.dx.types().f32();
}

// A component of an input, as the intrinsics name it.
struct Input {
    Value *element, *row, *column;
    Interpolation interpolation;
};

// Where the input is evaluated: one component of it at a time.
using Evaluate = Value* (*)(Translator&, const Input&, Scalars place);

Value* asDeclared(Translator& t, const Input& in) {
    Value* undef = t.dx.undef(t.dx.types().i32());
    return t.build.dxOp(DxOp::LoadInput, f32(t), {in.element, in.row, in.column, undef});
}

Value* atCentroid(Translator& t, const Input& in, Scalars) {
    return t.build.dxOp(DxOp::EvalCentroid, f32(t), {in.element, in.row, in.column});
}

Value* atSample(Translator& t, const Input& in, Scalars place) {
    return t.build.dxOp(DxOp::EvalSampleIndex, f32(t), {in.element, in.row, in.column, place[0]});
}

Value* sixteenths(Translator& t, Value* offset) {
    const dxil::Type* i32 = t.dx.types().i32();
    Value* scaled = t.build.fmul(offset, t.dx.f32(16));
    Value* rounded = t.build.dxOp(DxOp::Round_ne, f32(t), {scaled});
    Value* steps = t.build.cast(dxil::CastOp::FPToSI, rounded, i32);
    Value* low = t.build.dxOp(DxOp::IMax, i32, {steps, t.dx.i32(static_cast<uint32_t>(-8))});
    return t.build.dxOp(DxOp::IMin, i32, {low, t.dx.i32(7)});
}

Value* snapped(Translator& t, const Input& in, Scalars offset) {
    Value* x = sixteenths(t, offset[0]);
    Value* y = sixteenths(t, offset[1]);
    return t.build.dxOp(DxOp::EvalSnapped, f32(t), {in.element, in.row, in.column, x, y});
}

// A value that is linear on the screen, `offset` pixels away. Its derivatives are taken where all
// lanes of the quad are active.
Value* continued(Translator& t, Value* value, Scalars offset) {
    dxil::Builder& b = t.build;
    Value *x = nullptr, *y = nullptr;
    t.inPrologue([&] {
        x = b.dxOp(DxOp::DerivFineX, f32(t), {value});
        y = b.dxOp(DxOp::DerivFineY, f32(t), {value});
        return 0;
    });
    Value* right = b.fadd(value, b.fmul(x, offset[0]));
    return b.fadd(right, b.fmul(y, offset[1]));
}

bool isPerspective(const Input& in) {
    return in.interpolation == Interpolation::Linear ||
           in.interpolation == Interpolation::LinearCentroid ||
           in.interpolation == Interpolation::LinearSample;
}

bool isAtSample(const Input& in) {
    return in.interpolation == Interpolation::LinearSample ||
           in.interpolation == Interpolation::LinearNoperspectiveSample;
}

// Offsets count from the pixel's centre, the value at hand may be the sample's.
std::array<Value*, 2> fromSample(Translator& t, Scalars offset) {
    std::array<Value*, 2> result;
    for (uint32_t c = 0; c < 2; ++c) {
        Value* position = loadComponent(t, spv::BuiltIn::SamplePosition, c, 2);
        Value* fromCentre = t.build.fsub(position, t.dx.f32(0.5f));
        result[c] = t.build.fsub(offset[c], fromCentre);
    }
    return result;
}

Value* byDerivatives(Translator& t, const Input& in, Scalars place) {
    t.reflection.usesDerivatives = true;
    std::array<Value*, 2> offset{place[0], place[1]};
    if (isAtSample(in)) offset = fromSample(t, place);
    dxil::Builder& b = t.build;
    if (!isPerspective(in)) {
        Value* value = t.inPrologue([&] { return asDeclared(t, in); });
        return continued(t, value, offset);
    }
    Value *reciprocal = nullptr, *overW = nullptr;
    t.inPrologue([&] {
        Value* w = t.signatures.loadBuiltIn(spv::BuiltIn::FragCoord, 3, 4);
        reciprocal = b.fdiv(t.dx.f32(1), w);
        overW = b.fmul(asDeclared(t, in), reciprocal);
        return 0;
    });
    Value* numerator = continued(t, overW, offset);
    return b.fdiv(numerator, continued(t, reciprocal, offset));
}

Value* atOffset(Translator& t, const Input& in, Scalars offset) {
    return t.options.features.snapByDerivatives ? byDerivatives(t, in, offset)
                                                : snapped(t, in, offset);
}

// --- the interpolant

Value* evaluate(Translator& t, const InterfaceScalar& scalar, Scalars place, Evaluate how) {
    const ElementColumn at = elementOf(t, true, scalar);
    if (t.failed()) return t.dx.f32(0);
    dxil::SignatureElement& e = t.dx.inputs[at.element];
    e.usageMask = static_cast<uint8_t>(e.usageMask | 1u << at.column);
    const Input in{t.dx.i32(at.element), t.dx.i32(at.row), t.dx.i8(at.column), e.interpolation};
    return e.interpolation == Interpolation::Constant ? asDeclared(t, in) : how(t, in, place);
}

// The scalar of the variable that lies at `element` (any i32) of a leaf group.
Value* evaluateAny(Translator& t, const InterfaceScalars& scalars, uint32_t group, Value* element,
                   Scalars place, Evaluate how) {
    const dxil::Constant* number = dxil::asNumber(element);
    Value* value = nullptr;
    for (const InterfaceScalar& s : scalars) {
        if (s.group != group || (number && number->bits != s.element) || t.failed()) continue;
        Value* here = evaluate(t, s, place, how);
        Value* chosen = t.build.compare(dxil::Predicate::IcmpEq, element, t.dx.i32(s.element));
        value = value ? t.build.select(chosen, here, value) : here;
    }
    if (!value) t.fail("the interpolant has no such component");
    return value ? value : t.dx.f32(0);
}

bool isInterpolant(Translator& t, const Pointer& pointer) {
    if (t.failed()) return false;
    const Type* scalar = pointer.pointee->scalar();
    const bool is = t.dx.kind == dxil::ShaderKind::Pixel && pointer.variable &&
                    pointer.storage == spv::StorageClass::Input && !pointer.variable->perVertex &&
                    pointer.pointee->kind != TypeKind::Matrix && scalar &&
                    scalar->kind == TypeKind::Float && scalar->width == 32;
    if (!is) t.fail("the interpolant is no float input of a fragment shader");
    return is;
}

void interpolate(Translator& t, const Instruction& inst, Scalars place, Evaluate how) {
    const Pointer& pointer = t.pointer(glslOperand(inst, 0));
    if (!isInterpolant(t, pointer)) return;
    const auto scalars = interfaceLayout(t, pointer.variable->id, *pointer.variable->type);
    const uint32_t count = pointer.pointee->scalars;
    const auto result = t.makeScalars(count);
    Value* first = t.build.mul(pointer.index, t.dx.i32(count));
    for (uint32_t i = 0; i < count && !t.failed(); ++i) {
        Value* element = t.build.add(first, t.dx.i32(i));
        result[i] = evaluateAny(t, scalars, pointer.group, element, place, how);
    }
    if (!t.failed()) t.define(inst, result);
}

void centroid(Translator& t, const Instruction& inst) {
    interpolate(t, inst, {}, atCentroid);
}

void sample(Translator& t, const Instruction& inst) {
    Value* const number[] = {t.i32(glslOperand(inst, 1))};
    interpolate(t, inst, number, atSample);
}

void offset(Translator& t, const Instruction& inst) {
    const Scalars offset = t.scalars(glslOperand(inst, 1), f32(t), 2);
    interpolate(t, inst, offset, atOffset);
}

constexpr GlslRow kRows[] = {
    {GLSLstd450InterpolateAtCentroid, 1, centroid},
    {GLSLstd450InterpolateAtSample, 2, sample},
    {GLSLstd450InterpolateAtOffset, 2, offset},
};

}  // namespace

std::span<const GlslRow> glslInterpolation() {
    return kRows;
}

}  // namespace baker::translate
