// Resolves of multisampled slices, by draws: every mode of Vulkan, and any area.
#pragma once

#include "meta_draw.hpp"

namespace baker {

struct SliceResolve {
    MetaTarget target;  // of one sample; its area is what is resolved
    ImageSlice source;
    const FormatInfo* sourceFormat = nullptr;
    VkOffset2D toSource{};  // from a texel of the target to that of the source
};

// Averages; of integers, and where `average` is false, sample 0.
void resolveColor(Recorder& recorder, const SliceResolve& resolve, bool average = true);
// One aspect of depth and stencil. The target is in state DepthWrite, the source in ShaderRead.
void resolveDepthStencil(Recorder& recorder, const SliceResolve& resolve,
                         VkImageAspectFlagBits aspect, VkResolveModeFlagBits mode);

}  // namespace baker
