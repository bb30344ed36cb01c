// Ballots: masks of lanes as four 32-bit words. Bits of lanes that the subgroup does not have are
// ignored.
#include "spirv_to_dxil/translate/group.hpp"
#include "spirv_to_dxil/translate/lanes.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;
using dxil::Predicate;

LaneMask maskOperand(Translator& t, Id id) {
    const Scalars words = t.scalars(id, t.dx.types().i32(), 4);
    return {words[0], words[1], words[2], words[3]};
}

void defineBallot(Translator& t, const Instruction& inst, Id condition) {
    Value* value = t.condition(condition);
    if (!t.failed()) t.define(inst, t.keep(ballot(t, value)));
}

void scopedBallot(Translator& t, const Instruction& inst) {
    if (inSubgroup(t, inst.word(3))) defineBallot(t, inst, inst.word(4));
}

void plainBallot(Translator& t, const Instruction& inst) {
    defineBallot(t, inst, inst.word(3));
}

void inverseBallot(Translator& t, const Instruction& inst) {
    if (!inSubgroup(t, inst.word(3))) return;
    const LaneMask mask = maskOperand(t, inst.word(4));
    if (!t.failed()) t.define(inst, hasLane(t, mask, laneIndex(t)));
}

void bitExtract(Translator& t, const Instruction& inst) {
    if (!inSubgroup(t, inst.word(3))) return;
    const LaneMask mask = maskOperand(t, inst.word(4));
    Value* lane = t.i32(inst.word(5));
    if (!t.failed()) t.define(inst, hasLane(t, mask, lane));
}

// The lanes that the group operation takes in.
LaneMask lanesOf(Translator& t, spv::GroupOperation operation) {
    switch (operation) {
        case spv::GroupOperation::InclusiveScan:
            return lowLanes(t, t.build.add(laneIndex(t), t.dx.i32(1)));
        case spv::GroupOperation::ExclusiveScan:
            return lowLanes(t, laneIndex(t));
        case spv::GroupOperation::Reduce:
            return lowLanes(t, laneCount(t));
        default:
            t.fail("a ballot is counted in a way that is not supported");
            return lowLanes(t, t.dx.i32(0));
    }
}

void bitCount(Translator& t, const Instruction& inst) {
    if (!inSubgroup(t, inst.word(3))) return;
    const LaneMask lanes = lanesOf(t, static_cast<spv::GroupOperation>(inst.word(4)));
    const LaneMask mask = intersect(t, maskOperand(t, inst.word(5)), lanes);
    Value* count = t.dx.i32(0);
    for (Value* word : mask)
        count = t.build.add(count, t.build.dxOp(DxOp::Countbits, word->type, {word}));
    if (!t.failed()) t.define(inst, count);
}

// The lowest or highest set bit of a word that is not 0.
Value* bitOfWord(Translator& t, Value* word, bool lowest) {
    if (lowest) return t.build.dxOp(DxOp::FirstbitLo, word->type, {word});
    return t.build.sub(t.dx.i32(31), t.build.dxOp(DxOp::FirstbitHi, word->type, {word}));
}

// Of a mask without lanes the result is undefined.
template <bool lowest>
void findBit(Translator& t, const Instruction& inst) {
    if (!inSubgroup(t, inst.word(3))) return;
    const LaneMask mask = intersect(t, maskOperand(t, inst.word(4)), lowLanes(t, laneCount(t)));
    if (t.failed()) return;
    const size_t last = mask.size() - 1;
    Value* result = nullptr;
    for (size_t i = 0; i <= last; ++i) {
        const size_t w = lowest ? last - i : i;  // the word that counts most comes last
        Value* bit = t.build.add(bitOfWord(t, mask[w], lowest), t.dx.i32(32 * w));
        Value* empty = t.build.compare(Predicate::IcmpEq, mask[w], t.dx.i32(0));
        result = result ? t.build.select(empty, result, bit) : bit;
    }
    t.define(inst, result);
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpGroupNonUniformBallot, 5, scopedBallot},
    {spv::Op::OpGroupNonUniformInverseBallot, 5, inverseBallot},
    {spv::Op::OpGroupNonUniformBallotBitExtract, 6, bitExtract},
    {spv::Op::OpGroupNonUniformBallotBitCount, 6, bitCount},
    {spv::Op::OpGroupNonUniformBallotFindLSB, 5, findBit<true>},
    {spv::Op::OpGroupNonUniformBallotFindMSB, 5, findBit<false>},
    {spv::Op::OpSubgroupBallotKHR, 4, plainBallot},
};

}  // namespace

std::span<const EmitterRow> groupBallotEmitters() {
    return kRows;
}

}  // namespace baker::translate
