#include "spirv_to_dxil/translate/stage_interface.hpp"

#include "spirv_to_dxil/translate/builtins.hpp"
#include "spirv_to_dxil/translate/geometry.hpp"
#include "spirv_to_dxil/translate/interface_layout.hpp"
#include "spirv_to_dxil/translate/position.hpp"
#include "spirv_to_dxil/translate/scalar.hpp"
#include "spirv_to_dxil/translate/signature_elements.hpp"
#include "spirv_to_dxil/translate/variable_memory.hpp"

namespace baker::translate {
namespace {

using dxil::CastOp;
using dxil::ComponentType;
using dxil::DxOp;
using spirv::TypeKind;

constexpr uint32_t kColumns = 4;

const dxil::Type* componentType(Translator& t, const dxil::SignatureElement& e) {
    return e.component == ComponentType::F32 ? t.dx.types().f32() : t.dx.types().i32();
}

// A scalar of at most 32 bits as a component, and back.
Value* widened(Translator& t, const spirv::Type& scalar, Value* value) {
    if (scalar.kind == TypeKind::Float)
        return t.build.cast(CastOp::FPExt, value, t.dx.types().f32());
    if (scalar.isSigned) value = signExtended(t, scalar, value);
    return t.build.cast(scalar.isSigned ? CastOp::SExt : CastOp::ZExt, value, t.dx.types().i32());
}

Value* narrowed(Translator& t, const spirv::Type& scalar, Value* value) {
    const dxil::Type* type = carrier(t, scalar);
    if (type == value->type) return narrow(t, scalar, value);
    return t.build.cast(scalar.kind == TypeKind::Float ? CastOp::FPTrunc : CastOp::Trunc, value,
                        type);
}

InterfaceScalar builtInScalar(spv::BuiltIn builtIn, uint32_t component, uint32_t count) {
    InterfaceScalar s;
    s.isBuiltIn = true;
    s.builtIn = builtIn;
    s.component = component;
    s.count = count;
    return s;
}

Value* asType(Translator& t, Value* value, const dxil::Type* type) {
    return value->type == type ? value : t.build.bitcast(value, type);
}

// What one of the triangle's vertices has of a component.
Value* attributeAt(Translator& t, const dxil::Type* type, std::array<Value*, 3> place,
                   Value* vertex) {
    if (t.options.shaderModel < ShaderModel{6, 1})
        t.fail("D3D12 has per-vertex inputs of fragment shaders from shader model 6.1 on");
    const auto at = [&](uint32_t v) {
        return t.build.dxOp(DxOp::AttributeAtVertex, type,
                            {place[0], place[1], place[2], t.dx.i8(v)});
    };
    const dxil::Constant* number = dxil::asNumber(vertex);
    if (number) return at(std::min<uint32_t>(static_cast<uint32_t>(number->bits), 2));
    Value* value = at(0);
    for (uint32_t v = 1; v < 3; ++v) {
        Value* here = at(v);
        Value* isHere = t.build.compare(dxil::Predicate::IcmpEq, vertex, t.dx.i32(v));
        value = t.build.select(isHere, here, value);
    }
    return value;
}

}  // namespace

// --- inputs

Value* StageInterface::loadComponent(const InterfaceScalar& s, uint32_t word, Value* vertex,
                                     VertexSource source) {
    const bool isInput = source == VertexSource::Input;
    if (isInput && !s.isBuiltIn && fetch_.has(s.location))
        return fetch_.component(s.location, s.component + word);
    const ElementColumn at = elementOf(t_, isInput, s);
    if (t_.failed()) return t_.dx.i32(0);
    dxil::SignatureElement& e = signatureOf(t_, isInput, s)[at.element];
    const uint32_t column = at.column + word;
    if (isInput) e.usageMask = static_cast<uint8_t>(e.usageMask | 1u << column);
    const dxil::Type* type = componentType(t_, e);
    Value *id = t_.dx.i32(at.element), *row = t_.dx.i32(at.row), *c = t_.dx.i8(column);
    if (s.patch) return t_.build.dxOp(DxOp::LoadPatchConstant, type, {id, row, c});
    if (t_.dx.kind == dxil::ShaderKind::Pixel && vertex)
        return attributeAt(t_, type, {id, row, c}, vertex);
    const DxOp op = isInput ? DxOp::LoadInput : DxOp::LoadOutputControlPoint;
    return t_.build.dxOp(op, type,
                         {id, row, c, vertex ? vertex : t_.dx.undef(t_.dx.types().i32())});
}

Value* StageInterface::loadScalar(const InterfaceScalar& s, Value* vertex, VertexSource source) {
    Value* low = loadComponent(s, 0, vertex, source);
    if (t_.failed()) return zero(t_, *s.type);
    if (s.type->width == 64) {
        const dxil::Type* i32 = t_.dx.types().i32();
        Value* high = loadComponent(s, 1, vertex, source);
        Value* words[] = {asType(t_, low, i32), asType(t_, high, i32)};
        return fromWords(t_, *s.type, words);
    }
    const bool isFloat = componentTypeOf(*s.type) == ComponentType::F32;
    return narrowed(t_, *s.type,
                    asType(t_, low, isFloat ? t_.dx.types().f32() : t_.dx.types().i32()));
}

std::vector<Value*> StageInterface::loadInput(Id variable, const spirv::Type& type) {
    std::vector<Value*> values;
    for (const InterfaceScalar& s : interfaceLayout(t_, variable, type)) {
        if (t_.failed()) break;
        if (s.isBuiltIn) t_.fail("a block of built-in inputs is not supported in this stage");
        values.push_back(loadScalar(s, nullptr, VertexSource::Input));
    }
    return values;
}

const InterfaceScalars& StageInterface::perVertex(Id variable, const spirv::Type& vertexType) {
    const auto known = perVertex_.find(variable);
    if (known != perVertex_.end()) return known->second;
    return perVertex_[variable] = interfaceLayout(t_, variable, vertexType);
}

// The element may be chosen at run time: D3D12 could index the rows of one element, but here every
// location is an element of its own.
Value* StageInterface::loadOfVertex(const InterfaceScalars& scalars, uint32_t group, Value* element,
                                    Value* vertex, VertexSource source) {
    const dxil::Constant* number = dxil::asNumber(element);
    Value* value = nullptr;
    for (const InterfaceScalar& s : scalars) {
        if (s.group != group || t_.failed()) continue;
        if (number) {
            // One that is out of bounds may be anything.
            if (number->bits == s.element || !value) value = loadScalar(s, vertex, source);
            if (number->bits == s.element) break;
            continue;
        }
        Value* loaded = loadScalar(s, vertex, source);
        Value* here = t_.build.compare(dxil::Predicate::IcmpEq, element, t_.dx.i32(s.element));
        value = value ? t_.build.select(here, loaded, value) : loaded;
    }
    if (!value) t_.fail("an interface variable has no such scalar");
    return value ? value : t_.dx.i32(0);
}

Value* StageInterface::loadBuiltIn(spv::BuiltIn builtIn, uint32_t component, uint32_t count) {
    return loadComponent(builtInScalar(builtIn, component, count), 0, nullptr, VertexSource::Input);
}

Value* StageInterface::loadBuiltInOfVertex(spv::BuiltIn builtIn) {
    return loadComponent(builtInScalar(builtIn, 0, 1), 0, t_.dx.i32(0), VertexSource::Input);
}

Value* StageInterface::loadTessFactor(spv::BuiltIn builtIn, uint32_t component) {
    const bool isInner = builtIn == spv::BuiltIn::TessLevelInner;
    if (component >= tessFactorCount(t_.dx.tessellation.domain, isInner)) return t_.dx.f32(0);
    InterfaceScalar s = builtInScalar(builtIn, component, 1);
    s.patch = true;
    return loadComponent(s, 0, nullptr, VertexSource::Input);
}

void StageInterface::declareBuiltIn(spv::BuiltIn builtIn, uint32_t component) {
    const ElementColumn at = elementOf(t_, true, builtInScalar(builtIn, component, 1));
    if (!t_.failed()) t_.dx.inputs[at.element].usageMask = 1;
}

// --- outputs

void StageInterface::addOutput(Id variable, const Pointer& pointer) {
    const spirv::Type& type = *pointer.pointee;
    const bool perVertex = isPerVertex(t_.module, t_.dx.kind, false, variable, type);
    Output& output = outputs_.emplace_back();
    output.pointer = pointer;
    output.perVertex = perVertex;
    output.type = perVertex ? type.element : &type;
    output.scalars = interfaceLayout(t_, variable, *output.type);
    constexpr uint32_t kBuffers = 4, kMaxBytes = 2048;  // D3D12's
    for (InterfaceScalar& s : output.scalars) {
        s.captured &= t_.capturesOutputs();
        if (s.captured && (s.captureBuffer >= kBuffers || s.captureOffset > kMaxBytes - 8))
            t_.fail("transform feedback captures more than D3D12's stream output has");
    }
}

// Whether the outputs have the scalar at all, in this shader and pipeline.
bool StageInterface::isStored(const Output& output, const InterfaceScalar& s) const {
    if (s.patch && s.isBuiltIn) {
        const bool isInner = s.builtIn == spv::BuiltIn::TessLevelInner;
        return s.component < tessFactorCount(t_.dx.tessellation.domain, isInner);
    }
    const auto& next = t_.options.nextStage;
    const bool readBack = t_.hull.hasBarrier && !s.patch;
    if (s.isBuiltIn) {
        if (s.builtIn == spv::BuiltIn::PointSize && !(next && next->pointSize) && !s.captured &&
            !readBack)
            return false;
        return t_.indices.isWritten(output.pointer.variable->id, s.group);
    }
    if (!next || s.captured || readBack || t_.dx.kind == dxil::ShaderKind::Pixel) return true;
    const auto& read = s.patch ? next->patchLocations : next->locations;
    const unsigned columns = s.type->width == 64 ? 3 : 1;
    return s.location < read.size() && (read[s.location] & columns << s.component);
}

// The control point function stores what is per vertex, the patch constant function the rest.
bool StageInterface::isStoredHere(const InterfaceScalar& s, uint32_t stream) const {
    if (t_.dx.kind == dxil::ShaderKind::Hull) return s.patch == t_.isPatchFunction();
    return s.stream == stream;
}

void StageInterface::put(const Place& place, uint32_t column, Value* value) {
    dxil::SignatureElement& e = (place.patch ? t_.dx.patchConstants : t_.dx.outputs)[place.element];
    rows_[place][column] = asType(t_, value, componentType(t_, e));
}

// Transform feedback captures what the shader wrote, which may not be what D3D12 gets.
bool StageInterface::isTransformed(const InterfaceScalar& s) const {
    if (!s.isBuiltIn)
        return t_.dx.kind == dxil::ShaderKind::Geometry && t_.options.expansion.lastProvokes &&
               t_.options.nextStage && t_.options.nextStage->flat[s.location];
    if (s.builtIn == spv::BuiltIn::Position) return changesClipSpace(t_.options);
    return s.builtIn == spv::BuiltIn::PointSize &&
           !(t_.options.nextStage && t_.options.nextStage->pointSize);
}

void StageInterface::storeScalar(const InterfaceScalar& s, Value* value) {
    std::vector<Value*> words;
    if (s.type->width == 64)
        toWords(t_, *s.type, value, words);
    else
        words.push_back(widened(t_, *s.type, value));
    if (s.captured && isTransformed(s)) {
        captureApart(s, words);
        if (s.isBuiltIn && s.builtIn == spv::BuiltIn::PointSize) return;
    }
    const ElementColumn at = elementOf(t_, false, s);
    if (t_.failed()) return;
    if (s.captured && !isTransformed(s)) capture_.add(s, at.element, at.column);
    for (uint32_t i = 0; i < words.size(); ++i)
        put({s.patch, at.element, at.row}, at.column + i, words[i]);
}

void StageInterface::captureApart(const InterfaceScalar& s, std::span<Value* const> words) {
    const uint32_t index = !s.isBuiltIn                          ? kLocationCapture + s.location
                           : s.builtIn == spv::BuiltIn::Position ? kPositionCapture
                                                                 : kPointSizeCapture;
    ElementColumn own;
    for (uint32_t i = 0; i < words.size(); ++i) {
        own = captureElement(t_, s.component + i, index, s.stream);
        put({false, own.element, 0}, own.column, words[i]);
        if (i == 0) capture_.add(s, own.element, own.column);
    }
}

// What one vertex has. A control point of several that one invocation computes is chosen by number.
void StageInterface::loadOwn(const Output& output, std::span<Value*> values) {
    Pointer pointer = output.pointer;
    pointer.pointee = output.type;
    if (!output.perVertex) return loadVariable(t_, pointer, values);
    pointer.vertex = t_.dx.i32(0);
    if (pointer.variable->perVertex) return loadVariable(t_, pointer, values);
    const auto other = t_.makeScalars(values.size());
    Value* own = t_.build.dxOp(DxOp::OutputControlPointID, t_.dx.types().i32(), {});
    for (uint32_t v = 0; v < t_.dx.tessellation.outputControlPoints; ++v) {
        pointer.index = t_.dx.i32(v);
        loadVariable(t_, pointer, v == 0 ? values : other);
        if (v == 0) continue;
        Value* here = t_.build.compare(dxil::Predicate::IcmpEq, own, t_.dx.i32(v));
        for (size_t i = 0; i < values.size(); ++i)
            values[i] = t_.build.select(here, other[i], values[i]);
    }
}

void StageInterface::collect(const Output& output, uint32_t stream) {
    const auto wanted = [&](const InterfaceScalar& s) {
        return isStoredHere(s, stream) && isStored(output, s);
    };
    const auto isSize = [&](const InterfaceScalar& s) {
        return s.isBuiltIn && s.builtIn == spv::BuiltIn::PointSize && !output.perVertex &&
               isStoredHere(s, stream) &&
               t_.indices.isWritten(output.pointer.variable->id, s.group);
    };
    if (std::ranges::none_of(output.scalars, wanted) &&
        std::ranges::none_of(output.scalars, isSize))
        return;
    const auto values = t_.makeScalars(output.type->scalars);
    loadOwn(output, values);
    for (size_t i = 0; i < output.scalars.size() && !t_.failed(); ++i) {
        if (isSize(output.scalars[i])) notePointSize(values[i]);
        if (wanted(output.scalars[i])) storeScalar(output.scalars[i], values[i]);
    }
}

void StageInterface::notePointSize(Value* size) {
    constexpr uint32_t kOne = 0x3f800000;
    const dxil::Constant* number = dxil::asNumber(size);
    t_.reflection.outputs.pointSize |= !number || number->bits != kOne;
    pointSize_ = size;
}

void StageInterface::storeRows() {
    for (const auto& [place, row] : rows_) {
        const dxil::SignatureElement& e =
            (place.patch ? t_.dx.patchConstants : t_.dx.outputs)[place.element];
        const DxOp op = place.patch ? DxOp::StorePatchConstant : DxOp::StoreOutput;
        for (uint32_t c = 0; c < e.columns; ++c) {
            Value* value = row[c] ? row[c] : t_.dx.null(componentType(t_, e));
            t_.build.dxOp(op, value->type,
                          {t_.dx.i32(place.element), t_.dx.i32(place.row), t_.dx.i8(c), value});
        }
    }
}

void StageInterface::storeOutputs(uint32_t stream) {
    collectRows(stream);
    if (!t_.failed()) storeRows();
}

void StageInterface::collectRows(uint32_t stream) {
    rows_.clear();
    pointSize_ = nullptr;
    for (const Output& output : outputs_)
        if (!t_.failed()) collect(output, stream);
    if (t_.failed()) return;
    if (t_.isPatchFunction()) completeTessFactors();
    if (t_.dx.kind == dxil::ShaderKind::Pixel) finishTargets();
    if (stream == 0 && !t_.isPatchFunction()) {
        storeView();
        transformPosition();
    }
}

// D3D12 wants all factors of the domain; those that the shader does not mention may be anything.
void StageInterface::completeTessFactors() {
    for (const auto builtIn : {spv::BuiltIn::TessLevelOuter, spv::BuiltIn::TessLevelInner}) {
        const bool isInner = builtIn == spv::BuiltIn::TessLevelInner;
        const uint32_t factors = tessFactorCount(t_.dx.tessellation.domain, isInner);
        for (uint32_t i = 0; i < factors; ++i) {
            InterfaceScalar s = builtInScalar(builtIn, i, 1);
            s.patch = true;
            const ElementColumn at = elementOf(t_, false, s);
            const Place place{true, at.element, at.row};
            if (!rows_.contains(place)) put(place, at.column, t_.dx.f32(1));
        }
    }
}

// Multiview by instances: the number of the view is the layer.
void StageInterface::storeView() {
    if (!t_.options.viewMask || t_.dx.kind == dxil::ShaderKind::Pixel) return;
    const bool travels = t_.options.nextStage && t_.options.nextStage->viewIndex;
    const auto builtIn = travels ? spv::BuiltIn::ViewIndex : spv::BuiltIn::Layer;
    const ElementColumn at = elementOf(t_, false, builtInScalar(builtIn, 0, 1));
    Value* view = viewIndex(t_);
    if (!t_.failed()) put({false, at.element, 0}, 0, view);
}

StageInterface::Row* StageInterface::rowOf(dxil::SemanticKind kind) {
    for (auto& [place, row] : rows_)
        if (!place.patch && t_.dx.outputs[place.element].kind == kind) return &row;
    return nullptr;
}

void StageInterface::transformPosition() {
    Row* position = rowOf(dxil::SemanticKind::Position);
    if (!position || t_.dx.kind == dxil::ShaderKind::Pixel) return;
    for (Value*& component : *position)
        if (!component) component = t_.dx.f32(0);
    const Row* viewport = rowOf(dxil::SemanticKind::ViewPortArrayIndex);
    toClipSpace(t_, *position, viewport && (*viewport)[0] ? (*viewport)[0] : t_.dx.i32(0));
}

// A shader has the frequency of samples once it declares the sample's index.
void StageInterface::finishTargets() {
    if (t_.options.sampleShading) declareBuiltIn(spv::BuiltIn::SampleId, 0);
    Value* covering = nullptr;
    Value* ofLine = t_.options.lineCoverage ? lineCoverage() : nullptr;
    for (auto& [place, row] : rows_) {
        const dxil::SignatureElement& e = t_.dx.outputs[place.element];
        if (e.kind != dxil::SemanticKind::Target) continue;
        if (e.component == ComponentType::F32) {
            Value*& alpha = row[kColumns - 1];
            if (e.semanticIndex == 0) covering = alpha;
            if (t_.options.alphaToOne) alpha = t_.dx.f32(1);
            if (ofLine && alpha) alpha = t_.build.fmul(alpha, ofLine);
        }
        reorder(row, t_.options.targetOrders[isDualSource() ? 0 : e.semanticIndex]);
    }
    if (t_.options.coverageSamples && covering) coverByAlpha(covering);
}

// Both sources are of the target of location 0.
bool StageInterface::isDualSource() const {
    return std::ranges::any_of(outputs_, [](const Output& output) {
        return std::ranges::any_of(output.scalars,
                                   [](const InterfaceScalar& s) { return s.index != 0; });
    });
}

void StageInterface::reorder(Row& row, const TargetOrder& order) {
    const Row given = row;
    for (size_t i = 0; i < order.size(); ++i)
        row[i] = order[i] < order.size() ? given[order[i]] : nullptr;
}

// Of a pixel's width and of its length, whatever the line's direction.
Value* StageInterface::lineCoverage() {
    dxil::Builder& b = t_.build;
    const dxil::Type* f32 = t_.dx.types().f32();
    const ElementColumn at = lineElement(t_, true);
    t_.dx.inputs[at.element].usageMask = 7;
    Value* numbers[3];
    for (uint32_t c = 0; c < 3; ++c)
        numbers[c] = b.dxOp(
            DxOp::LoadInput, f32,
            {t_.dx.i32(at.element), t_.dx.i32(0), t_.dx.i8(c), t_.dx.undef(t_.dx.types().i32())});
    Value* width = b.bitcast(systemValue(t_, SystemValue::LineWidth), f32);
    Value* side = b.fadd(b.fmul(width, t_.dx.f32(0.5f)), t_.dx.f32(0.5f));
    const auto covered = [&](Value* distance) { return b.dxOp(DxOp::Saturate, f32, {distance}); };
    Value* across = covered(b.fsub(side, b.dxOp(DxOp::FAbs, f32, {numbers[0]})));
    Value* begin = covered(b.fadd(numbers[1], t_.dx.f32(0.5f)));
    Value* left = b.fsub(numbers[2], numbers[1]);
    Value* end = covered(b.fadd(left, t_.dx.f32(0.5f)));
    return b.fmul(across, b.fmul(begin, end));
}

// As many samples as alpha times their number, rounded.
void StageInterface::coverByAlpha(Value* alpha) {
    dxil::Builder& b = t_.build;
    Value* mask = t_.dx.i32(0);
    for (uint32_t s = 0; s < t_.options.coverageSamples; ++s) {
        const float least =
            (static_cast<float>(s) + 0.5f) / static_cast<float>(t_.options.coverageSamples);
        Value* isMore = b.compare(dxil::Predicate::FcmpOgt, alpha, t_.dx.f32(least));
        mask = b.bitOr(mask, b.select(isMore, t_.dx.i32(1u << s), t_.dx.i32(0)));
    }
    const ElementColumn at = elementOf(t_, false, builtInScalar(spv::BuiltIn::SampleMask, 0, 1));
    if (t_.failed()) return;
    Value*& covered = rows_[{false, at.element, 0}][0];
    covered = covered ? b.bitAnd(covered, mask) : mask;
}

// --- registers

namespace {

// From the last register down, in those that the stream leaves free; false: there are too few.
bool allocateCaptures(dxil::Signature& outputs) {
    constexpr int32_t kRegisters = 32;
    for (dxil::SignatureElement& own : outputs) {
        if (own.startRow != dxil::kNoRegister || own.semantic != kCaptureSemantic) continue;
        int32_t row = kRegisters - 1;
        const auto isTaken = [&](const dxil::SignatureElement& e) {
            return e.stream == own.stream && e.startRow == row;
        };
        while (row >= 0 && std::ranges::any_of(outputs, isTaken)) --row;
        if (row < 0) return false;
        own.startRow = row;
    }
    return true;
}

}  // namespace

namespace {

// As StageInputs::locationTypes has it.
uint8_t numberKind(ComponentType type) {
    return type == ComponentType::F32 ? 0 : type == ComponentType::I32 ? 1 : 2;
}

void reflectOutput(const dxil::SignatureElement& e, StageOutputs& outputs) {
    const auto columns = static_cast<uint8_t>(e.columns);
    if (e.kind == dxil::SemanticKind::ClipDistance)
        outputs.clipDistances = static_cast<uint8_t>(outputs.clipDistances + columns);
    if (e.kind == dxil::SemanticKind::CullDistance)
        outputs.cullDistances = static_cast<uint8_t>(outputs.cullDistances + columns);
    outputs.layer |= e.kind == dxil::SemanticKind::RenderTargetArrayIndex;
    outputs.viewportIndex |= e.kind == dxil::SemanticKind::ViewPortArrayIndex;
    if (e.semantic == kLocationSemantic)
        outputs.locationTypes[e.semanticIndex] = numberKind(e.component);
}

void reflectPatch(const dxil::SignatureElement& e, StageInputs& inputs) {
    if (e.semantic == kPatchSemantic)
        inputs.patchLocations[e.semanticIndex] |= static_cast<uint8_t>((1u << e.columns) - 1);
    if (e.semantic != kPatchRestSemantic) return;
    // Its columns are scalars of several locations.
    for (uint32_t c = 0; c < e.columns; ++c) {
        const uint32_t scalar = e.semanticIndex * e.columns + c;
        const uint32_t location = kFirstFactorRegister + scalar / kColumns;
        if (location < kMaxPatchLocations)
            inputs.patchLocations[location] |= static_cast<uint8_t>(1u << scalar % kColumns);
    }
}

}  // namespace

void StageInterface::reflect() {
    StageInputs& inputs = t_.reflection.inputs;
    for (const dxil::SignatureElement& e : t_.dx.inputs) {
        const uint8_t mask = static_cast<uint8_t>((1u << e.columns) - 1);
        if (e.semantic == kLocationSemantic) {
            inputs.locations[e.semanticIndex] |= mask;
            inputs.locationTypes[e.semanticIndex] = numberKind(e.component);
            inputs.flat[e.semanticIndex] = t_.dx.kind == dxil::ShaderKind::Pixel &&
                                           e.interpolation == dxil::Interpolation::Constant;
        }
        inputs.primitiveId |= e.kind == dxil::SemanticKind::PrimitiveID;
        inputs.pointCoordinate |= e.semantic == kPointCoordinateSemantic;
        inputs.pointSize |= e.semantic == kPointSizeSemantic;
        inputs.viewIndex |= e.semantic == kViewSemantic;
        inputs.line |= e.semantic == kLineSemantic;
        inputs.layer |= e.semantic == kLayerSemantic;
        inputs.viewportIndex |= e.semantic == kViewportSemantic;
    }
    if (t_.dx.kind == dxil::ShaderKind::Domain)
        for (const dxil::SignatureElement& e : t_.dx.patchConstants) reflectPatch(e, inputs);
    for (const dxil::SignatureElement& e : t_.dx.outputs) reflectOutput(e, t_.reflection.outputs);
    if (t_.dx.kind == dxil::ShaderKind::Geometry)
        t_.reflection.outputs.primitiveVertices = verticesOf(t_.dx.geometry.topology);
    capture_.describe(t_.dx.outputs, t_.reflection);
}

void StageInterface::allocate() {
    for (dxil::Signature* signature : {&t_.dx.outputs, &t_.dx.patchConstants})
        if (signature == &t_.dx.outputs || t_.dx.kind == dxil::ShaderKind::Hull)
            for (dxil::SignatureElement& e : *signature)
                e.usageMask = static_cast<uint8_t>((1u << e.columns) - 1);
    if (!allocateCaptures(t_.dx.outputs))
        t_.fail("what transform feedback captures beside other outputs has no registers left");
    if (t_.dx.kind != dxil::ShaderKind::Vertex) return;
    int32_t next = 0;
    for (const dxil::SignatureElement& e : t_.dx.inputs) next = std::max(next, e.startRow + 1);
    for (dxil::SignatureElement& e : t_.dx.inputs)
        if (e.startRow == dxil::kNoRegister) e.startRow = next++;
}

}  // namespace baker::translate
