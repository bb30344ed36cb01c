// Root arguments of graphics and of compute are apart in D3D12; a command buffer of Vulkan has one
// set of push constants. vkd3d 2.1 pushes those of the one over those of the other and does not
// push them again. Here they are kept, and pushed when a pipeline of their kind is bound: that
// comes before each change from draws to dispatches and back.
#pragma once

#include <vulkan/vulkan.h>

#include "vulkan/scoped.hpp"

namespace baker::host {

// What the constants are for that a call pushes while this lives. Others (vkd3d pushes the offsets
// of descriptor tables before draws and dispatches) are for the pipeline that is bound.
class RootConstants : Scoped<VkPipelineBindPoint> {
  public:
    explicit RootConstants(VkPipelineBindPoint point);
};

}  // namespace baker::host
