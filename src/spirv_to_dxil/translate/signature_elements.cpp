#include "spirv_to_dxil/translate/signature_elements.hpp"

#include <algorithm>

#include "spirv_to_dxil/translate/translator.hpp"

namespace baker::translate {
namespace {

using dxil::ComponentType;
using dxil::Interpolation;
using dxil::SemanticKind;
using dxil::ShaderKind;
using dxil::SignatureElement;

constexpr uint32_t kColumns = 4;
constexpr uint32_t kDistances = 8;
constexpr int32_t kLastRegister = 31;

constexpr uint32_t stages(auto... kinds) {
    return ((1u << static_cast<uint32_t>(kinds)) | ...);
}
constexpr uint32_t kVertex = stages(ShaderKind::Vertex);
constexpr uint32_t kPixel = stages(ShaderKind::Pixel);
constexpr uint32_t kGeometry = stages(ShaderKind::Geometry);
// The stages that read what a vertex has, and those that write it.
constexpr uint32_t kReaders = stages(ShaderKind::Hull, ShaderKind::Domain, ShaderKind::Geometry);
constexpr uint32_t kWriters = kReaders | kVertex;

// A built-in of one register or less; the place as spirv_to_dxil.hpp has it.
struct SystemRow {
    spv::BuiltIn builtIn;
    bool isInput;
    uint32_t stages;
    SignatureElement element;
};

constexpr SignatureElement number(std::string_view name, SemanticKind kind, int32_t row,
                                  int8_t column = 0,
                                  Interpolation interpolation = Interpolation::Constant) {
    return {.semantic = name,
            .kind = kind,
            .component = ComponentType::U32,
            .interpolation = interpolation,
            .columns = 1,
            .startRow = row,
            .startColumn = column};
}

constexpr SignatureElement kPosition{.semantic = "SV_Position",
                                     .kind = SemanticKind::Position,
                                     .interpolation = Interpolation::LinearNoperspective};
constexpr SignatureElement kDepth{.semantic = "SV_Depth",
                                  .kind = SemanticKind::Depth,
                                  .columns = 1,
                                  .startRow = dxil::kNoRegister};
constexpr SignatureElement kLayer =
    number("SV_RenderTargetArrayIndex", SemanticKind::RenderTargetArrayIndex, 3, 0);
// D3D12 gives the layer to rasterisation alone.
constexpr SignatureElement kView = number(kViewSemantic, SemanticKind::Arbitrary, 3, 0);
constexpr SignatureElement kViewport =
    number("SV_ViewportArrayIndex", SemanticKind::ViewPortArrayIndex, 3, 1);
constexpr SignatureElement kPassedLayer = number(kLayerSemantic, SemanticKind::Arbitrary, 3, 0);
constexpr SignatureElement kPassedViewport =
    number(kViewportSemantic, SemanticKind::Arbitrary, 3, 1);

constexpr SignatureElement kPrimitive = number("SV_PrimitiveID", SemanticKind::PrimitiveID, 3, 2);
constexpr SignatureElement kPointSize{.semantic = kPointSizeSemantic,
                                      .interpolation = Interpolation::Constant,
                                      .columns = 1,
                                      .startRow = 3,
                                      .startColumn = 3};

constexpr Interpolation kNone = Interpolation::Undefined;
constexpr int32_t kNowhere = dxil::kNoRegister;

constexpr SignatureElement kPointCoordinate{.semantic = kPointCoordinateSemantic,
                                            .interpolation = Interpolation::LinearNoperspective,
                                            .columns = 2,
                                            .startRow = kLastRegister};
constexpr SignatureElement kShadingRate =
    number("SV_ShadingRate", SemanticKind::ShadingRate, kLastRegister, 2);

constexpr SignatureElement barycentrics(uint32_t index, Interpolation interpolation) {
    return {.semantic = "SV_Barycentrics",
            .kind = SemanticKind::Barycentrics,
            .semanticIndex = index,
            .interpolation = interpolation,
            .columns = 3,
            .startRow = kNowhere};
}

constexpr SystemRow kRows[] = {
    {spv::BuiltIn::VertexIndex, true, kVertex,
     number("SV_VertexID", SemanticKind::VertexID, kNowhere, 0, kNone)},
    {spv::BuiltIn::InstanceIndex, true, kVertex,
     number("SV_InstanceID", SemanticKind::InstanceID, kNowhere, 0, kNone)},
    {spv::BuiltIn::Position, false, kWriters, kPosition},
    {spv::BuiltIn::Position, true, kReaders, kPosition},
    {spv::BuiltIn::PointSize, false, kWriters, kPointSize},
    {spv::BuiltIn::PointSize, true, kReaders, kPointSize},
    {spv::BuiltIn::Layer, false, kWriters, kLayer},
    {spv::BuiltIn::Layer, true, kPixel, kLayer},
    {spv::BuiltIn::Layer, true, kGeometry, kPassedLayer},
    {spv::BuiltIn::ViewIndex, false, kWriters, kView},
    {spv::BuiltIn::ViewIndex, true, kReaders, kView},
    {spv::BuiltIn::ViewportIndex, false, kWriters, kViewport},
    {spv::BuiltIn::ViewportIndex, true, kPixel, kViewport},
    {spv::BuiltIn::ViewportIndex, true, kGeometry, kPassedViewport},
    {spv::BuiltIn::PrimitiveId, true, kGeometry,
     number("SV_PrimitiveID", SemanticKind::PrimitiveID, kNowhere, 0, kNone)},
    {spv::BuiltIn::PrimitiveId, false, kGeometry, kPrimitive},
    {spv::BuiltIn::PrimitiveId, true, kPixel, kPrimitive},
    {spv::BuiltIn::FragCoord, true, kPixel, kPosition},
    {spv::BuiltIn::FrontFacing, true, kPixel,
     number("SV_IsFrontFace", SemanticKind::IsFrontFace, 3, 3)},
    {spv::BuiltIn::SampleId, true, kPixel,
     number("SV_SampleIndex", SemanticKind::SampleIndex, kNowhere)},
    {spv::BuiltIn::PointCoord, true, kPixel, kPointCoordinate},
    {spv::BuiltIn::PointCoord, false, kGeometry, kPointCoordinate},
    {spv::BuiltIn::BaryCoordKHR, true, kPixel, barycentrics(0, Interpolation::Linear)},
    {spv::BuiltIn::BaryCoordNoPerspKHR, true, kPixel,
     barycentrics(1, Interpolation::LinearNoperspective)},
    {spv::BuiltIn::ShadingRateKHR, true, kPixel, kShadingRate},
    {spv::BuiltIn::PrimitiveShadingRateKHR, false, kWriters, kShadingRate},
    {spv::BuiltIn::FragDepth, false, kPixel, kDepth},
    {spv::BuiltIn::FragStencilRefEXT, false, kPixel,
     number("SV_StencilRef", SemanticKind::StencilRef, kNowhere, 0, kNone)},
    {spv::BuiltIn::SampleMask, false, kPixel,
     number("SV_Coverage", SemanticKind::Coverage, kNowhere, 0, kNone)},
};

bool isSame(const SignatureElement& a, const SignatureElement& b) {
    return a.kind == b.kind && a.semanticIndex == b.semanticIndex && a.stream == b.stream &&
           a.semantic == b.semantic;
}

uint32_t findOrAdd(dxil::Signature& signature, const SignatureElement& wanted) {
    const auto known = std::ranges::find_if(
        signature, [&](const SignatureElement& e) { return isSame(e, wanted); });
    const auto at = static_cast<uint32_t>(known - signature.begin());
    if (known == signature.end()) signature.push_back(wanted);
    return at;
}

// What a geometry shader of the driver's reads (StageInputs::layer).
void pass(const Translator& t, SignatureElement& e) {
    const auto& next = t.options.nextStage;
    if (next && next->layer && e.kind == SemanticKind::RenderTargetArrayIndex) e = kPassedLayer;
    if (next && next->viewportIndex && e.kind == SemanticKind::ViewPortArrayIndex)
        e = kPassedViewport;
}

// What the shader declares about itself.
void refine(const Translator& t, SignatureElement& e) {
    if (e.kind == SemanticKind::Position && t.dx.kind == ShaderKind::Pixel && t.isPerSample())
        e.interpolation = Interpolation::LinearNoperspectiveSample;
    if (e.kind != SemanticKind::Depth) return;
    if (t.hasExecutionMode(spv::ExecutionMode::DepthGreater)) {
        e.semantic = "SV_DepthGreaterEqual";
        e.kind = SemanticKind::DepthGreaterEqual;
    } else if (t.hasExecutionMode(spv::ExecutionMode::DepthLess)) {
        e.semantic = "SV_DepthLessEqual";
        e.kind = SemanticKind::DepthLessEqual;
    }
}

// Eight positions in registers 1 and 2; an element is what lies in one of them. Between
// tessellation shaders they mean nothing to D3D12, and vkd3d 2.1 gives distances that are system
// values there overlapping places: they are not called so.
ElementColumn distance(const Translator& t, bool isInput, dxil::Signature& signature,
                       const InterfaceScalar& s) {
    constexpr uint32_t kFirstRegister = 1;
    const bool cull = s.builtIn == spv::BuiltIn::CullDistance;
    const uint32_t first = cull ? kDistances - s.count : 0;
    const uint32_t position = first + s.component;
    const uint32_t row = position / kColumns;
    const uint32_t begin = std::max(first, row * kColumns);
    const uint32_t end = std::min(first + s.count, (row + 1) * kColumns);
    SignatureElement e;
    if (t.dx.kind == (isInput ? ShaderKind::Domain : ShaderKind::Hull)) {
        e.semantic = cull ? "CULLDISTANCE" : "CLIPDISTANCE";
    } else {
        e.semantic = cull ? "SV_CullDistance" : "SV_ClipDistance";
        e.kind = cull ? SemanticKind::CullDistance : SemanticKind::ClipDistance;
    }
    e.semanticIndex = row - first / kColumns;
    e.interpolation = Interpolation::Linear;
    e.columns = static_cast<uint8_t>(end - begin);
    e.startRow = static_cast<int32_t>(kFirstRegister + row);
    e.startColumn = static_cast<int8_t>(begin % kColumns);
    e.stream = s.stream;
    return {findOrAdd(signature, e), 0, position - begin};
}

SignatureElement target(Translator& t, const InterfaceScalar& s) {
    constexpr uint32_t kTargets = 8;
    SignatureElement e{.semantic = "SV_Target", .kind = SemanticKind::Target};
    e.semanticIndex = s.location + s.index;
    e.startRow = static_cast<int32_t>(e.semanticIndex);
    if (e.semanticIndex >= kTargets) t.fail("D3D12 has eight render targets");
    return e;
}

// Locations 28 to 30 take the registers of built-in variables that are often absent.
int32_t locationRegister(uint32_t location) {
    constexpr uint32_t kOwn = 32 - kFirstLocationRegister;
    constexpr int32_t kReclaimed[] = {2, 1, 3};
    if (location < kOwn) return static_cast<int32_t>(kFirstLocationRegister + location);
    return kReclaimed[location - kOwn];
}

SignatureElement location(Translator& t, bool isInput, const InterfaceScalar& s) {
    const bool vertexInput = isInput && t.dx.kind == ShaderKind::Vertex;
    if (!isInput && t.dx.kind == ShaderKind::Pixel) return target(t, s);
    SignatureElement e{.semantic = kLocationSemantic};
    e.semanticIndex = s.location;
    e.startRow = vertexInput ? static_cast<int32_t>(s.location) : locationRegister(s.location);
    e.interpolation = vertexInput ? Interpolation::Undefined : s.interpolation;
    if (!vertexInput) e.columns = 1;  // grows
    e.stream = s.stream;
    return e;
}

// --- per patch

constexpr int8_t kFactorColumn = 3;

SignatureElement tessFactor(const Translator& t, bool isInner) {
    constexpr uint32_t kOuterFactors = 4;
    SignatureElement e;
    e.semantic = isInner ? "SV_InsideTessFactor" : "SV_TessFactor";
    e.kind = isInner ? SemanticKind::InsideTessFactor : SemanticKind::TessFactor;
    e.rows = static_cast<uint8_t>(tessFactorCount(t.dx.tessellation.domain, isInner));
    e.columns = 1;
    e.startRow = static_cast<int32_t>(kFirstFactorRegister + (isInner ? kOuterFactors : 0));
    e.startColumn = kFactorColumn;
    return e;
}

// Scalars of the last locations, three to a register.
ElementColumn sharedPatchRegister(dxil::Signature& signature, const InterfaceScalar& s) {
    const uint32_t scalar = (s.location - kFirstFactorRegister) * kColumns + s.component;
    SignatureElement e{.semantic = kPatchRestSemantic};
    e.component = ComponentType::U32;
    e.semanticIndex = scalar / kFactorColumn;
    e.columns = kFactorColumn;
    e.startRow = static_cast<int32_t>(kFirstFactorRegister + e.semanticIndex);
    return {findOrAdd(signature, e), 0, scalar % kFactorColumn};
}

void grow(SignatureElement& e, uint32_t component, const spirv::Type& scalar) {
    const uint32_t words = scalar.width == 64 ? 2 : 1;
    e.columns = std::max(e.columns, static_cast<uint8_t>(component + words));
}

ElementColumn patchElement(Translator& t, dxil::Signature& signature, const InterfaceScalar& s) {
    if (s.isBuiltIn) {
        const bool isInner = s.builtIn == spv::BuiltIn::TessLevelInner;
        return {findOrAdd(signature, tessFactor(t, isInner)), s.component, 0};
    }
    if (s.location >= kFirstFactorRegister) return sharedPatchRegister(signature, s);
    SignatureElement e{.semantic = kPatchSemantic};
    e.semanticIndex = s.location;
    e.component = componentTypeOf(*s.type);
    e.columns = 1;
    e.startRow = static_cast<int32_t>(s.location);
    const uint32_t at = findOrAdd(signature, e);
    if ((signature[at].component == ComponentType::F32) != (e.component == ComponentType::F32))
        t.fail("variables that share a location differ in type");
    grow(signature[at], s.component, *s.type);
    return {at, 0, s.component};
}

}  // namespace

ComponentType componentTypeOf(const spirv::Type& scalar) {
    if (scalar.kind == spirv::TypeKind::Float && scalar.width <= 32) return ComponentType::F32;
    return scalar.kind == spirv::TypeKind::Int && scalar.isSigned && scalar.width <= 32
               ? ComponentType::I32
               : ComponentType::U32;
}

uint32_t tessFactorCount(dxil::TessellatorDomain domain, bool isInner) {
    switch (domain) {
        case dxil::TessellatorDomain::IsoLine:
            return isInner ? 0 : 2;
        case dxil::TessellatorDomain::Tri:
            return isInner ? 1 : 3;
        case dxil::TessellatorDomain::Quad:
            return isInner ? 2 : 4;
        default:
            return 0;
    }
}

dxil::Signature& signatureOf(Translator& t, bool isInput, const InterfaceScalar& s) {
    if (s.patch) return t.dx.patchConstants;
    return isInput ? t.dx.inputs : t.dx.outputs;
}

ElementColumn captureElement(Translator& t, uint32_t component, uint32_t index, uint8_t stream) {
    SignatureElement e{.semantic = kCaptureSemantic};
    e.semanticIndex = index;
    e.startRow = kNowhere;  // allocated when all others are
    e.interpolation = Interpolation::Linear;
    e.columns = 1;
    e.stream = stream;
    const uint32_t at = findOrAdd(t.dx.outputs, e);
    grow(t.dx.outputs[at], component, {});
    return {at, 0, component};
}

ElementColumn lineElement(Translator& t, bool isInput) {
    constexpr uint8_t kNumbers = 3;
    const SignatureElement e{.semantic = kLineSemantic,
                             .interpolation = Interpolation::LinearNoperspective,
                             .columns = kNumbers,
                             .startRow = kLastRegister};
    return {findOrAdd(isInput ? t.dx.inputs : t.dx.outputs, e), 0, 0};
}

ElementColumn elementOf(Translator& t, bool isInput, const InterfaceScalar& s) {
    dxil::Signature& signature = signatureOf(t, isInput, s);
    if (s.patch) return patchElement(t, signature, s);
    if (!s.isBuiltIn) {
        SignatureElement wanted = location(t, isInput, s);
        wanted.component = componentTypeOf(*s.type);
        const uint32_t at = findOrAdd(signature, wanted);
        const bool isFloat = wanted.component == ComponentType::F32;
        if ((signature[at].component == ComponentType::F32) != isFloat ||
            signature[at].interpolation != wanted.interpolation)
            t.fail("variables that share a location differ in type or interpolation");
        grow(signature[at], s.component, *s.type);
        return {at, 0, s.component};
    }
    if (s.builtIn == spv::BuiltIn::ClipDistance || s.builtIn == spv::BuiltIn::CullDistance) {
        if (s.count <= kDistances) return distance(t, isInput, signature, s);
        t.fail("D3D12 has eight clip and cull distances");
        return {};
    }
    for (const SystemRow& row : kRows) {
        if (row.builtIn != s.builtIn || row.isInput != isInput ||
            !(row.stages >> static_cast<uint32_t>(t.dx.kind) & 1))
            continue;
        SignatureElement wanted = row.element;
        if (!isInput) pass(t, wanted);
        wanted.stream = s.stream;
        refine(t, wanted);
        return {findOrAdd(signature, wanted), 0,
                std::min<uint32_t>(s.component, wanted.columns - 1u)};
    }
    t.fail("built-in variable " + std::to_string(static_cast<uint32_t>(s.builtIn)) +
           " has no place in this stage");
    return {};
}

}  // namespace baker::translate
