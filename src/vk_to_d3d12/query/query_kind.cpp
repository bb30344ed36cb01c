#include "query_kind.hpp"

#include <algorithm>
#include <iterator>

namespace baker {
namespace {

constexpr QueryKind kKinds[] = {
    {VK_QUERY_TYPE_OCCLUSION, D3D12_QUERY_HEAP_TYPE_OCCLUSION, D3D12_QUERY_TYPE_OCCLUSION, 1, 1},
    {VK_QUERY_TYPE_PIPELINE_STATISTICS, D3D12_QUERY_HEAP_TYPE_PIPELINE_STATISTICS,
     D3D12_QUERY_TYPE_PIPELINE_STATISTICS, sizeof(D3D12_QUERY_DATA_PIPELINE_STATISTICS) / 8, 0},
    // What was written, then what was needed: in one order in both APIs.
    {VK_QUERY_TYPE_TRANSFORM_FEEDBACK_STREAM_EXT, D3D12_QUERY_HEAP_TYPE_SO_STATISTICS,
     D3D12_QUERY_TYPE_SO_STATISTICS_STREAM0, sizeof(D3D12_QUERY_DATA_SO_STATISTICS) / 8, 3},
    // The word is chosen by the stages of the pipeline: ActiveQueries.
    {VK_QUERY_TYPE_PRIMITIVES_GENERATED_EXT, D3D12_QUERY_HEAP_TYPE_PIPELINE_STATISTICS,
     D3D12_QUERY_TYPE_PIPELINE_STATISTICS, sizeof(D3D12_QUERY_DATA_PIPELINE_STATISTICS) / 8, 1},
    {VK_QUERY_TYPE_TIMESTAMP, D3D12_QUERY_HEAP_TYPE_TIMESTAMP, D3D12_QUERY_TYPE_TIMESTAMP, 1, 1},
};

}  // namespace

const QueryKind* queryKind(VkQueryType type) {
    const auto* kind = std::find_if(std::begin(kKinds), std::end(kKinds),
                                    [type](const QueryKind& k) { return k.vulkan == type; });
    return kind == std::end(kKinds) ? nullptr : kind;
}

}  // namespace baker
