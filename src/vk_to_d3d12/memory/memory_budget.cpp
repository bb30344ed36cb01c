#include "memory_budget.hpp"

#include <algorithm>

#include "d3d12/adapter.hpp"
#include "memory_types.hpp"

namespace baker {
namespace {

DXCoreAdapterMemoryBudget querySegment(const Adapter& adapter, DXCoreSegmentGroup group) {
    const DXCoreAdapterMemoryBudgetNodeSegmentGroup question{0, group};
    DXCoreAdapterMemoryBudget answer{};
    if (FAILED(adapter.dxcore->QueryState(DXCoreAdapterState::AdapterMemoryBudget, &question,
                                          &answer)))
        return {};
    return answer;
}

}  // namespace

// The heaps are those of queryMemoryTypes: one of all memory, or local and shared memory.
void queryMemoryBudget(const Adapter& adapter, const MemoryTypes& types,
                       VkPhysicalDeviceMemoryBudgetPropertiesEXT& budget) {
    std::fill_n(budget.heapBudget, VK_MAX_MEMORY_HEAPS, VkDeviceSize(0));
    std::fill_n(budget.heapUsage, VK_MAX_MEMORY_HEAPS, VkDeviceSize(0));
    const uint32_t lastHeap = types.vulkan.memoryHeapCount - 1;
    for (DXCoreSegmentGroup group : {DXCoreSegmentGroup::Local, DXCoreSegmentGroup::NonLocal}) {
        const DXCoreAdapterMemoryBudget segment = querySegment(adapter, group);
        const uint32_t heap = group == DXCoreSegmentGroup::Local ? 0 : lastHeap;
        budget.heapBudget[heap] += segment.budget;
        budget.heapUsage[heap] += segment.currentUsage;
    }
    // The spec wants a budget above zero and not above the heap's size.
    for (uint32_t i = 0; i <= lastHeap; ++i) {
        const VkDeviceSize size = types.vulkan.memoryHeaps[i].size;
        const VkDeviceSize given = budget.heapBudget[i];
        budget.heapBudget[i] = given ? std::min(given, size) : size;
    }
}

}  // namespace baker
