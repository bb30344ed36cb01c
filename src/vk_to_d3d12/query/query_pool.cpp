#include "query_pool.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>

#include "device/device.hpp"
#include "memory/internal_buffer.hpp"
#include "query_result.hpp"
#include "vk_entrypoints.hpp"

namespace baker {

VkResult QueryPool::init(const VkQueryPoolCreateInfo& info) {
    kind_ = queryKind(info.queryType);
    if (!kind_) return VK_ERROR_FEATURE_NOT_PRESENT;
    mask_ =
        info.queryType == VK_QUERY_TYPE_PIPELINE_STATISTICS ? info.pipelineStatistics : kind_->mask;
    count_ = info.queryCount;
    const D3D12_QUERY_HEAP_DESC desc{.Type = kind_->heap, .Count = count_};
    TRY_VK(device_.check(device_.d3d12()->CreateQueryHeap(&desc, IID_PPV_ARGS(&heap_)),
                         "ID3D12Device::CreateQueryHeap"));
    const uint64_t bytes = slotBytes() * count_;
    results_ = TRY(createInternalBuffer(device_, D3D12_HEAP_TYPE_CUSTOM, bytes));
    words_ = reinterpret_cast<uint64_t*>(TRY(mapInternalBuffer(device_, results_.Get())));
    std::memset(words_, 0, bytes);
    constants_ = TRY(createInternalBuffer(device_, D3D12_HEAP_TYPE_UPLOAD, bytes + 8));
    std::byte* constants = TRY(mapInternalBuffer(device_, constants_.Get()));
    const uint64_t one = 1;
    std::memset(constants, 0, bytes);
    std::memcpy(constants + bytes, &one, sizeof(one));
    return VK_SUCCESS;
}

void QueryPool::reset(uint32_t first, uint32_t count) {
    std::memset(slot(first), 0, slotBytes() * count);
}

void QueryPool::submitted(FenceWait fence) {
    const std::lock_guard lock(mutex_);
    std::erase_if(pending_, [](const FenceWait& wait) {
        auto reached = wait.fence->completedValue();
        return reached.ok() && reached.value() >= wait.value;
    });
    pending_.push_back(fence);
    submission_.notify_all();
}

// Waits for the submissions that may bring the result, the oldest first; where there is none, for
// one to come (another thread may be about to submit it).
VkResult QueryPool::waitFor(uint32_t query) {
    std::unique_lock lock(mutex_);
    while (!available(query)) {
        TRY_VK(device_.status());
        if (pending_.empty()) {
            submission_.wait(lock);
            continue;
        }
        const FenceWait wait = pending_.front();
        lock.unlock();
        TRY_VK(waitForFences({&wait, 1}, true, UINT64_MAX));
        lock.lock();
        if (!pending_.empty() && pending_.front().fence == wait.fence &&
            pending_.front().value == wait.value)
            pending_.erase(pending_.begin());
    }
    return VK_SUCCESS;
}

VkResult QueryPool::read(uint32_t first, uint32_t count, std::byte* data, VkDeviceSize stride,
                         VkQueryResultFlags flags) {
    VkResult result = VK_SUCCESS;
    for (uint32_t i = 0; i < count; ++i, data += stride) {
        if (flags & VK_QUERY_RESULT_WAIT_BIT) TRY_VK(waitFor(first + i));
        const bool isAvailable = available(first + i);
        std::atomic_thread_fence(std::memory_order_acquire);
        if (!isAvailable) result = VK_NOT_READY;
        writeQueryResult(data, {slot(first + i), mask_, isAvailable}, flags);
    }
    return result;
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateQueryPool(VkDevice device,
                                               const VkQueryPoolCreateInfo* pCreateInfo,
                                               const VkAllocationCallbacks* pAllocator,
                                               VkQueryPool* pQueryPool) {
    Device& owner = *Device::from(device);
    const Allocator allocator = owner.allocator(pAllocator);
    auto* pool = newObject<QueryPool>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, owner);
    if (!pool) return VK_ERROR_OUT_OF_HOST_MEMORY;
    if (const VkResult result = pool->init(*pCreateInfo)) {
        deleteObject(allocator, pool);
        return result;
    }
    *pQueryPool = pool->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyQueryPool(VkDevice device, VkQueryPool queryPool,
                                            const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), QueryPool::from(queryPool));
}

VKAPI_ATTR VkResult VKAPI_CALL GetQueryPoolResults(VkDevice device, VkQueryPool queryPool,
                                                   uint32_t firstQuery, uint32_t queryCount, size_t,
                                                   void* pData, VkDeviceSize stride,
                                                   VkQueryResultFlags flags) {
    TRY_VK(Device::from(device)->status());
    return QueryPool::from(queryPool)->read(firstQuery, queryCount, static_cast<std::byte*>(pData),
                                            stride, flags);
}

VKAPI_ATTR void VKAPI_CALL ResetQueryPool(VkDevice, VkQueryPool queryPool, uint32_t firstQuery,
                                          uint32_t queryCount) {
    QueryPool::from(queryPool)->reset(firstQuery, queryCount);
}

}  // namespace baker::entry
