#include "spirv_to_dxil/spirv/control_flow_graph.hpp"

#include <algorithm>

namespace baker::spirv {

uint32_t switchLiteralWords(const Module& module, const Instruction& inst) {
    const Id selector = inst.word(1);
    if (!module.isDefined(selector)) return 1;
    const Instruction value = module.definition(selector);
    const Id type = resultLayout(value.op()).type ? value.word(1) : 0;
    const uint32_t* declaration = module.definitionIf(type, spv::Op::OpTypeInt);
    return declaration && module.definition(type).word(2) == 64 ? 2 : 1;
}

std::variant<ControlFlowGraph, TranslationError> ControlFlowGraph::build(const Module& module,
                                                                         const Function& function) {
    ControlFlowGraph graph;
    TranslationError error;
    if (function.blocks.empty())
        return TranslationError{function.offset, "the function has no body"};
    if (!graph.connect(module, function, error)) return error;
    graph.findReachable();
    graph.sortBlocks();
    graph.findDominators();
    graph.numberDominatorTree();
    if (!graph.findLoops(function, error)) return error;
    graph.findExits();
    return graph;
}

bool ControlFlowGraph::connect(const Module& module, const Function& function,
                               TranslationError& error) {
    const auto count = static_cast<uint32_t>(function.blocks.size());
    successors_.resize(count);
    structured_.resize(count);
    for (uint32_t b = 0; b < count; ++b) {
        const auto add = [&](std::vector<uint32_t>& list, Id label, uint32_t offset) {
            const uint32_t index = module.blockIndex(label);
            if (!module.definitionIf(label, spv::Op::OpLabel) || index >= count || index == 0 ||
                function.blocks[index].label != label) {
                error = {offset, "a branch target is not a block of this function, or its first"};
                return false;
            }
            if (std::find(list.begin(), list.end(), index) == list.end()) list.push_back(index);
            return true;
        };
        const Block& block = function.blocks[b];
        for (uint32_t offset = block.begin; offset < block.terminator;
             offset = module.at(offset).next()) {
            const Instruction inst = module.at(offset);
            if (inst.op() != spv::Op::OpSelectionMerge && inst.op() != spv::Op::OpLoopMerge)
                continue;
            if (!add(structured_[b], inst.word(1), offset)) return false;
            if (inst.op() == spv::Op::OpLoopMerge && !add(structured_[b], inst.word(2), offset))
                return false;
        }
        const Instruction end = module.at(block.terminator);
        auto& out = successors_[b];
        if (end.op() == spv::Op::OpBranch) {
            if (!add(out, end.word(1), end.offset())) return false;
        } else if (end.op() == spv::Op::OpBranchConditional) {
            if (!add(out, end.word(2), end.offset()) || !add(out, end.word(3), end.offset()))
                return false;
        } else if (end.op() == spv::Op::OpSwitch) {
            if (!add(out, end.word(2), end.offset())) return false;
            const uint32_t literal = switchLiteralWords(module, end);
            for (uint32_t i = 3; i + literal < end.wordCount(); i += literal + 1)
                if (!add(out, end.word(i + literal), end.offset())) return false;
        }
    }
    return true;
}

void ControlFlowGraph::findReachable() {
    position_.assign(successors_.size(), kNone);
    std::vector<uint32_t> stack{0};
    position_[0] = 0;
    while (!stack.empty()) {
        const uint32_t b = stack.back();
        stack.pop_back();
        for (const uint32_t s : successors_[b]) {
            if (position_[s] != kNone) continue;
            position_[s] = 0;
            stack.push_back(s);
        }
    }
}

// Reverse post-order of a depth-first walk that takes merge and continue targets first, so that
// they come last.
void ControlFlowGraph::sortBlocks() {
    struct Visit {
        uint32_t block;
        uint32_t next;
    };
    std::vector<bool> seen(successors_.size());
    std::vector<Visit> stack{{0, 0}};
    seen[0] = true;
    while (!stack.empty()) {
        Visit& visit = stack.back();
        const auto& first = structured_[visit.block];
        const auto& rest = successors_[visit.block];
        if (visit.next == first.size() + rest.size()) {
            order_.push_back(visit.block);
            stack.pop_back();
            continue;
        }
        const uint32_t i = visit.next++;
        // Successors backwards: the first one is visited last and so follows its branch directly.
        const uint32_t s = i < first.size() ? first[i] : rest[rest.size() - 1 - (i - first.size())];
        if (seen[s] || position_[s] == kNone) continue;
        seen[s] = true;
        stack.push_back({s, 0});
    }
    std::reverse(order_.begin(), order_.end());
    for (uint32_t i = 0; i < order_.size(); ++i) position_[order_[i]] = i;
}

// Cooper, Harvey, Kennedy: "A Simple, Fast Dominance Algorithm".
void ControlFlowGraph::findDominators() {
    std::vector<std::vector<uint32_t>> predecessors(successors_.size());
    for (const uint32_t b : order_)
        for (const uint32_t s : successors_[b]) predecessors[s].push_back(b);
    dominator_.assign(successors_.size(), kNone);
    dominator_[0] = 0;
    const auto intersect = [&](uint32_t a, uint32_t b) {
        while (a != b) {
            while (position_[a] > position_[b]) a = dominator_[a];
            while (position_[b] > position_[a]) b = dominator_[b];
        }
        return a;
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 1; i < order_.size(); ++i) {
            const uint32_t b = order_[i];
            uint32_t best = kNone;
            for (const uint32_t p : predecessors[b])
                if (dominator_[p] != kNone) best = best == kNone ? p : intersect(p, best);
            if (dominator_[b] == best) continue;
            dominator_[b] = best;
            changed = true;
        }
    }
}

void ControlFlowGraph::numberDominatorTree() {
    std::vector<std::vector<uint32_t>> children(successors_.size());
    for (size_t i = 1; i < order_.size(); ++i) children[dominator_[order_[i]]].push_back(order_[i]);
    enter_.assign(successors_.size(), 0);
    leave_.assign(successors_.size(), 0);
    uint32_t clock = 0;
    std::vector<std::pair<uint32_t, uint32_t>> stack{{0, 0}};
    enter_[0] = clock++;
    while (!stack.empty()) {
        auto& [block, next] = stack.back();
        if (next == children[block].size()) {
            leave_[block] = clock++;
            stack.pop_back();
            continue;
        }
        const uint32_t child = children[block][next++];
        enter_[child] = clock++;
        stack.push_back({child, 0});
    }
}

// Backwards from the blocks that have no successor.
void ControlFlowGraph::findExits() {
    std::vector<std::vector<uint32_t>> predecessors(successors_.size());
    std::vector<uint32_t> stack;
    leaves_.assign(successors_.size(), false);
    for (const uint32_t b : order_) {
        for (const uint32_t s : successors_[b]) predecessors[s].push_back(b);
        if (!successors_[b].empty()) continue;
        leaves_[b] = true;
        stack.push_back(b);
    }
    while (!stack.empty()) {
        const uint32_t b = stack.back();
        stack.pop_back();
        for (const uint32_t p : predecessors[b]) {
            if (leaves_[p]) continue;
            leaves_[p] = true;
            stack.push_back(p);
        }
    }
}

// A branch to a block that comes before it in the order is a loop's back edge; its target must
// dominate it.
bool ControlFlowGraph::findLoops(const Function& function, TranslationError& error) {
    loopHeader_.assign(successors_.size(), false);
    for (const uint32_t b : order_) {
        for (const uint32_t s : successors_[b]) {
            if (!isBackEdge(b, s)) continue;
            if (!dominates(s, b)) {
                error = {function.blocks[b].terminator, "the control flow is irreducible"};
                return false;
            }
            loopHeader_[s] = true;
        }
    }
    return true;
}

}  // namespace baker::spirv
