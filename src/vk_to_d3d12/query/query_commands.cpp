// vkCmdBeginQuery, vkCmdEndQuery, vkCmdWriteTimestamp2, vkCmdResetQueryPool,
// vkCmdCopyQueryPoolResults.
#include "command/command_buffer.hpp"
#include "command/texture_copy.hpp"
#include "meta/copy_queries.hpp"
#include "query_pool.hpp"
#include "resource/buffer.hpp"
#include "sync/barrier.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// D3D12's compute lists have timestamps alone.
bool isCounted(const Recorder& recorder) {
    return recorder.list->GetType() == D3D12_COMMAND_LIST_TYPE_DIRECT;
}

void markAvailable(Recorder& recorder, const QueryPool& pool, uint32_t query) {
    recorder.list->CopyBufferRegion(pool.results(), pool.availableOffset(query), pool.constants(),
                                    pool.oneOffset(), sizeof(uint64_t));
}

// Resolves, resets and marks are copies to D3D12: orders those before with those after.
void orderCopies(Recorder& recorder) {
    recordMemoryDependency(
        recorder.device, recorder.list,
        {.srcStages = VK_PIPELINE_STAGE_2_COPY_BIT,
         .srcAccess = VK_ACCESS_2_TRANSFER_WRITE_BIT,
         .dstStages = VK_PIPELINE_STAGE_2_COPY_BIT,
         .dstAccess = VK_ACCESS_2_TRANSFER_READ_BIT | VK_ACCESS_2_TRANSFER_WRITE_BIT});
}

// D3D12's timestamps are queries that are ended only.
void takeTimestamp(Recorder& recorder, const QueryPool& pool, uint32_t query) {
    constexpr auto kType = D3D12_QUERY_TYPE_TIMESTAMP;
    recorder.list->EndQuery(pool.heap(), kType, query);
    recorder.list->ResolveQueryData(pool.heap(), kType, query, 1, pool.results(),
                                    pool.slotOffset(query));
}

void endQuery(Recorder& recorder, QueryPool& pool, uint32_t query) {
    orderCopies(recorder);  // after a reset
    if (pool.kind().vulkan == VK_QUERY_TYPE_TIMESTAMP)
        takeTimestamp(recorder, pool, query);
    else
        recorder.queries.end(recorder, pool, query);
    orderCopies(recorder);  // the availability comes after the value
    markAvailable(recorder, pool, query);
    recorder.steps->writesQueries(&pool);
}

// With multiview a query has one result for each view: the first counts all of them.
void endQueryOfViews(Recorder& recorder, QueryPool& pool, uint32_t query) {
    endQuery(recorder, pool, query);
    const RenderingState& rendering = recorder.graphics.rendering;
    uint32_t views = rendering.active ? rendering.info.viewMask : 0;
    for (views &= views - 1; views; views &= views - 1) markAvailable(recorder, pool, ++query);
}

void resetQueries(Recorder& recorder, const QueryPool& pool, uint32_t first, uint32_t count) {
    orderTransfers(recorder);
    recorder.list->CopyBufferRegion(pool.results(), pool.slotOffset(first), pool.constants(), 0,
                                    pool.slotBytes() * count);
}

}  // namespace
}  // namespace baker

namespace baker::entry {

// D3D12's occlusion queries are all precise, and no slower for it.
VKAPI_ATTR void VKAPI_CALL CmdBeginQuery(VkCommandBuffer commandBuffer, VkQueryPool queryPool,
                                         uint32_t query, VkQueryControlFlags) {
    QueryPool& pool = *QueryPool::from(queryPool);
    CommandBuffer::from(commandBuffer)->record([&pool, query](Recorder& recorder) {
        if (isCounted(recorder)) recorder.queries.begin(recorder, pool, query);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdEndQuery(VkCommandBuffer commandBuffer, VkQueryPool queryPool,
                                       uint32_t query) {
    QueryPool& pool = *QueryPool::from(queryPool);
    CommandBuffer::from(commandBuffer)->record([&pool, query](Recorder& recorder) {
        endQueryOfViews(recorder, pool, query);
    });
}

// There is one stream.
VKAPI_ATTR void VKAPI_CALL CmdBeginQueryIndexedEXT(VkCommandBuffer commandBuffer,
                                                   VkQueryPool queryPool, uint32_t query,
                                                   VkQueryControlFlags flags, uint32_t) {
    CmdBeginQuery(commandBuffer, queryPool, query, flags);
}

VKAPI_ATTR void VKAPI_CALL CmdEndQueryIndexedEXT(VkCommandBuffer commandBuffer,
                                                 VkQueryPool queryPool, uint32_t query, uint32_t) {
    CmdEndQuery(commandBuffer, queryPool, query);
}

// D3D12 writes a timestamp when all earlier commands are done: a legal result for every stage.
VKAPI_ATTR void VKAPI_CALL CmdWriteTimestamp2(VkCommandBuffer commandBuffer, VkPipelineStageFlags2,
                                              VkQueryPool queryPool, uint32_t query) {
    QueryPool& pool = *QueryPool::from(queryPool);
    CommandBuffer::from(commandBuffer)->record([&pool, query](Recorder& recorder) {
        endQueryOfViews(recorder, pool, query);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdResetQueryPool(VkCommandBuffer commandBuffer, VkQueryPool queryPool,
                                             uint32_t firstQuery, uint32_t queryCount) {
    const QueryPool& pool = *QueryPool::from(queryPool);
    CommandBuffer::from(commandBuffer)->record([&pool, firstQuery, queryCount](Recorder& recorder) {
        resetQueries(recorder, pool, firstQuery, queryCount);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdCopyQueryPoolResults(VkCommandBuffer commandBuffer,
                                                   VkQueryPool queryPool, uint32_t firstQuery,
                                                   uint32_t queryCount, VkBuffer dstBuffer,
                                                   VkDeviceSize dstOffset, VkDeviceSize stride,
                                                   VkQueryResultFlags flags) {
    const QueryPool& pool = *QueryPool::from(queryPool);
    const Buffer& buffer = *Buffer::from(dstBuffer);
    const QueryCopy to{buffer.resource(), buffer.offset() + dstOffset, stride, flags};
    CommandBuffer::from(commandBuffer)
        ->record([&pool, firstQuery, queryCount, to](Recorder& recorder) {
            orderTransfers(recorder);
            copyQueries(recorder, pool, firstQuery, queryCount, to);
        });
}

}  // namespace baker::entry
