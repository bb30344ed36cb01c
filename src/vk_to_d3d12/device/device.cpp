#include "device.hpp"

#include <algorithm>

#include "base/chain.hpp"
#include "base/log.hpp"
#include "device/instance.hpp"
#include "device/physical_device.hpp"
#include "queue.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// Priorities compare the queues of one device, D3D12's those of all processes: only queues above
// the device's own lowest get the high one.
float lowestPriority(std::span<const VkDeviceQueueCreateInfo> infos) {
    float lowest = 1.0f;
    for (const VkDeviceQueueCreateInfo& info : infos)
        for (float priority : std::span(info.pQueuePriorities, info.queueCount))
            lowest = std::min(lowest, priority);
    return lowest;
}

}  // namespace

Device::Device(PhysicalDevice& physicalDevice, const Allocator& allocator)
    : physicalDevice_(physicalDevice),
      capabilities_(physicalDevice.capabilities()),
      allocator_(allocator) {}

// Queues before services: nothing writes to a service's objects once the queues are gone.
Device::~Device() {
    for (Queue* queue : queues_) deleteObject(allocator_, queue);
    services_.clear();
}

Result<Device*> Device::create(PhysicalDevice& physicalDevice, const VkDeviceCreateInfo& info,
                               const VkAllocationCallbacks* callbacks) {
    const Allocator allocator = physicalDevice.instance().allocator(callbacks);
    Device* device =
        newObject<Device>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_DEVICE, physicalDevice, allocator);
    if (!device) return VK_ERROR_OUT_OF_HOST_MEMORY;
    const VkResult result = device->open(info);
    if (result == VK_SUCCESS) return device;
    device->destroy();
    return result;
}

void Device::destroy() {
    const Allocator allocator = allocator_;
    deleteObject(allocator, this);
}

VkResult Device::open(const VkDeviceCreateInfo& info) {
    extensions_ = TRY(enableExtensions(physicalDevice_.extensions(), info.enabledExtensionCount,
                                       info.ppEnabledExtensionNames));
    features_ = TRY(enableFeatures(physicalDevice_.features(), info));
    d3d12_ = TRY(physicalDevice_.openDevice());
    d3d12_.As(&device4_);
    d3d12_.As(&device10_);
    const std::span queues(info.pQueueCreateInfos, info.queueCreateInfoCount);
    const float lowest = lowestPriority(queues);
    for (const VkDeviceQueueCreateInfo& queue : queues) TRY_VK(createQueues(queue, lowest));
    return VK_SUCCESS;
}

VkResult Device::createQueues(const VkDeviceQueueCreateInfo& info, float lowestPriority) {
    const auto global = TRY(globalPriority(info));
    for (uint32_t i = 0; i < info.queueCount; ++i) {
        const bool high =
            global == VK_QUEUE_GLOBAL_PRIORITY_MEDIUM && info.pQueuePriorities[i] > lowestPriority;
        queues_.push_back(
            TRY(Queue::create(*this, info.queueFamilyIndex, i, info.flags,
                              high ? D3D12_COMMAND_QUEUE_PRIORITY_HIGH : queuePriority(global))));
    }
    return VK_SUCCESS;
}

// A priority that is not reported fails where its being reported can be known; otherwise low is
// normal, as there is none below.
Result<VkQueueGlobalPriority> Device::globalPriority(const VkDeviceQueueCreateInfo& info) const {
    const auto* wanted = findInChain<VkDeviceQueueGlobalPriorityCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_DEVICE_QUEUE_GLOBAL_PRIORITY_CREATE_INFO);
    if (!wanted) return VK_QUEUE_GLOBAL_PRIORITY_MEDIUM;
    if (physicalDevice_.queueFamilies()[info.queueFamilyIndex].has(wanted->globalPriority))
        return wanted->globalPriority;
    if (has(features_, Feature::globalPriorityQuery)) return VK_ERROR_INITIALIZATION_FAILED;
    if (wanted->globalPriority > VK_QUEUE_GLOBAL_PRIORITY_MEDIUM) return VK_ERROR_NOT_PERMITTED;
    return VK_QUEUE_GLOBAL_PRIORITY_MEDIUM;
}

Queue* Device::queue(uint32_t family, uint32_t index, VkDeviceQueueCreateFlags flags) const {
    for (Queue* queue : queues_)
        if (queue->family() == family && queue->index() == index && queue->flags() == flags)
            return queue;
    return nullptr;
}

VkResult Device::check(HRESULT hr, const char* what) {
    const VkResult result = checkExecution(hr, what);
    return result == VK_ERROR_DEVICE_LOST ? VK_ERROR_OUT_OF_DEVICE_MEMORY : result;
}

VkResult Device::checkExecution(HRESULT hr, const char* what) {
    if (SUCCEEDED(hr)) return VK_SUCCESS;
    // A lost device is logged once, with its reason.
    return pollStatus() == VK_SUCCESS ? checkHresult(hr, what) : VK_ERROR_DEVICE_LOST;
}

VkResult Device::pollStatus() {
    if (lost_) return VK_ERROR_DEVICE_LOST;
    const HRESULT reason = d3d12_->GetDeviceRemovedReason();
    if (SUCCEEDED(reason)) return VK_SUCCESS;
    if (!lost_.exchange(true))
        log::error("device lost, D3D12 removed it: 0x%08x", static_cast<unsigned>(reason));
    return VK_ERROR_DEVICE_LOST;
}

VkResult Device::waitIdle() {
    TRY_VK(status());
    for (Queue* queue : queues_) TRY_VK(queue->waitIdle());
    return VK_SUCCESS;
}

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateDevice(VkPhysicalDevice physicalDevice,
                                            const VkDeviceCreateInfo* pCreateInfo,
                                            const VkAllocationCallbacks* pAllocator,
                                            VkDevice* pDevice) {
    *pDevice = TRY(Device::create(*PhysicalDevice::from(physicalDevice), *pCreateInfo, pAllocator))
                   ->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyDevice(VkDevice device, const VkAllocationCallbacks*) {
    if (device) Device::from(device)->destroy();
}

VKAPI_ATTR VkResult VKAPI_CALL DeviceWaitIdle(VkDevice device) {
    return Device::from(device)->waitIdle();
}

// Every device group is one physical device, its own peer in nothing.
VKAPI_ATTR void VKAPI_CALL GetDeviceGroupPeerMemoryFeatures(
    VkDevice, uint32_t, uint32_t, uint32_t, VkPeerMemoryFeatureFlags* pPeerMemoryFeatures) {
    *pPeerMemoryFeatures = 0;
}

}  // namespace entry
}  // namespace baker
