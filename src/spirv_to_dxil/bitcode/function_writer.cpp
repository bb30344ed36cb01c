#include "spirv_to_dxil/bitcode/function_writer.hpp"

#include <bit>
#include <vector>

#include "spirv_to_dxil/bitcode/codes.hpp"

namespace baker::dxil {
namespace {

using namespace bitcode;

uint64_t signedVbr(int64_t value) {
    return value >= 0 ? uint64_t(value) << 1 : (uint64_t{0} - uint64_t(value)) << 1 | 1;
}

uint64_t alignmentCode(uint32_t bytes) {
    return std::bit_width(bytes);
}

class BodyWriter {
  public:
    BodyWriter(BitstreamWriter& out, uint32_t first,
               const std::function<uint32_t(const Function&)>& attributes)
        : out_(out), next_(first), attributes_(attributes) {}

    void write(const Instruction& i) {
        record_.clear();
        const unsigned code = encode(i);
        out_.record(code, record_);
        if (!i.type->isVoid()) ++next_;
    }

  private:
    void push(uint64_t operand) { record_.push_back(operand); }
    void pushType(const Type* type) { push(type->index); }

    // Values are written as distances backwards; a forward one wraps around in 32 bits.
    void pushValue(Value* value) { push(next_ - value->id); }
    // The type follows where the reader cannot know it yet.
    void pushValueAndType(Value* value) {
        pushValue(value);
        if (value->id >= next_) pushType(value->type);
    }

    // Appends the instruction's operands and returns the record's code.
    unsigned encode(const Instruction& i) {
        switch (i.opcode) {
            case Opcode::Binary:
                return binary(i);
            case Opcode::Compare:
                return compare(i);
            case Opcode::Cast:
                return cast(i);
            case Opcode::Select:
                return select(i);
            case Opcode::Phi:
                return phi(i);
            case Opcode::Alloca:
                return alloca_(i);
            case Opcode::GetElementPtr:
                return getElementPtr(i);
            case Opcode::Load:
                return load(i);
            case Opcode::Store:
                return store(i);
            case Opcode::AtomicRmw:
                return atomicRmw(i);
            case Opcode::CmpXchg:
                return cmpXchg(i);
            case Opcode::ExtractValue:
                return extractValue(i);
            case Opcode::Call:
                return call(i);
            case Opcode::Branch:
            case Opcode::CondBranch:
                return branch(i);
            case Opcode::Switch:
                return switch_(i);
            case Opcode::Return:
                return return_(i);
            default:
                return kUnreachable;
        }
    }

    unsigned binary(const Instruction& i) {
        pushValueAndType(i.operand(0));
        pushValue(i.operand(1));
        push(i.detail & (kFloatOp - 1));
        if (i.flags) push(i.flags);
        return kBinop;
    }

    unsigned compare(const Instruction& i) {
        pushValueAndType(i.operand(0));
        pushValue(i.operand(1));
        push(i.detail);
        if (i.flags) push(i.flags);
        return kCompare;
    }

    unsigned cast(const Instruction& i) {
        pushValueAndType(i.operand(0));
        pushType(i.type);
        push(i.detail);
        return kCast;
    }

    unsigned select(const Instruction& i) {
        pushValueAndType(i.operand(1));
        pushValue(i.operand(2));
        pushValueAndType(i.operand(0));
        return kSelect;
    }

    // One operand for each edge: a switch may lead to the block by several.
    unsigned phi(const Instruction& i) {
        pushType(i.type);
        for (size_t k = 0; k < i.operands.size(); ++k)
            for (BasicBlock* successor : i.blocks[k]->successors()) {
                if (successor != i.block) continue;
                push(signedVbr(int64_t(next_) - int64_t(i.operand(k)->id)));
                push(i.blocks[k]->id);
            }
        return kPhi;
    }

    unsigned alloca_(const Instruction& i) {
        constexpr uint64_t kExplicitType = 1 << 6;
        pushType(i.allocated);
        pushType(i.operand(0)->type);
        push(i.operand(0)->id);
        push(alignmentCode(i.alignment) | kExplicitType);
        return kAlloca;
    }

    unsigned getElementPtr(const Instruction& i) {
        push(1);  // inbounds
        pushType(i.operand(0)->type->element());
        for (size_t k = 0; k < i.operands.size(); ++k) pushValueAndType(i.operand(k));
        return kGetElementPtr;
    }

    unsigned load(const Instruction& i) {
        pushValueAndType(i.operand(0));
        pushType(i.type);
        push(alignmentCode(i.alignment));
        push(0);  // not volatile
        return kLoad;
    }

    unsigned store(const Instruction& i) {
        pushValueAndType(i.operand(0));
        pushValueAndType(i.operand(1));
        push(alignmentCode(i.alignment));
        push(0);
        return kStore;
    }

    unsigned atomicRmw(const Instruction& i) {
        pushValueAndType(i.operand(0));
        pushValue(i.operand(1));
        push(i.detail);
        push(0);
        push(kOrderingSequentiallyConsistent);
        push(kScopeCrossThread);
        return kAtomicRmw;
    }

    unsigned cmpXchg(const Instruction& i) {
        pushValueAndType(i.operand(0));
        pushValueAndType(i.operand(1));
        pushValue(i.operand(2));
        push(0);
        push(kOrderingSequentiallyConsistent);
        push(kScopeCrossThread);
        push(kOrderingSequentiallyConsistent);
        push(0);  // not weak
        return kCmpXchg;
    }

    unsigned extractValue(const Instruction& i) {
        pushValueAndType(i.operand(0));
        push(i.index);
        return kExtractValue;
    }

    unsigned call(const Instruction& i) {
        constexpr uint64_t kExplicitType = 1 << 15;
        push(attributes_(*i.callee));
        push(kExplicitType);
        pushType(i.callee->functionType);
        pushValueAndType(i.callee);
        for (size_t k = 0; k < i.operands.size(); ++k) pushValue(i.operand(k));
        return kCall;
    }

    unsigned branch(const Instruction& i) {
        for (BasicBlock* target : i.blocks) push(target->id);
        if (i.opcode == Opcode::CondBranch) pushValue(i.operand(0));
        return kBranch;
    }

    unsigned switch_(const Instruction& i) {
        pushType(i.operand(0)->type);
        pushValue(i.operand(0));
        push(i.blocks[0]->id);
        for (size_t k = 1; k < i.blocks.size(); ++k) {
            push(i.operand(k)->id);
            push(i.blocks[k]->id);
        }
        return kSwitch;
    }

    unsigned return_(const Instruction& i) {
        if (!i.operands.empty()) pushValueAndType(i.operand(0));
        return kReturn;
    }

    BitstreamWriter& out_;
    uint32_t next_;
    const std::function<uint32_t(const Function&)>& attributes_;
    std::vector<uint64_t> record_;
};

}  // namespace

void writeFunctionBody(BitstreamWriter& out, const Function& function, uint32_t firstInstruction,
                       const std::function<uint32_t(const Function&)>& attributes) {
    out.enterBlock(kFunctionBlock, 4);
    out.record(kDeclareBlocks, {function.blocks.size()});
    BodyWriter body(out, firstInstruction, attributes);
    for (BasicBlock* block : function.blocks)
        for (Instruction* i = block->first; i; i = i->next) body.write(*i);
    out.exitBlock();
}

}  // namespace baker::dxil
