#include "event_fds.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/log.hpp"

namespace baker {

Result<std::unique_ptr<EventFds>> EventFds::create(Device&) {
    return std::make_unique<EventFds>();
}

EventFds::~EventFds() {
    for (int fd : free_) close(fd);
}

Result<int> EventFds::acquire() {
    {
        std::lock_guard lock(mutex_);
        if (!free_.empty()) {
            const int fd = free_.back();
            free_.pop_back();
            return fd;
        }
    }
    const int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd >= 0) return fd;
    log::error("eventfd failed: %s", strerror(errno));
    return VK_ERROR_OUT_OF_HOST_MEMORY;
}

void EventFds::release(int fd) {
    std::lock_guard lock(mutex_);
    free_.push_back(fd);
}

}  // namespace baker
