// Cleaning a function up before it is written.
#include <vector>

#include "spirv_to_dxil/dxil/dx_op.hpp"
#include "spirv_to_dxil/dxil/instruction.hpp"

namespace baker::dxil {
namespace {

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
    size_t kept = 0;
    for (size_t i = 0; i < phi.operands.size(); ++i) {
        if (!phi.blocks[i]->reachable) continue;
        phi.operands[kept] = phi.operands[i];
        phi.blocks[kept++] = phi.blocks[i];
    }
    phi.operands = phi.operands.first(kept);
    phi.blocks = phi.blocks.first(kept);
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

}  // namespace

void Phi::addIncoming(Arena& arena, Value* value, BasicBlock* from) {
    values_.push(arena, value);
    from_.push(arena, from);
    operands = values_.span();
    blocks = from_.span();
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
    dropUnreachable(function);
    simplifyPhis(function);
    removeDeadCode(function);
}

}  // namespace baker::dxil
