// Which signature element, and which of its columns, carries a scalar of the stage's interface.
#pragma once

#include "spirv_to_dxil/dxil/module.hpp"
#include "spirv_to_dxil/translate/stage_interface.hpp"

namespace baker::translate {

inline constexpr std::string_view kLocationSemantic = "LOC";
inline constexpr std::string_view kPatchSemantic = "PATCH";
inline constexpr std::string_view kPatchRestSemantic = "PATCHREST";
inline constexpr std::string_view kPointSizeSemantic = "PSIZE";
inline constexpr std::string_view kViewSemantic = "VIEW";
inline constexpr std::string_view kLineSemantic = "LINE";
inline constexpr std::string_view kLayerSemantic = "LAYER";
inline constexpr std::string_view kViewportSemantic = "VIEWPORT";
inline constexpr std::string_view kPointCoordinateSemantic = "POINTCOORD";
inline constexpr std::string_view kCaptureSemantic = "XFB";

struct ElementColumn {
    uint32_t element = 0;  // index in the signature
    uint32_t row = 0;
    uint32_t column = 0;  // relative to the element's first
};

// The signature that carries the scalar; what is per patch has one of its own.
dxil::Signature& signatureOf(Translator& t, bool isInput, const InterfaceScalar& scalar);

// The element is added to the signature where it is not in it yet, and grows with the columns asked
// for. Fails, and answers 0, for a built-in that no element carries, and for two types in one
// location.
ElementColumn elementOf(Translator& t, bool isInput, const InterfaceScalar& scalar);

// The tessellation factors that D3D12 has for the domain; a component of the built-in array beyond
// them has no element.
uint32_t tessFactorCount(dxil::TessellatorDomain domain, bool isInner);

// A float that no built-in or location names: what transform feedback captures of a variable that
// D3D12 gets in another form. `index`: one of these, or kLocationCapture + the location.
inline constexpr uint32_t kPositionCapture = 0;
inline constexpr uint32_t kPointSizeCapture = 1;
inline constexpr uint32_t kLocationCapture = 2;
ElementColumn captureElement(Translator& t, uint32_t component, uint32_t index, uint8_t stream);

// LINE (Options::lineCoverage).
ElementColumn lineElement(Translator& t, bool isInput);

// Components of a signature are of 32 bits.
dxil::ComponentType componentTypeOf(const spirv::Type& scalar);

}  // namespace baker::translate
