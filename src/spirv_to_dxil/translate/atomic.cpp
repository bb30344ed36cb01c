// Atomic instructions on 32-bit words of storage buffers (dx.op.atomicBinOp) and groupshared memory
// (atomicrmw).
//
// DXIL's atomics are relaxed; an instruction that also orders memory gets fences around it. Floats
// are added, and their minimum and maximum taken, by compare and exchange.
#include "spirv_to_dxil/translate/buffer_memory.hpp"
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/fences.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"
#include "spirv_to_dxil/translate/variable_memory.hpp"
#include "spirv_to_dxil/translate/word_access.hpp"

namespace baker::translate {
namespace {

using dxil::AtomicRmwOp;
using dxil::BasicBlock;
using dxil::DxOp;
using dxil::Predicate;
using spirv::Type;
using spirv::TypeKind;

// --- one word of memory

struct Word {
    Value* shared = nullptr;  // groupshared: its address
    Value* handle = nullptr;  // storage buffer: its handle and byte address
    Value* address = nullptr;
};

Word locate(Translator& t, const Pointer& pointer) {
    if (pointer.variable && pointer.storage == spv::StorageClass::Workgroup)
        return {wordAddress(t, pointer), nullptr, nullptr};
    if (pointer.resource &&
        pointer.resource->range->resourceClass == ResourceClass::UnorderedAccess) {
        t.resources.markWritten(*pointer.resource);
        return {nullptr, t.resources.handle(pointer), byteAddress(t, pointer)};
    }
    t.fail("an atomic operation on memory that cannot be written");
    return {};
}

struct Operation {
    AtomicRmwOp shared;
    AtomicBinOp buffer;
};
constexpr Operation kAdd{AtomicRmwOp::Add, AtomicBinOp::Add};
constexpr Operation kAnd{AtomicRmwOp::And, AtomicBinOp::And};
constexpr Operation kOr{AtomicRmwOp::Or, AtomicBinOp::Or};
constexpr Operation kXor{AtomicRmwOp::Xor, AtomicBinOp::Xor};
constexpr Operation kSMin{AtomicRmwOp::Min, AtomicBinOp::IMin};
constexpr Operation kSMax{AtomicRmwOp::Max, AtomicBinOp::IMax};
constexpr Operation kUMin{AtomicRmwOp::UMin, AtomicBinOp::UMin};
constexpr Operation kUMax{AtomicRmwOp::UMax, AtomicBinOp::UMax};
constexpr Operation kExchange{AtomicRmwOp::Xchg, AtomicBinOp::Exchange};

// The word before the operation.
Value* modify(Translator& t, const Word& word, Operation op, Value* operand) {
    if (word.shared) return t.build.atomicRmw(op.shared, word.shared, operand);
    const dxil::Type* i32 = t.dx.types().i32();
    Value* undef = t.dx.undef(i32);
    return t.build.dxOp(DxOp::AtomicBinOp, i32,
                        {word.handle, t.dx.i32(static_cast<uint32_t>(op.buffer)), word.address,
                         undef, undef, operand});
}

Value* compareExchange(Translator& t, const Word& word, Value* expected, Value* desired) {
    if (word.shared)
        return t.build.extractValue(t.build.cmpXchg(word.shared, expected, desired), 0);
    const dxil::Type* i32 = t.dx.types().i32();
    Value* undef = t.dx.undef(i32);
    return t.build.dxOp(DxOp::AtomicCompareExchange, i32,
                        {word.handle, word.address, undef, undef, expected, desired});
}

Value* read(Translator& t, const Word& word) {
    return modify(t, word, kOr, t.dx.i32(0));
}

// --- operands

// The type of what an atomic pointer points to: a 32-bit number. Null after an error.
const Type* atomicType(Translator& t, const Pointer& pointer, TypeKind kind) {
    if (t.failed()) return nullptr;
    const Type* type = pointer.pointee;
    if (type && type->kind == kind && type->width == 32) return type;
    t.fail("atomic operations on this type are not supported");
    return nullptr;
}

bool isNumber32(const Type* type) {
    return type && type->width == 32 &&
           (type->kind == TypeKind::Int || type->kind == TypeKind::Float);
}

Value* asWord(Translator& t, Value* value) {
    return t.build.bitcast(value, t.dx.types().i32());
}

Value* fromWord(Translator& t, const Type& type, Value* word) {
    return t.build.bitcast(word, carrier(t, type));
}

// Fences before and after what `operate` emits, as the semantics operand asks.
template <typename Operate>
auto ordered(Translator& t, Id semantics, Operate operate) {
    const uint32_t mask = t.constant(semantics);
    fenceBefore(t, mask);
    auto result = operate();
    fenceAfter(t, mask);
    return result;
}

// --- instructions; words: type, result, pointer, scope, semantics, operands

void load(Translator& t, const Instruction& inst) {
    const Pointer& pointer = t.pointer(inst.word(3));
    if (t.failed()) return;
    if (!isNumber32(pointer.pointee))
        return t.fail("atomic operations on this type are not supported");
    const Word word = locate(t, pointer);
    if (t.failed()) return;
    Value* value = ordered(t, inst.word(5), [&] { return read(t, word); });
    t.define(inst, fromWord(t, *pointer.pointee, value));
}

// words: pointer, scope, semantics, value
void store(Translator& t, const Instruction& inst) {
    const Pointer& pointer = t.pointer(inst.word(1));
    if (t.failed()) return;
    if (!isNumber32(pointer.pointee))
        return t.fail("atomic operations on this type are not supported");
    Value* value = t.scalar(inst.word(4), carrier(t, *pointer.pointee));
    const Word word = locate(t, pointer);
    if (t.failed()) return;
    ordered(t, inst.word(3), [&] { return modify(t, word, kExchange, asWord(t, value)); });
}

void exchange(Translator& t, const Instruction& inst) {
    const Pointer& pointer = t.pointer(inst.word(3));
    if (t.failed()) return;
    if (!isNumber32(pointer.pointee))
        return t.fail("atomic operations on this type are not supported");
    Value* value = t.scalar(inst.word(6), carrier(t, *pointer.pointee));
    const Word word = locate(t, pointer);
    if (t.failed()) return;
    Value* old =
        ordered(t, inst.word(5), [&] { return modify(t, word, kExchange, asWord(t, value)); });
    t.define(inst, fromWord(t, *pointer.pointee, old));
}

// words: ..., semantics when equal, semantics when not, value, comparator
void compareAndExchange(Translator& t, const Instruction& inst) {
    const Pointer& pointer = t.pointer(inst.word(3));
    if (!atomicType(t, pointer, TypeKind::Int)) return;
    Value* desired = t.i32(inst.word(7));
    Value* expected = t.i32(inst.word(8));
    const Word word = locate(t, pointer);
    if (t.failed()) return;
    t.define(inst,
             ordered(t, inst.word(5), [&] { return compareExchange(t, word, expected, desired); }));
}

void modifyWith(Translator& t, const Instruction& inst, Operation op, Value* operand) {
    const Pointer& pointer = t.pointer(inst.word(3));
    if (!atomicType(t, pointer, TypeKind::Int)) return;
    const Word word = locate(t, pointer);
    if (t.failed()) return;
    t.define(inst, ordered(t, inst.word(5), [&] { return modify(t, word, op, operand); }));
}

template <const Operation& op>
void integer(Translator& t, const Instruction& inst) {
    modifyWith(t, inst, op, t.i32(inst.word(6)));
}

void subtract(Translator& t, const Instruction& inst) {
    modifyWith(t, inst, kAdd, t.build.neg(t.i32(inst.word(6))));
}

template <uint32_t amount>
void step(Translator& t, const Instruction& inst) {
    modifyWith(t, inst, kAdd, t.dx.i32(amount));
}

using Combine = Value* (*)(Translator&, Value*, Value*);

// Tries until no other invocation came between the reading and the writing.
Value* modifyFloat(Translator& t, const Word& word, Value* operand, Combine combine) {
    dxil::Builder& b = t.build;
    const dxil::TypeTable& types = t.dx.types();
    Value* first = read(t, word);
    BasicBlock *before = b.block(), *loop = t.addBlock(), *after = t.addBlock();
    b.branch(loop);
    b.setBlock(loop);
    dxil::Phi* expected = b.phi(types.i32());
    Value* desired = asWord(t, combine(t, b.bitcast(expected, types.f32()), operand));
    Value* found = compareExchange(t, word, expected, desired);
    b.addIncoming(expected, first, before);
    b.addIncoming(expected, found, loop);
    b.condBranch(b.compare(Predicate::IcmpEq, found, expected), after, loop);
    b.setBlock(after);
    return found;
}

Value* sum(Translator& t, Value* a, Value* b) {
    return t.build.fadd(a, b);
}
Value* minimum(Translator& t, Value* a, Value* b) {
    return t.build.dxOp(DxOp::FMin, a->type, {a, b});
}
Value* maximum(Translator& t, Value* a, Value* b) {
    return t.build.dxOp(DxOp::FMax, a->type, {a, b});
}

template <Combine combine>
void floating(Translator& t, const Instruction& inst) {
    const Pointer& pointer = t.pointer(inst.word(3));
    const Type* type = atomicType(t, pointer, TypeKind::Float);
    if (!type) return;
    Value* operand = t.scalar(inst.word(6), t.dx.types().f32());
    const Word word = locate(t, pointer);
    if (t.failed()) return;
    Value* old = ordered(t, inst.word(5), [&] { return modifyFloat(t, word, operand, combine); });
    t.define(inst, fromWord(t, *type, old));
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpAtomicLoad, 6, load},
    {spv::Op::OpAtomicStore, 5, store},
    {spv::Op::OpAtomicExchange, 7, exchange},
    {spv::Op::OpAtomicCompareExchange, 9, compareAndExchange},
    {spv::Op::OpAtomicIIncrement, 6, step<1>},
    {spv::Op::OpAtomicIDecrement, 6, step<UINT32_MAX>},
    {spv::Op::OpAtomicIAdd, 7, integer<kAdd>},
    {spv::Op::OpAtomicISub, 7, subtract},
    {spv::Op::OpAtomicSMin, 7, integer<kSMin>},
    {spv::Op::OpAtomicUMin, 7, integer<kUMin>},
    {spv::Op::OpAtomicSMax, 7, integer<kSMax>},
    {spv::Op::OpAtomicUMax, 7, integer<kUMax>},
    {spv::Op::OpAtomicAnd, 7, integer<kAnd>},
    {spv::Op::OpAtomicOr, 7, integer<kOr>},
    {spv::Op::OpAtomicXor, 7, integer<kXor>},
    {spv::Op::OpAtomicFAddEXT, 7, floating<sum>},
    {spv::Op::OpAtomicFMinEXT, 7, floating<minimum>},
    {spv::Op::OpAtomicFMaxEXT, 7, floating<maximum>},
};

}  // namespace

std::span<const EmitterRow> atomicEmitters() {
    return kRows;
}

}  // namespace baker::translate
