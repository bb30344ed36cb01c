#include "spirv_to_dxil/translate/builtins.hpp"

#include <algorithm>

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

// --- vertex

template <spv::BuiltIn builtIn, SystemValue base>
Value* basedIndex(Translator& t, uint32_t c) {
    return t.build.add(t.signatures.loadBuiltIn(builtIn, c, 1), systemValue(t, base));
}

template <SystemValue value>
Value* word(Translator& t, uint32_t) {
    return systemValue(t, value);
}

// --- fragment

template <spv::BuiltIn builtIn>
Value* element(Translator& t, uint32_t c) {
    return t.signatures.loadBuiltIn(builtIn, c, 1);
}

// Vulkan's w is the reciprocal of the clip coordinate's, D3D12's is that itself.
Value* fragmentCoordinate(Translator& t, uint32_t c) {
    Value* value = t.signatures.loadBuiltIn(spv::BuiltIn::FragCoord, c, 4);
    return c == 3 ? t.build.fdiv(t.dx.f32(1), value) : value;
}

Value* frontFacing(Translator& t, uint32_t c) {
    Value* value = t.signatures.loadBuiltIn(spv::BuiltIn::FrontFacing, c, 1);
    return t.build.compare(dxil::Predicate::IcmpNe, value, t.dx.i32(0));
}

Value* sampleId(Translator& t, uint32_t c) {
    t.signatures.declareBuiltIn(spv::BuiltIn::SampleId, c);
    return t.build.dxOp(DxOp::SampleIndex, t.dx.types().i32(), {});
}

// D3D12 counts from the pixel's centre, Vulkan from its corner.
Value* samplePosition(Translator& t, uint32_t c) {
    Value* position = t.build.dxOp(DxOp::RenderTargetGetSamplePosition, nullptr, {sampleId(t, 0)});
    return t.build.fadd(t.build.extractValue(position, c), t.dx.f32(0.5f));
}

// An invocation for one sample has that one's bit alone.
Value* sampleMask(Translator& t, uint32_t) {
    Value* mask = t.build.dxOp(DxOp::Coverage, t.dx.types().i32(), {});
    const auto& capabilities = t.module.capabilities();
    if (std::ranges::find(capabilities, spv::Capability::SampleRateShading) == capabilities.end())
        return mask;
    return t.build.bitAnd(mask, t.build.shl(t.dx.i32(1), sampleId(t, 0)));
}

Value* helper(Translator& t, uint32_t) {
    return helperInvocation(t);
}

Value* zeroValue(Translator& t, uint32_t) {
    return t.dx.i32(0);
}

using dxil::ShaderKind;

constexpr uint32_t stages(auto... kinds) {
    return ((1u << static_cast<uint32_t>(kinds)) | ...);
}
constexpr uint32_t kCompute =
    stages(ShaderKind::Compute, ShaderKind::Mesh, ShaderKind::Amplification);
constexpr uint32_t kVertex = stages(ShaderKind::Vertex);
constexpr uint32_t kPixel = stages(ShaderKind::Pixel);
constexpr uint32_t kAll = ~0u;

struct Row {
    spv::BuiltIn builtIn;
    uint32_t stages;
    uint32_t components;
    Load load;
};

constexpr Row kRows[] = {
    {spv::BuiltIn::NumWorkgroups, kCompute, 3, numWorkgroups},
    {spv::BuiltIn::WorkgroupSize, kCompute, 3, workgroupSize},
    {spv::BuiltIn::WorkgroupId, kCompute, 3, workgroupId},
    {spv::BuiltIn::LocalInvocationId, kCompute, 3, localInvocationId},
    {spv::BuiltIn::GlobalInvocationId, kCompute, 3, globalInvocationId},
    {spv::BuiltIn::LocalInvocationIndex, kCompute, 1, localInvocationIndex},
    {spv::BuiltIn::SubgroupSize, kAll, 1, laneCount},
    {spv::BuiltIn::NumSubgroups, kCompute, 1, numSubgroups},
    {spv::BuiltIn::SubgroupId, kCompute, 1, subgroupId},
    {spv::BuiltIn::SubgroupLocalInvocationId, kAll, 1, laneIndex},
    {spv::BuiltIn::SubgroupEqMask, kAll, 4, laneMask<LaneOrder::Equal>},
    {spv::BuiltIn::SubgroupGeMask, kAll, 4, laneMask<LaneOrder::GreaterEqual>},
    {spv::BuiltIn::SubgroupGtMask, kAll, 4, laneMask<LaneOrder::Greater>},
    {spv::BuiltIn::SubgroupLeMask, kAll, 4, laneMask<LaneOrder::LessEqual>},
    {spv::BuiltIn::SubgroupLtMask, kAll, 4, laneMask<LaneOrder::Less>},
    {spv::BuiltIn::DeviceIndex, kAll, 1, zeroValue},
    {spv::BuiltIn::VertexIndex, kVertex, 1,
     basedIndex<spv::BuiltIn::VertexIndex, SystemValue::BaseVertex>},
    {spv::BuiltIn::InstanceIndex, kVertex, 1,
     basedIndex<spv::BuiltIn::InstanceIndex, SystemValue::BaseInstance>},
    {spv::BuiltIn::BaseVertex, kVertex, 1, word<SystemValue::BaseVertex>},
    {spv::BuiltIn::BaseInstance, kVertex, 1, word<SystemValue::BaseInstance>},
    {spv::BuiltIn::DrawIndex, kVertex, 1, word<SystemValue::DrawIndex>},
    {spv::BuiltIn::ViewIndex, kVertex | kPixel, 1, word<SystemValue::ViewIndex>},
    {spv::BuiltIn::FragCoord, kPixel, 4, fragmentCoordinate},
    {spv::BuiltIn::FrontFacing, kPixel, 1, frontFacing},
    {spv::BuiltIn::Layer, kPixel, 1, element<spv::BuiltIn::Layer>},
    {spv::BuiltIn::ViewportIndex, kPixel, 1, element<spv::BuiltIn::ViewportIndex>},
    {spv::BuiltIn::PrimitiveId, kPixel, 1, element<spv::BuiltIn::PrimitiveId>},
    {spv::BuiltIn::SampleId, kPixel, 1, sampleId},
    {spv::BuiltIn::SamplePosition, kPixel, 2, samplePosition},
    {spv::BuiltIn::SampleMask, kPixel, 1, sampleMask},
    {spv::BuiltIn::HelperInvocation, kPixel, 1, helper},
};

}  // namespace

Value* systemValue(Translator& t, SystemValue value, uint32_t component) {
    const uint32_t word = static_cast<uint32_t>(value) + component;
    t.reflection.systemValues |= 1u << word;
    return constantBufferWord(t, t.resources.systemValues(), word);
}

Value* helperInvocation(Translator& t) {
    if (t.options.shaderModel < ShaderModel{6, 6}) {
        t.fail("D3D12 tells helper invocations apart from shader model 6.6 on");
        return t.dx.i1(false);
    }
    return t.build.dxOp(DxOp::IsHelperLane, t.dx.types().i1(), {});
}

namespace {

bool isDistance(spv::BuiltIn builtIn) {
    return builtIn == spv::BuiltIn::ClipDistance || builtIn == spv::BuiltIn::CullDistance;
}

Value* component(Translator& t, spv::BuiltIn builtIn, uint32_t c, uint32_t count) {
    if (isDistance(builtIn) && t.dx.kind == ShaderKind::Pixel)
        return t.signatures.loadBuiltIn(builtIn, c, count);
    for (const Row& row : kRows)
        if (row.builtIn == builtIn && (row.stages >> static_cast<uint32_t>(t.dx.kind) & 1) &&
            c < row.components)
            return row.load(t, c);
    t.fail("built-in variable " + std::to_string(static_cast<uint32_t>(builtIn)) +
           " has no source in this stage");
    return t.dx.i32(0);
}

}  // namespace

std::vector<Value*> loadBuiltIn(Translator& t, spv::BuiltIn builtIn, const spirv::Type& type) {
    constexpr uint32_t kMaxComponents = 8;
    std::vector<Value*> scalars;
    const auto types = t.carriers(type);
    if (types.size() > kMaxComponents)
        t.fail("the built-in variable has a type that it cannot have");
    t.inPrologue([&] {
        for (uint32_t c = 0; c < types.size() && !t.failed(); ++c) {
            scalars.push_back(component(t, builtIn, c, static_cast<uint32_t>(types.size())));
            if (!t.failed() && scalars.back()->type != types[c])
                t.fail("the built-in variable has a type that it cannot have");
        }
        return 0;
    });
    return scalars;
}

}  // namespace baker::translate
