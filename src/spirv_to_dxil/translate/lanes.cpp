#include "spirv_to_dxil/translate/lanes.hpp"

namespace baker::translate {

using dxil::DxOp;
using dxil::Predicate;

namespace {

// `value` in a form that no other wave operation has: where the lane's index is below a limit that
// it cannot reach and that differs each time.
Value* distinctOperand(Translator& t, Value* value) {
    constexpr uint32_t kMaxLanes = 128;
    Value* always =
        t.build.compare(Predicate::IcmpUlt, laneIndex(t), t.dx.i32(kMaxLanes + t.newWaveOperand()));
    return value->type->isInteger(1) ? t.build.bitAnd(value, always)
                                     : t.build.select(always, value, t.dx.null(value->type));
}

}  // namespace

Value* waveOp(Translator& t, DxOp op, const dxil::Type* overload,
              std::initializer_list<Value*> operands) {
    t.reflection.usesWaveOps = true;
    std::vector<Value*> own(operands);
    if (t.options.features.distinctWaveOperands && !own.empty())
        own[0] = distinctOperand(t, own[0]);
    return t.build.dxOp(op, overload, own);
}

Value* laneIndex(Translator& t) {
    t.reflection.usesWaveOps = true;
    return t.build.dxOp(DxOp::WaveGetLaneIndex, nullptr, {});
}

Value* laneCount(Translator& t) {
    t.reflection.usesWaveOps = true;
    return t.build.dxOp(DxOp::WaveGetLaneCount, nullptr, {});
}

LaneMask ballot(Translator& t, Value* condition) {
    Value* words = waveOp(t, DxOp::WaveActiveBallot, nullptr, {condition});
    LaneMask mask;
    for (uint32_t i = 0; i < mask.size(); ++i) mask[i] = t.build.extractValue(words, i);
    return mask;
}

LaneMask lowLanes(Translator& t, Value* count) {
    dxil::Builder& b = t.build;
    LaneMask mask;
    for (uint32_t i = 0; i < mask.size(); ++i) {
        Value* here = b.sub(count, t.dx.i32(32 * i));
        Value* none = b.compare(Predicate::IcmpSle, here, t.dx.i32(0));
        Value* all = b.compare(Predicate::IcmpSge, here, t.dx.i32(32));
        Value* some = b.sub(b.shl(t.dx.i32(1), b.bitAnd(here, t.dx.i32(31))), t.dx.i32(1));
        mask[i] = b.select(none, t.dx.i32(0), b.select(all, t.dx.i32(~0u), some));
    }
    return mask;
}

LaneMask intersect(Translator& t, const LaneMask& a, const LaneMask& b) {
    LaneMask both;
    for (size_t i = 0; i < both.size(); ++i) both[i] = t.build.bitAnd(a[i], b[i]);
    return both;
}

Value* hasLane(Translator& t, const LaneMask& mask, Value* lane) {
    dxil::Builder& b = t.build;
    Value* number = b.lshr(lane, t.dx.i32(5));
    Value* word = mask[0];
    for (uint32_t i = 1; i < mask.size(); ++i)
        word = b.select(b.compare(Predicate::IcmpEq, number, t.dx.i32(i)), mask[i], word);
    Value* bit = b.bitAnd(b.lshr(word, b.bitAnd(lane, t.dx.i32(31))), t.dx.i32(1));
    return b.compare(Predicate::IcmpNe, bit, t.dx.i32(0));
}

Value* readLane(Translator& t, const spirv::Type& scalar, Value* value, Value* lane) {
    t.reflection.usesWaveOps = true;
    // No wave has less than four lanes. A compiler below may take what is beyond the wave's end for
    // undefined behaviour, and leave out the whole shader.
    const dxil::Constant* number = dxil::asNumber(lane);
    if (number && number->bits >= 4)
        lane = t.build.bitAnd(lane, t.build.sub(laneCount(t), t.dx.i32(1)));
    return moveBetweenLanes(t, scalar, value, [&](Value* word) {
        return waveOp(t, DxOp::WaveReadLaneAt, word->type, {word, lane});
    });
}

}  // namespace baker::translate
