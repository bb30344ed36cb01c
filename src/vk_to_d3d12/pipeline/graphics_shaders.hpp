// Translates the shaders of a graphics pipeline, which must fit together.
#pragma once

#include "graphics_pipeline.hpp"
#include "pipeline_create.hpp"

namespace baker {

class PipelineCache;

// Fills `desc.shaders`; the rest of `desc` is described (graphics_pipeline_info.hpp). Errors as
// compileShader's.
VkResult compileGraphicsShaders(Device& device, PipelineCache* cache,
                                const VkGraphicsPipelineCreateInfo& info,
                                GraphicsPipelineDesc& desc, CreationFeedback& feedback);

}  // namespace baker
