// WSL's event handles are eventfds.
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

// Blocks until the eventfd has been signalled.
void waitForEvent(int eventfd);

}  // namespace baker::host
