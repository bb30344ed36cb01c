// What a shader needs of the device, found by looking at its instructions, resources and
// signatures (DXIL.rst, "Shader Flags" and "Feature Info"). The validator computes the same and
// refuses a container that says anything else.
#pragma once

#include <cstdint>

#include "spirv_to_dxil/dxil/module.hpp"

namespace baker::dxil {

// Bits of the shader flags property of the entry point.
inline constexpr uint64_t kEnableDoublePrecision = 1ull << 2;
inline constexpr uint64_t kForceEarlyDepthStencil = 1ull << 3;
inline constexpr uint64_t kEnableRawAndStructuredBuffers = 1ull << 4;
inline constexpr uint64_t kLowPrecisionPresent = 1ull << 5;
inline constexpr uint64_t kEnableDoubleExtensions = 1ull << 6;
inline constexpr uint64_t kEnableMsad = 1ull << 7;
inline constexpr uint64_t kViewportAndRtArrayIndex = 1ull << 9;
inline constexpr uint64_t kInnerCoverage = 1ull << 10;
inline constexpr uint64_t kStencilRef = 1ull << 11;
inline constexpr uint64_t kTiledResources = 1ull << 12;
inline constexpr uint64_t kUavLoadAdditionalFormats = 1ull << 13;
inline constexpr uint64_t kMoreThan8Uavs = 1ull << 15;
inline constexpr uint64_t kUavsAtEveryStage = 1ull << 16;
inline constexpr uint64_t kRasterOrderedViews = 1ull << 18;
inline constexpr uint64_t kWaveOps = 1ull << 19;
inline constexpr uint64_t kInt64Ops = 1ull << 20;
inline constexpr uint64_t kViewId = 1ull << 21;
inline constexpr uint64_t kBarycentrics = 1ull << 22;
inline constexpr uint64_t kUseNativeLowPrecision = 1ull << 23;
inline constexpr uint64_t kShadingRate = 1ull << 24;
inline constexpr uint64_t kAtomicInt64OnTypedResource = 1ull << 27;
inline constexpr uint64_t kAtomicInt64OnGroupShared = 1ull << 28;
inline constexpr uint64_t kDerivativesInMeshShaders = 1ull << 29;
inline constexpr uint64_t kResourceHeapIndexing = 1ull << 30;
inline constexpr uint64_t kSamplerHeapIndexing = 1ull << 31;
inline constexpr uint64_t kAtomicInt64OnHeapResource = 1ull << 32;
inline constexpr uint64_t kAdvancedTextureOps = 1ull << 34;
inline constexpr uint64_t kWriteableMsaaTextures = 1ull << 35;

// Of a finalized module.
uint64_t shaderFlags(const Module& module);

// The same as the bits of the SFI0 part.
uint64_t featureInfo(uint64_t shaderFlags);

// Minor version of the validator whose rules the module is written for; the major one is 1.
// 1.5 is the oldest that knows what we emit; a shader model asks for its own at least.
uint8_t validatorMinor(const Module& module);

}  // namespace baker::dxil
