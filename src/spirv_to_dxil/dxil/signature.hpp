// Signatures: the elements that a shader reads from and writes to its neighbours (DXIL.rst,
// "Signatures"). A register is a row of four 32-bit components.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "spirv_to_dxil/dxil/resource.hpp"

namespace baker::dxil {

// Enumerators are DXIL's.
enum class SemanticKind : uint8_t {
    Arbitrary = 0,
    VertexID = 1,
    InstanceID = 2,
    Position = 3,
    RenderTargetArrayIndex = 4,
    ViewPortArrayIndex = 5,
    ClipDistance = 6,
    CullDistance = 7,
    OutputControlPointID = 8,
    DomainLocation = 9,
    PrimitiveID = 10,
    GSInstanceID = 11,
    SampleIndex = 12,
    IsFrontFace = 13,
    Coverage = 14,
    InnerCoverage = 15,
    Target = 16,
    Depth = 17,
    DepthLessEqual = 18,
    DepthGreaterEqual = 19,
    StencilRef = 20,
    DispatchThreadID = 21,
    GroupID = 22,
    GroupIndex = 23,
    GroupThreadID = 24,
    TessFactor = 25,
    InsideTessFactor = 26,
    ViewID = 27,
    Barycentrics = 28,
    ShadingRate = 29,
    CullPrimitive = 30,
};

// Enumerators are DXIL's.
enum class Interpolation : uint8_t {
    Undefined = 0,
    Constant = 1,
    Linear = 2,
    LinearCentroid = 3,
    LinearNoperspective = 4,
    LinearNoperspectiveCentroid = 5,
    LinearSample = 6,
    LinearNoperspectiveSample = 7,
};

inline constexpr int32_t kNoRegister = -1;

struct SignatureElement {
    std::string_view semantic;  // e.g. "SV_Position", "TEXCOORD"; lives as long as the module
    SemanticKind kind = SemanticKind::Arbitrary;
    uint32_t semanticIndex = 0;  // of the first row; the others follow on
    ComponentType component = ComponentType::F32;
    Interpolation interpolation = Interpolation::Undefined;
    uint8_t rows = 1;
    uint8_t columns = 4;
    int32_t startRow = 0;  // kNoRegister: not allocated (e.g. SV_Depth, SV_Coverage)
    int8_t startColumn = 0;
    uint8_t stream = 0;       // geometry shader outputs
    uint8_t usageMask = 0;    // components (relative to startColumn) read, or written
    uint8_t dynamicMask = 0;  // components indexed with a row that is not constant
};

using Signature = std::vector<SignatureElement>;

}  // namespace baker::dxil
