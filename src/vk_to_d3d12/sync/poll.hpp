// ppoll(2) with an absolute deadline, as a VkResult.
#pragma once

#include <poll.h>
#include <vulkan/vulkan.h>

#include <cstdint>
#include <optional>
#include <span>

namespace baker {

class Deadline {
  public:
    // `timeout` in nanoseconds from now; what reaches beyond the clock is no limit.
    explicit Deadline(uint64_t timeout);

    // Null: no limit.
    const timespec* remaining(timespec& storage) const;

  private:
    std::optional<uint64_t> end_;  // CLOCK_MONOTONIC, nanoseconds
};

// Until one of `fds` has an answer in `revents`: VK_SUCCESS; VK_TIMEOUT;
// VK_ERROR_OUT_OF_HOST_MEMORY for any error. A signal handler's interruption is no error.
VkResult pollUntil(std::span<pollfd> fds, const Deadline& deadline);

}  // namespace baker
