// Functions: blocks in dominance order, calls inlined where they stand, returns merged behind them.
#include <algorithm>
#include <memory>
#include <utility>

#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/frame.hpp"

namespace baker::translate {

using spirv::ControlFlowGraph;

const ControlFlowGraph* graphOf(Translator& t, const spirv::Function& function) {
    if (const auto it = t.graphs.find(function.id); it != t.graphs.end()) return &it->second;
    auto built = ControlFlowGraph::build(t.module, function);
    if (const auto* error = std::get_if<TranslationError>(&built)) {
        t.currentOffset = error->wordOffset;
        t.fail(error->message);
        return nullptr;
    }
    return &t.graphs.emplace(function.id, std::move(std::get<ControlFlowGraph>(built)))
                .first->second;
}

namespace {

using dxil::BasicBlock;

bool endsFunction(spv::Op op) {
    return op == spv::Op::OpReturn || op == spv::Op::OpReturnValue || op == spv::Op::OpUnreachable;
}

void prepareBlocks(Translator& t, Frame& frame) {
    const auto& blocks = frame.function->blocks;
    const ControlFlowGraph& graph = *frame.graph;
    frame.entries.resize(blocks.size());
    frame.exits.resize(blocks.size());
    frame.openEdges.resize(blocks.size());
    uint32_t returns = 0;
    for (const uint32_t b : graph.order()) {
        frame.entries[b] = b == 0 ? t.build.block() : t.addBlock();
        returns += endsFunction(t.module.at(blocks[b].terminator).op());
        if (graph.isLoopHeader(b)) t.ssa.open(frame.entries[b]);
    }
    for (const uint32_t b : graph.order())
        for (const uint32_t s : graph.successors(b))
            if (graph.isBackEdge(b, s)) ++frame.openEdges[s];
    frame.singleReturn = frame.caller && returns == 1;
    if (frame.caller && !frame.singleReturn) frame.continuation = t.addBlock();
}

// After a block's terminator: loops whose last back edge it was are complete.
void closeEdges(Translator& t, Frame& frame, uint32_t block) {
    for (const uint32_t s : frame.graph->successors(block))
        if (frame.graph->isBackEdge(block, s) && --frame.openEdges[s] == 0)
            t.ssa.seal(frame.entries[s]);
}

void emitBlock(Translator& t, Frame& frame, uint32_t index) {
    const spirv::Block& block = frame.function->blocks[index];
    frame.block = index;
    uint32_t at = std::exchange(frame.resumeAt, 0);
    if (at == 0) {
        at = block.begin;
        t.build.setBlock(frame.entries[index]);
    }
    while (at <= block.terminator && !t.failed()) {
        const Instruction inst = t.module.at(at);
        emitInstruction(t, inst);
        at = inst.next();
        if (!frame.suspended) continue;
        frame.resumeAt = at;
        return;
    }
    frame.exits[index] = t.build.block();
    if (!t.failed()) closeEdges(t, frame, index);
}

void fillPhi(Translator& t, Frame& frame, const OpenPhis& open) {
    t.currentOffset = open.inst.offset();
    size_t filled = 0;
    for (uint32_t w = 3; w + 1 < open.inst.wordCount() && !t.failed(); w += 2) {
        const uint32_t parent = t.module.blockIndex(open.inst.word(w + 1));
        if (!t.module.definitionIf(open.inst.word(w + 1), spv::Op::OpLabel) ||
            parent >= frame.exits.size() ||
            frame.function->blocks[parent].label != open.inst.word(w + 1))
            return t.fail("a phi's parent is not a block of the function");
        if (!frame.graph->isReachable(parent)) continue;
        const auto& successors = frame.graph->successors(parent);
        if (std::find(successors.begin(), successors.end(), open.block) == successors.end())
            return t.fail("a phi's parent does not branch to its block");
        frame.block = parent;  // the value must be available there
        const Object& incoming = t.object(open.inst.word(w));
        ++filled;
        for (const OpenPhi& phi : open.phis) {
            Value* value = t.phiOperand(incoming, phi.component, phi.phi->type);
            t.build.addIncoming(phi.phi, value, frame.exits[parent]);
        }
    }
    if (filled != frame.entries[open.block]->predecessors.size())
        t.fail("a phi has not exactly one value for each predecessor");
}

// Emits blocks until the end, or until one is suspended.
void emitBlocks(Translator& t, Frame& frame) {
    const auto& order = frame.graph->order();
    frame.suspended = false;
    while (frame.next < order.size() && !t.failed()) {
        emitBlock(t, frame, order[frame.next]);
        if (frame.suspended) break;
        ++frame.next;
    }
    for (const OpenPhis& open : std::exchange(frame.phis, {}))
        if (!t.failed()) fillPhi(t, frame, open);
}

void emitBody(Translator& t, Frame& frame) {
    prepareBlocks(t, frame);
    emitBlocks(t, frame);
}

// Where a call goes on: behind its only return, or in a block where all of them meet.
void mergeReturns(Translator& t, Frame& frame, const Instruction& call, const spirv::Type& type) {
    if (frame.singleReturn) {
        t.build.setBlock(frame.returns[0].block);
        if (frame.returns[0].pointer)
            return t.bindParameter(
                call, {&type, frame.returns[0].value, frame.returns[0].pointer, nullptr, 0, 0});
        if (type.kind != spirv::TypeKind::Void) t.define(call, frame.returns[0].value);
        return;
    }
    t.build.setBlock(frame.continuation);
    if (type.kind == spirv::TypeKind::Void) return;
    if (std::ranges::any_of(frame.returns, [&](const ReturnSite& site) {
            return site.value.size() != type.scalars;
        }))
        return t.fail("a pointer into this memory cannot be returned from several places");
    const auto merged = t.makeScalars(type.scalars);
    for (size_t i = 0; i < merged.size(); ++i) {
        if (frame.returns.empty()) {
            merged[i] = t.dx.null(t.carrierOf(type, i));
            continue;
        }
        dxil::Phi* phi = t.build.phi(frame.returns[0].value[i]->type);
        for (const ReturnSite& site : frame.returns)
            t.build.addIncoming(phi, site.value[i], site.block);
        merged[i] = phi;
    }
    t.define(call, merged);
}

// Whether a barrier orders accesses to memory as well.
bool ordersMemory(Translator& t, const Instruction& barrier) {
    constexpr uint32_t kMemories = static_cast<uint32_t>(spv::MemorySemanticsMask::UniformMemory |
                                                         spv::MemorySemanticsMask::ImageMemory);
    return t.constant(barrier.word(3)) & kMemories;
}

}  // namespace

void beginEntryPoint(Translator& t, Id id, Frame& frame) {
    const spirv::Function* function = t.module.function(id);
    if (!function) return t.fail("the entry point names no function");
    if (!function->parameters.empty()) return t.fail("the entry point's function has parameters");
    frame.function = function;
    frame.graph = graphOf(t, *function);
    if (!frame.graph) return;
    frame.serial = t.newFrame();
    prepareBlocks(t, frame);
}

bool emitPhase(Translator& t, Frame& frame) {
    emitBlocks(t, frame);
    return !frame.suspended;
}

void emitEntryPoint(Translator& t, Id id) {
    Frame frame;
    beginEntryPoint(t, id, frame);
    if (t.failed()) return;
    t.frame = &frame;
    if (!emitPhase(t, frame) && !t.failed()) t.endInvocation();
    t.frame = nullptr;
}

// Every path must come here, once: what was emitted leads nowhere else, and is left for good. A
// barrier inside control flow does nothing where no invocation reads another's outputs.
void suspendAtBarrier(Translator& t, const Instruction& barrier) {
    Frame& frame = *t.frame;
    const auto& order = frame.graph->order();
    bool isCut = !frame.caller;
    for (size_t i = 0; i < frame.next && isCut; ++i) {
        const uint32_t b = order[i];
        isCut = frame.openEdges[b] == 0 &&
                !endsFunction(t.module.at(frame.function->blocks[b].terminator).op());
        for (const uint32_t s : frame.graph->successors(b))
            isCut &= frame.exits[s] || s == order[frame.next];
    }
    if (!isCut || frame.openEdges[order[frame.next]] != 0) {
        if (t.hull.readsOutputs || ordersMemory(t, barrier))
            t.fail("a barrier of a control shader inside control flow is not supported");
        return;
    }
    frame.suspended = true;
    t.currentOffset = barrier.offset();
}

void emitFunctionCall(Translator& t, const Instruction& inst) {
    const spirv::Function* function = t.module.function(inst.word(3));
    if (!function) return t.fail("the call names no function");
    const auto arguments = inst.from(4);
    if (arguments.size() != function->parameters.size())
        return t.fail("the call does not have the function's number of arguments");
    auto frame = std::make_unique<Frame>();
    frame->function = function;
    frame->graph = graphOf(t, *function);
    if (!frame->graph) return;
    frame->serial = t.newFrame();
    frame->caller = t.frame;
    std::vector<Object> passed;
    for (const Id argument : arguments) passed.push_back(t.object(argument));
    const spirv::Type& type = t.resultType(inst);
    if (t.failed()) return;
    t.frame = frame.get();
    for (size_t i = 0; i < passed.size(); ++i)
        t.bindParameter(t.module.definition(function->parameters[i]), passed[i]);
    emitBody(t, *frame);
    t.frame = frame->caller;
    if (t.failed()) return;
    t.currentOffset = inst.offset();
    mergeReturns(t, *frame, inst, type);
}

}  // namespace baker::translate
