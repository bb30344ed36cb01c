#include "spirv_to_dxil/translate/geometry.hpp"

#include "spirv_to_dxil/translate/emitters.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;

constexpr uint32_t kStreams = 4;
constexpr uint32_t kMaxVertices = 1024;  // of all invocations
constexpr uint32_t kMaxScalars = 1024;   // of all vertices of an invocation

bool isStream(Translator& t, uint32_t stream) {
    if (t.dx.kind != dxil::ShaderKind::Geometry)
        t.fail("the instruction is for geometry shaders");
    else if (stream >= kStreams)
        t.fail("D3D12 has four streams");
    else if (stream > 0 && t.dx.geometry.topology != dxil::PrimitiveTopology::PointList)
        t.fail("D3D12 has several streams of points alone");
    return !t.failed();
}

void emit(Translator& t, uint32_t stream) {
    if (!isStream(t, stream)) return;
    t.dx.geometry.streamMask |= 1u << stream;
    t.signatures.emitVertex(stream);
}

void cut(Translator& t, uint32_t stream) {
    if (!isStream(t, stream)) return;
    t.dx.geometry.streamMask |= 1u << stream;
    t.signatures.endPrimitive(stream);
}

void emitVertex(Translator& t, const Instruction&) {
    emit(t, 0);
}

void endPrimitive(Translator& t, const Instruction&) {
    cut(t, 0);
}

void emitStreamVertex(Translator& t, const Instruction& inst) {
    emit(t, t.constant(inst.word(1)));
}

void endStreamPrimitive(Translator& t, const Instruction& inst) {
    cut(t, t.constant(inst.word(1)));
}

constexpr EmitterRow kRows[] = {
    {spv::Op::OpEmitVertex, 1, emitVertex},
    {spv::Op::OpEndPrimitive, 1, endPrimitive},
    {spv::Op::OpEmitStreamVertex, 2, emitStreamVertex},
    {spv::Op::OpEndStreamPrimitive, 2, endStreamPrimitive},
};

}  // namespace

void endInvocationPrimitives(Translator& t) {
    if (t.failed() || t.dx.geometry.topology == dxil::PrimitiveTopology::PointList) return;
    if (t.dx.geometry.streamMask & 1) cut(t, 0);
}

void joinInstances(Translator& t) {
    dxil::GeometryState& state = t.dx.geometry;
    state.maxVertexCount *= state.instanceCount;
    state.instanceCount = 1;
    t.invocation.joined = true;
}

void expandGeometry(Translator& t) {
    dxil::GeometryState& state = t.dx.geometry;
    constexpr uint32_t kCorners = 4;
    if (t.options.expansion == PrimitiveExpansion::None) return;
    // A line ends at each vertex but the first.
    const uint32_t vertices = state.maxVertexCount;
    const bool points = t.options.expansion == PrimitiveExpansion::Points;
    state.maxVertexCount = kCorners * std::max(points ? vertices : vertices - 1, 1u);
    state.topology = dxil::PrimitiveTopology::TriangleStrip;
}

void checkGeometryLimits(Translator& t) {
    const dxil::GeometryState& state = t.dx.geometry;
    uint32_t scalars = 0;
    for (const dxil::SignatureElement& e : t.dx.outputs) scalars += uint32_t{e.rows} * e.columns;
    if (state.maxVertexCount * state.instanceCount > kMaxVertices)
        t.fail("the invocations of the geometry shader have more than 1024 vertices together");
    // vkd3d, for which invocations are joined, knows no limit of components.
    if (!t.invocation.joined && state.maxVertexCount * scalars > kMaxScalars)
        t.fail("the vertices of the geometry shader have more than 1024 components together");
}

std::span<const EmitterRow> geometryEmitters() {
    return kRows;
}

}  // namespace baker::translate
