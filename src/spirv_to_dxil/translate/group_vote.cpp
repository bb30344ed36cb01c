// Election and votes. The KHR forms have no scope operand.
#include "spirv_to_dxil/translate/group.hpp"
#include "spirv_to_dxil/translate/lanes.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;
using spirv::TypeKind;

void elect(Translator& t, const Instruction& inst) {
    if (inSubgroup(t, inst.word(3))) t.define(inst, waveOp(t, DxOp::WaveIsFirstLane, nullptr, {}));
}

void vote(Translator& t, const Instruction& inst, Id condition, DxOp op) {
    t.reflection.usesWaveOps = true;
    Value* value = t.condition(condition);
    if (!t.failed()) t.define(inst, waveOp(t, op, nullptr, {value}));
}

template <DxOp op>
void scopedVote(Translator& t, const Instruction& inst) {
    if (inSubgroup(t, inst.word(3))) vote(t, inst, inst.word(4), op);
}

template <DxOp op>
void plainVote(Translator& t, const Instruction& inst) {
    vote(t, inst, inst.word(3), op);
}

Value* allTrue(Translator& t, Value* condition) {
    return waveOp(t, DxOp::WaveAllTrue, nullptr, {condition});
}

Value* allEqualScalar(Translator& t, Value* value) {
    if (!value->type->isInteger(1))
        return waveOp(t, DxOp::WaveActiveAllEqual, value->type, {value});
    return t.build.bitOr(allTrue(t, value), allTrue(t, t.build.bitNot(value)));
}

void allEqual(Translator& t, const Instruction& inst, Id operand) {
    t.reflection.usesWaveOps = true;
    const spirv::Type* scalar = groupOperand(t, operand);
    if (!scalar) return;
    Value* result = t.dx.i1(true);
    for (Value* value : t.scalars(operand, carrier(t, *scalar), t.typeOf(operand).scalars))
        result = t.build.bitAnd(result, allEqualScalar(t, value));
    if (!t.failed()) t.define(inst, result);
}

void scopedAllEqual(Translator& t, const Instruction& inst) {
    if (inSubgroup(t, inst.word(3))) allEqual(t, inst, inst.word(4));
}

void plainAllEqual(Translator& t, const Instruction& inst) {
    allEqual(t, inst, inst.word(3));
}

// Any or all of a quad: each lane's condition is read from the other three.
template <bool all>
void quadVote(Translator& t, const Instruction& inst) {
    dxil::Builder& b = t.build;
    t.reflection.usesWaveOps = true;
    const dxil::Type* i32 = t.dx.types().i32();
    Value* condition = t.condition(inst.word(3));
    if (t.failed()) return;
    Value* own = b.cast(dxil::CastOp::ZExt, condition, i32);
    Value* result = own;
    for (uint32_t direction = 0; direction < 3; ++direction) {
        Value* other = b.dxOp(DxOp::QuadOp, i32, {own, t.dx.i8(direction)});
        result = all ? b.bitAnd(result, other) : b.bitOr(result, other);
    }
    t.define(inst, b.compare(dxil::Predicate::IcmpNe, result, t.dx.i32(0)));
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpGroupNonUniformElect, 4, elect},
    {spv::Op::OpGroupNonUniformAll, 5, scopedVote<DxOp::WaveAllTrue>},
    {spv::Op::OpGroupNonUniformAny, 5, scopedVote<DxOp::WaveAnyTrue>},
    {spv::Op::OpGroupNonUniformAllEqual, 5, scopedAllEqual},
    {spv::Op::OpSubgroupAllKHR, 4, plainVote<DxOp::WaveAllTrue>},
    {spv::Op::OpSubgroupAnyKHR, 4, plainVote<DxOp::WaveAnyTrue>},
    {spv::Op::OpSubgroupAllEqualKHR, 4, plainAllEqual},
    {spv::Op::OpGroupNonUniformQuadAllKHR, 4, quadVote<true>},
    {spv::Op::OpGroupNonUniformQuadAnyKHR, 4, quadVote<false>},
};

}  // namespace

std::span<const EmitterRow> groupVoteEmitters() {
    return kRows;
}

}  // namespace baker::translate
