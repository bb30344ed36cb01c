#include "queue_family.hpp"

namespace baker {
namespace {

// D3D12 makes any number of queues of a type; hardware executes a few at once.
constexpr uint32_t kQueuesPerFamily = 4;

QueueFamily family(D3D12_COMMAND_LIST_TYPE type, VkQueueFlags flags, const Capabilities& caps) {
    QueueFamily result{type, {}};
    result.properties.queueFlags = flags;
    if (caps.tiledResources()) result.properties.queueFlags |= VK_QUEUE_SPARSE_BINDING_BIT;
    result.properties.queueCount = kQueuesPerFamily;
    result.properties.timestampValidBits = caps.timestampFrequency ? 64 : 0;
    result.properties.minImageTransferGranularity = {1, 1, 1};
    return result;
}

}  // namespace

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
