// Makes D3D12 graphics pipeline states.
#pragma once

#include <array>

#include "base/result.hpp"
#include "caches.hpp"
#include "compiled_shader.hpp"
#include "d3d12/d3d12_api.hpp"
#include "graphics_state.hpp"
#include "resource/format.hpp"

namespace baker {

class Device;
struct RootSignature;

// What a pipeline draws to. DXGI_FORMAT_UNKNOWN: nothing.
struct PipelineTargets {
    std::array<DXGI_FORMAT, kMaxColorTargets> colors{};
    std::array<ComponentMapping, kMaxColorTargets> orders =
        kSameTargetOrders;  // renderOrder of each
    uint32_t colorCount = 0;
    ColorLocations locations = kDefaultLocations;
    DXGI_FORMAT depthStencil = DXGI_FORMAT_UNKNOWN;
    bool hasDepth = false;  // aspects of depthStencil that are attached
    bool hasStencil = false;
    uint32_t viewMask = 0;

    // By fragment output.
    std::array<ComponentMapping, kMaxColorTargets> outputOrders() const;
};

// D3D12's alpha-to-coverage takes alpha from the last component of output 0. Where that is another
// one, or alphaToOne has overwritten it, the fragment shader computes the coverage.
bool coversByShader(const BakedState& state, const PipelineTargets& targets);

// The shaders of a pipeline; null: the stage is absent.
struct PipelineShaders {
    CompiledShaderRef vertex, tessellationControl, tessellationEvaluation, geometry, fragment;
};

// Those of the last stage before rasterisation.
const StreamOutputs& streamOutputsOf(const PipelineShaders& shaders);

// Whether the vertex shader reads a location without an attribute: draws need a null buffer in the
// spareBinding.
bool readsAbsentAttributes(const PipelineShaders& shaders, const BakedState& state);

// `state` is normalised. Errors as for vkCreateGraphicsPipelines.
Result<PipelineStateCreation> createGraphicsPipelineState(Device& device, const CachePolicy& policy,
                                                          const RootSignature& rootSignature,
                                                          const PipelineShaders& shaders,
                                                          const PipelineTargets& targets,
                                                          const BakedState& state);

}  // namespace baker
