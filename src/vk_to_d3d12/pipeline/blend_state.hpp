// Blending and logical operations, as D3D12 has them.
#pragma once

#include "d3d12/d3d12_api.hpp"
#include "graphics_state.hpp"
#include "pipeline_state_stream.hpp"

namespace baker {

// Whether a factor of target 0 is of the second source.
bool usesDualSource(const BakedState& state);

// The components of Vulkan's blend constants that D3D12's are: its colour in the order of the
// targets (renderOrder) that use it, or its alpha where D3D12 has no factors for that
// (`hasAlphaFactor`: D3D12_OPTIONS13.AlphaBlendFactorSupported). One pipeline cannot use several of
// them.
ComponentMapping blendConstantOrder(const BakedState& state, const PipelineTargets& targets,
                                    bool hasAlphaFactor);

// Of the first `targetCount` targets.
D3D12_BLEND_DESC blendDesc(const BakedState& state, uint32_t targetCount, bool hasAlphaFactor);

}  // namespace baker
