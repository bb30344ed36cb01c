#include "spirv_to_dxil/dxil/switch_ladder.hpp"

#include <algorithm>
#include <vector>

#include "spirv_to_dxil/dxil/builder.hpp"

namespace baker::dxil {
namespace {

// What the phis of a block take from the block of the switch, taken out of them.
struct Incoming {
    Phi* phi;
    Value* value;
};

std::vector<Incoming> disconnect(BasicBlock* from, BasicBlock* target) {
    std::vector<Incoming> taken;
    for (Instruction* i = target->first; i && i->opcode == Opcode::Phi; i = i->next) {
        auto* phi = static_cast<Phi*>(i);
        const auto edge = size_t(std::ranges::find(phi->blocks, from) - phi->blocks.begin());
        taken.push_back({phi, phi->operand(edge)});
    }
    dropEdge(from, target);
    return taken;
}

struct Target {
    BasicBlock* block;
    std::vector<Incoming> incoming;
};

class Ladder {
  public:
    Ladder(Module& module, BasicBlock* block, std::vector<BasicBlock*>& order)
        : builder_(module), block_(block), order_(order) {}

    void build() {
        const Instruction& old = *block_->last;
        for (BasicBlock* target : old.blocks)
            if (std::ranges::find(targets_, target, &Target::block) == targets_.end())
                targets_.push_back({target, disconnect(block_, target)});
        erase(block_->last);
        builder_.setBlock(block_);
        for (size_t i = 1; i < old.operands.size(); ++i) compare(old, i);
    }

  private:
    // The rung of case `i`.
    void compare(const Instruction& old, size_t i) {
        BasicBlock* const rung = builder_.block();
        const bool isLast = i + 1 == old.operands.size();
        BasicBlock* const next = isLast ? old.blocks[0] : addRung(rung);
        Value* const equal = builder_.compare(Predicate::IcmpEq, old.operand(0), old.operand(i));
        builder_.condBranch(equal, old.blocks[i], next);
        connect(rung, old.blocks[i]);
        if (isLast && next != old.blocks[i]) connect(rung, next);
        builder_.setBlock(next);
    }

    BasicBlock* addRung(BasicBlock* after) {
        BasicBlock* rung = builder_.module().addBlock(after->function);
        rung->reachable = true;
        order_.push_back(rung);
        return rung;
    }

    void connect(BasicBlock* rung, BasicBlock* target) {
        for (const Incoming& in : std::ranges::find(targets_, target, &Target::block)->incoming)
            builder_.addIncoming(in.phi, in.value, rung);
    }

    Builder builder_;
    BasicBlock* block_;
    std::vector<BasicBlock*>& order_;
    std::vector<Target> targets_;
};

}  // namespace

void lowerSwitches(Module& module, Function& function) {
    if (function.isDeclaration()) return;
    const std::vector<BasicBlock*> blocks(function.blocks.begin(), function.blocks.end());
    std::vector<BasicBlock*> order;
    for (BasicBlock* block : blocks) {
        order.push_back(block);
        if (block->terminator()->opcode == Opcode::Switch) Ladder(module, block, order).build();
    }
    std::ranges::copy(order, function.blocks.begin());
    for (uint32_t i = 0; i < order.size(); ++i) order[i]->id = i;
}

}  // namespace baker::dxil
