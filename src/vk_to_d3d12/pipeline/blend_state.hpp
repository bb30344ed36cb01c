// Blending and logical operations, as D3D12 has them.
#pragma once

#include "d3d12/d3d12_api.hpp"
#include "graphics_state.hpp"

namespace baker {

// Whether a factor of target 0 is of the second source.
bool usesDualSource(const BakedState& state);

// Whether a colour is multiplied by the constant's alpha. D3D12 has factors for that only in recent
// versions: the constant's alpha is set for its colour too, so one pipeline cannot use both.
bool usesConstantAlpha(const BakedState& state);

// Of the first `targetCount` targets.
D3D12_BLEND_DESC blendDesc(const BakedState& state, uint32_t targetCount);

}  // namespace baker
