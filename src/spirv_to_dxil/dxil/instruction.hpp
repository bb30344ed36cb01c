// Instructions, basic blocks and functions.
#pragma once

#include "spirv_to_dxil/dxil/value.hpp"

namespace baker::dxil {

enum class Opcode : uint8_t {
    Binary,
    Compare,
    Cast,
    Select,
    Phi,
    Alloca,
    GetElementPtr,
    Load,
    Store,
    AtomicRmw,
    CmpXchg,
    ExtractValue,
    Call,
    // Terminators
    Branch,
    CondBranch,
    Switch,
    Return,
    Unreachable,
};

// The enumerators of the following are the codes of LLVM 3.7's bitcode; add 16 for the
// floating-point operation that shares an integer operation's code.
inline constexpr uint8_t kFloatOp = 16;
enum class BinaryOp : uint8_t {
    Add = 0,
    Sub = 1,
    Mul = 2,
    UDiv = 3,
    SDiv = 4,
    URem = 5,
    SRem = 6,
    Shl = 7,
    LShr = 8,
    AShr = 9,
    And = 10,
    Or = 11,
    Xor = 12,
    FAdd = kFloatOp + 0,
    FSub = kFloatOp + 1,
    FMul = kFloatOp + 2,
    FDiv = kFloatOp + 4,
    FRem = kFloatOp + 6,
};
enum class CastOp : uint8_t {
    Trunc = 0,
    ZExt = 1,
    SExt = 2,
    FPToUI = 3,
    FPToSI = 4,
    UIToFP = 5,
    SIToFP = 6,
    FPTrunc = 7,
    FPExt = 8,
    PtrToInt = 9,
    IntToPtr = 10,
    Bitcast = 11,
    AddrSpaceCast = 12,
};
enum class Predicate : uint8_t {
    FcmpFalse = 0,
    FcmpOeq = 1,
    FcmpOgt = 2,
    FcmpOge = 3,
    FcmpOlt = 4,
    FcmpOle = 5,
    FcmpOne = 6,
    FcmpOrd = 7,
    FcmpUno = 8,
    FcmpUeq = 9,
    FcmpUgt = 10,
    FcmpUge = 11,
    FcmpUlt = 12,
    FcmpUle = 13,
    FcmpUne = 14,
    FcmpTrue = 15,
    IcmpEq = 32,
    IcmpNe = 33,
    IcmpUgt = 34,
    IcmpUge = 35,
    IcmpUlt = 36,
    IcmpUle = 37,
    IcmpSgt = 38,
    IcmpSge = 39,
    IcmpSlt = 40,
    IcmpSle = 41,
};
enum class AtomicRmwOp : uint8_t {
    Xchg = 0,
    Add = 1,
    Sub = 2,
    And = 3,
    Nand = 4,
    Or = 5,
    Xor = 6,
    Max = 7,
    Min = 8,
    UMax = 9,
    UMin = 10,
};

// LLVM's fast-math flags.
enum FastMath : uint8_t {
    kFastMathNone = 0,
    kFastMathAll = 31,
};

struct Instruction : Value {
    Opcode opcode;
    uint8_t detail = 0;      // BinaryOp, CastOp, Predicate, AtomicRmwOp
    uint8_t flags = 0;       // FastMath of floating-point operations; kVolatile of memory accesses
    bool live = false;       // scratch of removeDeadCode
    uint32_t alignment = 0;  // Alloca, Load, Store: bytes
    BasicBlock* block = nullptr;
    Instruction* previous = nullptr;
    Instruction* next = nullptr;
    // Binary, Compare: a, b. Cast: value. Select: condition, a, b. GetElementPtr: pointer, indices.
    // Load: pointer. Store: pointer, value. AtomicRmw: pointer, value. CmpXchg: pointer, expected,
    // desired. ExtractValue: aggregate. Call: arguments. CondBranch: condition. Switch: value, then
    // one constant per case. Return: the value, or nothing. Alloca: the number of elements (1).
    std::span<Value*> operands;
    // Phi: the predecessors, one for each operand. Branch: target. CondBranch: true, false.
    // Switch: default, then one per case.
    std::span<BasicBlock*> blocks;
    union {
        const Type* allocated;  // Alloca
        uint32_t index;         // ExtractValue
        Function* callee;       // Call
    };

    Instruction(Opcode op, const Type* t)
        : Value(ValueKind::Instruction, t), opcode(op), callee(nullptr) {}
    bool isTerminator() const { return opcode >= Opcode::Branch; }
    Value* operand(size_t i) const { return resolve(operands[i]); }
};

// A phi whose operands are added as its predecessors become known: one for each distinct
// predecessor, even where several edges lead from it.
struct Phi : Instruction {
    explicit Phi(const Type* t) : Instruction(Opcode::Phi, t) {}
    void addIncoming(Arena& arena, Value* value, BasicBlock* from);

    // Keeps the operands whose predecessor is so.
    template <typename Predicate>
    void keepIf(Predicate&& predicate) {
        uint32_t kept = 0;
        for (uint32_t i = 0; i < from_.size(); ++i) {
            if (!predicate(from_[i])) continue;
            values_[kept] = values_[i];
            from_[kept++] = from_[i];
        }
        values_.truncate(kept);
        from_.truncate(kept);
        operands = values_.span();
        blocks = from_.span();
    }

  private:
    ArenaVector<Value*> values_;
    ArenaVector<BasicBlock*> from_;
};

struct BasicBlock {
    Function* function = nullptr;
    uint32_t id = 0;  // position in Function::blocks; free for the front end until finalize()
    bool reachable = false;
    Instruction* first = nullptr;
    Instruction* last = nullptr;
    // Distinct, in the order in which the branches were built.
    ArenaVector<BasicBlock*> predecessors;

    Instruction* terminator() const { return last && last->isTerminator() ? last : nullptr; }
    std::span<BasicBlock*> successors() const {
        return terminator() ? last->blocks : std::span<BasicBlock*>{};
    }
};

enum class FunctionAttribute : uint8_t { None, ReadNone, ReadOnly, NoDuplicate, Discardable };

// A declaration has no blocks. Its type is a pointer to `functionType`.
struct Function : Value {
    const Type* functionType = nullptr;
    std::string_view name;
    FunctionAttribute attribute = FunctionAttribute::None;
    const DxOpInfo* dxOp = nullptr;  // declarations of dx.op intrinsics
    const Type* overload = nullptr;  // the intrinsic's overload type, null where it has none
    std::span<Argument*> arguments;
    ArenaVector<BasicBlock*> blocks;  // the first is the entry
    using Value::Value;
    bool isDeclaration() const { return blocks.empty(); }
};

// Takes the edge out of the target's predecessors and phis.
void dropEdge(BasicBlock* from, BasicBlock* to);

// Unlinks an instruction from its block.
void erase(Instruction* instruction);

// Makes the function ready to be written: branches on constants are decided, and
// those that make no difference; blocks that the entry
// does not reach are dropped, with the phi operands that came from them; phis of a single value are
// replaced; pure instructions whose results are unused are dropped; blocks are put in reverse
// post-order and `id` is their position.
void finalize(Function& function);

}  // namespace baker::dxil
