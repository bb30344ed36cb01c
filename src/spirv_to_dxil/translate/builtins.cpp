#include "spirv_to_dxil/translate/builtins.hpp"

#include "spirv_to_dxil/translate/buffer_memory.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;

// One component of a built-in.
using Load = Value* (*)(Translator&, uint32_t component);

Value* threadValue(Translator& t, DxOp op, uint32_t component) {
    return t.build.dxOp(op, t.dx.types().i32(), {t.dx.i32(component)});
}

uint32_t groupSize(const Translator& t) {
    const uint32_t* n = t.reflection.workgroupSize;
    return n[0] * n[1] * n[2];
}

// D3D12 counts groups from 0 in every dispatch; vkCmdDispatchBase does not.
Value* workgroupId(Translator& t, uint32_t c) {
    Value* id = threadValue(t, DxOp::GroupId, c);
    if (!t.options.dispatchBase) return id;
    return t.build.add(id, systemValue(t, SystemValue::BaseWorkgroupX, c));
}

Value* localInvocationId(Translator& t, uint32_t c) {
    if (t.reflection.workgroupSize[c] == 1) return t.dx.i32(0);
    return threadValue(t, DxOp::ThreadIdInGroup, c);
}

Value* globalInvocationId(Translator& t, uint32_t c) {
    if (!t.options.dispatchBase) return threadValue(t, DxOp::ThreadId, c);
    Value* base = t.build.mul(systemValue(t, SystemValue::BaseWorkgroupX, c),
                              t.dx.i32(t.reflection.workgroupSize[c]));
    return t.build.add(threadValue(t, DxOp::ThreadId, c), base);
}

Value* localInvocationIndex(Translator& t, uint32_t) {
    return t.build.dxOp(DxOp::FlattenedThreadIdInGroup, t.dx.types().i32(), {});
}

Value* numWorkgroups(Translator& t, uint32_t c) {
    return systemValue(t, SystemValue::NumWorkgroupsX, c);
}

Value* workgroupSize(Translator& t, uint32_t c) {
    return t.dx.i32(t.reflection.workgroupSize[c]);
}

Value* laneCount(Translator& t, uint32_t) {
    t.reflection.usesWaveOps = true;
    return t.build.dxOp(DxOp::WaveGetLaneCount, nullptr, {});
}

Value* laneIndex(Translator& t, uint32_t) {
    t.reflection.usesWaveOps = true;
    return t.build.dxOp(DxOp::WaveGetLaneIndex, nullptr, {});
}

// D3D12 does not say how threads are packed into waves; every implementation packs them in the
// order of their flattened index, which full subgroups of Vulkan ask for as well.
Value* subgroupId(Translator& t, uint32_t c) {
    return t.build.binary(dxil::BinaryOp::UDiv, localInvocationIndex(t, c), laneCount(t, c));
}

Value* numSubgroups(Translator& t, uint32_t c) {
    Value* lanes = laneCount(t, c);
    Value* rounded = t.build.add(t.dx.i32(groupSize(t) - 1), lanes);
    return t.build.binary(dxil::BinaryOp::UDiv, rounded, lanes);
}

// One word of the mask of the lanes whose index is, in this order, ==, >=, >, <=, < the
// invocation's.
enum class LaneOrder { Equal, GreaterEqual, Greater, LessEqual, Less };

// The word of a mask with the lowest `count` bits set, where word `c` holds bits 32c to 32c+31.
Value* lowBits(Translator& t, Value* count, uint32_t c) {
    dxil::Builder& b = t.build;
    Value* above = b.sub(count, t.dx.i32(32 * c));
    Value* none = b.compare(dxil::Predicate::IcmpSle, above, t.dx.i32(0));
    Value* all = b.compare(dxil::Predicate::IcmpSge, above, t.dx.i32(32));
    Value* some = b.sub(b.shl(t.dx.i32(1), b.bitAnd(above, t.dx.i32(31))), t.dx.i32(1));
    return b.select(none, t.dx.i32(0), b.select(all, t.dx.i32(~0u), some));
}

template <LaneOrder order>
Value* laneMask(Translator& t, uint32_t c) {
    dxil::Builder& b = t.build;
    Value* index = laneIndex(t, c);
    Value* below = lowBits(t, index, c);
    Value* upTo = lowBits(t, b.add(index, t.dx.i32(1)), c);
    Value* lanes = lowBits(t, laneCount(t, c), c);
    switch (order) {
        case LaneOrder::Equal:
            return b.bitXor(below, upTo);
        case LaneOrder::GreaterEqual:
            return b.bitAnd(lanes, b.bitNot(below));
        case LaneOrder::Greater:
            return b.bitAnd(lanes, b.bitNot(upTo));
        case LaneOrder::LessEqual:
            return upTo;
        case LaneOrder::Less:
            return below;
    }
    return below;
}

Value* zeroValue(Translator& t, uint32_t) {
    return t.dx.i32(0);
}

struct Row {
    spv::BuiltIn builtIn;
    Load load;
};

constexpr Row kComputeRows[] = {
    {spv::BuiltIn::NumWorkgroups, numWorkgroups},
    {spv::BuiltIn::WorkgroupSize, workgroupSize},
    {spv::BuiltIn::WorkgroupId, workgroupId},
    {spv::BuiltIn::LocalInvocationId, localInvocationId},
    {spv::BuiltIn::GlobalInvocationId, globalInvocationId},
    {spv::BuiltIn::LocalInvocationIndex, localInvocationIndex},
    {spv::BuiltIn::SubgroupSize, laneCount},
    {spv::BuiltIn::NumSubgroups, numSubgroups},
    {spv::BuiltIn::SubgroupId, subgroupId},
    {spv::BuiltIn::SubgroupLocalInvocationId, laneIndex},
    {spv::BuiltIn::SubgroupEqMask, laneMask<LaneOrder::Equal>},
    {spv::BuiltIn::SubgroupGeMask, laneMask<LaneOrder::GreaterEqual>},
    {spv::BuiltIn::SubgroupGtMask, laneMask<LaneOrder::Greater>},
    {spv::BuiltIn::SubgroupLeMask, laneMask<LaneOrder::LessEqual>},
    {spv::BuiltIn::SubgroupLtMask, laneMask<LaneOrder::Less>},
    {spv::BuiltIn::DeviceIndex, zeroValue},
};

}  // namespace

Value* systemValue(Translator& t, SystemValue value, uint32_t component) {
    const uint32_t word = static_cast<uint32_t>(value) + component;
    t.reflection.systemValues |= 1u << word;
    return constantBufferWord(t, t.resources.systemValues(), word);
}

std::vector<Value*> loadBuiltIn(Translator& t, spv::BuiltIn builtIn, const spirv::Type& type) {
    std::vector<Value*> scalars;
    const spirv::Type* scalar = type.scalar();
    if (!scalar || scalar->kind != spirv::TypeKind::Int || scalar->width != 32 ||
        type.scalars > 4) {
        t.fail("the built-in variable has a type that it cannot have");
        return scalars;
    }
    for (const Row& row : kComputeRows) {
        if (row.builtIn != builtIn) continue;
        return t.inPrologue([&] {
            for (uint32_t c = 0; c < type.scalars; ++c)
                scalars.push_back(
                    row.load(t, c < 3 || builtIn >= spv::BuiltIn::SubgroupEqMask ? c : 0));
            return scalars;
        });
    }
    t.fail("built-in variable " + std::to_string(static_cast<uint32_t>(builtIn)) +
           " has no source in this stage");
    return scalars;
}

}  // namespace baker::translate
