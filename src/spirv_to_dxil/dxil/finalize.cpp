// Cleaning a function up before it is written.
#include <vector>

#include "spirv_to_dxil/dxil/dx_op.hpp"
#include "spirv_to_dxil/dxil/instruction.hpp"

namespace baker::dxil {
namespace {

// The target of a branch or switch whose operand is a constant; null where it is not.
BasicBlock* onlyTarget(const Instruction& branch) {
    if (branch.opcode != Opcode::CondBranch && branch.opcode != Opcode::Switch) return nullptr;
    const Constant* chosen = asNumber(branch.operand(0));
    if (!chosen) return nullptr;
    if (branch.opcode == Opcode::CondBranch) return branch.blocks[chosen->bits & 1 ? 0 : 1];
    for (size_t i = 1; i < branch.operands.size(); ++i)
        if (asNumber(branch.operand(i))->bits == chosen->bits) return branch.blocks[i];
    return branch.blocks[0];
}

bool isKept(const BasicBlock* from, const BasicBlock* to) {
    const BasicBlock* only = from->terminator() ? onlyTarget(*from->terminator()) : nullptr;
    return !only || only == to;
}

// Marks what `roots` reach along edges that are kept.
template <typename Next>
std::vector<bool> reach(const Function& function, std::vector<BasicBlock*> stack, Next&& next) {
    std::vector<bool> seen(function.blocks.size());
    for (BasicBlock* block : stack) seen[block->id] = true;
    while (!stack.empty()) {
        BasicBlock* block = stack.back();
        stack.pop_back();
        next(block, [&](BasicBlock* other) {
            if (seen[other->id]) return;
            seen[other->id] = true;
            stack.push_back(other);
        });
    }
    return seen;
}

// Whether every block still leads out of the function: D3D12 refuses endless loops.
bool leadsOut(Function& function) {
    std::vector<BasicBlock*> exits;
    for (uint32_t i = 0; i < function.blocks.size(); ++i) {
        function.blocks[i]->id = i;
        if (function.blocks[i]->successors().empty()) exits.push_back(function.blocks[i]);
    }
    const auto reached =
        reach(function, {function.blocks[0]}, [](BasicBlock* block, const auto& add) {
            for (BasicBlock* s : block->successors())
                if (isKept(block, s)) add(s);
        });
    const auto leaving = reach(function, exits, [](BasicBlock* block, const auto& add) {
        for (BasicBlock* p : block->predecessors)
            if (isKept(p, block)) add(p);
    });
    for (size_t i = 0; i < reached.size(); ++i)
        if (reached[i] && !leaving[i]) return false;
    return true;
}

bool hasDecidedBranch(const Function& function) {
    for (const BasicBlock* block : function.blocks)
        if (block->terminator() && onlyTarget(*block->terminator())) return true;
    return false;
}

void decideBranches(Function& function) {
    if (!hasDecidedBranch(function) || !leadsOut(function)) return;
    for (BasicBlock* block : function.blocks) {
        Instruction* branch = block->terminator();
        BasicBlock* const only = branch ? onlyTarget(*branch) : nullptr;
        if (!only) continue;
        for (BasicBlock* target : branch->blocks)
            if (target != only) dropEdge(block, target);
        branch->opcode = Opcode::Branch;
        branch->operands = {};
        branch->blocks[0] = only;
        branch->blocks = branch->blocks.first(1);
    }
}

struct Visit {
    BasicBlock* block;
    size_t next;  // successors before this one, counted from the back, are done
};

// Marks what the entry reaches and gives it in reverse post-order. Successors are visited last to
// first, so that the order follows the source: the true branch before the false one.
std::vector<BasicBlock*> reversePostOrder(Function& function) {
    for (BasicBlock* block : function.blocks) block->reachable = false;
    std::vector<BasicBlock*> postOrder;
    std::vector<Visit> stack;
    const auto enter = [&](BasicBlock* block) {
        if (block->reachable) return;
        block->reachable = true;
        stack.push_back({block, block->successors().size()});
    };
    enter(function.blocks[0]);
    while (!stack.empty()) {
        Visit& top = stack.back();
        if (top.next > 0) {
            enter(top.block->successors()[--top.next]);
        } else {
            postOrder.push_back(top.block);
            stack.pop_back();
        }
    }
    return {postOrder.rbegin(), postOrder.rend()};
}

void dropUnreachable(Function& function) {
    const std::vector<BasicBlock*> order = reversePostOrder(function);
    for (uint32_t i = 0; i < order.size(); ++i) {
        order[i]->id = i;
        function.blocks[i] = order[i];
        uint32_t kept = 0;
        for (BasicBlock* predecessor : order[i]->predecessors)
            if (predecessor->reachable) order[i]->predecessors[kept++] = predecessor;
        order[i]->predecessors.truncate(kept);
    }
    function.blocks.truncate(uint32_t(order.size()));
}

void dropUnreachableOperands(Instruction& phi) {
    static_cast<Phi&>(phi).keepIf([](const BasicBlock* from) { return from->reachable; });
}

// The one value that the phi can have, if there is only one.
Value* onlyValue(const Instruction& phi) {
    Value* only = nullptr;
    for (size_t i = 0; i < phi.operands.size(); ++i) {
        Value* value = phi.operand(i);
        if (value == &phi || value == only) continue;
        if (only) return nullptr;
        only = value;
    }
    return only;
}

template <typename F>
void forEachPhi(Function& function, F&& f) {
    for (BasicBlock* block : function.blocks)
        for (Instruction *i = block->first, *next; i && i->opcode == Opcode::Phi; i = next) {
            next = i->next;
            f(*i);
        }
}

void simplifyPhis(Function& function) {
    forEachPhi(function, dropUnreachableOperands);
    for (bool changed = true; changed;) {
        changed = false;
        forEachPhi(function, [&](Instruction& phi) {
            Value* value = onlyValue(phi);
            if (!value) return;
            phi.forward = value;
            erase(&phi);
            changed = true;
        });
    }
}

bool hasSideEffect(const Instruction& instruction) {
    switch (instruction.opcode) {
        case Opcode::Store:
        case Opcode::AtomicRmw:
        case Opcode::CmpXchg:
            return true;
        case Opcode::Call:
            return instruction.callee->attribute == FunctionAttribute::None ||
                   instruction.callee->attribute == FunctionAttribute::NoDuplicate;
        default:
            return instruction.isTerminator();
    }
}

void removeDeadCode(Function& function) {
    std::vector<Instruction*> work;
    const auto mark = [&](Instruction* instruction) {
        if (instruction->live) return;
        instruction->live = true;
        work.push_back(instruction);
    };
    for (BasicBlock* block : function.blocks)
        for (Instruction* i = block->first; i; i = i->next) {
            i->live = false;
        }
    for (BasicBlock* block : function.blocks)
        for (Instruction* i = block->first; i; i = i->next)
            if (hasSideEffect(*i)) mark(i);
    while (!work.empty()) {
        Instruction* instruction = work.back();
        work.pop_back();
        for (Value*& operand : instruction->operands) {
            operand = resolve(operand);
            if (operand->kind == ValueKind::Instruction) mark(static_cast<Instruction*>(operand));
        }
    }
    for (BasicBlock* block : function.blocks)
        for (Instruction *i = block->first, *next; i; i = next) {
            next = i->next;
            if (!i->live) erase(i);
        }
}

// Where a block that does nothing but branch leads to.
const BasicBlock* behind(const BasicBlock* block) {
    constexpr int kMost = 8;
    for (int i = 0; i < kMost && block->first == block->last; ++i) {
        if (block->first->opcode != Opcode::Branch) break;
        block = block->first->blocks[0];
    }
    return block;
}

// A branch all of whose ways do nothing and lead to one block needs no condition.
bool mergesAtOnce(const BasicBlock& block) {
    const auto targets = block.successors();
    if (targets.size() < 2) return false;
    const BasicBlock* end = behind(targets[0]);
    if (end == &block || (end->first && end->first->opcode == Opcode::Phi)) return false;
    for (const BasicBlock* target : targets)
        if (behind(target) != end) return false;
    return true;
}

bool dropConditions(Function& function) {
    bool changed = false;
    for (BasicBlock* block : function.blocks) {
        if (!mergesAtOnce(*block)) continue;
        Instruction& branch = *block->terminator();
        for (BasicBlock* target : branch.blocks)
            if (target != branch.blocks[0]) dropEdge(block, target);
        branch.opcode = Opcode::Branch;
        branch.operands = {};
        branch.blocks = branch.blocks.first(1);
        changed = true;
    }
    return changed;
}

}  // namespace

void Phi::addIncoming(Arena& arena, Value* value, BasicBlock* from) {
    values_.push(arena, value);
    from_.push(arena, from);
    operands = values_.span();
    blocks = from_.span();
}

void dropEdge(BasicBlock* from, BasicBlock* to) {
    uint32_t kept = 0;
    for (BasicBlock* predecessor : to->predecessors)
        if (predecessor != from) to->predecessors[kept++] = predecessor;
    to->predecessors.truncate(kept);
    for (Instruction* phi = to->first; phi && phi->opcode == Opcode::Phi; phi = phi->next)
        static_cast<Phi*>(phi)->keepIf([&](const BasicBlock* block) { return block != from; });
}

void erase(Instruction* instruction) {
    BasicBlock* block = instruction->block;
    if (!block) return;
    (instruction->previous ? instruction->previous->next : block->first) = instruction->next;
    (instruction->next ? instruction->next->previous : block->last) = instruction->previous;
    instruction->block = nullptr;
}

void finalize(Function& function) {
    if (function.isDeclaration()) return;
    decideBranches(function);
    dropUnreachable(function);
    simplifyPhis(function);
    removeDeadCode(function);
    while (dropConditions(function)) {
        dropUnreachable(function);
        simplifyPhis(function);
        removeDeadCode(function);
    }
}

}  // namespace baker::dxil
