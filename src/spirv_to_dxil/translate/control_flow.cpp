// Branches, switches, returns and phis.
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/frame.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"

namespace baker::translate {
namespace {

using dxil::BasicBlock;

// The graph has checked that branch targets are blocks of the function.
BasicBlock* target(Translator& t, Id label) {
    return t.frame->entries[t.module.blockIndex(label)];
}

void ignore(Translator&, const Instruction&) {}

// D3D12 wants every loop to have a break: one that has none ends the invocation after 2^32 rounds,
// counted over all such loops.
void breakOnce(Translator& t, BasicBlock* header) {
    BasicBlock *here = t.build.block(), *broken = t.addBlock();
    const Leaf rounds = t.roundsLeaf();
    Value* next = t.build.add(t.ssa.read(here, rounds), t.dx.i32(1));
    t.ssa.write(here, rounds, next);
    Value* done = t.build.compare(dxil::Predicate::IcmpEq, next, t.dx.i32(0));
    t.build.condBranch(done, broken, header);
    t.build.setBlock(broken);
    t.endInvocation();
    t.build.setBlock(here);
}

void branch(Translator& t, const Instruction& inst) {
    const Frame& frame = *t.frame;
    const uint32_t index = t.module.blockIndex(inst.word(1));
    if (frame.graph->isBackEdge(frame.block, index) && frame.graph->isEndless(index))
        return breakOnce(t, frame.entries[index]);
    t.build.branch(target(t, inst.word(1)));
}

void branchConditional(Translator& t, const Instruction& inst) {
    BasicBlock* ifTrue = target(t, inst.word(2));
    BasicBlock* ifFalse = target(t, inst.word(3));
    if (ifTrue == ifFalse) return t.build.branch(ifTrue);
    t.build.condBranch(t.condition(inst.word(1)), ifTrue, ifFalse);
}

std::vector<dxil::SwitchCase> switchCases(Translator& t, const Instruction& inst,
                                          const spirv::Type& type) {
    std::vector<dxil::SwitchCase> cases;
    const uint32_t literal = type.width == 64 ? 2 : 1;
    const uint64_t mask = type.width >= 64 ? ~uint64_t{0} : (uint64_t{1} << type.width) - 1;
    for (uint32_t w = 3; w + literal < inst.wordCount(); w += literal + 1) {
        uint64_t value = inst.word(w);
        if (literal == 2) value |= uint64_t{inst.word(w + 1)} << 32;
        cases.push_back({value & mask, target(t, inst.word(w + literal))});
    }
    return cases;
}

// D3D12's switch takes 32-bit selectors; a wider one is turned into the number of its case, 0 for
// none.
void wideSwitch(Translator& t, Value* selector, BasicBlock* otherwise,
                std::vector<dxil::SwitchCase> cases) {
    Value* number = t.dx.i32(0);
    for (size_t i = 0; i < cases.size(); ++i) {
        Value* equal = t.build.compare(dxil::Predicate::IcmpEq, selector,
                                       t.dx.constantInt(selector->type, cases[i].value));
        number = t.build.select(equal, t.dx.i32(i + 1), number);
        cases[i].value = i + 1;
    }
    t.build.switch_(number, otherwise, cases);
}

void switchOn(Translator& t, const Instruction& inst) {
    const spirv::Type& type = t.typeOf(inst.word(1));
    if (type.kind != spirv::TypeKind::Int) return t.fail("a switch needs an integer selector");
    Value* selector = t.scalar(inst.word(1), carrier(t, type));
    BasicBlock* otherwise = target(t, inst.word(2));
    const auto cases = switchCases(t, inst, type);
    if (cases.empty()) return t.build.branch(otherwise);
    if (type.width == 64) return wideSwitch(t, selector, otherwise, cases);
    t.build.switch_(selector, otherwise, cases);
}

void leave(Translator& t, Scalars value, const Pointer* pointer) {
    Frame& frame = *t.frame;
    if (!frame.caller) return t.endInvocation();
    frame.returns.push_back({t.build.block(), value, pointer});
    if (!frame.singleReturn) t.build.branch(frame.continuation);
}

void returnVoid(Translator& t, const Instruction&) {
    const spirv::Type& type = t.type(t.module.at(t.frame->function->offset).word(1));
    if (type.kind != spirv::TypeKind::Void) return t.fail("the function must return a value");
    leave(t, {}, nullptr);
}

void returnValue(Translator& t, const Instruction& inst) {
    const spirv::Type& type = t.type(t.module.at(t.frame->function->offset).word(1));
    if (type.kind == spirv::TypeKind::Void) return t.fail("the function returns no value");
    if (type.kind == spirv::TypeKind::Pointer)
        return leave(t, t.object(inst.word(1)).scalars, &t.pointer(inst.word(1)));
    leave(t, t.value(inst.word(1), type), nullptr);
}

// Reaching it is undefined: it may as well return.
void unreachable(Translator& t, const Instruction&) {
    const spirv::Type& type = t.type(t.module.at(t.frame->function->offset).word(1));
    if (type.kind == spirv::TypeKind::Pointer && !type.isPointerValue())
        return t.fail("unreachable code in a function that returns a pointer is not supported");
    leave(t, t.zeros(type), nullptr);
}

// An incoming pointer from a block already emitted: the others lie in memory like it. Null for
// none.
const Pointer* knownIncoming(Translator& t, const Instruction& inst) {
    Frame& frame = *t.frame;
    const uint32_t here = frame.block;
    for (uint32_t w = 3; w + 1 < inst.wordCount(); w += 2) {
        const uint32_t parent = t.module.blockIndex(inst.word(w + 1));
        if (!t.module.definitionIf(inst.word(w + 1), spv::Op::OpLabel) ||
            parent >= frame.exits.size() || !frame.exits[parent])
            continue;
        frame.block = parent;
        const Pointer& pointer = t.pointer(inst.word(w));
        frame.block = here;
        return t.failed() ? nullptr : &pointer;
    }
    return nullptr;
}

// The phi's operands are filled in when the whole function has been emitted (function.cpp).
void phi(Translator& t, const Instruction& inst) {
    const spirv::Type& type = t.resultType(inst);
    OpenPhis open{inst, t.frame->block, {}};
    const auto scalars = t.makeScalars(type.scalars);
    for (size_t i = 0; i < scalars.size(); ++i) {
        dxil::Phi* node = t.build.phi(t.carrierOf(type, i));
        open.phis.push_back({node, i});
        scalars[i] = node;
    }
    if (type.kind == spirv::TypeKind::Pointer)
        t.definePointer(inst, scalars, knownIncoming(t, inst));
    else
        t.define(inst, scalars);
    t.frame->phis.push_back(std::move(open));
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpPhi, 3, phi},
    {spv::Op::OpBranch, 2, branch},
    {spv::Op::OpBranchConditional, 4, branchConditional},
    {spv::Op::OpSwitch, 3, switchOn},
    {spv::Op::OpReturn, 1, returnVoid},
    {spv::Op::OpReturnValue, 2, returnValue},
    {spv::Op::OpUnreachable, 1, unreachable},
    {spv::Op::OpFunctionCall, 4, emitFunctionCall},
    {spv::Op::OpSelectionMerge, 3, ignore},
    {spv::Op::OpLoopMerge, 4, ignore},
    {spv::Op::OpAssumeTrueKHR, 2, ignore},  // a hint
    {spv::Op::OpNop, 1, ignore},
    {spv::Op::OpLine, 1, ignore},
    {spv::Op::OpNoLine, 1, ignore},
};

}  // namespace

std::span<const EmitterRow> controlFlowEmitters() {
    return kRows;
}

}  // namespace baker::translate
