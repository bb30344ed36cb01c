#include "meta_dispatch.hpp"

#include "device/device.hpp"
#include "root_arguments.hpp"
#include "sync/barrier.hpp"

namespace baker {
namespace {

constexpr UINT index(MetaParameter parameter) {
    return static_cast<UINT>(parameter);
}

}  // namespace

void dispatchMeta(Recorder& recorder, const MetaDispatch& dispatch, VkPipelineStageFlags2 readers,
                  VkAccessFlags2 accesses) {
    auto pipelines = recorder.device.service<MetaPipelines>();
    auto pipeline =
        pipelines.ok() ? pipelines.value()->dispatch(dispatch.shader) : pipelines.error();
    if (!pipeline.ok()) return recorder.fail(pipeline.error());
    recordMemoryDependency(
        recorder.device, recorder.list,
        {.srcStages = readers,
         .dstStages = VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT,
         .dstAccess = VK_ACCESS_2_SHADER_STORAGE_READ_BIT | VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT});
    ID3D12GraphicsCommandList* list = recorder.list;
    list->SetPipelineState(pipeline.value());
    list->SetComputeRootSignature(pipelines.value()->rootSignature());
    list->SetComputeRoot32BitConstants(index(MetaParameter::Constants),
                                       static_cast<UINT>(dispatch.constants.size()),
                                       dispatch.constants.data(), 0);
    list->SetComputeRootUnorderedAccessView(index(MetaParameter::Target), dispatch.target);
    list->SetComputeRootUnorderedAccessView(index(MetaParameter::Source), dispatch.source);
    list->Dispatch(dispatch.groupsX, dispatch.groupsY, 1);
    recordMemoryDependency(recorder.device, list,
                           {.srcStages = VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT,
                            .srcAccess = VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT,
                            .dstStages = readers,
                            .dstAccess = accesses});
    recorder.compute.rootSignature = nullptr;
    recorder.compute.dirty |= kDirtyRootArguments | kDirtyPipeline;
    recorder.graphics.bindings.dirty |= kDirtyPipeline;
}

}  // namespace baker
