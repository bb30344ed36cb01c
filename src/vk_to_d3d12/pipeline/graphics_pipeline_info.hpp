// Reads VkGraphicsPipelineCreateInfo: what it says of state, in the driver's own form.
#pragma once

#include "graphics_pipeline.hpp"

namespace baker {

// State, dynamic states and targets; the shaders are left out. Structures that Vulkan says are
// ignored are not looked at.
GraphicsPipelineDesc describeGraphicsPipeline(const VkGraphicsPipelineCreateInfo& info);

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
