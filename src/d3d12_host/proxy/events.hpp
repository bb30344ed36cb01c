// WSL's event handles are eventfds. vkd3d gives a HANDLE back to the callback that signals it,
// possibly long after the client has closed its own descriptor; as on WSL, an event stays alive
// until it is signalled. So a registration duplicates the descriptor, and what vkd3d gets is a
// ticket for it.
#pragma once

#include <memory>

#include "com/event.hpp"

namespace baker::host {

// A ticket for one arrival at the event. `fence` tags it for withdrawEvents.
HANDLE enrollEvent(std::shared_ptr<Event> event, const void* fence);

// Ends a ticket, or all tickets of a fence, that will not be signalled any more.
void withdrawEvent(HANDLE ticket);
void withdrawEvents(const void* fence);

// vkd3d's pfn_signal_event. A ticket that has been withdrawn is ignored.
HRESULT signalEvent(HANDLE ticket);

}  // namespace baker::host
