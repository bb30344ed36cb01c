// vkCmdWriteTimestamp2, vkCmdResetQueryPool, vkCmdCopyQueryPoolResults.
#include <cstddef>

#include "command/command_buffer.hpp"
#include "query_pool.hpp"
#include "resource/buffer.hpp"
#include "sync/barrier.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

constexpr uint64_t kAvailable = offsetof(QuerySlot, available);

constexpr uint64_t slotOffset(uint32_t query) {
    return sizeof(QuerySlot) * query;
}

// All the commands here are copies to D3D12: orders those before with those after.
void orderCopies(Recorder& recorder) {
    recordMemoryDependency(
        recorder.device, recorder.list,
        {.srcStages = VK_PIPELINE_STAGE_2_COPY_BIT,
         .srcAccess = VK_ACCESS_2_TRANSFER_WRITE_BIT,
         .dstStages = VK_PIPELINE_STAGE_2_COPY_BIT,
         .dstAccess = VK_ACCESS_2_TRANSFER_READ_BIT | VK_ACCESS_2_TRANSFER_WRITE_BIT});
}

void writeTimestamp(Recorder& recorder, QueryPool& pool, uint32_t query) {
    orderCopies(recorder);  // after a reset
    recorder.list->EndQuery(pool.heap(), D3D12_QUERY_TYPE_TIMESTAMP, query);
    recorder.list->ResolveQueryData(pool.heap(), D3D12_QUERY_TYPE_TIMESTAMP, query, 1,
                                    pool.results(), slotOffset(query));
    orderCopies(recorder);  // the availability comes after the value
    recorder.list->CopyBufferRegion(pool.results(), slotOffset(query) + kAvailable,
                                    pool.constants(), pool.oneOffset(), sizeof(uint64_t));
    recorder.steps->writesQueries(&pool);
}

void resetQueries(Recorder& recorder, const QueryPool& pool, uint32_t first, uint32_t count) {
    orderCopies(recorder);
    recorder.list->CopyBufferRegion(pool.results(), slotOffset(first), pool.constants(), 0,
                                    sizeof(QuerySlot) * count);
}

struct QueryCopy {
    ID3D12Resource* resource;
    uint64_t offset;
    uint64_t stride;
    VkQueryResultFlags flags;
};

// In one copy where the slots' layout is the one asked for, else word by word.
void copyResults(Recorder& recorder, const QueryPool& pool, uint32_t first, uint32_t count,
                 const QueryCopy& to) {
    orderCopies(recorder);
    const bool availability = to.flags & VK_QUERY_RESULT_WITH_AVAILABILITY_BIT;
    const uint64_t word = to.flags & VK_QUERY_RESULT_64_BIT ? 8 : 4;
    if (availability && word == 8 && to.stride == sizeof(QuerySlot))
        return recorder.list->CopyBufferRegion(to.resource, to.offset, pool.results(),
                                               slotOffset(first), sizeof(QuerySlot) * count);
    for (uint32_t i = 0; i < count; ++i) {
        const uint64_t from = slotOffset(first + i), offset = to.offset + i * to.stride;
        recorder.list->CopyBufferRegion(to.resource, offset, pool.results(), from, word);
        if (availability)
            recorder.list->CopyBufferRegion(to.resource, offset + word, pool.results(),
                                            from + kAvailable, word);
    }
}

}  // namespace
}  // namespace baker

namespace baker::entry {

// D3D12 writes a timestamp when all earlier commands are done: a legal result for every stage.
VKAPI_ATTR void VKAPI_CALL CmdWriteTimestamp2(VkCommandBuffer commandBuffer, VkPipelineStageFlags2,
                                              VkQueryPool queryPool, uint32_t query) {
    QueryPool& pool = *QueryPool::from(queryPool);
    CommandBuffer::from(commandBuffer)->record([&pool, query](Recorder& recorder) {
        writeTimestamp(recorder, pool, query);
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
            copyResults(recorder, pool, firstQuery, queryCount, to);
        });
}

}  // namespace baker::entry
