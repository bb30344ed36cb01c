#include "com/event.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace baker::host {

std::shared_ptr<Event> Event::duplicate(HANDLE eventfd, uint32_t needed) {
    const int copy =
        fcntl(static_cast<int>(reinterpret_cast<intptr_t>(eventfd)), F_DUPFD_CLOEXEC, 0);
    return copy < 0 ? nullptr : std::make_shared<Event>(copy, needed);
}

Event::~Event() {
    close(descriptor_);
}

void Event::arrive() {
    if (needed_ == 0 || --needed_ != 0) return;
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(descriptor_, &one, sizeof(one));
}

void waitForEvent(int eventfd) {
    pollfd entry = {eventfd, POLLIN, 0};
    while (poll(&entry, 1, -1) < 0) {
    }
}

}  // namespace baker::host
