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

// A built-in of one register or less; the place as spirv_to_dxil.hpp has it.
struct SystemRow {
    spv::BuiltIn builtIn;
    bool isInput;
    ShaderKind stage;
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
constexpr SignatureElement kViewport =
    number("SV_ViewportArrayIndex", SemanticKind::ViewPortArrayIndex, 3, 1);

constexpr Interpolation kNone = Interpolation::Undefined;
constexpr int32_t kNowhere = dxil::kNoRegister;

constexpr SystemRow kRows[] = {
    {spv::BuiltIn::VertexIndex, true, ShaderKind::Vertex,
     number("SV_VertexID", SemanticKind::VertexID, kNowhere, 0, kNone)},
    {spv::BuiltIn::InstanceIndex, true, ShaderKind::Vertex,
     number("SV_InstanceID", SemanticKind::InstanceID, kNowhere, 0, kNone)},
    {spv::BuiltIn::Position, false, ShaderKind::Vertex, kPosition},
    {spv::BuiltIn::Layer, false, ShaderKind::Vertex, kLayer},
    {spv::BuiltIn::ViewportIndex, false, ShaderKind::Vertex, kViewport},
    {spv::BuiltIn::FragCoord, true, ShaderKind::Pixel, kPosition},
    {spv::BuiltIn::Layer, true, ShaderKind::Pixel, kLayer},
    {spv::BuiltIn::ViewportIndex, true, ShaderKind::Pixel, kViewport},
    {spv::BuiltIn::PrimitiveId, true, ShaderKind::Pixel,
     number("SV_PrimitiveID", SemanticKind::PrimitiveID, 3, 2)},
    {spv::BuiltIn::FrontFacing, true, ShaderKind::Pixel,
     number("SV_IsFrontFace", SemanticKind::IsFrontFace, 3, 3)},
    {spv::BuiltIn::SampleId, true, ShaderKind::Pixel,
     number("SV_SampleIndex", SemanticKind::SampleIndex, kNowhere)},
    {spv::BuiltIn::FragDepth, false, ShaderKind::Pixel, kDepth},
    {spv::BuiltIn::FragStencilRefEXT, false, ShaderKind::Pixel,
     number("SV_StencilRef", SemanticKind::StencilRef, kNowhere, 0, kNone)},
    {spv::BuiltIn::SampleMask, false, ShaderKind::Pixel,
     number("SV_Coverage", SemanticKind::Coverage, kNowhere, 0, kNone)},
};

bool isSame(const SignatureElement& a, const SignatureElement& b) {
    return a.kind == b.kind && a.semanticIndex == b.semanticIndex;
}

uint32_t findOrAdd(dxil::Signature& signature, const SignatureElement& wanted) {
    const auto known = std::ranges::find_if(
        signature, [&](const SignatureElement& e) { return isSame(e, wanted); });
    const auto at = static_cast<uint32_t>(known - signature.begin());
    if (known == signature.end()) signature.push_back(wanted);
    return at;
}

// What the shader declares about itself.
void refine(const Translator& t, SignatureElement& e) {
    const auto& capabilities = t.module.capabilities();
    const bool perSample =
        std::ranges::find(capabilities, spv::Capability::SampleRateShading) != capabilities.end();
    if (e.kind == SemanticKind::Position && t.dx.kind == ShaderKind::Pixel && perSample)
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

// Eight positions in registers 1 and 2; an element is what lies in one of them.
ElementColumn distance(dxil::Signature& signature, const InterfaceScalar& s) {
    constexpr uint32_t kFirstRegister = 1, kPositions = 8;
    const bool cull = s.builtIn == spv::BuiltIn::CullDistance;
    const uint32_t first = cull ? kPositions - s.count : 0;
    const uint32_t position = first + s.component;
    const uint32_t row = position / kColumns;
    const uint32_t begin = std::max(first, row * kColumns);
    const uint32_t end = std::min(first + s.count, (row + 1) * kColumns);
    SignatureElement e;
    e.semantic = cull ? "SV_CullDistance" : "SV_ClipDistance";
    e.kind = cull ? SemanticKind::CullDistance : SemanticKind::ClipDistance;
    e.semanticIndex = row - first / kColumns;
    e.interpolation = Interpolation::Linear;
    e.columns = static_cast<uint8_t>(end - begin);
    e.startRow = static_cast<int32_t>(kFirstRegister + row);
    e.startColumn = static_cast<int8_t>(begin % kColumns);
    return {findOrAdd(signature, e), position - begin};
}

SignatureElement target(Translator& t, const InterfaceScalar& s) {
    constexpr uint32_t kTargets = 8;
    SignatureElement e{.semantic = "SV_Target", .kind = SemanticKind::Target};
    e.semanticIndex = s.location + s.index;
    e.startRow = static_cast<int32_t>(e.semanticIndex);
    if (e.semanticIndex >= kTargets) t.fail("D3D12 has eight render targets");
    return e;
}

SignatureElement location(Translator& t, bool isInput, const InterfaceScalar& s) {
    const bool vertexInput = isInput && t.dx.kind == ShaderKind::Vertex;
    if (!isInput && t.dx.kind == ShaderKind::Pixel) return target(t, s);
    SignatureElement e{.semantic = "LOC"};
    e.semanticIndex = s.location;
    e.startRow = static_cast<int32_t>(s.location + (vertexInput ? 0 : kFirstLocationRegister));
    e.interpolation = vertexInput ? Interpolation::Undefined : s.interpolation;
    return e;
}

}  // namespace

ComponentType componentTypeOf(const spirv::Type& scalar) {
    if (scalar.kind == spirv::TypeKind::Float && scalar.width <= 32) return ComponentType::F32;
    return scalar.kind == spirv::TypeKind::Int && scalar.isSigned && scalar.width <= 32
               ? ComponentType::I32
               : ComponentType::U32;
}

ElementColumn elementOf(Translator& t, bool isInput, const InterfaceScalar& s) {
    dxil::Signature& signature = isInput ? t.dx.inputs : t.dx.outputs;
    if (!s.isBuiltIn) {
        SignatureElement wanted = location(t, isInput, s);
        wanted.component = componentTypeOf(*s.type);
        const uint32_t at = findOrAdd(signature, wanted);
        if (signature[at].component != wanted.component ||
            signature[at].interpolation != wanted.interpolation)
            t.fail("variables that share a location differ in type or interpolation");
        return {at, s.component};
    }
    if (s.builtIn == spv::BuiltIn::ClipDistance || s.builtIn == spv::BuiltIn::CullDistance)
        return distance(signature, s);
    for (const SystemRow& row : kRows) {
        if (row.builtIn != s.builtIn || row.isInput != isInput || row.stage != t.dx.kind) continue;
        SignatureElement wanted = row.element;
        refine(t, wanted);
        return {findOrAdd(signature, wanted), std::min<uint32_t>(s.component, wanted.columns - 1u)};
    }
    t.fail("built-in variable " + std::to_string(static_cast<uint32_t>(s.builtIn)) +
           " has no place in this stage");
    return {};
}

}  // namespace baker::translate
