#include "spirv_to_dxil/dxil/loop_phis.hpp"

#include <algorithm>
#include <vector>

#include "spirv_to_dxil/dxil/builder.hpp"

namespace baker::dxil {
namespace {

bool isPhi(const Instruction* instruction) {
    return instruction && instruction->opcode == Opcode::Phi;
}

size_t edgeOf(const Instruction& phi, const BasicBlock* from) {
    return size_t(std::ranges::find(phi.blocks, from) - phi.blocks.begin());
}

bool branchesElsewhere(const BasicBlock& block) {
    const auto targets = block.successors();
    return std::ranges::any_of(targets, [&](BasicBlock* b) { return b != targets[0]; });
}

// The phis of `header` that are overwritten, on the way from `from`, before a later phi reads them.
std::vector<Instruction*> swappedPhis(const BasicBlock& header, const BasicBlock* from) {
    std::vector<Instruction*> written, swapped;
    for (Instruction* phi = header.first; isPhi(phi); phi = phi->next) {
        Value* read = phi->operand(edgeOf(*phi, from));
        if (std::ranges::find(written, read) != written.end())
            swapped.push_back(static_cast<Instruction*>(read));
        if (read != phi) written.push_back(phi);
    }
    return swapped;
}

class EdgeBlock {
  public:
    EdgeBlock(Module& module, BasicBlock* from, BasicBlock* header)
        : builder_(module), from_(from), header_(header), block_(module.addBlock(from->function)) {
        block_->reachable = true;
        std::ranges::replace(from->last->blocks, header, block_);
        std::ranges::replace(header->predecessors.span(), from, block_);
        block_->predecessors.push(module.arena(), from);
        builder_.setBlock(block_);
    }

    void copyPhis(const std::vector<Instruction*>& swapped) {
        for (Instruction* phi : swapped) {
            if (std::ranges::find(copied_, phi) != copied_.end()) continue;
            Phi* copy = builder_.phi(phi->type, block_);
            builder_.addIncoming(copy, phi, from_);
            copied_.push_back(phi);
            copies_.push_back(copy);
        }
    }

    // The header's phis take what came from the predecessor from here.
    void connect() {
        for (Instruction* phi = header_->first; isPhi(phi); phi = phi->next) {
            const size_t edge = edgeOf(*phi, from_);
            phi->blocks[edge] = block_;
            const auto copied = std::ranges::find(copied_, phi->operand(edge));
            if (copied != copied_.end() && *copied != phi)
                phi->operands[edge] = copies_[size_t(copied - copied_.begin())];
        }
        builder_.branch(header_);
    }

    BasicBlock* block() const { return block_; }

  private:
    Builder builder_;
    BasicBlock *from_, *header_, *block_;
    std::vector<Instruction*> copied_;
    std::vector<Phi*> copies_;
};

// The block that was put on the edge, or null where none is needed.
BasicBlock* separate(Module& module, BasicBlock* from, BasicBlock* header) {
    if (!isPhi(header->first)) return nullptr;
    const std::vector<Instruction*> swapped = swappedPhis(*header, from);
    if (swapped.empty() && !branchesElsewhere(*from)) return nullptr;
    EdgeBlock edge(module, from, header);
    edge.copyPhis(swapped);
    edge.connect();
    return edge.block();
}

}  // namespace

// Blocks are in reverse post-order: an edge that does not lead forward closes a loop.
void separateLoopPhis(Module& module, Function& function) {
    if (function.isDeclaration()) return;
    const std::vector<BasicBlock*> blocks(function.blocks.begin(), function.blocks.end());
    std::vector<BasicBlock*> order;
    for (BasicBlock* block : blocks) {
        order.push_back(block);
        const auto targets = block->successors();
        const std::vector<BasicBlock*> successors(targets.begin(), targets.end());
        for (BasicBlock* successor : successors)
            if (successor->reachable && successor->id <= block->id)
                if (BasicBlock* edge = separate(module, block, successor)) order.push_back(edge);
    }
    std::ranges::copy(order, function.blocks.begin());
    for (uint32_t i = 0; i < order.size(); ++i) order[i]->id = i;
}

}  // namespace baker::dxil
