// VkCommandBuffer. A primary one records straight into D3D12 command lists; a secondary one keeps a
// CommandStream that vkCmdExecuteCommands replays into a primary one.
//
// Externally synchronised with its pool, as Vulkan has it.
#pragma once

#include <memory>
#include <span>

#include "base/object.hpp"
#include "command_stream.hpp"
#include "recorder.hpp"
#include "step_recorder.hpp"

namespace baker {

class CommandPool;

class CommandBuffer : public DispatchableObject<CommandBuffer, VkCommandBuffer> {
  public:
    CommandBuffer(Device& device, CommandPool& pool, VkCommandBufferLevel level);

    VkResult begin();
    VkResult end();
    // The device no longer executes it. `releaseResources`: memory is given back, else kept.
    void reset(bool releaseResources);

    CommandPool& pool() const { return pool_; }
    // Of an ended primary command buffer, for Queue::submit.
    std::span<const CommandStep> steps() const { return steps_.steps(); }
    const CommandStream& stream() const { return *stream_; }

    // Runs `command(Recorder&)` now (primary) or whenever the command buffer is executed
    // (secondary). It captures by value; arrays that it refers to come from keep().
    template <typename F>
    void record(const F& command) {
        if (!stream_) [[likely]]
            command(recorder_);
        else
            stream_->push(command);
    }
    template <typename T>
    std::span<const T> keep(const T* array, size_t count) {
        const std::span<const T> source(array, count);
        return stream_ ? stream_->keep(source) : source;
    }

    // For as long as the recording.
    const SetLayoutRef* keepLayout(SetLayoutRef layout) {
        return recorder_.pushed.keep(std::move(layout));
    }

  private:
    Recorder recorder_;
    std::unique_ptr<CommandStream> stream_;  // null: primary
    StepRecorder steps_;
    CommandPool& pool_;
    bool recorded_ = false;  // begun since the last reset
};

}  // namespace baker
