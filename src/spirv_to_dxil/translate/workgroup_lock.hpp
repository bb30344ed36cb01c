// A lock for groupshared memory: vkd3d 2.1 compares and exchanges an array's first word, whatever
// the index. Where a module compares and exchanges in workgroup memory, or does what is made of
// that, all its atomic operations on arrays there take turns.
#pragma once

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

// Whether operations on workgroup memory of that many words take turns.
bool isLocked(const Translator& t, uint32_t words);

// An i32 in an array of its own, made when it is first asked for; it starts as 0, not taken.
Value* workgroupLock(Translator& t);

// What `operate` gives, emitted within the lock: a loop in which each round lets one invocation in.
template <typename Operate>
Value* underLock(Translator& t, Operate operate) {
    dxil::Builder& b = t.build;
    Value* lock = workgroupLock(t);
    const auto exchange = [&](uint32_t value) {
        Value* address = b.gep(lock, {t.dx.i32(0), t.dx.i32(0)});
        return b.atomicRmw(dxil::AtomicRmwOp::Xchg, address, t.dx.i32(value));
    };
    dxil::BasicBlock *loop = t.addBlock(), *inside = t.addBlock(), *next = t.addBlock(),
                     *after = t.addBlock();
    b.branch(loop);
    b.setBlock(loop);
    b.condBranch(b.compare(dxil::Predicate::IcmpEq, exchange(1), t.dx.i32(0)), inside, next);
    b.setBlock(inside);
    Value* inner = operate();
    exchange(0);
    dxil::BasicBlock* const left = b.block();
    b.branch(next);
    b.setBlock(next);
    dxil::Phi *result = b.phi(inner->type), *done = b.phi(t.dx.types().i1());
    b.addIncoming(result, t.dx.null(inner->type), loop);
    b.addIncoming(result, inner, left);
    b.addIncoming(done, t.dx.i1(false), loop);
    b.addIncoming(done, t.dx.i1(true), left);
    b.condBranch(done, after, loop);
    b.setBlock(after);
    return result;
}

}  // namespace baker::translate
