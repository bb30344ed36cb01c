// vkCreateGraphicsPipelines and vkDestroyPipeline.
#include <algorithm>
#include <chrono>

#include "base/chain.hpp"
#include "compute_pipeline.hpp"
#include "device/device.hpp"
#include "graphics_pipeline_info.hpp"
#include "pipeline_cache.hpp"
#include "pipeline_create.hpp"
#include "shader_compiler.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

CompiledShaderRef& shaderOf(PipelineShaders& shaders, VkShaderStageFlagBits stage) {
    switch (stage) {
        case VK_SHADER_STAGE_VERTEX_BIT:
            return shaders.vertex;
        case VK_SHADER_STAGE_TESSELLATION_CONTROL_BIT:
            return shaders.tessellationControl;
        case VK_SHADER_STAGE_TESSELLATION_EVALUATION_BIT:
            return shaders.tessellationEvaluation;
        case VK_SHADER_STAGE_GEOMETRY_BIT:
            return shaders.geometry;
        default:
            return shaders.fragment;
    }
}

// A fragment shader is not looked at where nothing is rasterised.
bool isUsed(const GraphicsPipelineDesc& desc, VkShaderStageFlagBits stage) {
    return stage != VK_SHADER_STAGE_FRAGMENT_BIT || !desc.state.baked.rasterizerDiscard ||
           desc.dynamic & bit(DynamicState::RasterizerDiscardEnable);
}

VkResult compileStages(Device& device, PipelineCache* cache,
                       const VkGraphicsPipelineCreateInfo& info, VkPipelineCreateFlags2 flags,
                       GraphicsPipelineDesc& desc, CreationFeedback& feedback) {
    const ShaderRequest request{
        .mayCompile = !(flags & VK_PIPELINE_CREATE_2_FAIL_ON_PIPELINE_COMPILE_REQUIRED_BIT)};
    const PipelineLayout& layout = *PipelineLayout::from(info.layout);
    for (uint32_t i = 0; i < info.stageCount; ++i) {
        const VkPipelineShaderStageCreateInfo& stage = info.pStages[i];
        if (!isUsed(desc, stage.stage)) continue;
        const auto start = std::chrono::steady_clock::now();
        const ShaderCompilation compilation =
            TRY(compileShader(device, stage, layout, cache, request));
        shaderOf(desc.shaders, stage.stage) = compilation.shader;
        feedback.addStage(i, compilation.cacheHit, std::chrono::steady_clock::now() - start);
    }
    return VK_SUCCESS;
}

Result<GraphicsPipeline*> createPipeline(Device& device, PipelineCache* cache,
                                         const VkGraphicsPipelineCreateInfo& info,
                                         const Allocator& allocator) {
    CreationFeedback feedback(info.pNext);
    GraphicsPipelineDesc desc = describeGraphicsPipeline(info);
    TRY_VK(compileStages(device, cache, info, pipelineCreateFlags(info), desc, feedback));
    auto* pipeline = newObject<GraphicsPipeline>(
        allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, device,
        PipelineLayout::from(info.layout)->rootSignature(), std::move(desc));
    if (!pipeline) return VK_ERROR_OUT_OF_HOST_MEMORY;
    if (const VkResult result = pipeline->init()) {
        deleteObject(allocator, pipeline);
        return result;
    }
    feedback.finish();
    return pipeline;
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL
CreateGraphicsPipelines(VkDevice device, VkPipelineCache pipelineCache, uint32_t createInfoCount,
                        const VkGraphicsPipelineCreateInfo* pCreateInfos,
                        const VkAllocationCallbacks* pAllocator, VkPipeline* pPipelines) {
    Device& owner = *Device::from(device);
    const Allocator allocator = owner.allocator(pAllocator);
    PipelineCache* cache = PipelineCache::from(pipelineCache);
    return createPipelines(createInfoCount, pCreateInfos, pPipelines, [&](const auto& info) {
        return createPipeline(owner, cache, info, allocator);
    });
}

VKAPI_ATTR void VKAPI_CALL DestroyPipeline(VkDevice device, VkPipeline pipeline,
                                           const VkAllocationCallbacks* pAllocator) {
    const Allocator allocator = Device::from(device)->allocator(pAllocator);
    Pipeline* object = Pipeline::from(pipeline);
    if (!object) return;
    if (object->bindPoint() == VK_PIPELINE_BIND_POINT_COMPUTE)
        deleteObject(allocator, static_cast<ComputePipeline*>(object));
    else
        deleteObject(allocator, static_cast<GraphicsPipeline*>(object));
}

}  // namespace baker::entry
