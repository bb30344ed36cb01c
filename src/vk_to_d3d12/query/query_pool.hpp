// VkQueryPool. Results live in memory that host and device share: each query is a slot of 64-bit
// words, what D3D12 resolves and then the availability, 0 or 1. A command list ends a D3D12 query,
// resolves it there at once, and then copies the availability. So results are read without asking
// D3D12, and a wait for one is a wait for a fence (WaitableFence), not a poll.
//
// Vulkan's external synchronisation applies; results may be read while queues write others.
#pragma once

#include <condition_variable>
#include <mutex>
#include <vector>

#include "base/object.hpp"
#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "query_kind.hpp"
#include "sync/waitable_fence.hpp"

namespace baker {

class Device;

class QueryPool : public Object<QueryPool, VkQueryPool> {
  public:
    explicit QueryPool(Device& device) : device_(device) {}
    VkResult init(const VkQueryPoolCreateInfo& info);

    const QueryKind& kind() const { return *kind_; }
    // Which words of a slot are values.
    uint32_t mask() const { return mask_; }
    ID3D12QueryHeap* heap() const { return heap_.Get(); }
    ID3D12Resource* results() const { return results_.Get(); }
    // Sources for copies: `count()` slots of zeros, and the value 1.
    ID3D12Resource* constants() const { return constants_.Get(); }
    uint64_t oneOffset() const { return slotOffset(count_); }
    uint32_t count() const { return count_; }

    // Bytes of results().
    uint64_t slotBytes() const { return 8 * (uint64_t(kind_->words) + 1); }
    uint64_t slotOffset(uint32_t query) const { return slotBytes() * query; }
    uint64_t availableOffset(uint32_t query) const { return slotOffset(query) + 8 * kind_->words; }

    void reset(uint32_t first, uint32_t count);
    // vkGetQueryPoolResults.
    VkResult read(uint32_t first, uint32_t count, std::byte* data, VkDeviceSize stride,
                  VkQueryResultFlags flags);

    // A queue was given a list that makes queries of this pool available by the time of `fence`.
    void submitted(FenceWait fence);

  private:
    uint64_t* slot(uint32_t query) const { return words_ + (kind_->words + 1) * query; }
    bool available(uint32_t query) const {
        return const_cast<const volatile uint64_t&>(slot(query)[kind_->words]) != 0;
    }
    VkResult waitFor(uint32_t query);

    Device& device_;
    const QueryKind* kind_ = nullptr;
    uint32_t mask_ = 0;
    uint32_t count_ = 0;
    ComPtr<ID3D12QueryHeap> heap_;
    ComPtr<ID3D12Resource> results_;
    ComPtr<ID3D12Resource> constants_;
    uint64_t* words_ = nullptr;  // results_, mapped
    std::mutex mutex_;           // guards pending_
    std::condition_variable submission_;
    std::vector<FenceWait> pending_;  // in order of submission
};

}  // namespace baker
