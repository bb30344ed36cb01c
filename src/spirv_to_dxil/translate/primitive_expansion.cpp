// Points and lines that D3D12 draws smaller than Vulkan asks for: each becomes a strip of two
// triangles, clockwise on the screen, all of whose vertices but for the position are those of the
// point or of the line's ends. Source: Vulkan specification, "Points", "Basic Line Segment
// Rasterization".
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

bool StageInterface::isExpanded(uint32_t stream) const {
    return stream == 0 && t_.options.expansion != PrimitiveExpansion::None;
}

void StageInterface::emitVertex(uint32_t stream) {
    collectRows(stream);
    if (t_.failed()) return;
    if (!isExpanded(stream)) {
        storeRows();
        t_.build.dxOp(DxOp::EmitStream, nullptr, {t_.dx.i8(stream)});
    } else if (t_.options.expansion == PrimitiveExpansion::Points) {
        emitPoint();
    } else {
        emitLine();
    }
}

void StageInterface::endPrimitive(uint32_t stream) {
    if (!isExpanded(stream))
        t_.build.dxOp(DxOp::CutStream, nullptr, {t_.dx.i8(stream)});
    else if (hasLast_)
        t_.ssa.write(t_.build.block(), *hasLast_, t_.dx.i1(false));
}

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
    std::swap(rows_, rows);
    storeRows();
    std::swap(rows_, rows);
    t_.build.dxOp(DxOp::EmitStream, nullptr, {t_.dx.i8(0)});
}

// --- points

void StageInterface::emitPoint() {
    constexpr float kMaxSize = 1024;  // pointSizeRange
    dxil::Builder& b = t_.build;
    const dxil::Type* f32 = t_.dx.types().f32();
    Value* size = pointSize_ ? pointSize_ : t_.dx.f32(1);
    size = b.dxOp(DxOp::FMin, f32, {size, t_.dx.f32(kMaxSize)});
    size = b.dxOp(DxOp::FMax, f32, {size, t_.dx.f32(1)});
    Value* reach = b.fmul(half(t_, size), positionOf(rows_, 3));
    Value* right = b.fmul(reach, systemFloat(t_, SystemValue::PixelWidth));
    Value* up = b.fmul(reach, systemFloat(t_, SystemValue::PixelHeight));
    Value *left = b.fneg(right), *down = b.fneg(up);
    Value *zero = t_.dx.f32(0), *one = t_.dx.f32(1);
    const Corner corners[] = {{{left, up}, {zero, zero}},
                              {{right, up}, {one, zero}},
                              {{left, down}, {zero, one}},
                              {{right, down}, {one, one}}};
    for (const Corner& corner : corners) emitCorner(rows_, corner);
    b.dxOp(DxOp::CutStream, nullptr, {t_.dx.i8(0)});
}

// --- lines

Leaf StageInterface::leafOf(const Place& place, uint32_t column, const dxil::Type* type) {
    const auto [leaf, isNew] = last_.try_emplace({place, column}, 0);
    if (isNew) {
        leaf->second = t_.ssa.addLeaf(type);
        t_.ssa.write(t_.prologue(), leaf->second, t_.dx.null(type));
    }
    return leaf->second;
}

StageInterface::Rows StageInterface::lastVertex() {
    Rows rows = rows_;
    for (auto& [place, row] : rows)
        for (uint32_t c = 0; c < row.size(); ++c)
            if (row[c]) row[c] = t_.ssa.read(t_.build.block(), leafOf(place, c, row[c]->type));
    return rows;
}

void StageInterface::keepVertex() {
    for (const auto& [place, row] : rows_)
        for (uint32_t c = 0; c < row.size(); ++c)
            if (row[c]) t_.ssa.write(t_.build.block(), leafOf(place, c, row[c]->type), row[c]);
    t_.ssa.write(t_.build.block(), *hasLast_, t_.dx.i1(true));
}

// The first vertex of a strip is kept, every other one ends a line.
void StageInterface::emitLine() {
    if (!hasLast_) {
        hasLast_ = t_.ssa.addLeaf(t_.dx.types().i1());
        t_.ssa.write(t_.prologue(), *hasLast_, t_.dx.i1(false));
    }
    const Rows from = lastVertex();
    Value* hasLast = t_.ssa.read(t_.build.block(), *hasLast_);
    const dxil::Constant* known = dxil::asNumber(hasLast);
    if (known) {
        if (known->bits) emitLineFrom(from, rows_);
        return keepVertex();
    }
    dxil::BasicBlock *const line = t_.addBlock(), *const after = t_.addBlock();
    t_.build.condBranch(hasLast, line, after);
    t_.build.setBlock(line);
    emitLineFrom(from, rows_);
    t_.build.branch(after);
    t_.build.setBlock(after);
    keepVertex();
}

// The line's direction, in pixels, is that of b/w - a/w, here times both w; its normal is the
// offset, in clip space times each end's own w.
void StageInterface::emitLineFrom(const Rows& from, const Rows& to) {
    dxil::Builder& b = t_.build;
    const dxil::Type* f32 = t_.dx.types().f32();
    Value* pixel[] = {systemFloat(t_, SystemValue::PixelWidth),
                      systemFloat(t_, SystemValue::PixelHeight)};
    Value *fromW = positionOf(from, 3), *toW = positionOf(to, 3);
    Value* along[2];
    for (uint32_t c = 0; c < 2; ++c)
        along[c] = b.fdiv(
            b.fsub(b.fmul(positionOf(to, c), fromW), b.fmul(positionOf(from, c), toW)), pixel[c]);
    Value* square = b.fadd(b.fmul(along[0], along[0]), b.fmul(along[1], along[1]));
    Value* length = b.dxOp(DxOp::Sqrt, f32, {square});
    Value* scale = b.fdiv(half(t_, systemFloat(t_, SystemValue::LineWidth)),
                          b.dxOp(DxOp::FMax, f32, {length, t_.dx.f32(1e-30f)}));
    Value* normal[] = {b.fmul(b.fmul(b.fneg(along[1]), scale), pixel[0]),
                       b.fmul(b.fmul(along[0], scale), pixel[1])};
    for (const auto& [rows, w] : {std::pair{&from, fromW}, std::pair{&to, toW}}) {
        Value *x = b.fmul(normal[0], w), *y = b.fmul(normal[1], w);
        emitCorner(*rows, {{b.fneg(x), b.fneg(y)}, {}});
        emitCorner(*rows, {{x, y}, {}});
    }
    b.dxOp(DxOp::CutStream, nullptr, {t_.dx.i8(0)});
}

}  // namespace baker::translate
