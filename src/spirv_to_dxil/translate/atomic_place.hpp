// Where an atomic operation takes place, and the operations that DXIL has there: 32-bit words, and
// from shader model 6.6 on 64-bit ones, of storage buffers and texels of storage images
// (dx.op.atomicBinOp), and of groupshared memory (atomicrmw).
#pragma once

#include <array>

#include "spirv_to_dxil/translate/translator.hpp"
#include "spirv_to_dxil/translate/word_access.hpp"
#include "spirv_to_dxil/translate/workgroup_lock.hpp"

namespace baker::translate {

struct AtomicPlace {
    const dxil::Type* type = nullptr;  // i32 or i64
    Value* shared = nullptr;           // groupshared: its address
    bool locked = false;               // groupshared: one invocation at a time (workgroup_lock.hpp)
    Value* handle = nullptr;           // storage buffer: its handle and byte address; image: its
                                       // handle and the texel's coordinates
    std::array<Value*, 3> at{};
};

struct AtomicOperation {
    dxil::AtomicRmwOp shared;
    AtomicBinOp buffer;
};

// The word of `width` bits, 32 or 64, that the pointer points to; fails where there is none. The
// pointer has no choices (accessThrough).
AtomicPlace atomicPlace(Translator& t, const Pointer& pointer, uint32_t width);

// All give the word before the operation.
Value* atomicModify(Translator& t, const AtomicPlace& place, AtomicOperation op, Value* operand);
Value* atomicCompareExchange(Translator& t, const AtomicPlace& place, Value* expected,
                             Value* desired);
Value* atomicRead(Translator& t, const AtomicPlace& place);

// Replaces the word by combine(word), trying until no other invocation came between the reading and
// the writing; the word before.
template <typename Combine>
Value* atomicLoop(Translator& t, const AtomicPlace& place, Combine combine) {
    dxil::Builder& b = t.build;
    if (place.locked)
        return underLock(t, [&] {
            Value* old = b.load(place.shared, place.type->bits / 8);
            b.store(place.shared, combine(old), place.type->bits / 8);
            return old;
        });
    Value* first = atomicRead(t, place);
    dxil::BasicBlock *before = b.block(), *loop = t.addBlock(), *after = t.addBlock();
    b.branch(loop);
    b.setBlock(loop);
    dxil::Phi* expected = b.phi(place.type);
    Value* desired = combine(expected);
    Value* found = atomicCompareExchange(t, place, expected, desired);
    b.addIncoming(expected, first, before);
    b.addIncoming(expected, found, loop);
    b.condBranch(b.compare(dxil::Predicate::IcmpEq, found, expected), after, loop);
    b.setBlock(after);
    return found;
}

}  // namespace baker::translate
