// Changes of tile mappings in the order of a command queue's other work, which vkd3d does not
// execute. The queue signals a fence, a thread awaits that, has Vulkan bind the memory, and lets
// the queue go on by a second fence.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include <wsl/winadapter.h>

#include <directx/d3d12.h>

#include "proxy/tiled_resource.hpp"

namespace baker::host {

struct TileUpdate {
    ID3D12Resource* resource;  // one reference each
    ID3D12Heap* heap;          // may be NULL
    const TiledResource* tiled;
    std::vector<TileChange> changes;
};

class TileQueue {
  public:
    // The queue, its object inside, and fences that belong to this: the references are taken over.
    TileQueue(ID3D12CommandQueue* queue, void* inner, ID3D12Fence* reached, ID3D12Fence* done);
    ~TileQueue();  // once everything has been done
    TileQueue(const TileQueue&) = delete;
    TileQueue& operator=(const TileQueue&) = delete;

    // Any number of threads may call.
    void enqueue(TileUpdate update);

  private:
    struct Job {
        UINT64 number;
        TileUpdate update;
    };

    void run();
    void bind(const TileUpdate& update);

    ID3D12CommandQueue* const queue_;
    void* const inner_;
    ID3D12Fence* const reached_;
    ID3D12Fence* const done_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> jobs_;
    UINT64 last_ = 0;
    bool ending_ = false;
    std::thread thread_;  // the last: it uses the others
};

}  // namespace baker::host
