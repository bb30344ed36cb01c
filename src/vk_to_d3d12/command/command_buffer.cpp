#include "command_buffer.hpp"

#include "command_pool.hpp"
#include "device/device.hpp"
#include "vk_entrypoints.hpp"

namespace baker {

CommandBuffer::CommandBuffer(Device& device, CommandPool& pool, VkCommandBufferLevel level)
    : recorder_(device),
      stream_(level == VK_COMMAND_BUFFER_LEVEL_SECONDARY ? std::make_unique<CommandStream>()
                                                         : nullptr),
      steps_(device, pool.listType()),
      pool_(pool) {
    recorder_.steps = &steps_;
}

VkResult CommandBuffer::begin() {
    if (recorded_) reset(false);
    recorded_ = true;
    if (stream_) return VK_SUCCESS;
    recorder_.list = TRY(steps_.begin());
    recorder_.queries.clear();
    recorder_.predicate = {};
    recorder_.graphics.feedback.active = false;
    recorder_.graphics.state.baked.captures = false;
    recorder_.resetState();
    recorder_.listChanged();
    return VK_SUCCESS;
}

VkResult CommandBuffer::end() {
    if (stream_) return VK_SUCCESS;
    const VkResult closed = steps_.end();
    return failed(recorder_.result) ? recorder_.result : closed;
}

void CommandBuffer::reset(bool releaseResources) {
    recorded_ = false;
    recorder_.result = VK_SUCCESS;
    recorder_.upload.reset();
    recorder_.scratch.reset();
    recorder_.views.reset();
    recorder_.pushed.reset();
    recorder_.attachments.reset();
    if (stream_) stream_->reset();
    if (!releaseResources) return;
    recorder_.upload.release();
    recorder_.scratch.release();
    recorder_.views.release();
    recorder_.pushed.release();
    if (stream_) stream_->release();
    steps_.release();
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL BeginCommandBuffer(VkCommandBuffer commandBuffer,
                                                  const VkCommandBufferBeginInfo*) {
    return CommandBuffer::from(commandBuffer)->begin();
}

VKAPI_ATTR VkResult VKAPI_CALL EndCommandBuffer(VkCommandBuffer commandBuffer) {
    return CommandBuffer::from(commandBuffer)->end();
}

VKAPI_ATTR VkResult VKAPI_CALL ResetCommandBuffer(VkCommandBuffer commandBuffer,
                                                  VkCommandBufferResetFlags flags) {
    CommandBuffer::from(commandBuffer)
        ->reset(flags & VK_COMMAND_BUFFER_RESET_RELEASE_RESOURCES_BIT);
    return VK_SUCCESS;
}

// There is one physical device in a group.
VKAPI_ATTR void VKAPI_CALL CmdSetDeviceMask(VkCommandBuffer, uint32_t) {}

VKAPI_ATTR void VKAPI_CALL CmdExecuteCommands(VkCommandBuffer commandBuffer,
                                              uint32_t commandBufferCount,
                                              const VkCommandBuffer* pCommandBuffers) {
    CommandBuffer& primary = *CommandBuffer::from(commandBuffer);
    const auto secondaries = primary.keep(pCommandBuffers, commandBufferCount);
    primary.record([secondaries](Recorder& recorder) {
        for (VkCommandBuffer secondary : secondaries) {
            recorder.resetState();
            CommandBuffer::from(secondary)->stream().replay(recorder);
        }
        recorder.resetState();
    });
}

}  // namespace baker::entry
