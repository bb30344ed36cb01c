// Blending and logical operations, as D3D12 has them.
#pragma once

#include "d3d12/d3d12_api.hpp"
#include "graphics_state.hpp"
#include "pipeline_state_stream.hpp"

namespace baker {

// Whether a factor of target 0 is of the second source.
bool usesDualSource(const BakedState& state);

// The components of Vulkan's blend constants that D3D12's are: its colour in the order of the
// targets (renderOrder) that use it, or its alpha, for which D3D12 has factors of its own only in
// recent versions. One pipeline cannot use several of them.
ComponentMapping blendConstantOrder(const BakedState& state, const PipelineTargets& targets);

// Of the first `targetCount` targets.
D3D12_BLEND_DESC blendDesc(const BakedState& state, uint32_t targetCount);

}  // namespace baker
