#include "spirv_to_dxil/translate/ssa.hpp"

namespace baker::translate {

using dxil::BasicBlock;
using dxil::Phi;
using dxil::Value;

Leaf Ssa::addLeaf(const dxil::Type* type) {
    leafTypes_.push_back(type);
    return static_cast<Leaf>(leafTypes_.size() - 1);
}

void Ssa::write(BasicBlock* block, Leaf leaf, Value* value) {
    definitions_[{block, leaf}] = value;
}

Value* Ssa::read(BasicBlock* block, Leaf leaf) {
    const size_t first = pending_.size();
    Value* value = lookup(block, leaf);
    complete(first);
    return dxil::resolve(value);
}

// The value of `leaf` at the end of `block`; a phi made on the way still lacks its operands and is
// in `pending_`.
Value* Ssa::lookup(BasicBlock* block, Leaf leaf) {
    std::vector<BasicBlock*> passed;
    Value* value = nullptr;
    while (!value) {
        if (++steps_ > kMaxSteps) {
            steps_ = kMaxSteps + 1;
            return builder_.module().null(leafTypes_[leaf]);
        }
        if (const auto it = definitions_.find({block, leaf}); it != definitions_.end()) {
            value = dxil::resolve(it->second);
        } else if (const auto open = open_.find(block); open != open_.end()) {
            Phi* phi = placePhi(block, leaf);
            open->second.push_back({phi, block, leaf});
            value = phi;
        } else if (block->predecessors.empty() && block != root_) {
            passed.push_back(block);
            block = root_;
        } else if (block->predecessors.empty()) {
            value = builder_.module().null(leafTypes_[leaf]);  // never written: any value will do
        } else if (block->predecessors.size() == 1) {
            passed.push_back(block);
            block = block->predecessors[0];
        } else {
            Phi* phi = placePhi(block, leaf);
            pending_.push_back({phi, block, leaf});
            value = phi;
        }
    }
    for (BasicBlock* b : passed) definitions_[{b, leaf}] = value;
    return value;
}

Phi* Ssa::placePhi(BasicBlock* block, Leaf leaf) {
    Phi* phi = builder_.phi(leafTypes_[leaf], block);
    definitions_[{block, leaf}] = phi;
    return phi;
}

// Fills the pending phis from `first` on, then replaces those that merge nothing.
void Ssa::complete(size_t first) {
    if (pending_.size() == first) return;
    for (size_t i = first; i < pending_.size(); ++i) {
        const PendingPhi p = pending_[i];
        for (BasicBlock* from : p.block->predecessors)
            builder_.addIncoming(p.phi, lookup(from, p.leaf), from);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = pending_.size(); i-- > first;)
            changed |= !pending_[i].phi->forward && simplify(pending_[i].phi);
    }
    pending_.resize(first);
}

void Ssa::seal(BasicBlock* block) {
    const auto it = open_.find(block);
    if (it == open_.end()) return;
    const size_t first = pending_.size();
    pending_.insert(pending_.end(), it->second.begin(), it->second.end());
    open_.erase(it);
    complete(first);
}

// A phi whose operands are itself and one other value is that value.
bool Ssa::simplify(Phi* phi) {
    Value* same = nullptr;
    for (Value* operand : phi->operands) {
        Value* value = dxil::resolve(operand);
        if (value == phi || value == same) continue;
        if (same) return false;
        same = value;
    }
    if (!same) return false;
    builder_.replace(phi, same);
    return true;
}

}  // namespace baker::translate
