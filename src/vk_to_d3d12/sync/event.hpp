// VkEvent. Its state is a word of host-visible memory that host and command lists write; where a
// command list would have to wait for the host, the queue waits between two lists (queue.hpp,
// CommandStep).
#pragma once

#include <cstdint>
#include <mutex>

#include "base/object.hpp"
#include "base/result.hpp"
#include "sync/waitable_fence.hpp"

namespace baker {

class Device;

// The word in `resource` at `offset`: 1 set, 0 reset. vkCmdSetEvent2 and vkCmdResetEvent2 copy it
// from `source` at `setOffset`/`resetOffset` (CopyBufferRegion, 4 bytes).
struct EventWord {
    ID3D12Resource* resource;
    uint64_t offset;
    ID3D12Resource* source;
    uint64_t setOffset;
    uint64_t resetOffset;
};

class Event : public Object<Event, VkEvent> {
  public:
    static Result<Event*> create(Device& device, bool deviceOnly, const Allocator& allocator);

    bool isSet() const;
    VkResult set();
    VkResult reset();

    // For command lists.
    const EventWord& word() const { return word_; }

    // For Queue::submit, in submission order. What the state will be when the work submitted so far
    // is done: a wait on a set event needs no wait of the queue; else it needs one for `fence()`
    // to reach the value that the next vkSetEvent signals.
    bool willBeSet();
    void submitted(bool set);
    FenceWait hostSignal();

    explicit Event(Device& device) : device_(device) {}
    ~Event();

  private:
    Device& device_;
    EventWord word_{};
    volatile uint32_t* mapped_ = nullptr;
    std::mutex mutex_;
    WaitableFence fence_;
    uint64_t nextSignal_ = 1;
    bool willBeSet_ = false;
};

}  // namespace baker
