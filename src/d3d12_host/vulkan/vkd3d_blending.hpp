// Blending with the alpha of the constant (D3D12_OPTIONS13.AlphaBlendFactorSupported), which vkd3d
// takes for zero ("Unhandled blend").
#pragma once

#include <vulkan/vulkan.h>

#include <wsl/winadapter.h>

#include <directx/d3d12.h>

#include <array>
#include <span>

#include "vulkan/scoped.hpp"

namespace baker::host {

// Of each target: source, destination, source of alpha, destination of alpha. Those factors that
// are not the constant's alpha are 0.
using AlphaFactors = std::array<std::array<D3D12_BLEND, 4>, D3D12_SIMULTANEOUS_RENDER_TARGET_COUNT>;

AlphaFactors alphaFactorsOf(const D3D12_BLEND_DESC& desc);

// For the pipeline state, or the list with such a state, that a call makes while this lives.
class AlphaFactorScope : Scoped<AlphaFactors> {
  public:
    explicit AlphaFactorScope(const AlphaFactors& factors);
};
AlphaFactors madeWithAlphaFactors();

// Puts the factors into what vkd3d has made of them.
void mendBlending(const AlphaFactors& factors,
                  std::span<VkPipelineColorBlendAttachmentState> targets);

}  // namespace baker::host
