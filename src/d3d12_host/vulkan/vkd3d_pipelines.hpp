// What vkd3d 2.1 leaves out of its graphics pipelines though Vulkan has it: adjacency topologies,
// more than one viewport, some blend factors (vkd3d_blending.hpp), and how lines are drawn. Its
// Vulkan calls pass through here on their way to the driver.
#pragma once

#include <vulkan/vulkan.h>

#include <wsl/winadapter.h>

#include <directx/d3d12.h>

#include "vulkan/vkd3d_blending.hpp"

namespace baker::host {

// vkd3d makes pipelines while it records draws. Called by the thread that is about to draw, with
// what the client set, which lives until the draw is recorded; what vkd3d is told instead is
// `topologyForVkd3d`.
void drawNextWith(D3D12_PRIMITIVE_TOPOLOGY topology, const AlphaFactors& factors,
                  VkLineRasterizationModeEXT lines);

// vkd3d takes topologies that it does not know for points, without primitive restart. Strips with
// adjacency become the strips that cannot be drawn with the same pipeline state, which restart too.
D3D12_PRIMITIVE_TOPOLOGY topologyForVkd3d(D3D12_PRIMITIVE_TOPOLOGY topology);

}  // namespace baker::host
