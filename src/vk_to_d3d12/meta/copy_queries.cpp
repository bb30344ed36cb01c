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

// A dispatch of `groups` between two buffers.
template <typename Constants>
VkResult dispatch(Recorder& recorder, MetaShader shader, const RootBuffer& target,
                  const RootBuffer& source, const Constants& constants, uint32_t groups) {
    MetaPipelines& pipelines = *TRY(recorder.device.service<MetaPipelines>());
    ID3D12PipelineState* const pipeline = TRY(pipelines.dispatch(shader));
    ID3D12GraphicsCommandList* const list = recorder.list;
    list->SetPipelineState(pipeline);
    list->SetComputeRootSignature(pipelines.rootSignature());
    recorder.listStateLost();
    list->SetComputeRoot32BitConstants(parameter(MetaParameter::Constants), sizeof(constants) / 4,
                                       &constants, 0);
    list->SetComputeRootUnorderedAccessView(parameter(MetaParameter::Target), target.address);
    list->SetComputeRootUnorderedAccessView(parameter(MetaParameter::Source), source.address);
    list->Dispatch(groups, 1, 1);
    return VK_SUCCESS;
}

// The push constants of add_query.comp.
struct Add {
    uint32_t targetWord, sourceWord, words;
};

}  // namespace

void copyQueries(Recorder& recorder, const QueryPool& pool, uint32_t first, uint32_t count,
                 const QueryCopy& to) {
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
    const uint32_t groups = (count + kQueriesPerGroup - 1) / kQueriesPerGroup;
    if (const VkResult result =
            dispatch(recorder, MetaShader::CopyQueries, target, source, copy, groups))
        recorder.fail(result);
}

void addQueryPart(Recorder& recorder, const QueryPool& pool, uint32_t query,
                  const TransientSlice& part, uint32_t words) {
    const RootBuffer target = rootBuffer(pool.results(), pool.slotOffset(query));
    const RootBuffer source = rootBuffer(part.resource, part.offset);
    const Add add{target.word, source.word, words};
    if (const VkResult result = dispatch(recorder, MetaShader::AddQuery, target, source, add, 1))
        recorder.fail(result);
}

}  // namespace baker
