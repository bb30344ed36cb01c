#include "spirv_to_dxil/translate/builtins.hpp"

#include <algorithm>
#include <bit>

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

Value* vertexNumber(Translator& t, uint32_t c) {
    Value* base = systemValue(t, SystemValue::BaseVertex);
    return t.build.add(t.signatures.loadBuiltIn(spv::BuiltIn::VertexIndex, c, 1), base);
}

// With multiview by instances, D3D12's are those of each view.
Value* instanceNumber(Translator& t, uint32_t c) {
    Value* base = systemValue(t, SystemValue::BaseInstance);
    Value* number = t.signatures.loadBuiltIn(spv::BuiltIn::InstanceIndex, c, 1);
    if (t.options.viewMask)
        number = t.build.binary(dxil::BinaryOp::UDiv, number,
                                t.dx.i32(std::popcount(t.options.viewMask)));
    return t.build.add(number, base);
}

template <SystemValue value>
Value* word(Translator& t, uint32_t) {
    return systemValue(t, value);
}

Value* view(Translator& t, uint32_t) {
    return t.options.viewIndexIsDevice ? t.dx.i32(0) : viewIndex(t);
}

// --- geometry and tessellation

Value* invocationId(Translator& t, uint32_t) {
    if (t.invocation.number) return t.invocation.number;
    const bool geometry = t.dx.kind == dxil::ShaderKind::Geometry;
    if (geometry && t.dx.geometry.instanceCount == 1) return t.dx.i32(0);
    return t.build.dxOp(geometry ? DxOp::GSInstanceID : DxOp::OutputControlPointID,
                        t.dx.types().i32(), {});
}

Value* primitiveId(Translator& t, uint32_t c) {
    if (t.dx.kind == dxil::ShaderKind::Geometry)
        t.signatures.declareBuiltIn(spv::BuiltIn::PrimitiveId, c);
    return t.build.dxOp(DxOp::PrimitiveID, t.dx.types().i32(), {});
}

Value* patchVertices(Translator& t, uint32_t) {
    return t.dx.i32(t.dx.tessellation.inputControlPoints);
}

// Quads and lines have two coordinates.
Value* tessCoord(Translator& t, uint32_t c) {
    const bool three = t.dx.tessellation.domain == dxil::TessellatorDomain::Tri;
    if (c == 2 && !three) return t.dx.f32(0);
    return t.build.dxOp(DxOp::DomainLocation, t.dx.types().f32(), {t.dx.i8(c)});
}

template <spv::BuiltIn builtIn>
Value* tessFactor(Translator& t, uint32_t c) {
    return t.signatures.loadTessFactor(builtIn, c);
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
    if (!t.isPerSample()) return mask;
    return t.build.bitAnd(mask, t.build.shl(t.dx.i32(1), sampleId(t, 0)));
}

// D3D12's points are one pixel; larger ones are the driver's triangles, which carry the coordinate.
Value* pointCoordinate(Translator& t, uint32_t c) {
    if (!t.options.pointCoordinateInput) return t.dx.f32(0.5f);
    return t.signatures.loadBuiltIn(spv::BuiltIn::PointCoord, c, 2);
}

template <spv::BuiltIn builtIn>
Value* barycentric(Translator& t, uint32_t c) {
    if (t.options.shaderModel < ShaderModel{6, 1})
        t.fail("D3D12 has barycentric coordinates from shader model 6.1 on");
    return t.signatures.loadBuiltIn(builtIn, c, 3);
}

Value* fullyCovered(Translator& t, uint32_t) {
    Value* covered = t.build.dxOp(DxOp::InnerCoverage, t.dx.types().i32(), {});
    return t.build.compare(dxil::Predicate::IcmpNe, covered, t.dx.i32(0));
}

// D3D12's encoding is Vulkan's.
Value* shadingRate(Translator& t, uint32_t c) {
    if (t.options.shaderModel < ShaderModel{6, 4})
        t.fail("D3D12 has shading rates from shader model 6.4 on");
    return t.signatures.loadBuiltIn(spv::BuiltIn::ShadingRateKHR, c, 1);
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
constexpr uint32_t kHull = stages(ShaderKind::Hull);
constexpr uint32_t kDomain = stages(ShaderKind::Domain);
constexpr uint32_t kTessellation = kHull | kDomain;
constexpr uint32_t kGeometry = stages(ShaderKind::Geometry);
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
    {spv::BuiltIn::VertexIndex, kVertex, 1, vertexNumber},
    {spv::BuiltIn::InstanceIndex, kVertex, 1, instanceNumber},
    {spv::BuiltIn::BaseVertex, kVertex, 1, word<SystemValue::BaseVertex>},
    {spv::BuiltIn::BaseInstance, kVertex, 1, word<SystemValue::BaseInstance>},
    {spv::BuiltIn::DrawIndex, kVertex, 1, word<SystemValue::DrawIndex>},
    {spv::BuiltIn::ViewIndex, kVertex | kTessellation | kGeometry | kPixel, 1, view},
    {spv::BuiltIn::InvocationId, kHull | kGeometry, 1, invocationId},
    {spv::BuiltIn::PrimitiveId, kTessellation | kGeometry, 1, primitiveId},
    {spv::BuiltIn::PatchVertices, kTessellation, 1, patchVertices},
    {spv::BuiltIn::TessCoord, kDomain, 3, tessCoord},
    {spv::BuiltIn::TessLevelOuter, kDomain, 4, tessFactor<spv::BuiltIn::TessLevelOuter>},
    {spv::BuiltIn::TessLevelInner, kDomain, 2, tessFactor<spv::BuiltIn::TessLevelInner>},
    {spv::BuiltIn::FragCoord, kPixel, 4, fragmentCoordinate},
    {spv::BuiltIn::FrontFacing, kPixel, 1, frontFacing},
    {spv::BuiltIn::Layer, kPixel, 1, element<spv::BuiltIn::Layer>},
    {spv::BuiltIn::ViewportIndex, kPixel, 1, element<spv::BuiltIn::ViewportIndex>},
    {spv::BuiltIn::PrimitiveId, kPixel, 1, element<spv::BuiltIn::PrimitiveId>},
    {spv::BuiltIn::SampleId, kPixel, 1, sampleId},
    {spv::BuiltIn::SamplePosition, kPixel, 2, samplePosition},
    {spv::BuiltIn::SampleMask, kPixel, 1, sampleMask},
    {spv::BuiltIn::HelperInvocation, kPixel, 1, helper},
    {spv::BuiltIn::PointCoord, kPixel, 2, pointCoordinate},
    {spv::BuiltIn::BaryCoordKHR, kPixel, 3, barycentric<spv::BuiltIn::BaryCoordKHR>},
    {spv::BuiltIn::BaryCoordNoPerspKHR, kPixel, 3, barycentric<spv::BuiltIn::BaryCoordNoPerspKHR>},
    {spv::BuiltIn::FullyCoveredEXT, kPixel, 1, fullyCovered},
    {spv::BuiltIn::ShadingRateKHR, kPixel, 1, shadingRate},
};

}  // namespace

Value* systemValue(Translator& t, SystemValue value, uint32_t component) {
    const uint32_t word = static_cast<uint32_t>(value) + component;
    t.reflection.systemValues |= 1u << word;
    return constantBufferWord(t, t.resources.systemValues(), word);
}

// The n-th view of the mask is that of the n-th instance of each of Vulkan's; later stages find it
// in VIEW, the fragment's in the layer.
Value* viewIndex(Translator& t) {
    uint32_t mask = t.options.viewMask;
    if (!mask) return systemValue(t, SystemValue::ViewIndex);
    if (t.dx.kind == ShaderKind::Pixel) return t.signatures.loadBuiltIn(spv::BuiltIn::Layer, 0, 1);
    if (t.dx.kind != ShaderKind::Vertex)
        return t.signatures.loadBuiltInOfVertex(spv::BuiltIn::ViewIndex);
    dxil::Builder& b = t.build;
    Value* number =
        b.binary(dxil::BinaryOp::URem, t.signatures.loadBuiltIn(spv::BuiltIn::InstanceIndex, 0, 1),
                 t.dx.i32(std::popcount(mask)));
    Value* view = t.dx.i32(std::countr_zero(mask));
    mask &= mask - 1;
    for (uint32_t n = 1; mask; ++n, mask &= mask - 1)
        view = b.select(b.compare(dxil::Predicate::IcmpEq, number, t.dx.i32(n)),
                        t.dx.i32(std::countr_zero(mask)), view);
    return view;
}

Value* helperInvocation(Translator& t) {
    if (t.options.shaderModel >= ShaderModel{6, 6})
        return t.build.dxOp(DxOp::IsHelperLane, t.dx.types().i1(), {});
    Value* mask = t.build.dxOp(DxOp::Coverage, t.dx.types().i32(), {});
    Value* covered = t.build.compare(dxil::Predicate::IcmpNe, mask, t.dx.i32(0));
    Value* demoted = t.ssa.read(t.build.block(), t.demotedLeaf());
    return t.build.bitOr(t.build.bitNot(covered), demoted);
}

namespace {

bool isDistance(spv::BuiltIn builtIn) {
    return builtIn == spv::BuiltIn::ClipDistance || builtIn == spv::BuiltIn::CullDistance;
}

}  // namespace

Value* loadComponent(Translator& t, spv::BuiltIn builtIn, uint32_t c, uint32_t count) {
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

std::vector<Value*> loadBuiltIn(Translator& t, spv::BuiltIn builtIn, const spirv::Type& type) {
    constexpr uint32_t kMaxComponents = 8;
    std::vector<Value*> scalars;
    const auto types = t.carriers(type);
    if (types.size() > kMaxComponents)
        t.fail("the built-in variable has a type that it cannot have");
    t.inPrologue([&] {
        for (uint32_t c = 0; c < types.size() && !t.failed(); ++c) {
            scalars.push_back(loadComponent(t, builtIn, c, static_cast<uint32_t>(types.size())));
            if (!t.failed() && scalars.back()->type != types[c])
                t.fail("the built-in variable has a type that it cannot have");
        }
        return 0;
    });
    return scalars;
}

}  // namespace baker::translate
