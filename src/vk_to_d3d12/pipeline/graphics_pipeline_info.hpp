// Reads VkGraphicsPipelineCreateInfo: what it says of state, in the driver's own form.
#pragma once

#include "graphics_pipeline.hpp"

namespace baker {

// Of the libraries that are linked and of the create info's own parts, whose stages come last.
// Structures that Vulkan says are ignored are not looked at.
Result<GraphicsPipelineDesc> describeGraphicsPipeline(Device& device,
                                                      const VkGraphicsPipelineCreateInfo& info);

// What dynamic rendering draws to; `info` may be null.
void readRendering(const VkPipelineRenderingCreateInfo* info, PipelineParts parts,
                   PipelineTargets& targets);

// Reads of VK_EXT_vertex_input_dynamic_state and of pipelines end in the same form.
void addVertexAttribute(VertexInput& input, uint32_t location, uint32_t binding, VkFormat format,
                        uint32_t offset);

// Of VkPipelineColorBlendAttachmentState or VkColorBlendEquationEXT.
template <typename Info>
BlendEquation blendEquation(const Info& info) {
    const auto byte = [](auto value) { return static_cast<uint8_t>(value); };
    return {byte(info.srcColorBlendFactor), byte(info.dstColorBlendFactor),
            byte(info.colorBlendOp),        byte(info.srcAlphaBlendFactor),
            byte(info.dstAlphaBlendFactor), byte(info.alphaBlendOp)};
}

}  // namespace baker
