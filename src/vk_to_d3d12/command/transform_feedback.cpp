// vkCmdBindTransformFeedbackBuffersEXT, vkCmdBeginTransformFeedbackEXT and
// vkCmdEndTransformFeedbackEXT.
#include "transform_feedback.hpp"

#include <cstring>

#include "command_buffer.hpp"
#include "resource/buffer.hpp"
#include "sync/barrier.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

constexpr uint32_t kWord = 4;

// An application's counter. Null: none.
struct Counter {
    ID3D12Resource* resource = nullptr;
    uint64_t offset = 0;
};
using Counters = std::array<Counter, kMaxStreamBuffers>;

Counters countersOf(uint32_t first, uint32_t count, const VkBuffer* buffers,
                    const VkDeviceSize* offsets) {
    Counters counters;
    for (uint32_t i = 0; buffers && i < count; ++i)
        if (const Buffer* buffer = Buffer::from(buffers[i]))
            counters[first + i] = {buffer->resource(),
                                   buffer->offset() + (offsets ? offsets[i] : 0)};
    return counters;
}

// Variants that capture are others than those that do not.
void setCapturing(GraphicsRecorder& graphics, bool active) {
    graphics.feedback.active = active;
    graphics.state.baked.captures = active;
    graphics.bindings.dirty |= kDirtyVariant | kDirtyStreamTargets;
}

// Where there is no counter, capture begins at the start of the buffer.
VkResult begin(Recorder& recorder, const Counters& counters) {
    TransformFeedback& feedback = recorder.graphics.feedback;
    const TransientSlice zero = TRY(recorder.upload.allocate(kWord, kWord));
    std::memset(zero.data, 0, kWord);
    feedback.counters = TRY(recorder.scratch.allocate(kMaxStreamBuffers * kWord, 16));
    for (uint32_t i = 0; i < kMaxStreamBuffers; ++i) {
        const Counter from =
            counters[i].resource ? counters[i] : Counter{zero.resource, zero.offset};
        recorder.list->CopyBufferRegion(feedback.counters.resource,
                                        feedback.counters.offset + i * kWord, from.resource,
                                        from.offset, kWord);
    }
    recordMemoryDependency(recorder.device, recorder.list,
                           {.srcStages = VK_PIPELINE_STAGE_2_COPY_BIT,
                            .srcAccess = VK_ACCESS_2_TRANSFER_WRITE_BIT,
                            .dstStages = VK_PIPELINE_STAGE_2_TRANSFORM_FEEDBACK_BIT_EXT,
                            .dstAccess = VK_ACCESS_2_TRANSFORM_FEEDBACK_WRITE_BIT_EXT});
    setCapturing(recorder.graphics, true);
    return VK_SUCCESS;
}

void end(Recorder& recorder, const Counters& counters) {
    TransformFeedback& feedback = recorder.graphics.feedback;
    if (!feedback.active) return;
    setCapturing(recorder.graphics, false);
    recordMemoryDependency(recorder.device, recorder.list,
                           {.srcStages = VK_PIPELINE_STAGE_2_TRANSFORM_FEEDBACK_BIT_EXT,
                            .srcAccess = VK_ACCESS_2_TRANSFORM_FEEDBACK_WRITE_BIT_EXT,
                            .dstStages = VK_PIPELINE_STAGE_2_COPY_BIT,
                            .dstAccess = VK_ACCESS_2_TRANSFER_READ_BIT});
    for (uint32_t i = 0; i < kMaxStreamBuffers; ++i)
        if (const Counter& to = counters[i]; to.resource)
            recorder.list->CopyBufferRegion(to.resource, to.offset, feedback.counters.resource,
                                            feedback.counters.offset + i * kWord, kWord);
}

D3D12_STREAM_OUTPUT_BUFFER_VIEW target(const Buffer& buffer, VkDeviceSize offset,
                                       VkDeviceSize size) {
    return {.BufferLocation = buffer.gpuAddress() + offset,
            .SizeInBytes = buffer.resolveRange(offset, size) & ~VkDeviceSize(kWord - 1)};
}

}  // namespace

void setStreamTargets(Recorder& recorder) {
    TransformFeedback& feedback = recorder.graphics.feedback;
    if (!feedback.active) return;
    for (uint32_t i = 0; i < kMaxStreamBuffers; ++i)
        feedback.targets[i].BufferFilledSizeLocation = feedback.counters.address + i * kWord;
    recorder.list->SOSetTargets(0, kMaxStreamBuffers, feedback.targets.data());
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdBindTransformFeedbackBuffersEXT(
    VkCommandBuffer commandBuffer, uint32_t firstBinding, uint32_t bindingCount,
    const VkBuffer* pBuffers, const VkDeviceSize* pOffsets, const VkDeviceSize* pSizes) {
    CommandBuffer& commands = *CommandBuffer::from(commandBuffer);
    for (uint32_t i = 0; i < bindingCount; ++i) {
        const auto view =
            target(*Buffer::from(pBuffers[i]), pOffsets[i], pSizes ? pSizes[i] : VK_WHOLE_SIZE);
        commands.record([binding = firstBinding + i, view](Recorder& recorder) {
            recorder.graphics.feedback.targets[binding] = view;
        });
    }
}

VKAPI_ATTR void VKAPI_CALL CmdBeginTransformFeedbackEXT(VkCommandBuffer commandBuffer,
                                                        uint32_t firstCounterBuffer,
                                                        uint32_t counterBufferCount,
                                                        const VkBuffer* pCounterBuffers,
                                                        const VkDeviceSize* pCounterBufferOffsets) {
    const Counters counters =
        countersOf(firstCounterBuffer, counterBufferCount, pCounterBuffers, pCounterBufferOffsets);
    CommandBuffer::from(commandBuffer)->record([counters](Recorder& recorder) {
        if (const VkResult result = begin(recorder, counters)) recorder.fail(result);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdEndTransformFeedbackEXT(VkCommandBuffer commandBuffer,
                                                      uint32_t firstCounterBuffer,
                                                      uint32_t counterBufferCount,
                                                      const VkBuffer* pCounterBuffers,
                                                      const VkDeviceSize* pCounterBufferOffsets) {
    const Counters counters =
        countersOf(firstCounterBuffer, counterBufferCount, pCounterBuffers, pCounterBufferOffsets);
    CommandBuffer::from(commandBuffer)->record([counters](Recorder& recorder) {
        end(recorder, counters);
    });
}

}  // namespace baker::entry
