#include "spirv_to_dxil/translate/graphics_modes.hpp"

#include <array>

namespace baker::translate {
namespace {

using spv::ExecutionMode;

// D3D12's limits.
constexpr uint32_t kMaxControlPoints = 32;
constexpr uint32_t kMaxGeometryVertices = 1024;
constexpr uint32_t kMaxGeometryInstances = 32;

template <typename Value>
struct ModeRow {
    ExecutionMode mode;
    Value value;
};

constexpr ModeRow<TessellationDomain> kDomains[] = {
    {ExecutionMode::Triangles, TessellationDomain::Triangles},
    {ExecutionMode::Quads, TessellationDomain::Quads},
    {ExecutionMode::Isolines, TessellationDomain::Isolines},
};
constexpr ModeRow<TessellationSpacing> kSpacings[] = {
    {ExecutionMode::SpacingEqual, TessellationSpacing::Equal},
    {ExecutionMode::SpacingFractionalEven, TessellationSpacing::FractionalEven},
    {ExecutionMode::SpacingFractionalOdd, TessellationSpacing::FractionalOdd},
};
constexpr ModeRow<TessellationOrder> kOrders[] = {
    {ExecutionMode::VertexOrderCcw, TessellationOrder::CounterClockwise},
    {ExecutionMode::VertexOrderCw, TessellationOrder::Clockwise},
};
constexpr ModeRow<dxil::InputPrimitive> kInputs[] = {
    {ExecutionMode::InputPoints, dxil::InputPrimitive::Point},
    {ExecutionMode::InputLines, dxil::InputPrimitive::Line},
    {ExecutionMode::InputLinesAdjacency, dxil::InputPrimitive::LineAdjacency},
    {ExecutionMode::Triangles, dxil::InputPrimitive::Triangle},
    {ExecutionMode::InputTrianglesAdjacency, dxil::InputPrimitive::TriangleAdjacency},
};
constexpr ModeRow<dxil::PrimitiveTopology> kOutputs[] = {
    {ExecutionMode::OutputPoints, dxil::PrimitiveTopology::PointList},
    {ExecutionMode::OutputLineStrip, dxil::PrimitiveTopology::LineStrip},
    {ExecutionMode::OutputTriangleStrip, dxil::PrimitiveTopology::TriangleStrip},
};

template <typename Value, size_t count>
void assign(const ModeRow<Value> (&rows)[count], ExecutionMode mode, Value& value) {
    for (const auto& row : rows)
        if (row.mode == mode) value = row.value;
}

template <typename Visit>
void forEachMode(const spirv::Module& module, const spirv::EntryPoint& entry, const Visit& visit) {
    for (const uint32_t offset : module.executionModes()) {
        const Instruction inst = module.at(offset);
        if (inst.word(1) == entry.function)
            visit(static_cast<ExecutionMode>(inst.word(2)), inst.word(3));
    }
}

// --- tessellation

TessellationModes withOther(TessellationModes own, const TessellationModes& other) {
    const auto pick = [](auto& value, auto theirs, auto otherwise) {
        using Mode = decltype(theirs);
        if (value == Mode::Unknown) value = theirs;
        if (value == Mode::Unknown) value = otherwise;
    };
    pick(own.domain, other.domain, TessellationDomain::Triangles);
    pick(own.spacing, other.spacing, TessellationSpacing::Equal);
    pick(own.order, other.order, TessellationOrder::CounterClockwise);
    own.pointMode |= other.pointMode;
    if (own.outputVertices == 0) own.outputVertices = other.outputVertices;
    return own;
}

dxil::TessellatorDomain domainOf(TessellationDomain domain) {
    using enum dxil::TessellatorDomain;
    if (domain == TessellationDomain::Quads) return Quad;
    return domain == TessellationDomain::Isolines ? IsoLine : Tri;
}

dxil::TessellatorPartitioning partitioningOf(TessellationSpacing spacing) {
    using enum dxil::TessellatorPartitioning;
    if (spacing == TessellationSpacing::FractionalEven) return FractionalEven;
    return spacing == TessellationSpacing::FractionalOdd ? FractionalOdd : Integer;
}

dxil::TessellatorOutput outputOf(const TessellationModes& modes, bool lowerLeft) {
    using enum dxil::TessellatorOutput;
    if (modes.pointMode) return Point;
    if (modes.domain == TessellationDomain::Isolines) return Line;
    const bool clockwise = modes.order == TessellationOrder::Clockwise;
    return clockwise != lowerLeft ? TriangleCw : TriangleCcw;
}

void readTessellation(Translator& t, const spirv::EntryPoint& entry) {
    const TessellationOptions& options = t.options.tessellation;
    const auto modes = withOther(tessellationModesOf(t.module, entry), options.other);
    const bool isHull = t.dx.kind == dxil::ShaderKind::Hull;
    if (isHull && (modes.outputVertices == 0 || modes.outputVertices > kMaxControlPoints))
        return t.fail("D3D12 has patches of 1 to 32 control points");
    if (options.patchControlPoints > kMaxControlPoints || modes.outputVertices > kMaxControlPoints)
        return t.fail("D3D12 has patches of 1 to 32 control points");
    dxil::TessellationState& state = t.dx.tessellation;
    state.domain = domainOf(modes.domain);
    state.partitioning = partitioningOf(modes.spacing);
    state.output = outputOf(modes, options.lowerLeftOrigin);
    state.outputControlPoints = modes.outputVertices ? modes.outputVertices : kMaxControlPoints;
    state.inputControlPoints = isHull && options.patchControlPoints ? options.patchControlPoints
                                                                    : state.outputControlPoints;
    t.reflection.tessellation = modes;
}

// --- geometry

void readGeometry(Translator& t, const spirv::EntryPoint& entry) {
    dxil::GeometryState& state = t.dx.geometry;
    forEachMode(t.module, entry, [&](ExecutionMode mode, uint32_t operand) {
        assign(kInputs, mode, state.input);
        assign(kOutputs, mode, state.topology);
        if (mode == ExecutionMode::OutputVertices) state.maxVertexCount = operand;
        if (mode == ExecutionMode::Invocations) state.instanceCount = operand;
    });
    if (state.input == dxil::InputPrimitive::Undefined ||
        state.topology == dxil::PrimitiveTopology::Undefined)
        return t.fail("a geometry shader has one mode for its input and one for its output");
    if (state.instanceCount == 0 || state.instanceCount > kMaxGeometryInstances)
        return t.fail("D3D12 has 1 to 32 invocations of a geometry shader");
    if (state.maxVertexCount > kMaxGeometryVertices)
        return t.fail("D3D12 has at most 1024 vertices of a geometry shader");
    state.maxVertexCount = std::max(state.maxVertexCount, 1u);
    state.streamMask = 0;  // those that vertices are emitted to
}

}  // namespace

TessellationModes tessellationModesOf(const spirv::Module& module, const spirv::EntryPoint& entry) {
    TessellationModes modes;
    forEachMode(module, entry, [&](ExecutionMode mode, uint32_t operand) {
        assign(kDomains, mode, modes.domain);
        assign(kSpacings, mode, modes.spacing);
        assign(kOrders, mode, modes.order);
        modes.pointMode |= mode == ExecutionMode::PointMode;
        if (mode == ExecutionMode::OutputVertices) modes.outputVertices = operand;
    });
    return modes;
}

void readGraphicsModes(Translator& t, const spirv::EntryPoint& entry) {
    if (t.dx.kind == dxil::ShaderKind::Geometry) readGeometry(t, entry);
    if (t.dx.kind == dxil::ShaderKind::Hull || t.dx.kind == dxil::ShaderKind::Domain)
        readTessellation(t, entry);
}

uint32_t primitiveVertices(dxil::InputPrimitive primitive) {
    switch (primitive) {
        case dxil::InputPrimitive::Line:
            return 2;
        case dxil::InputPrimitive::Triangle:
            return 3;
        case dxil::InputPrimitive::LineAdjacency:
            return 4;
        case dxil::InputPrimitive::TriangleAdjacency:
            return 6;
        default:
            return 1;
    }
}

}  // namespace baker::translate
