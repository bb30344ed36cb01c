// Values of other lanes: broadcasts, shuffles, rotation, quads.
#include "spirv_to_dxil/translate/group.hpp"
#include "spirv_to_dxil/translate/lanes.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;
using spirv::Type;

// Applies `move(t, scalar type, component)` to each component of the operand.
template <typename Move>
void moveComponents(Translator& t, const Instruction& inst, Id operand, Move move) {
    const Type* scalar = groupOperand(t, operand);
    if (!scalar) return;
    const Scalars values = t.scalars(operand, carrier(t, *scalar), t.typeOf(operand).scalars);
    if (t.failed()) return;
    const auto result = t.makeScalars(values.size());
    for (size_t i = 0; i < values.size(); ++i) result[i] = move(t, *scalar, values[i]);
    t.define(inst, result);
}

void readFrom(Translator& t, const Instruction& inst, Id operand, Value* lane) {
    moveComponents(t, inst, operand, [lane](Translator& t, const Type& scalar, Value* value) {
        return readLane(t, scalar, value, lane);
    });
}

void readFirst(Translator& t, const Instruction& inst, Id operand) {
    t.reflection.usesWaveOps = true;
    moveComponents(t, inst, operand, [](Translator& t, const Type& scalar, Value* value) {
        return moveBetweenLanes(t, scalar, value, [&](Value* word) {
            return waveOp(t, DxOp::WaveReadLaneFirst, word->type, {word});
        });
    });
}

void broadcastFirst(Translator& t, const Instruction& inst) {
    if (inSubgroup(t, inst.word(3))) readFirst(t, inst, inst.word(4));
}
void firstInvocation(Translator& t, const Instruction& inst) {
    readFirst(t, inst, inst.word(3));
}
void readInvocation(Translator& t, const Instruction& inst) {
    readFrom(t, inst, inst.word(3), t.i32(inst.word(4)));
}

// The lane to read from, given the instruction's operand.
using Source = Value* (*)(Translator&, Value*);

Value* given(Translator&, Value* lane) {
    return lane;
}
Value* exclusiveOr(Translator& t, Value* mask) {
    return t.build.bitXor(laneIndex(t), mask);
}
Value* below(Translator& t, Value* delta) {
    return t.build.sub(laneIndex(t), delta);
}
Value* above(Translator& t, Value* delta) {
    return t.build.add(laneIndex(t), delta);
}

template <Source source>
void shuffle(Translator& t, const Instruction& inst) {
    if (!inSubgroup(t, inst.word(3))) return;
    Value* operand = t.i32(inst.word(5));
    if (!t.failed()) readFrom(t, inst, inst.word(4), source(t, operand));
}

// Around the subgroup, or around clusters of a size that is a power of two.
void rotate(Translator& t, const Instruction& inst) {
    if (!inSubgroup(t, inst.word(3))) return;
    dxil::Builder& b = t.build;
    Value* delta = t.i32(inst.word(5));
    Value* size = inst.wordCount() > 6 ? t.i32(inst.word(6)) : laneCount(t);
    if (t.failed()) return;
    Value* within = b.sub(size, t.dx.i32(1));
    Value* lane = laneIndex(t);
    Value* rotated = b.bitAnd(b.add(lane, delta), within);
    readFrom(t, inst, inst.word(4), b.bitOr(b.bitAnd(lane, b.bitNot(within)), rotated));
}

void quadBroadcast(Translator& t, const Instruction& inst) {
    if (!inSubgroup(t, inst.word(3))) return;
    dxil::Builder& b = t.build;
    Value* lane = t.i32(inst.word(5));
    if (t.failed()) return;
    if (t.options.features.constantQuadLane && !lane->isConstant()) {
        Value* first = b.bitAnd(laneIndex(t), t.dx.i32(~3u));
        return readFrom(t, inst, inst.word(4), b.bitOr(first, b.bitAnd(lane, t.dx.i32(3))));
    }
    moveComponents(t, inst, inst.word(4), [lane](Translator& t, const Type& scalar, Value* value) {
        return moveBetweenLanes(t, scalar, value, [&](Value* word) {
            return t.build.dxOp(DxOp::QuadReadLaneAt, word->type, {word, lane});
        });
    });
}

// Horizontally, vertically or diagonally: SPIR-V and DXIL number the directions alike.
void quadSwap(Translator& t, const Instruction& inst) {
    if (!inSubgroup(t, inst.word(3))) return;
    const uint32_t direction = t.constant(inst.word(5));
    if (direction > 2) return t.fail("a quad has no such direction");
    moveComponents(
        t, inst, inst.word(4), [direction](Translator& t, const Type& scalar, Value* value) {
            return moveBetweenLanes(t, scalar, value, [&](Value* word) {
                return t.build.dxOp(DxOp::QuadOp, word->type, {word, t.dx.i8(direction)});
            });
        });
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpGroupNonUniformBroadcast, 6, shuffle<given>},
    {spv::Op::OpGroupNonUniformBroadcastFirst, 5, broadcastFirst},
    {spv::Op::OpGroupNonUniformShuffle, 6, shuffle<given>},
    {spv::Op::OpGroupNonUniformShuffleXor, 6, shuffle<exclusiveOr>},
    {spv::Op::OpGroupNonUniformShuffleUp, 6, shuffle<below>},
    {spv::Op::OpGroupNonUniformShuffleDown, 6, shuffle<above>},
    {spv::Op::OpGroupNonUniformRotateKHR, 6, rotate},
    {spv::Op::OpGroupNonUniformQuadBroadcast, 6, quadBroadcast},
    {spv::Op::OpGroupNonUniformQuadSwap, 6, quadSwap},
    {spv::Op::OpSubgroupFirstInvocationKHR, 4, firstInvocation},
    {spv::Op::OpSubgroupReadInvocationKHR, 5, readInvocation},
};

}  // namespace

std::span<const EmitterRow> groupShuffleEmitters() {
    return kRows;
}

}  // namespace baker::translate
