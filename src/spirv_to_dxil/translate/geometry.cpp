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

uint8_t verticesOf(dxil::PrimitiveTopology topology) {
    if (topology == dxil::PrimitiveTopology::PointList) return 1;
    return topology == dxil::PrimitiveTopology::LineStrip ? 2 : 3;
}

// Each vertex of a strip ends a primitive, but for the first ones. A triangle has as many edges as
// it has vertices.
void expandGeometry(Translator& t) {
    constexpr uint32_t kCorners = 4;
    const PrimitiveExpansion& expansion = t.options.expansion;
    if (!expansion) return;
    dxil::GeometryState& state = t.dx.geometry;
    const uint32_t size = verticesOf(state.topology);
    const uint32_t primitives = std::max(state.maxVertexCount, size) - (size - 1);
    const bool native = expansion.shape == PrimitiveShape::Native;
    const bool points = expansion.shape == PrimitiveShape::Points;
    const uint32_t shapes = points || size == 3 ? size : size - 1;
    state.maxVertexCount = primitives * (native ? size : kCorners * shapes);
    if (!native) state.topology = dxil::PrimitiveTopology::TriangleStrip;
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
