#include "spirv_to_dxil/translate/invocations.hpp"

#include <memory>

#include "spirv_to_dxil/translate/frame.hpp"
#include "spirv_to_dxil/translate/geometry.hpp"

namespace baker::translate {
namespace {

constexpr size_t kMaxObjects = 1u << 24;  // of all invocations

struct Running {
    Frame frame;
    Translator::Objects objects;
    bool done = false;
};

using Group = std::vector<std::unique_ptr<Running>>;

// One phase of one invocation; a phase that is the last leads to the block that is current
// afterwards.
void emitTurn(Translator& t, Running& running, uint32_t number) {
    dxil::BasicBlock* const exit = t.addBlock();
    t.setExit(exit);
    t.invocation.number = t.dx.i32(number);
    t.exchangeObjects(running.objects);
    t.frame = &running.frame;
    running.done = emitPhase(t, running.frame);
    t.frame = nullptr;
    t.exchangeObjects(running.objects);
    if (running.done && !t.failed()) t.build.setBlock(exit);
}

bool emitRound(Translator& t, Id function, Group& group) {
    for (uint32_t i = 0; i < group.size() && !t.failed(); ++i) {
        Running& running = *group[i];
        if (t.invocation.phase == 0) beginEntryPoint(t, function, running.frame);
        if (!t.failed()) emitTurn(t, running, i);
        if (t.dx.kind == dxil::ShaderKind::Geometry && i + 1 < group.size())
            endInvocationPrimitives(t);
        if (running.done != group[0]->done) t.fail("not all invocations come to a barrier");
    }
    return !t.failed() && !group[0]->done;
}

}  // namespace

bool numbersInvocations(const Translator& t) {
    if (t.dx.kind == dxil::ShaderKind::Hull) return t.isPatchFunction() || t.hull.isShared;
    return t.dx.kind == dxil::ShaderKind::Geometry && invocationCount(t) > 1 &&
           t.options.features.joinGeometryInvocations;
}

uint32_t invocationCount(const Translator& t) {
    return t.dx.kind == dxil::ShaderKind::Hull ? t.dx.tessellation.outputControlPoints
                                               : t.dx.geometry.instanceCount;
}

void emitInvocations(Translator& t, Id function, uint32_t count) {
    Group group;
    if (size_t{count} * t.objects().size() > kMaxObjects)
        return t.fail("the shader is too large for its number of invocations");
    for (uint32_t i = 0; i < count; ++i) {
        group.push_back(std::make_unique<Running>());
        group.back()->objects = t.objects();
    }
    t.invocation.phase = 0;
    while (emitRound(t, function, group)) ++t.invocation.phase;
    if (t.failed()) return;
    dxil::BasicBlock* const end = t.addBlock();
    t.build.branch(end);
    t.setExit(end);
    if (t.dx.kind == dxil::ShaderKind::Geometry) joinInstances(t);
}

// --- what is written elsewhere

namespace {

bool isAtomic(spv::Op op) {
    return (op >= spv::Op::OpAtomicStore && op <= spv::Op::OpAtomicXor) ||
           op == spv::Op::OpAtomicFAddEXT || op == spv::Op::OpAtomicFMinEXT ||
           op == spv::Op::OpAtomicFMaxEXT;
}

bool leadsToMemory(Translator& t, Id pointer) {
    const Object& object = t.object(pointer);
    return object.pointer && !object.pointer->variable;
}

// A value that must not be needed in the end; any instruction will do to find out.
void defineUnknown(Translator& t, const Instruction& inst) {
    const spirv::Type& type = t.resultType(inst);
    const auto types = t.carriers(type);
    if (types.size() != 1) return t.fail("an atomic operation has one result");
    Value* unknown = t.build.dxOp(dxil::DxOp::OutputControlPointID, t.dx.types().i32(), {});
    t.unknowns.push_back(unknown);
    if (types[0]->isFloat())
        unknown = t.build.cast(dxil::CastOp::UIToFP, unknown, types[0]);
    else if (types[0] != unknown->type)
        unknown = t.build.cast(dxil::CastOp::ZExt, unknown, types[0]);
    t.define(inst, unknown);
}

}  // namespace

bool isLeftOut(Translator& t, const Instruction& inst) {
    const bool hasEffects = t.isPatchFunction() == (t.effects == Effects::InPatchFunction);
    if (t.dx.kind != dxil::ShaderKind::Hull || hasEffects) return false;
    switch (inst.op()) {
        case spv::Op::OpStore:
        case spv::Op::OpCopyMemory:
        case spv::Op::OpAtomicStore:
            return leadsToMemory(t, inst.word(1));
        case spv::Op::OpImageWrite:
            return true;
        default:
            if (!isAtomic(inst.op())) return false;
            defineUnknown(t, inst);
            return true;
    }
}

void requireNoUnknowns(Translator& t, dxil::Function& function) {
    if (t.unknowns.empty() || t.failed()) return;
    dxil::finalize(function);
    for (Value* unknown : t.unknowns) {
        const auto* inst = static_cast<const dxil::Instruction*>(unknown);
        if (unknown->forward || !inst->block || !inst->block->reachable) continue;
        t.needsUnknown = true;
        return t.fail(
            "control points and what is per patch depend on the results of atomic operations, "
            "which D3D12 runs in one of two functions");
    }
}

}  // namespace baker::translate
