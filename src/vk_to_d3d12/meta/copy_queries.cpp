#include "copy_queries.hpp"

#include "command/recorder.hpp"
#include "device/device.hpp"
#include "meta_pipelines.hpp"
#include "query/query_pool.hpp"

namespace baker {
namespace {

constexpr uint32_t kQueriesPerGroup = 64;  // copy_queries.comp

// The shader's push constants.
struct Copy {
    uint32_t targetWord, targetStride, sourceWord, sourceStride;
    uint32_t queries, mask, wide, availability, partial;
};

constexpr UINT parameter(MetaParameter p) {
    return static_cast<UINT>(p);
}

// Root descriptors begin at 16 bytes; the words from there on.
struct RootBuffer {
    D3D12_GPU_VIRTUAL_ADDRESS address;
    uint32_t word;
};
RootBuffer rootBuffer(ID3D12Resource* resource, uint64_t offset) {
    const uint64_t address = resource->GetGPUVirtualAddress() + offset;
    return {address & ~uint64_t(15), static_cast<uint32_t>(address & 15) / 4};
}

VkResult dispatchCopy(Recorder& recorder, const QueryPool& pool, uint32_t first, uint32_t count,
                      const QueryCopy& to) {
    MetaPipelines& pipelines = *TRY(recorder.device.service<MetaPipelines>());
    ID3D12PipelineState* const pipeline = TRY(pipelines.dispatch(MetaShader::CopyQueries));
    const RootBuffer target = rootBuffer(to.resource, to.offset);
    const RootBuffer source = rootBuffer(pool.results(), pool.slotOffset(first));
    const Copy copy{.targetWord = target.word,
                    .targetStride = static_cast<uint32_t>(to.stride / 4),
                    .sourceWord = source.word,
                    .sourceStride = static_cast<uint32_t>(pool.slotBytes() / 4),
                    .queries = count,
                    .mask = pool.mask(),
                    .wide = (to.flags & VK_QUERY_RESULT_64_BIT) != 0,
                    .availability = (to.flags & VK_QUERY_RESULT_WITH_AVAILABILITY_BIT) != 0,
                    .partial = (to.flags & VK_QUERY_RESULT_PARTIAL_BIT) != 0};
    ID3D12GraphicsCommandList* const list = recorder.list;
    list->SetPipelineState(pipeline);
    list->SetComputeRootSignature(pipelines.rootSignature());
    recorder.listStateLost();
    list->SetComputeRoot32BitConstants(parameter(MetaParameter::Constants), sizeof(copy) / 4, &copy,
                                       0);
    list->SetComputeRootUnorderedAccessView(parameter(MetaParameter::Target), target.address);
    list->SetComputeRootUnorderedAccessView(parameter(MetaParameter::Source), source.address);
    list->Dispatch((count + kQueriesPerGroup - 1) / kQueriesPerGroup, 1, 1);
    return VK_SUCCESS;
}

}  // namespace

void copyQueries(Recorder& recorder, const QueryPool& pool, uint32_t first, uint32_t count,
                 const QueryCopy& to) {
    if (const VkResult result = dispatchCopy(recorder, pool, first, count, to))
        recorder.fail(result);
}

}  // namespace baker
