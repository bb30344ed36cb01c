// VkQueryPool. Results live in memory that host and device share: each query is a 64-bit value and
// a 64-bit availability, 0 or 1. A command list ends a D3D12 query, resolves it there at once, and
// then copies the availability. So results are read without asking D3D12, and a wait for one is a
// wait for a fence (WaitableFence), not a poll.
//
// Vulkan's external synchronisation applies; results may be read while queues write others.
#pragma once

#include <condition_variable>
#include <mutex>
#include <vector>

#include "base/object.hpp"
#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "sync/waitable_fence.hpp"

namespace baker {

class Device;

struct QuerySlot {
    uint64_t value;
    uint64_t available;
};

class QueryPool : public Object<QueryPool, VkQueryPool> {
  public:
    explicit QueryPool(Device& device) : device_(device) {}
    VkResult init(const VkQueryPoolCreateInfo& info);

    ID3D12QueryHeap* heap() const { return heap_.Get(); }
    ID3D12Resource* results() const { return results_.Get(); }
    // Sources for copies: `count()` slots of {0, 0}, and the value 1.
    ID3D12Resource* constants() const { return constants_.Get(); }
    uint64_t oneOffset() const { return sizeof(QuerySlot) * count_; }
    uint32_t count() const { return count_; }

    void reset(uint32_t first, uint32_t count);
    // vkGetQueryPoolResults.
    VkResult read(uint32_t first, uint32_t count, std::byte* data, VkDeviceSize stride,
                  VkQueryResultFlags flags);

    // A queue was given a list that makes queries of this pool available by the time of `fence`.
    void submitted(FenceWait fence);

  private:
    bool available(uint32_t query) const {
        return reinterpret_cast<const volatile QuerySlot*>(slots_)[query].available != 0;
    }
    VkResult waitFor(uint32_t query);

    Device& device_;
    uint32_t count_ = 0;
    ComPtr<ID3D12QueryHeap> heap_;
    ComPtr<ID3D12Resource> results_;
    ComPtr<ID3D12Resource> constants_;
    QuerySlot* slots_ = nullptr;  // results_, mapped
    std::mutex mutex_;            // guards pending_
    std::condition_variable submission_;
    std::vector<FenceWait> pending_;  // in order of submission
};

}  // namespace baker
