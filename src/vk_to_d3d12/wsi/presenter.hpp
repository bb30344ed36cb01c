// Brings images to a window: the presenting queue copies an image to memory, a thread waits for
// that and gives the pixels to the window. So vkQueuePresentKHR waits for nothing.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "d3d12/d3d12_api.hpp"
#include "sync/waitable_fence.hpp"
#include "window.hpp"

namespace baker {

class Device;
class Image;
class Queue;

class Presenter {
  public:
    Presenter(Device& device, Window& window);
    // Shows what was presented, then ends.
    ~Presenter();

    // The next image's index is one more than the last one's, from 0.
    VkResult add(Image& image);
    // Enqueues the copy on `queue`. `shown` is signaled with `value` when the window has the
    // pixels.
    VkResult present(Queue& queue, uint32_t index, WaitableFence& shown, uint64_t value);
    // VK_SUCCESS, or VK_ERROR_SURFACE_LOST_KHR once the window did not take an image.
    VkResult status() const { return status_; }

  private:
    struct Copy {  // recorded once
        ComPtr<ID3D12CommandAllocator> allocator;
        ComPtr<ID3D12GraphicsCommandList> list;
    };
    struct Target {
        Image* image;
        ComPtr<ID3D12Resource> buffer;
        Pixels pixels;  // of the mapped buffer
        WaitableFence copied;
        std::map<D3D12_COMMAND_LIST_TYPE, Copy> copies;  // by the queue's type
    };
    struct Job {
        Target* target;
        WaitableFence* shown;
        uint64_t value;
    };

    Result<ID3D12CommandList*> copyList(Target& target, D3D12_COMMAND_LIST_TYPE type);
    VkResult record(Target& target, D3D12_COMMAND_LIST_TYPE type, Copy& copy);
    void run();
    bool next(Job& job);

    Device& device_;
    Window& window_;
    std::vector<std::unique_ptr<Target>> targets_;
    std::atomic<VkResult> status_ = VK_SUCCESS;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> jobs_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace baker
