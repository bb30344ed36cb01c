// What fragment shaders alone have: derivatives, the end of an invocation, helper invocations.
#include "spirv_to_dxil/translate/builtins.hpp"
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;

bool inFragment(Translator& t) {
    const bool fragment = t.dx.kind == dxil::ShaderKind::Pixel;
    if (!fragment) t.fail("the instruction is for fragment shaders");
    return fragment;
}

Value* derivative(Translator& t, DxOp op, Value* value) {
    return t.build.dxOp(op, value->type, {value});
}

// Each component's derivative, by `take`.
template <typename Take>
void derivatives(Translator& t, const Instruction& inst, Take take) {
    if (!inFragment(t)) return;
    const spirv::Type& type = t.resultType(inst);
    const spirv::Type* scalar = type.scalar();
    if (!scalar || scalar->kind != spirv::TypeKind::Float || scalar->width == 64)
        return t.fail("a derivative is of floats of at most 32 bits");
    t.reflection.usesDerivatives = true;
    const Scalars values = t.value(inst.word(3), type);
    const auto result = t.makeScalars(values.size());
    for (size_t i = 0; i < values.size(); ++i) result[i] = narrow(t, *scalar, take(values[i]));
    t.define(inst, result);
}

template <DxOp op>
void along(Translator& t, const Instruction& inst) {
    derivatives(t, inst, [&](Value* value) { return derivative(t, op, value); });
}

template <DxOp x, DxOp y>
void width(Translator& t, const Instruction& inst) {
    derivatives(t, inst, [&](Value* value) {
        const auto magnitude = [&](DxOp op) {
            return t.build.dxOp(DxOp::FAbs, value->type, {derivative(t, op, value)});
        };
        return t.build.fadd(magnitude(x), magnitude(y));
    });
}

// D3D12's discard makes the invocation a helper, as demoting does; one that is killed ends as well,
// and has no outputs to store.
void demote(Translator& t, const Instruction&) {
    if (!inFragment(t)) return;
    t.build.dxOp(DxOp::Discard, nullptr, {t.dx.i1(true)});
    if (t.options.shaderModel < ShaderModel{6, 6})
        t.ssa.write(t.build.block(), t.demotedLeaf(), t.dx.i1(true));
}

void kill(Translator& t, const Instruction& inst) {
    demote(t, inst);
    if (!t.failed()) t.build.ret();
}

// Every storage resource of such a shader is rasterizer ordered (resources.cpp).
void interlock(Translator& t, const Instruction&) {
    if (!t.isInterlocked()) t.fail("the entry point has no interlock execution mode");
}

void isHelper(Translator& t, const Instruction& inst) {
    if (inFragment(t)) t.define(inst, helperInvocation(t));
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpDPdx, 4, along<DxOp::DerivCoarseX>},
    {spv::Op::OpDPdy, 4, along<DxOp::DerivCoarseY>},
    {spv::Op::OpDPdxCoarse, 4, along<DxOp::DerivCoarseX>},
    {spv::Op::OpDPdyCoarse, 4, along<DxOp::DerivCoarseY>},
    {spv::Op::OpDPdxFine, 4, along<DxOp::DerivFineX>},
    {spv::Op::OpDPdyFine, 4, along<DxOp::DerivFineY>},
    {spv::Op::OpFwidth, 4, width<DxOp::DerivCoarseX, DxOp::DerivCoarseY>},
    {spv::Op::OpFwidthCoarse, 4, width<DxOp::DerivCoarseX, DxOp::DerivCoarseY>},
    {spv::Op::OpFwidthFine, 4, width<DxOp::DerivFineX, DxOp::DerivFineY>},
    {spv::Op::OpKill, 1, kill},
    {spv::Op::OpTerminateInvocation, 1, kill},
    {spv::Op::OpDemoteToHelperInvocation, 1, demote},
    {spv::Op::OpIsHelperInvocationEXT, 3, isHelper},
    {spv::Op::OpBeginInvocationInterlockEXT, 1, interlock},
    {spv::Op::OpEndInvocationInterlockEXT, 1, interlock},
};

}  // namespace

std::span<const EmitterRow> fragmentEmitters() {
    return kRows;
}

}  // namespace baker::translate
