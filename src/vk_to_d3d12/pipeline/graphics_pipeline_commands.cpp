// vkCreateGraphicsPipelines and vkDestroyPipeline.
#include "compute_pipeline.hpp"
#include "device/device.hpp"
#include "graphics_pipeline_info.hpp"
#include "graphics_shaders.hpp"
#include "pipeline_cache.hpp"
#include "pipeline_create.hpp"
#include "pipeline_layout.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

Result<GraphicsPipeline*> createPipeline(Device& device, PipelineCache* cache,
                                         const VkGraphicsPipelineCreateInfo& info,
                                         const Allocator& allocator) {
    CreationFeedback feedback(info.pNext);
    GraphicsPipelineDesc desc = describeGraphicsPipeline(info);
    TRY_VK(compileGraphicsShaders(device, cache, info, desc, feedback));
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
