#include "compute_pipeline.hpp"

#include <algorithm>
#include <chrono>

#include "base/chain.hpp"
#include "device/device.hpp"
#include "pipeline_cache.hpp"
#include "shader_compiler.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

VkPipelineCreateFlags2 createFlags(const VkComputePipelineCreateInfo& info) {
    const auto* flags = findInChain<VkPipelineCreateFlags2CreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_PIPELINE_CREATE_FLAGS_2_CREATE_INFO);
    return flags ? flags->flags : info.flags;
}

// Creation feedback of a pipeline with one stage.
void giveFeedback(const VkComputePipelineCreateInfo& info, bool cacheHit,
                  std::chrono::nanoseconds duration) {
    const auto* out = findInChain<VkPipelineCreationFeedbackCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_PIPELINE_CREATION_FEEDBACK_CREATE_INFO);
    if (!out) return;
    const VkPipelineCreationFeedback feedback{
        .flags = VK_PIPELINE_CREATION_FEEDBACK_VALID_BIT |
                 (cacheHit ? VkPipelineCreationFeedbackFlags(
                                 VK_PIPELINE_CREATION_FEEDBACK_APPLICATION_PIPELINE_CACHE_HIT_BIT)
                           : 0),
        .duration = static_cast<uint64_t>(duration.count())};
    *out->pPipelineCreationFeedback = feedback;
    for (uint32_t i = 0; i < out->pipelineStageCreationFeedbackCount; ++i)
        out->pPipelineStageCreationFeedbacks[i] = feedback;
}

Result<ComputePipeline*> createPipeline(Device& device, PipelineCache* cache,
                                        const VkComputePipelineCreateInfo& info,
                                        const Allocator& allocator) {
    const auto start = std::chrono::steady_clock::now();
    const VkPipelineCreateFlags2 flags = createFlags(info);
    const ShaderRequest request{
        .mayCompile = !(flags & VK_PIPELINE_CREATE_2_FAIL_ON_PIPELINE_COMPILE_REQUIRED_BIT),
        .dispatchBase = (flags & VK_PIPELINE_CREATE_2_DISPATCH_BASE_BIT) != 0};
    const PipelineLayout& layout = *PipelineLayout::from(info.layout);
    const ShaderCompilation compilation =
        TRY(compileShader(device, info.stage, layout, cache, request));
    auto* pipeline = newObject<ComputePipeline>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT,
                                                layout.rootSignature());
    if (!pipeline) return VK_ERROR_OUT_OF_HOST_MEMORY;
    if (const VkResult result = pipeline->init(device, *compilation.shader)) {
        deleteObject(allocator, pipeline);
        return result;
    }
    giveFeedback(info, compilation.cacheHit, std::chrono::steady_clock::now() - start);
    return pipeline;
}

}  // namespace

VkResult ComputePipeline::init(Device& device, const CompiledShader& shader) {
    const D3D12_COMPUTE_PIPELINE_STATE_DESC desc{
        .pRootSignature = rootSignature().d3d12.Get(),
        .CS = {shader.container.data(), shader.container.size()}};
    systemValues_ = shader.info.systemValues;
    return device.check(
        device.d3d12()->CreateComputePipelineState(&desc, IID_PPV_ARGS(&pipelineState_)),
        "ID3D12Device::CreateComputePipelineState");
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL
CreateComputePipelines(VkDevice device, VkPipelineCache pipelineCache, uint32_t createInfoCount,
                       const VkComputePipelineCreateInfo* pCreateInfos,
                       const VkAllocationCallbacks* pAllocator, VkPipeline* pPipelines) {
    Device& owner = *Device::from(device);
    const Allocator allocator = owner.allocator(pAllocator);
    PipelineCache* cache = PipelineCache::from(pipelineCache);
    std::fill_n(pPipelines, createInfoCount, VkPipeline(VK_NULL_HANDLE));
    VkResult result = VK_SUCCESS;
    for (uint32_t i = 0; i < createInfoCount; ++i) {
        auto pipeline = createPipeline(owner, cache, pCreateInfos[i], allocator);
        if (pipeline.ok()) {
            pPipelines[i] = pipeline.value()->handle();
            continue;
        }
        // An error weighs more than VK_PIPELINE_COMPILE_REQUIRED.
        if (!failed(result)) result = pipeline.error();
        if (createFlags(pCreateInfos[i]) & VK_PIPELINE_CREATE_2_EARLY_RETURN_ON_FAILURE_BIT) break;
    }
    return result;
}

VKAPI_ATTR void VKAPI_CALL DestroyPipeline(VkDevice device, VkPipeline pipeline,
                                           const VkAllocationCallbacks* pAllocator) {
    // Compute pipelines are the only ones yet.
    deleteObject(Device::from(device)->allocator(pAllocator),
                 static_cast<ComputePipeline*>(Pipeline::from(pipeline)));
}

}  // namespace baker::entry
