#include "graphics_shaders.hpp"

#include "base/chain.hpp"
#include "shader_compiler.hpp"

namespace baker {
namespace {

struct Stage {
    VkShaderStageFlagBits bit;
    CompiledShaderRef PipelineShaders::* shader;
};

// Last to first: a stage puts out what the next one reads.
constexpr Stage kStages[] = {
    {VK_SHADER_STAGE_FRAGMENT_BIT, &PipelineShaders::fragment},
    {VK_SHADER_STAGE_GEOMETRY_BIT, &PipelineShaders::geometry},
    {VK_SHADER_STAGE_TESSELLATION_EVALUATION_BIT, &PipelineShaders::tessellationEvaluation},
    {VK_SHADER_STAGE_TESSELLATION_CONTROL_BIT, &PipelineShaders::tessellationControl},
    {VK_SHADER_STAGE_VERTEX_BIT, &PipelineShaders::vertex}};

bool rasterizes(const GraphicsPipelineDesc& desc) {
    return !desc.state.baked.rasterizerDiscard ||
           desc.dynamic & bit(DynamicState::RasterizerDiscardEnable);
}

uint32_t indexOf(const VkGraphicsPipelineCreateInfo& info, VkShaderStageFlagBits stage) {
    uint32_t i = 0;
    while (i < info.stageCount && info.pStages[i].stage != stage) ++i;
    return i;
}

bool lowerLeftOrigin(const VkGraphicsPipelineCreateInfo& info) {
    if (!info.pTessellationState) return false;
    const auto* origin = findInChain<VkPipelineTessellationDomainOriginStateCreateInfo>(
        info.pTessellationState->pNext,
        VK_STRUCTURE_TYPE_PIPELINE_TESSELLATION_DOMAIN_ORIGIN_STATE_CREATE_INFO);
    return origin && origin->domainOrigin == VK_TESSELLATION_DOMAIN_ORIGIN_LOWER_LEFT;
}

// Either tessellation shader gets what the other one says.
TessellationOptions tessellation(const VkGraphicsPipelineCreateInfo& info,
                                 const GraphicsPipelineDesc& desc, VkShaderStageFlagBits stage) {
    VkShaderStageFlagBits other = VK_SHADER_STAGE_TESSELLATION_CONTROL_BIT;
    if (stage == other)
        other = VK_SHADER_STAGE_TESSELLATION_EVALUATION_BIT;
    else if (stage != VK_SHADER_STAGE_TESSELLATION_EVALUATION_BIT)
        return {};
    TessellationOptions options{.patchControlPoints = desc.state.settable.patchControlPoints,
                                .lowerLeftOrigin = lowerLeftOrigin(info)};
    if (const uint32_t i = indexOf(info, other); i < info.stageCount)
        options.other = tessellationModesOf(info.pStages[i]);
    return options;
}

}  // namespace

VkResult compileGraphicsShaders(Device& device, PipelineCache* cache,
                                const VkGraphicsPipelineCreateInfo& info,
                                GraphicsPipelineDesc& desc, CreationFeedback& feedback) {
    const PipelineLayout& layout = *PipelineLayout::from(info.layout);
    ShaderRequest request{
        .mayCompile = !(pipelineCreateFlags(info) &
                        VK_PIPELINE_CREATE_2_FAIL_ON_PIPELINE_COMPILE_REQUIRED_BIT),
        .viewMask = desc.targets.viewMask};
    request.attachmentLayer =
        desc.targets.viewMask ? AttachmentLayer::View : AttachmentLayer::Rendered;
    bool lastBeforeRaster = true;
    request.nextStage = StageInputs{};
    for (const Stage& stage : kStages) {
        const uint32_t i = indexOf(info, stage.bit);
        const bool fragment = stage.bit == VK_SHADER_STAGE_FRAGMENT_BIT;
        if (i == info.stageCount || (fragment && !rasterizes(desc))) continue;
        // Positions that only transform feedback sees are Vulkan's.
        const bool toRaster = !fragment && lastBeforeRaster && rasterizes(desc);
        request.flipY = toRaster ? YFlip::PerViewport : YFlip::None;
        request.negativeOneToOneDepth = toRaster && desc.state.baked.depthClipControl;
        request.tessellation = tessellation(info, desc, stage.bit);
        const auto start = std::chrono::steady_clock::now();
        const ShaderCompilation compilation =
            TRY(compileShader(device, info.pStages[i], layout, cache, request));
        feedback.addStage(i, compilation.cacheHit, std::chrono::steady_clock::now() - start);
        desc.shaders.*stage.shader = compilation.shader;
        request.nextStage = compilation.shader->info.inputs;
        if (!fragment) lastBeforeRaster = false;
    }
    return VK_SUCCESS;
}

}  // namespace baker
