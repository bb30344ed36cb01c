#include "queue_family.hpp"

#include <algorithm>

namespace baker {
namespace {

// D3D12 makes any number of queues of a type; hardware executes a few at once.
constexpr uint32_t kQueuesPerFamily = 4;

QueueFamily family(D3D12_COMMAND_LIST_TYPE type, VkQueueFlags flags, const Capabilities& caps) {
    QueueFamily result{type, {}, {VK_QUEUE_GLOBAL_PRIORITY_MEDIUM}};
    const QueuePriorities& priorities = caps.queuePriorities[type];
    if (priorities.high) result.priorities.push_back(VK_QUEUE_GLOBAL_PRIORITY_HIGH);
    if (priorities.high && priorities.realtime)
        result.priorities.push_back(VK_QUEUE_GLOBAL_PRIORITY_REALTIME);
    result.properties.queueFlags = flags;
    if (caps.tiledResources()) result.properties.queueFlags |= VK_QUEUE_SPARSE_BINDING_BIT;
    result.properties.queueCount = kQueuesPerFamily;
    result.properties.timestampValidBits = caps.timestampFrequency ? 64 : 0;
    result.properties.minImageTransferGranularity = {1, 1, 1};
    return result;
}

}  // namespace

bool QueueFamily::has(VkQueueGlobalPriority priority) const {
    return std::ranges::find(priorities, priority) != priorities.end();
}

D3D12_COMMAND_QUEUE_PRIORITY queuePriority(VkQueueGlobalPriority priority) {
    if (priority == VK_QUEUE_GLOBAL_PRIORITY_REALTIME)
        return D3D12_COMMAND_QUEUE_PRIORITY_GLOBAL_REALTIME;
    return priority == VK_QUEUE_GLOBAL_PRIORITY_HIGH ? D3D12_COMMAND_QUEUE_PRIORITY_HIGH
                                                     : D3D12_COMMAND_QUEUE_PRIORITY_NORMAL;
}

std::vector<QueueFamily> queueFamilies(const Capabilities& caps) {
    constexpr VkQueueFlags kCompute = VK_QUEUE_COMPUTE_BIT | VK_QUEUE_TRANSFER_BIT;
    std::vector<QueueFamily> families;
    if (!caps.computeOnly())
        families.push_back(
            family(D3D12_COMMAND_LIST_TYPE_DIRECT, VK_QUEUE_GRAPHICS_BIT | kCompute, caps));
    families.push_back(family(D3D12_COMMAND_LIST_TYPE_COMPUTE, kCompute, caps));
    return families;
}

}  // namespace baker
