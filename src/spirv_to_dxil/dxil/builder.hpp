// Appends instructions to a basic block.
//
// Operations on constants are folded, bit-exactly, to constants: a front end evaluates constant
// expressions by building them. Folding also takes the identities that hold for every value
// (x + 0 and x * 1 of integers, select with a constant condition, a cast to the same type).
//
// Not thread-safe; one builder per module at a time.
#pragma once

#include <initializer_list>
#include <map>
#include <utility>

#include "spirv_to_dxil/dxil/module.hpp"

namespace baker::dxil {

struct SwitchCase {
    uint64_t value;
    BasicBlock* target;
};

class Builder {
  public:
    explicit Builder(Module& module) : module_(module) {}

    Module& module() { return module_; }
    TypeTable& types() { return module_.types(); }
    BasicBlock* block() const { return block_; }
    void setBlock(BasicBlock* block) { block_ = block; }
    // True when the current block has its terminator; nothing may be appended then.
    bool terminated() const { return block_->terminator() != nullptr; }
    // Flags for the floating-point operations that follow; none: precise.
    void setFastMath(FastMath flags) { fastMath_ = flags; }

    // --- values
    Value* binary(BinaryOp op, Value* a, Value* b);
    Value* compare(Predicate predicate, Value* a, Value* b);  // i1
    Value* cast(CastOp op, Value* value, const Type* to);
    Value* select(Value* condition, Value* a, Value* b);
    Value* extractValue(Value* aggregate, uint32_t index);
    // A phi at the head of `block`, without operands yet.
    Phi* phi(const Type* type, BasicBlock* block);
    Phi* phi(const Type* type) { return phi(type, block_); }
    void addIncoming(Phi* phi, Value* value, BasicBlock* from) {
        phi->addIncoming(module_.arena(), value, from);
    }
    // Every use of `old` becomes a use of `successor`; an instruction is taken out of its block.
    void replace(Value* old, Value* successor);

    Value* add(Value* a, Value* b) { return binary(BinaryOp::Add, a, b); }
    Value* sub(Value* a, Value* b) { return binary(BinaryOp::Sub, a, b); }
    Value* mul(Value* a, Value* b) { return binary(BinaryOp::Mul, a, b); }
    Value* bitAnd(Value* a, Value* b) { return binary(BinaryOp::And, a, b); }
    Value* bitOr(Value* a, Value* b) { return binary(BinaryOp::Or, a, b); }
    Value* bitXor(Value* a, Value* b) { return binary(BinaryOp::Xor, a, b); }
    Value* bitNot(Value* a);  // also of an i1
    Value* shl(Value* a, Value* b) { return binary(BinaryOp::Shl, a, b); }
    Value* lshr(Value* a, Value* b) { return binary(BinaryOp::LShr, a, b); }
    Value* ashr(Value* a, Value* b) { return binary(BinaryOp::AShr, a, b); }
    Value* fadd(Value* a, Value* b) { return binary(BinaryOp::FAdd, a, b); }
    Value* fsub(Value* a, Value* b) { return binary(BinaryOp::FSub, a, b); }
    Value* fmul(Value* a, Value* b) { return binary(BinaryOp::FMul, a, b); }
    Value* fdiv(Value* a, Value* b) { return binary(BinaryOp::FDiv, a, b); }
    Value* fneg(Value* a);  // -0.0 - a
    Value* neg(Value* a);   // 0 - a
    // A bit cast between number types of the same width.
    Value* bitcast(Value* value, const Type* to) { return cast(CastOp::Bitcast, value, to); }

    // --- memory; alignments in bytes
    Value* alloca_(const Type* type, uint32_t alignment);  // placed in the entry block
    Value* gep(Value* pointer, std::initializer_list<Value*> indices) {
        return gep(pointer, std::span<Value* const>(indices.begin(), indices.size()));
    }
    Value* gep(Value* pointer, std::span<Value* const> indices);
    Value* load(Value* pointer, uint32_t alignment);
    void store(Value* pointer, Value* value, uint32_t alignment);
    // Groupshared memory only; monotonic. The value before the operation.
    Value* atomicRmw(AtomicRmwOp op, Value* pointer, Value* value);
    // Groupshared memory only. {old value, i1 success}.
    Value* cmpXchg(Value* pointer, Value* expected, Value* desired);

    // --- calls
    Value* call(Function* callee, std::span<Value* const> arguments);
    // An intrinsic; the opcode argument is added. `overload` as in DxOpInfo, or null.
    Value* dxOp(DxOp op, const Type* overload, std::span<Value* const> arguments);
    Value* dxOp(DxOp op, const Type* overload, std::initializer_list<Value*> arguments) {
        return dxOp(op, overload, std::span<Value* const>(arguments.begin(), arguments.size()));
    }
    // The handle of element `index` (relative to the range's first register) of a resource range;
    // by the intrinsics that the shader model asks for.
    Value* createHandle(const Resource& resource, Value* index, bool nonUniform);

    // --- terminators; they record the block as a predecessor of their targets
    void branch(BasicBlock* target);
    void condBranch(Value* condition, BasicBlock* ifTrue, BasicBlock* ifFalse);
    void switch_(Value* value, BasicBlock* otherwise, std::span<const SwitchCase> cases);
    void ret();
    void unreachable();

  private:
    Instruction* make(Opcode opcode, const Type* type, std::span<Value* const> operands);
    Instruction* append(Instruction* instruction);
    Instruction* terminate(Opcode opcode, std::span<Value* const> operands,
                           std::span<BasicBlock* const> targets);
    Value* distinctOperand(CastOp op, Value* value, const Type* to);
    Value* handleFromBinding(const Resource& resource, Value* reg, bool nonUniform);

    Module& module_;
    BasicBlock* block_ = nullptr;
    FastMath fastMath_ = kFastMathNone;
    // What each value is first converted to, where the module wants that to be one type.
    std::map<std::pair<CastOp, const Value*>, const Type*> conversions_;
};

}  // namespace baker::dxil
