// vkCmdBeginConditionalRenderingEXT and vkCmdEndConditionalRenderingEXT.
//
// Vulkan's predicates are 32 bits at multiples of 4, D3D12's are 64 bits at multiples of 8: the
// word is copied, zeros beside it. Vulkan does not say when between begin and end it is read.
#include <cstring>

#include "command_buffer.hpp"
#include "graphics_flush.hpp"
#include "resource/buffer.hpp"
#include "sync/barrier.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

constexpr VkPipelineStageFlags2 kStage = VK_PIPELINE_STAGE_2_CONDITIONAL_RENDERING_BIT_EXT;

Result<TransientSlice> copyPredicate(Recorder& recorder, ID3D12Resource* buffer, uint64_t offset) {
    const TransientSlice zero = TRY(recorder.upload.allocate(4, 4));
    const TransientSlice predicate = TRY(recorder.scratch.allocate(8, 8));
    std::memset(zero.data, 0, 4);
    recordMemoryDependency(recorder.device, recorder.list,
                           {.srcStages = kStage,
                            .dstStages = VK_PIPELINE_STAGE_2_COPY_BIT,
                            .dstAccess = VK_ACCESS_2_TRANSFER_READ_BIT});
    recorder.list->CopyBufferRegion(predicate.resource, predicate.offset, buffer, offset, 4);
    recorder.list->CopyBufferRegion(predicate.resource, predicate.offset + 4, zero.resource,
                                    zero.offset, 4);
    recordMemoryDependency(recorder.device, recorder.list,
                           {.srcStages = VK_PIPELINE_STAGE_2_COPY_BIT,
                            .srcAccess = VK_ACCESS_2_TRANSFER_WRITE_BIT,
                            .dstStages = kStage,
                            .dstAccess = VK_ACCESS_2_CONDITIONAL_RENDERING_READ_BIT_EXT});
    return predicate;
}

void begin(Recorder& recorder, ID3D12Resource* buffer, uint64_t offset, bool inverted) {
    auto predicate = copyPredicate(recorder, buffer, offset);
    if (!predicate.ok()) return recorder.fail(predicate.error());
    recorder.predicate = {
        predicate.value().resource, predicate.value().offset,
        inverted ? D3D12_PREDICATION_OP_NOT_EQUAL_ZERO : D3D12_PREDICATION_OP_EQUAL_ZERO};
    recorder.graphics.bindings.dirty |= kDirtySpecial;
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdBeginConditionalRenderingEXT(
    VkCommandBuffer commandBuffer,
    const VkConditionalRenderingBeginInfoEXT* pConditionalRenderingBegin) {
    const Buffer& buffer = *Buffer::from(pConditionalRenderingBegin->buffer);
    const bool inverted =
        pConditionalRenderingBegin->flags & VK_CONDITIONAL_RENDERING_INVERTED_BIT_EXT;
    CommandBuffer::from(commandBuffer)
        ->record([resource = buffer.resource(),
                  offset = buffer.offset() + pConditionalRenderingBegin->offset,
                  inverted](Recorder& recorder) { begin(recorder, resource, offset, inverted); });
}

VKAPI_ATTR void VKAPI_CALL CmdEndConditionalRenderingEXT(VkCommandBuffer commandBuffer) {
    CommandBuffer::from(commandBuffer)->record([](Recorder& recorder) {
        recorder.predicate = {};
        recorder.graphics.bindings.dirty |= kDirtySpecial;
    });
}

}  // namespace baker::entry
