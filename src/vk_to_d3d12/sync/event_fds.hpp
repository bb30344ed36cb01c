// The eventfds of a device, kept for reuse. A pooled one has nothing to be read and no write under
// way.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "base/result.hpp"

namespace baker {

class Device;

class EventFds {
  public:
    static Result<std::unique_ptr<EventFds>> create(Device& device);
    ~EventFds();

    Result<int> acquire();  // VK_ERROR_OUT_OF_HOST_MEMORY: the process has no descriptor left
    void release(int fd);

  private:
    std::mutex mutex_;
    std::vector<int> free_;
};

}  // namespace baker
