// Commands that the host executes and waits for, on a D3D12 queue of their own: a queue of the
// application may be waiting for what the host does next (VK_EXT_host_image_copy).
//
// A service of the device. Thread-safe: one at a time.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "base/result.hpp"
#include "command_buffer.hpp"
#include "command_pool.hpp"
#include "sync/waitable_fence.hpp"

namespace baker {

class HostCommands {
  public:
    static Result<std::unique_ptr<HostCommands>> create(Device& device);
    explicit HostCommands(Device& device);

    // What `record` records has been executed when this returns.
    VkResult run(const std::function<void(Recorder&)>& record);

  private:
    VkResult init();
    VkResult execute();

    Device& device_;
    CommandPool pool_;
    CommandBuffer* commands_ = nullptr;  // of the pool
    ComPtr<ID3D12CommandQueue> queue_;
    WaitableFence done_;
    uint64_t submissions_ = 0;
    std::mutex mutex_;
};

}  // namespace baker
