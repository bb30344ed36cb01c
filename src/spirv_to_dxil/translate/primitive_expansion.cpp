// Points and lines that D3D12 draws smaller than Vulkan asks for, and triangles that are drawn as
// such: each becomes strips of two triangles, all of whose vertices but for the position are those
// of the point or of the line's ends. They are clockwise on the screen; those of a triangle's back
// are not. Source: Vulkan specification, "Points", "Basic Line Segment Rasterization", "Polygon
// Modes".
#include "spirv_to_dxil/translate/builtins.hpp"
#include "spirv_to_dxil/translate/signature_elements.hpp"
#include "spirv_to_dxil/translate/stage_interface.hpp"
#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {
namespace {

using dxil::DxOp;

Value* systemFloat(Translator& t, SystemValue value) {
    return t.build.bitcast(systemValue(t, value), t.dx.types().f32());
}

Value* half(Translator& t, Value* value) {
    return t.build.fmul(value, t.dx.f32(0.5f));
}

}  // namespace

Value* StageInterface::positionOf(const Rows& rows, uint32_t component) {
    for (const auto& [place, row] : rows)
        if (!place.patch && t_.dx.outputs[place.element].kind == dxil::SemanticKind::Position)
            return row[component] ? row[component] : t_.dx.f32(0);
    return t_.dx.f32(0);
}

void StageInterface::emitCorner(Rows rows, const Corner& corner) {
    for (auto& [place, row] : rows) {
        if (t_.dx.outputs[place.element].kind != dxil::SemanticKind::Position) continue;
        for (size_t c = 0; c < 2; ++c)
            row[c] = t_.build.fadd(row[c] ? row[c] : t_.dx.f32(0), corner.offset[c]);
    }
    if (corner.coordinate[0] && t_.options.nextStage && t_.options.nextStage->pointCoordinate) {
        InterfaceScalar s;
        s.isBuiltIn = true;
        s.builtIn = spv::BuiltIn::PointCoord;
        s.count = 2;
        const ElementColumn at = elementOf(t_, false, s);
        for (size_t c = 0; c < 2; ++c) rows[{false, at.element, 0}][c] = corner.coordinate[c];
    }
    if (corner.line[0] && t_.options.nextStage && t_.options.nextStage->line) {
        const ElementColumn at = lineElement(t_, false);
        for (size_t c = 0; c < 3; ++c) rows[{false, at.element, 0}][c] = corner.line[c];
    }
    emitRows(rows);
}

// --- triangles

namespace {

// Twice the area of the triangle on the screen, times the three w: positive where it is
// counter-clockwise.
Value* orientation(dxil::Builder& b, const std::array<std::array<Value*, 3>, 3>& v) {
    const auto minor = [&](size_t i, size_t j, uint32_t p, uint32_t q) {
        return b.fsub(b.fmul(v[i][p], v[j][q]), b.fmul(v[j][p], v[i][q]));
    };
    Value* x = b.fmul(v[0][0], minor(1, 2, 1, 2));
    Value* y = b.fmul(v[0][1], minor(1, 2, 0, 2));
    Value* w = b.fmul(v[0][2], minor(1, 2, 0, 1));
    return b.fadd(b.fsub(x, y), w);
}

}  // namespace

void StageInterface::emitFacing(Primitive& primitive) {
    if (primitive.size < 3) return emitShape(primitive);
    dxil::Builder& b = t_.build;
    const PrimitiveExpansion& expansion = t_.options.expansion;
    std::array<std::array<Value*, 3>, 3> places;
    for (size_t v = 0; v < 3; ++v)
        for (uint32_t c = 0; c < 3; ++c)
            places[v][c] = positionOf(primitive.vertices[v].rows, c == 2 ? 3 : c);
    Value* isCounter = b.compare(dxil::Predicate::FcmpOgt, orientation(b, places), t_.dx.f32(0));
    Value* isClockwise = b.bitXor(isCounter, t_.dx.i1(true));
    primitive.isBack = expansion.clockwiseIsFront ? isCounter : isClockwise;
    if (!expansion.cullsClockwise && !expansion.cullsCounterClockwise) return emitShape(primitive);
    // Never, where both are culled: a geometry shader without a position is not valid.
    Value* isDrawn = expansion.cullsClockwise ? isCounter : isClockwise;
    if (expansion.cullsClockwise && expansion.cullsCounterClockwise)
        isDrawn = b.bitAnd(isCounter, isClockwise);
    dxil::BasicBlock *const drawn = t_.addBlock(), *const after = t_.addBlock();
    b.condBranch(isDrawn, drawn, after);
    b.setBlock(drawn);
    emitShape(primitive);
    b.branch(after);
    b.setBlock(after);
}

void StageInterface::emitShape(Primitive& primitive) {
    const uint32_t size = primitive.size;
    const auto& vertices = primitive.vertices;
    if (t_.options.expansion.shape == PrimitiveShape::Points) {
        for (uint32_t v = 0; v < size; ++v)
            emitPoint(withFlat(vertices[v], *primitive.provoking), primitive.isBack);
        return;
    }
    const uint32_t edges = size == 3 ? 3 : size - 1;
    for (uint32_t v = 0; v < edges; ++v)
        emitLine(withFlat(vertices[v], *primitive.provoking), vertices[(v + 1) % size],
                 primitive.isBack);
}

// --- points

void StageInterface::emitPoint(const Vertex& vertex, Value* isBack) {
    constexpr float kMaxSize = 1024;  // pointSizeRange
    dxil::Builder& b = t_.build;
    const dxil::Type* f32 = t_.dx.types().f32();
    Value* size = vertex.pointSize ? vertex.pointSize : t_.dx.f32(1);
    size = b.dxOp(DxOp::FMin, f32, {size, t_.dx.f32(kMaxSize)});
    size = b.dxOp(DxOp::FMax, f32, {size, t_.dx.f32(1)});
    Value* reach = b.fmul(half(t_, size), positionOf(vertex.rows, 3));
    Value* right = b.fmul(reach, systemFloat(t_, SystemValue::PixelWidth));
    Value* up = b.fmul(reach, systemFloat(t_, SystemValue::PixelHeight));
    Value *zero = t_.dx.f32(0), *one = t_.dx.f32(1);
    Value *begin = zero, *end = one;
    if (isBack) {  // mirrored
        right = b.select(isBack, b.fneg(right), right);
        begin = b.select(isBack, one, zero);
        end = b.select(isBack, zero, one);
    }
    Value *left = b.fneg(right), *down = b.fneg(up);
    const Corner corners[] = {{{left, up}, {begin, zero}},
                              {{right, up}, {end, zero}},
                              {{left, down}, {begin, one}},
                              {{right, down}, {end, one}}};
    for (const Corner& corner : corners) emitCorner(vertex.rows, corner);
    b.dxOp(DxOp::CutStream, nullptr, {t_.dx.i8(0)});
}

// --- lines

// Twice the area that the homogeneous points span, over both w: the line's direction in pixels, but
// for a positive factor.
StageInterface::Direction StageInterface::directionOf(const Vertex& from, const Vertex& to) {
    dxil::Builder& b = t_.build;
    const dxil::Type* f32 = t_.dx.types().f32();
    Value* pixel[] = {systemFloat(t_, SystemValue::PixelWidth),
                      systemFloat(t_, SystemValue::PixelHeight)};
    Value *fromW = positionOf(from.rows, 3), *toW = positionOf(to.rows, 3);
    Value* along[2];
    for (uint32_t c = 0; c < 2; ++c) {
        Value* forth = b.fmul(positionOf(to.rows, c), fromW);
        along[c] = b.fdiv(b.fsub(forth, b.fmul(positionOf(from.rows, c), toW)), pixel[c]);
    }
    if (t_.options.expansion.shape == PrimitiveShape::Bresenham)
        return bresenham(along[0], along[1]);
    Value* square = b.fmul(along[0], along[0]);
    square = b.fadd(square, b.fmul(along[1], along[1]));
    Value* length = b.dxOp(DxOp::Sqrt, f32, {square});
    Value* unit = b.dxOp(DxOp::FMax, f32, {length, t_.dx.f32(1e-30f)});
    unit = b.fdiv(t_.dx.f32(1), unit);
    Value* reach = half(t_, systemFloat(t_, SystemValue::LineWidth));
    const bool smooth = t_.options.expansion.shape == PrimitiveShape::SmoothLines;
    if (smooth) reach = b.fadd(reach, t_.dx.f32(0.5f));
    Value* scale = b.fmul(unit, reach);
    Direction d{};
    d.across[0] = b.fmul(b.fneg(along[1]), scale);
    d.across[1] = b.fmul(along[0], scale);
    if (!smooth) return d;
    for (uint32_t c = 0; c < 2; ++c) d.beyond[c] = b.fmul(along[c], half(t_, unit));
    d.length = b.fdiv(length, b.fmul(fromW, toW));
    return d;
}

// Half the width along the axis that the line is farther from; the ends lie along that axis.
StageInterface::Direction StageInterface::bresenham(Value* x, Value* y) {
    dxil::Builder& b = t_.build;
    const dxil::Type* f32 = t_.dx.types().f32();
    Value* isSteep = b.compare(dxil::Predicate::FcmpOgt, b.dxOp(DxOp::FAbs, f32, {y}),
                               b.dxOp(DxOp::FAbs, f32, {x}));
    Value* reach = half(t_, systemFloat(t_, SystemValue::LineWidth));
    Value *zero = t_.dx.f32(0), *back = b.fneg(reach);
    Value* isLeft = b.compare(dxil::Predicate::FcmpOlt, x, zero);
    Value* isUp = b.compare(dxil::Predicate::FcmpOgt, y, zero);
    Direction d{};
    d.across[0] = b.select(isSteep, b.select(isUp, back, reach), zero);
    d.across[1] = b.select(isSteep, zero, b.select(isLeft, back, reach));
    return d;
}

// Offsets are in clip space, times each end's own w.
void StageInterface::emitLine(const Vertex& from, const Vertex& to, Value* isBack) {
    dxil::Builder& b = t_.build;
    Direction d = directionOf(from, to);
    Value* pixel[] = {systemFloat(t_, SystemValue::PixelWidth),
                      systemFloat(t_, SystemValue::PixelHeight)};
    for (uint32_t c = 0; c < 2; ++c) {
        if (isBack) d.across[c] = b.select(isBack, b.fneg(d.across[c]), d.across[c]);
        d.across[c] = b.fmul(d.across[c], pixel[c]);
        if (d.length) d.beyond[c] = b.fmul(d.beyond[c], pixel[c]);
    }
    Value *right = nullptr, *left = nullptr;
    if (d.length) {
        right = b.fadd(half(t_, systemFloat(t_, SystemValue::LineWidth)), t_.dx.f32(0.5f));
        left = b.fneg(right);
    }
    for (const Vertex* end : {&from, &to}) {
        const bool isFrom = end == &from;
        Value* w = positionOf(end->rows, 3);
        Corner corners[2];
        for (uint32_t c = 0; c < 2; ++c) {
            Value *side = d.across[c], *other = b.fneg(side);
            if (d.length) {
                Value* beyond = isFrom ? b.fneg(d.beyond[c]) : d.beyond[c];
                side = b.fadd(side, beyond);
                other = b.fadd(other, beyond);
            }
            corners[0].offset[c] = b.fmul(other, w);
            corners[1].offset[c] = b.fmul(side, w);
        }
        if (d.length) {
            Value* at = isFrom ? t_.dx.f32(-0.5f) : b.fadd(d.length, t_.dx.f32(0.5f));
            corners[0].line = {left, at, d.length};
            corners[1].line = {right, at, d.length};
        }
        for (const Corner& corner : corners) emitCorner(end->rows, corner);
    }
    b.dxOp(DxOp::CutStream, nullptr, {t_.dx.i8(0)});
}

}  // namespace baker::translate
