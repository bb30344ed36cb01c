// Host waits for one or several fences.
#include <algorithm>
#include <vector>

#include "poll.hpp"
#include "waitable_fence.hpp"

namespace baker {
namespace {

// The waits of a list that have begun, ended together.
class BegunWaits {
  public:
    ~BegunWaits() {
        for (const FenceWait& wait : waits_) wait.fence->endWait(wait.value);
    }

    VkResult begin(const FenceWait& wait) {
        fds_.push_back({TRY(wait.fence->beginWait(wait.value)), POLLIN, 0});
        waits_.push_back(wait);
        return VK_SUCCESS;
    }

    std::span<pollfd> fds() { return fds_; }

  private:
    std::vector<FenceWait> waits_;
    std::vector<pollfd> fds_;
};

Result<bool> reached(const FenceWait& wait) {
    return TRY(wait.fence->completedValue()) >= wait.value;
}

// Polls for the next of `waits` that is reached.
VkResult waitForOne(std::span<const FenceWait> waits, const Deadline& deadline) {
    BegunWaits begun;
    for (const FenceWait& wait : waits) TRY_VK(begun.begin(wait));
    return pollUntil(begun.fds(), deadline);
}

VkResult waitForAll(std::span<const FenceWait> waits, uint64_t timeout) {
    const Deadline deadline(timeout);
    for (const FenceWait& wait : waits) {
        while (!TRY(reached(wait))) {
            if (timeout == 0) return VK_TIMEOUT;
            const VkResult result = waitForOne({&wait, 1}, deadline);
            if (result != VK_SUCCESS) return result;
        }
    }
    return VK_SUCCESS;
}

VkResult waitForAny(std::span<const FenceWait> waits, uint64_t timeout) {
    const Deadline deadline(timeout);
    for (;;) {
        for (const FenceWait& wait : waits)
            if (TRY(reached(wait))) return VK_SUCCESS;
        if (timeout == 0) return VK_TIMEOUT;
        const VkResult result = waitForOne(waits, deadline);
        if (result != VK_SUCCESS) return result;
    }
}

}  // namespace

VkResult waitForFences(std::span<const FenceWait> waits, bool all, uint64_t timeout) {
    return all ? waitForAll(waits, timeout) : waitForAny(waits, timeout);
}

}  // namespace baker
