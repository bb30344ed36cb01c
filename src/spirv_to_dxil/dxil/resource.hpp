// The resource ranges of a shader (DXIL.rst, "Shader Resources").
#pragma once

#include <cstdint>
#include <string_view>

#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker::dxil {

struct Value;

// Enumerators are DXIL's.
enum class ResourceKind : uint8_t {
    Invalid = 0,
    Texture1D = 1,
    Texture2D = 2,
    Texture2DMS = 3,
    Texture3D = 4,
    TextureCube = 5,
    Texture1DArray = 6,
    Texture2DArray = 7,
    Texture2DMSArray = 8,
    TextureCubeArray = 9,
    TypedBuffer = 10,
    RawBuffer = 11,
    StructuredBuffer = 12,
    CBuffer = 13,
    Sampler = 14,
};

// Component types of typed resources and signature elements. Enumerators are DXIL's.
enum class ComponentType : uint8_t {
    Invalid = 0,
    I1 = 1,
    I16 = 2,
    U16 = 3,
    I32 = 4,
    U32 = 5,
    I64 = 6,
    U64 = 7,
    F16 = 8,
    F32 = 9,
    F64 = 10,
    SNormF16 = 11,
    UNormF16 = 12,
    SNormF32 = 13,
    UNormF32 = 14,
};

enum class SamplerKind : uint8_t { Default = 0, Comparison = 1 };

struct Resource {
    ResourceClass resourceClass = ResourceClass::UnorderedAccess;
    ResourceKind kind = ResourceKind::RawBuffer;
    ComponentType component = ComponentType::Invalid;  // typed buffers and textures
    RegisterRange range;
    std::string_view name;     // kept by the module
    uint32_t stride = 0;       // StructuredBuffer: bytes
    uint32_t size = 0;         // CBuffer: bytes
    uint32_t sampleCount = 0;  // Texture2DMS, 0: any
    SamplerKind samplerKind = SamplerKind::Default;
    bool globallyCoherent = false;
    bool rasterOrdered = false;
    bool counter = false;
    bool atomic64 = false;  // 64-bit atomics are used on it (SM 6.6)
    uint32_t id = 0;        // set by Module::addResource: number within its class
};

}  // namespace baker::dxil
