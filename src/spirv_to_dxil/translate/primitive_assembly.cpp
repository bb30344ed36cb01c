// What a geometry shader emits, put together to primitives where they become something else
// (Options::expansion) or where their last vertex provokes. Source: Vulkan specification,
// "Primitive Topologies", "Provoking Vertex", "Polygon Modes".
#include "spirv_to_dxil/translate/geometry.hpp"
#include "spirv_to_dxil/translate/signature_elements.hpp"
#include "spirv_to_dxil/translate/stage_interface.hpp"
#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {

using dxil::DxOp;

bool StageInterface::isAssembled(uint32_t stream) const {
    return stream == 0 && t_.options.expansion;
}

void StageInterface::emitVertex(uint32_t stream) {
    collectRows(stream);
    if (t_.failed()) return;
    if (isAssembled(stream)) return assembleVertex();
    storeRows();
    t_.build.dxOp(DxOp::EmitStream, nullptr, {t_.dx.i8(stream)});
}

void StageInterface::endPrimitive(uint32_t stream) {
    if (!isAssembled(stream))
        t_.build.dxOp(DxOp::CutStream, nullptr, {t_.dx.i8(stream)});
    else if (count_)
        t_.ssa.write(t_.build.block(), *count_, t_.dx.i32(0));
}

void StageInterface::emitRows(const Rows& rows) {
    rows_ = rows;
    storeRows();
    t_.build.dxOp(DxOp::EmitStream, nullptr, {t_.dx.i8(0)});
}

// --- the vertices before

Leaf StageInterface::leafOf(uint32_t age, const Place& place, uint32_t column,
                            const dxil::Type* type) {
    const auto [leaf, isNew] = kept_.try_emplace({age, place, column}, 0);
    if (isNew) {
        leaf->second = t_.ssa.addLeaf(type);
        t_.ssa.write(t_.prologue(), leaf->second, t_.dx.null(type));
    }
    return leaf->second;
}

namespace {

// Where the point size is kept, which need not be an output.
constexpr uint32_t kSizeElement = UINT32_MAX;

}  // namespace

// It has what the vertex at hand has, since a shader puts out all or nothing.
StageInterface::Vertex StageInterface::keptVertex(uint32_t age) {
    Vertex vertex{rows_, pointSize_};
    for (auto& [place, row] : vertex.rows)
        for (uint32_t c = 0; c < row.size(); ++c)
            if (row[c]) row[c] = t_.ssa.read(t_.build.block(), leafOf(age, place, c, row[c]->type));
    if (pointSize_)
        vertex.pointSize = t_.ssa.read(t_.build.block(),
                                       leafOf(age, {false, kSizeElement, 0}, 0, pointSize_->type));
    return vertex;
}

void StageInterface::keepVertex(uint32_t age, const Vertex& vertex) {
    for (const auto& [place, row] : vertex.rows)
        for (uint32_t c = 0; c < row.size(); ++c)
            if (row[c]) t_.ssa.write(t_.build.block(), leafOf(age, place, c, row[c]->type), row[c]);
    if (vertex.pointSize)
        t_.ssa.write(t_.build.block(),
                     leafOf(age, {false, kSizeElement, 0}, 0, vertex.pointSize->type),
                     vertex.pointSize);
}

StageInterface::Vertex StageInterface::chosen(Value* condition, const Vertex& a, const Vertex& b) {
    Vertex vertex = a;
    for (auto& [place, row] : vertex.rows)
        for (uint32_t c = 0; c < row.size(); ++c)
            if (row[c]) row[c] = t_.build.select(condition, row[c], b.rows.at(place)[c]);
    if (a.pointSize) vertex.pointSize = t_.build.select(condition, a.pointSize, b.pointSize);
    return vertex;
}

// --- primitives

// As many vertices as a primitive has less one are kept; every vertex behind them ends one.
void StageInterface::assembleVertex() {
    const uint32_t size = verticesOf(t_.dx.geometry.topology);
    const Vertex current{rows_, pointSize_};
    if (size == 1) return assemblePrimitive(t_.dx.i32(0));
    const Leaf leaf = t_.leafFrom(count_, t_.dx.i32(0));
    Value* count = t_.ssa.read(t_.build.block(), leaf);
    if (const dxil::Constant* known = dxil::asNumber(count)) {
        if (known->bits + 1 >= size) assemblePrimitive(count);
    } else {
        dxil::BasicBlock *const complete = t_.addBlock(), *const after = t_.addBlock();
        Value* isComplete = t_.build.compare(dxil::Predicate::IcmpUge, count, t_.dx.i32(size - 1));
        t_.build.condBranch(isComplete, complete, after);
        t_.build.setBlock(complete);
        assemblePrimitive(count);
        t_.build.branch(after);
        t_.build.setBlock(after);
    }
    rows_ = current.rows;
    if (size == 3) keepVertex(1, keptVertex(0));
    keepVertex(0, current);
    t_.ssa.write(t_.build.block(), leaf, t_.build.add(count, t_.dx.i32(1)));
}

// `count`: vertices of the strip before this one. Every second triangle of a strip is the other way
// round; its first two vertices change places. A native vertex is put together right before it is
// emitted: vkd3d 2.1 writes an output where its value is computed, if that has no other use, even
// behind an emission that lies between.
void StageInterface::assemblePrimitive(Value* count) {
    Primitive primitive;
    auto& [first, second, third] = primitive.vertices;
    primitive.size = verticesOf(t_.dx.geometry.topology);
    const bool native = t_.options.expansion.shape == PrimitiveShape::Native;
    const bool last = t_.options.expansion.lastProvokes;
    const Vertex current{rows_, pointSize_};
    Vertex oldest = current;
    if (primitive.size == 1) {
        first = current;
    } else if (primitive.size == 2) {
        first = oldest = keptVertex(0);
        second = current;
    } else {
        oldest = keptVertex(1);
        const Vertex middle = keptVertex(0);
        Value* isOdd = t_.build.compare(dxil::Predicate::IcmpNe,
                                        t_.build.bitAnd(count, t_.dx.i32(1)), t_.dx.i32(0));
        first = chosen(isOdd, middle, oldest);
        if (native) emitRows(withFlat(first, last ? current : oldest).rows);
        second = chosen(isOdd, oldest, middle);
        third = current;
    }
    primitive.provoking = last ? &current : &oldest;
    if (native)
        emitNative(primitive);
    else
        emitFacing(primitive);
}

bool StageInterface::isFlat(const Place& place) const {
    using enum dxil::SemanticKind;
    const dxil::SignatureElement& e = t_.dx.outputs[place.element];
    if (e.kind == PrimitiveID || e.kind == RenderTargetArrayIndex || e.kind == ViewPortArrayIndex)
        return true;
    return e.semantic == kLocationSemantic && t_.options.nextStage &&
           t_.options.nextStage->flat[e.semanticIndex];
}

StageInterface::Vertex StageInterface::withFlat(Vertex vertex, const Vertex& provoking) const {
    for (auto& [place, row] : vertex.rows)
        if (!place.patch && isFlat(place)) row = provoking.rows.at(place);
    return vertex;
}

// The first vertex of a triangle has been emitted.
void StageInterface::emitNative(const Primitive& primitive) {
    if (primitive.size < 3) emitRows(withFlat(primitive.vertices[0], *primitive.provoking).rows);
    for (uint32_t v = 1; v < primitive.size; ++v) emitRows(primitive.vertices[v].rows);
    if (primitive.size > 1) t_.build.dxOp(DxOp::CutStream, nullptr, {t_.dx.i8(0)});
}

}  // namespace baker::translate
