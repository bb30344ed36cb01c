// The control-flow graph of one SPIR-V function: the blocks that can be reached, in an order where
// every block follows its dominators and loops are contiguous; predecessors; dominance.
//
// Building refuses branches out of the function and irreducible control flow, which neither
// Vulkan's structured SPIR-V nor D3D12's consumers allow.
#pragma once

#include <variant>
#include <vector>

#include "spirv_to_dxil/spirv/module.hpp"

namespace baker::spirv {

// The number of words of each literal in an OpSwitch: 2 for a 64-bit selector, else 1.
uint32_t switchLiteralWords(const Module& module, const Instruction& inst);

class ControlFlowGraph {
  public:
    static constexpr uint32_t kNone = UINT32_MAX;

    static std::variant<ControlFlowGraph, TranslationError> build(const Module& module,
                                                                  const Function& function);

    // Reachable blocks (indices into Function::blocks), the entry block first.
    const std::vector<uint32_t>& order() const { return order_; }
    bool isReachable(uint32_t block) const { return position_[block] != kNone; }
    // Distinct successors of a reachable block.
    const std::vector<uint32_t>& successors(uint32_t block) const { return successors_[block]; }
    // Whether the edge from `from` to its successor `to` closes a loop.
    bool isBackEdge(uint32_t from, uint32_t to) const { return position_[to] <= position_[from]; }
    bool isLoopHeader(uint32_t block) const { return loopHeader_[block]; }
    // Whether no path from the block leaves the function.
    bool isEndless(uint32_t block) const { return !leaves_[block]; }
    // Whether every path from the entry to `b` passes `a`; both reachable.
    bool dominates(uint32_t a, uint32_t b) const {
        return enter_[a] <= enter_[b] && leave_[b] <= leave_[a];
    }

  private:
    bool connect(const Module& module, const Function& function, TranslationError& error);
    void findReachable();
    void sortBlocks();
    void findDominators();
    void numberDominatorTree();
    bool findLoops(const Function& function, TranslationError& error);
    void findExits();

    std::vector<std::vector<uint32_t>> successors_;
    std::vector<std::vector<uint32_t>> structured_;  // merge and continue targets
    std::vector<uint32_t> order_;
    std::vector<uint32_t> position_;  // index in order_, kNone when unreachable
    std::vector<uint32_t> dominator_;
    std::vector<uint32_t> enter_, leave_;  // interval of the block in the dominator tree
    std::vector<bool> loopHeader_;
    std::vector<bool> leaves_;  // whether a path from the block leaves the function
};

}  // namespace baker::spirv
