// WSL's event handles are eventfds. vkd3d gives a HANDLE back to the callback that signals it,
// possibly long after the client has closed its own descriptor; as on WSL, an event stays alive
// until it is signalled. So a registration duplicates the descriptor, and what vkd3d gets is a
// ticket for it.
#pragma once

#include <cstdint>
#include <memory>

#include "com/com_object.hpp"

namespace baker::host {

// A client's event, signalled once, when `needed` of its tickets have been.
class Event {
  public:
    // NULL if the handle is no open descriptor.
    static std::shared_ptr<Event> duplicate(HANDLE eventfd, uint32_t needed = 1);

    Event(int descriptor, uint32_t needed) : descriptor_(descriptor), needed_(needed) {}
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    ~Event();

    void arrive();

  private:
    const int descriptor_;
    uint32_t needed_;
};

// A ticket for one arrival at the event. `fence` tags it for withdrawEvents.
HANDLE enrollEvent(std::shared_ptr<Event> event, const void* fence);

// Ends a ticket, or all tickets of a fence, that will not be signalled any more.
void withdrawEvent(HANDLE ticket);
void withdrawEvents(const void* fence);

// vkd3d's pfn_signal_event. A ticket that has been withdrawn is ignored.
HRESULT signalEvent(HANDLE ticket);

}  // namespace baker::host
