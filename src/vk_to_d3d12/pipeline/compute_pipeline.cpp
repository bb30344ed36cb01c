#include "compute_pipeline.hpp"

#include "device/device.hpp"
#include "pipeline_cache.hpp"
#include "pipeline_create.hpp"
#include "shader_compiler.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

Result<ComputePipeline*> createPipeline(Device& device, PipelineCache* cache,
                                        const VkComputePipelineCreateInfo& info,
                                        const Allocator& allocator) {
    CreationFeedback feedback(info.pNext);
    const VkPipelineCreateFlags2 flags = pipelineCreateFlags(info);
    const ShaderRequest request{
        .mayCompile = !(flags & VK_PIPELINE_CREATE_2_FAIL_ON_PIPELINE_COMPILE_REQUIRED_BIT),
        .dispatchBase = (flags & VK_PIPELINE_CREATE_2_DISPATCH_BASE_BIT) != 0};
    const PipelineLayoutInfo& layout = *PipelineLayout::from(info.layout)->info();
    const ShaderCompilation compilation =
        TRY(compileShader(device, shaderSource(info.stage), layout, cache, request));
    auto* pipeline = newObject<ComputePipeline>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT,
                                                *layout.rootSignature);
    if (!pipeline) return VK_ERROR_OUT_OF_HOST_MEMORY;
    if (const VkResult result = pipeline->init(device, *compilation.shader)) {
        deleteObject(allocator, pipeline);
        return result;
    }
    feedback.addStage(0, compilation.cacheHit, feedback.elapsed());
    feedback.finish();
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
    return createPipelines(createInfoCount, pCreateInfos, pPipelines, [&](const auto& info) {
        return createPipeline(owner, cache, info, allocator);
    });
}

}  // namespace baker::entry
