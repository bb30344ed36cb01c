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
    CreationFeedback feedback(info.pNext, cache != nullptr);
    const VkPipelineCreateFlags2 flags = pipelineCreateFlags(info);
    const CachePolicy policy{cache,
                             !(flags & VK_PIPELINE_CREATE_2_FAIL_ON_PIPELINE_COMPILE_REQUIRED_BIT)};
    const ShaderRequest request{
        .policy = policy, .dispatchBase = (flags & VK_PIPELINE_CREATE_2_DISPATCH_BASE_BIT) != 0};
    const PipelineLayoutInfo& layout = *PipelineLayout::from(info.layout)->info();
    const ShaderCompilation compilation =
        TRY(compileShader(device, shaderSource(info.stage), layout, request));
    auto* pipeline = newObject<ComputePipeline>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT,
                                                *layout.rootSignature);
    if (!pipeline) return VK_ERROR_OUT_OF_HOST_MEMORY;
    auto cacheHit = pipeline->init(device, *compilation.shader, policy);
    if (!cacheHit.ok()) {
        deleteObject(allocator, pipeline);
        return cacheHit.error();
    }
    feedback.addStage(0, compilation.cacheHit, feedback.elapsed());
    feedback.finish(cacheHit.value());
    return pipeline;
}

}  // namespace

Result<bool> ComputePipeline::init(Device& device, const CompiledShader& shader,
                                   const CachePolicy& policy) {
    systemValues_ = shader.info.systemValues;
    const auto create = [&](const D3D12_CACHED_PIPELINE_STATE& cached,
                            ComPtr<ID3D12PipelineState>& out) {
        const D3D12_COMPUTE_PIPELINE_STATE_DESC desc{
            .pRootSignature = rootSignature().d3d12.Get(),
            .CS = {shader.container.data(), shader.container.size()},
            .CachedPSO = cached};
        return device.d3d12()->CreateComputePipelineState(&desc, IID_PPV_ARGS(&out));
    };
    const Digest key =
        Hasher().addValue('C').addValue(rootSignature().digest).addValue(shader.key).finish();
    PipelineStateCreation made = TRY(createPipelineState(
        device, policy, key, create, "ID3D12Device::CreateComputePipelineState"));
    pipelineState_ = std::move(made.pipeline);
    return made.cacheHit;
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
