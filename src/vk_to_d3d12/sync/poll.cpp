#include "poll.hpp"

#include <cerrno>
#include <cstring>
#include <ctime>

#include "base/log.hpp"

namespace baker {
namespace {

constexpr uint64_t kNanosecondsPerSecond = 1'000'000'000;

uint64_t now() {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<uint64_t>(time.tv_sec) * kNanosecondsPerSecond +
           static_cast<uint64_t>(time.tv_nsec);
}

}  // namespace

Deadline::Deadline(uint64_t timeout) {
    const uint64_t start = now();
    if (timeout < INT64_MAX - start) end_ = start + timeout;
}

const timespec* Deadline::remaining(timespec& storage) const {
    if (!end_) return nullptr;
    const uint64_t time = now();
    const uint64_t left = time < *end_ ? *end_ - time : 0;
    storage.tv_sec = static_cast<time_t>(left / kNanosecondsPerSecond);
    storage.tv_nsec = static_cast<long>(left % kNanosecondsPerSecond);
    return &storage;
}

VkResult pollUntil(std::span<pollfd> fds, const Deadline& deadline) {
    for (;;) {
        timespec storage;
        const int ready = ppoll(fds.data(), fds.size(), deadline.remaining(storage), nullptr);
        if (ready > 0) return VK_SUCCESS;
        if (ready == 0) return VK_TIMEOUT;
        if (errno == EINTR) continue;
        log::error("ppoll failed: %s", strerror(errno));
        return VK_ERROR_OUT_OF_HOST_MEMORY;
    }
}

}  // namespace baker
