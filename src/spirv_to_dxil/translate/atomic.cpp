// Atomic instructions on integers and floats.
//
// DXIL's atomics are relaxed; an instruction that also orders memory gets fences around it. Floats
// are added, and their minimum and maximum taken, by compare and exchange; halves within the word
// that they lie in.
#include "spirv_to_dxil/translate/atomic_place.hpp"
#include "spirv_to_dxil/translate/buffer_memory.hpp"
#include "spirv_to_dxil/translate/emitters.hpp"
#include "spirv_to_dxil/translate/fences.hpp"
#include "spirv_to_dxil/translate/pointer_value.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"

namespace baker::translate {
namespace {

using dxil::AtomicRmwOp;
using dxil::DxOp;
using spirv::Type;
using spirv::TypeKind;

constexpr AtomicOperation kAdd{AtomicRmwOp::Add, AtomicBinOp::Add};
constexpr AtomicOperation kAnd{AtomicRmwOp::And, AtomicBinOp::And};
constexpr AtomicOperation kOr{AtomicRmwOp::Or, AtomicBinOp::Or};
constexpr AtomicOperation kXor{AtomicRmwOp::Xor, AtomicBinOp::Xor};
constexpr AtomicOperation kSMin{AtomicRmwOp::Min, AtomicBinOp::IMin};
constexpr AtomicOperation kSMax{AtomicRmwOp::Max, AtomicBinOp::IMax};
constexpr AtomicOperation kUMin{AtomicRmwOp::UMin, AtomicBinOp::UMin};
constexpr AtomicOperation kUMax{AtomicRmwOp::UMax, AtomicBinOp::UMax};
constexpr AtomicOperation kExchange{AtomicRmwOp::Xchg, AtomicBinOp::Exchange};

// --- operands

// The number that an atomic pointer points to. Null after an error.
const Type* atomicType(Translator& t, const Pointer& pointer) {
    if (t.failed()) return nullptr;
    const Type* type = pointer.pointee;
    const bool isNumber =
        type && (type->kind == TypeKind::Int || type->kind == TypeKind::Float) && type->width >= 32;
    if (!isNumber) t.fail("atomic operations on this type are not supported");
    return isNumber ? type : nullptr;
}

Value* asWord(Translator& t, const AtomicPlace& place, Value* value) {
    return t.build.bitcast(value, place.type);
}

Value* fromWord(Translator& t, const Type& type, Value* word) {
    return t.build.bitcast(word, carrier(t, type));
}

// What `operate` does to the pointer's word, with fences before and after as the semantics operand
// asks.
template <typename Operate>
Value* atomically(Translator& t, const Pointer& pointer, uint32_t width, Id semantics,
                  Operate operate) {
    const uint32_t mask = t.constant(semantics);
    fenceBefore(t, mask);
    const Scalars result = accessAtomically(t, pointer, [&](const Pointer& p) -> Scalars {
        const AtomicPlace place = atomicPlace(t, p, width);
        if (t.failed()) return {};
        const auto one = t.makeScalars(1);
        one[0] = operate(place);
        return one;
    });
    fenceAfter(t, mask);
    return t.failed() || result.empty() ? nullptr : result[0];
}

// --- instructions; words: type, result, pointer, scope, semantics, operands

void load(Translator& t, const Instruction& inst) {
    const Pointer& pointer = t.pointer(inst.word(3));
    const Type* type = atomicType(t, pointer);
    if (!type) return;
    Value* value = atomically(t, pointer, type->width, inst.word(5),
                              [&](const AtomicPlace& place) { return atomicRead(t, place); });
    if (value) t.define(inst, fromWord(t, *type, value));
}

Value* exchangeWith(Translator& t, const Pointer& pointer, Id semantics, Value* value) {
    return atomically(t, pointer, pointer.pointee->width, semantics, [&](const AtomicPlace& place) {
        return atomicModify(t, place, kExchange, asWord(t, place, value));
    });
}

// words: pointer, scope, semantics, value
void store(Translator& t, const Instruction& inst) {
    const Pointer& pointer = t.pointer(inst.word(1));
    const Type* type = atomicType(t, pointer);
    if (type) exchangeWith(t, pointer, inst.word(3), t.scalar(inst.word(4), carrier(t, *type)));
}

void exchange(Translator& t, const Instruction& inst) {
    const Pointer& pointer = t.pointer(inst.word(3));
    const Type* type = atomicType(t, pointer);
    if (!type) return;
    Value* value = t.scalar(inst.word(6), carrier(t, *type));
    if (Value* old = exchangeWith(t, pointer, inst.word(5), value))
        t.define(inst, fromWord(t, *type, old));
}

// The integer type; null after an error.
const Type* integerType(Translator& t, const Pointer& pointer) {
    const Type* type = atomicType(t, pointer);
    if (type && type->kind != TypeKind::Int) t.fail("this atomic operation is for integers alone");
    return t.failed() ? nullptr : type;
}

// words: ..., semantics when equal, semantics when not, value, comparator
void compareAndExchange(Translator& t, const Instruction& inst) {
    const Pointer& pointer = t.pointer(inst.word(3));
    const Type* type = integerType(t, pointer);
    if (!type) return;
    Value* desired = t.scalar(inst.word(7), carrier(t, *type));
    Value* expected = t.scalar(inst.word(8), carrier(t, *type));
    Value* old = atomically(t, pointer, type->width, inst.word(5), [&](const AtomicPlace& place) {
        return atomicCompareExchange(t, place, expected, desired);
    });
    if (old) t.define(inst, old);
}

// `operand` makes the operand from the integer's type.
template <typename Operand>
void modify(Translator& t, const Instruction& inst, AtomicOperation op, Operand operand) {
    const Pointer& pointer = t.pointer(inst.word(3));
    const Type* type = integerType(t, pointer);
    if (!type) return;
    Value* with = operand(carrier(t, *type));
    Value* old = atomically(t, pointer, type->width, inst.word(5), [&](const AtomicPlace& place) {
        return atomicModify(t, place, op, with);
    });
    if (old) t.define(inst, old);
}

template <const AtomicOperation& op>
void integer(Translator& t, const Instruction& inst) {
    modify(t, inst, op, [&](const dxil::Type* type) { return t.scalar(inst.word(6), type); });
}

void subtract(Translator& t, const Instruction& inst) {
    modify(t, inst, kAdd,
           [&](const dxil::Type* type) { return t.build.neg(t.scalar(inst.word(6), type)); });
}

template <uint64_t amount>
void step(Translator& t, const Instruction& inst) {
    modify(t, inst, kAdd, [&](const dxil::Type* type) {
        return t.dx.constantInt(type, type->isInteger(32) ? uint32_t(amount) : amount);
    });
}

// --- floats

using Combine = Value* (*)(Translator&, Value*, Value*);

Value* sum(Translator& t, Value* a, Value* b) {
    return t.build.fadd(a, b);
}
Value* minimum(Translator& t, Value* a, Value* b) {
    return t.build.dxOp(DxOp::FMin, a->type, {a, b});
}
Value* maximum(Translator& t, Value* a, Value* b) {
    return t.build.dxOp(DxOp::FMax, a->type, {a, b});
}

Value* modifyFloat(Translator& t, const Type& type, const AtomicPlace& place, Value* operand,
                   Combine combine) {
    return atomicLoop(t, place, [&](Value* word) {
        return asWord(t, place, combine(t, fromWord(t, type, word), operand));
    });
}

// The half that lies `shift` bits above its word's start.
Value* modifyHalf(Translator& t, const Type& type, const AtomicPlace& place, Value* shift,
                  Value* operand, Combine combine) {
    dxil::Builder& b = t.build;
    Value* mask = b.shl(t.dx.i32(0xffff), shift);
    Value* word = atomicLoop(t, place, [&](Value* expected) {
        Value* bits = b.bitAnd(b.lshr(expected, shift), t.dx.i32(0xffff));
        Value* value = narrow(t, type, combine(t, fromWords(t, type, &bits), operand));
        std::vector<Value*> words;
        toWords(t, type, value, words);
        return b.bitOr(b.bitAnd(expected, b.bitNot(mask)), b.shl(words[0], shift));
    });
    return b.bitAnd(b.lshr(word, shift), t.dx.i32(0xffff));
}

// Turns a pointer to a half into one to its word; the half's address. (A dynamic descriptor's own
// offset is a multiple of words.)
Value* halfAddress(Translator& t, Pointer& pointer) {
    dxil::Builder& b = t.build;
    Value* address = nullptr;
    if (pointer.address) {
        pointer.address = b.add(pointer.address, t.dx.i64(pointer.constant));
        address = b.cast(dxil::CastOp::Trunc, pointer.address, t.dx.types().i32());
        pointer.address = b.bitAnd(pointer.address, t.dx.i64(~uint64_t{3}));
    } else {
        address = t.dx.i32(pointer.constant);
        if (pointer.offset) address = b.add(address, pointer.offset);
        pointer.offset = b.bitAnd(address, t.dx.i32(~3u));
    }
    pointer.constant = 0;
    return address;
}

void floatingHalf(Translator& t, const Instruction& inst, const Pointer& pointer, Combine combine) {
    const Type& type = *pointer.pointee;
    if (!pointer.resource) return t.fail("atomic operations on halves need a storage buffer");
    Value* operand = t.scalar(inst.word(6), carrier(t, type));
    Pointer word = pointer;
    Value* address = halfAddress(t, word);
    Value* shift = t.build.shl(t.build.bitAnd(address, t.dx.i32(3)), t.dx.i32(3));
    Value* bits = atomically(t, word, 32, inst.word(5), [&](const AtomicPlace& place) {
        return modifyHalf(t, type, place, shift, operand, combine);
    });
    if (bits) t.define(inst, fromWords(t, type, &bits));
}

template <Combine combine>
void floating(Translator& t, const Instruction& inst) {
    const Pointer& pointer = t.pointer(inst.word(3));
    if (t.failed()) return;
    if (pointer.pointee->kind != TypeKind::Float)
        return t.fail("this atomic operation is for floats alone");
    if (pointer.pointee->width == 16) return floatingHalf(t, inst, pointer, combine);
    const Type* type = atomicType(t, pointer);
    if (!type) return;
    Value* operand = t.scalar(inst.word(6), carrier(t, *type));
    Value* old = atomically(t, pointer, type->width, inst.word(5), [&](const AtomicPlace& place) {
        return modifyFloat(t, *type, place, operand, combine);
    });
    if (old) t.define(inst, fromWord(t, *type, old));
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpAtomicLoad, 6, load},
    {spv::Op::OpAtomicStore, 5, store},
    {spv::Op::OpAtomicExchange, 7, exchange},
    {spv::Op::OpAtomicCompareExchange, 9, compareAndExchange},
    {spv::Op::OpAtomicIIncrement, 6, step<1>},
    {spv::Op::OpAtomicIDecrement, 6, step<UINT64_MAX>},
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
