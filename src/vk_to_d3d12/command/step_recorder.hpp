// The steps of a primary command buffer (CommandStep in device/queue.hpp) and their D3D12 lists.
//
// A command buffer owns one D3D12 allocator: D3D12 resets allocators, not lists, and Vulkan resets
// and records command buffers one by one. Lists and allocator are kept for the next recording.
#pragma once

#include <span>
#include <vector>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "device/queue.hpp"

namespace baker {

class Device;

class StepRecorder {
  public:
    StepRecorder(Device& device, D3D12_COMMAND_LIST_TYPE type) : device_(device), type_(type) {}

    // Forgets the last recording, which the device no longer executes, and opens the first list.
    Result<ID3D12GraphicsCommandList*> begin();
    // Closes the list and opens another one: the queue may wait for events between them.
    Result<ID3D12GraphicsCommandList*> cut();
    VkResult end();  // closes the list; of no effect when none is open
    void release();  // gives allocator and lists back

    std::span<const CommandStep> steps() const { return {steps_.data(), stepCount_}; }

    // The events that the queue waits for before it executes the current list.
    void waitFor(Event* event) { current().waits.push_back(event); }
    void change(Event* event, bool set) { current().changes.push_back({event, set}); }
    // Whether the last change of `event` in this command buffer, if any, sets it.
    bool setsItself(const Event* event) const;
    void writesQueries(QueryPool* pool);

  private:
    CommandStep& current() { return steps_[stepCount_ - 1]; }
    Result<ID3D12GraphicsCommandList*> openList();

    Device& device_;
    D3D12_COMMAND_LIST_TYPE type_;
    ComPtr<ID3D12CommandAllocator> allocator_;
    std::vector<ComPtr<ID3D12GraphicsCommandList>> lists_;
    std::vector<CommandStep> steps_;  // kept for their vectors' memory
    size_t stepCount_ = 0;
    bool isOpen_ = false;  // the last list takes commands
};

}  // namespace baker
