// VkEvent. Its state is a word of host-visible memory that the host and command lists write.
//
// D3D12 command lists cannot wait. Where a command list would have to wait for an event that
// nothing submitted before it sets, the command buffer is cut and the queue waits between two lists
// for a fence that the next vkSetEvent signals (queue.hpp, CommandStep). All other waits are
// barriers: what sets the event precedes them on the same queue.
#pragma once

#include <cstdint>
#include <mutex>

#include "base/object.hpp"
#include "sync/event_words.hpp"
#include "sync/waitable_fence.hpp"

namespace baker {

class Event : public Object<Event, VkEvent> {
  public:
    static Result<Event*> create(Device& device, const Allocator& allocator);

    bool isSet() const { return *word_.mapped != 0; }
    VkResult set();  // vkSetEvent, vkResetEvent
    void reset();

    // For command lists: vkCmdSetEvent2 and vkCmdResetEvent2 copy 4 bytes to it.
    const EventWord& word() const { return word_; }

    // For Queue::submit, in submission order.
    VkResult enqueueWait(ID3D12CommandQueue* queue);
    void submitted(bool set);

    explicit Event(Device& device) : device_(device) {}
    ~Event();

  private:
    VkResult init();

    Device& device_;
    EventWord word_;
    WaitableFence fence_;
    std::mutex mutex_;
    bool willBeSet_ = false;  // when all that was submitted so far, or done by the host, is done
    uint64_t nextSignal_ = 1;
};

}  // namespace baker
