// vkCreateGraphicsPipelines and vkDestroyPipeline.
#include <algorithm>

#include "compute_pipeline.hpp"
#include "device/device.hpp"
#include "graphics_pipeline_info.hpp"
#include "graphics_shaders.hpp"
#include "pipeline_cache.hpp"
#include "pipeline_create.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

bool isLibrary(const VkGraphicsPipelineCreateInfo& info) {
    return pipelineCreateFlags(info) & VK_PIPELINE_CREATE_2_LIBRARY_BIT_KHR;
}

Result<PipelineShaders> compileShaders(Device& device, const CachePolicy& policy,
                                       const VkGraphicsPipelineCreateInfo& info,
                                       const GraphicsPipelineDesc& desc,
                                       CreationFeedback& feedback) {
    return compileGraphicsShaders(
        device, desc, shaderStateOf(device, desc),
        {policy, &feedback,
         desc.stages.size() - std::min<size_t>(desc.stages.size(), info.stageCount)});
}

// Its last stages are translated, so that linking finds them in the caches; those before depend on
// what follows them.
Result<Pipeline*> createLibrary(Device& device, const CachePolicy& policy,
                                const VkGraphicsPipelineCreateInfo& info, GraphicsPipelineDesc desc,
                                CreationFeedback& feedback, const Allocator& allocator) {
    if (desc.parts & kFragmentPart && desc.layout)
        TRY(compileShaders(device, policy, info, desc, feedback));
    auto* library = newObject<GraphicsPipelineLibrary>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT,
                                                       std::move(desc));
    if (!library) return VK_ERROR_OUT_OF_HOST_MEMORY;
    feedback.finish(true);
    return static_cast<Pipeline*>(library);
}

Result<Pipeline*> createGraphics(Device& device, const CachePolicy& policy,
                                 const VkGraphicsPipelineCreateInfo& info,
                                 GraphicsPipelineDesc desc, CreationFeedback& feedback,
                                 const Allocator& allocator) {
    PipelineShaders shaders = TRY(compileShaders(device, policy, info, desc, feedback));
    auto* pipeline = newObject<GraphicsPipeline>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT,
                                                 device, std::move(desc), std::move(shaders));
    if (!pipeline) return VK_ERROR_OUT_OF_HOST_MEMORY;
    auto cacheHit = pipeline->init(policy);
    if (!cacheHit.ok()) {
        deleteObject(allocator, pipeline);
        return cacheHit.error();
    }
    feedback.finish(cacheHit.value());
    return static_cast<Pipeline*>(pipeline);
}

Result<Pipeline*> createPipeline(Device& device, PipelineCache* cache,
                                 const VkGraphicsPipelineCreateInfo& info,
                                 const Allocator& allocator) {
    CreationFeedback feedback(info.pNext, cache != nullptr);
    const CachePolicy policy{cache, !(pipelineCreateFlags(info) &
                                      VK_PIPELINE_CREATE_2_FAIL_ON_PIPELINE_COMPILE_REQUIRED_BIT)};
    GraphicsPipelineDesc desc = TRY(describeGraphicsPipeline(device, info));
    const auto create = isLibrary(info) ? createLibrary : createGraphics;
    return create(device, policy, info, std::move(desc), feedback, allocator);
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
    switch (object->kind()) {
        case PipelineKind::Compute:
            return deleteObject(allocator, static_cast<ComputePipeline*>(object));
        case PipelineKind::Graphics:
            return deleteObject(allocator, static_cast<GraphicsPipeline*>(object));
        case PipelineKind::GraphicsLibrary:
            return deleteObject(allocator, static_cast<GraphicsPipelineLibrary*>(object));
    }
}

}  // namespace baker::entry
