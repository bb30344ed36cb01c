#include "event.hpp"

#include "device/device.hpp"
#include "vk_entrypoints.hpp"

namespace baker {

Result<Event*> Event::create(Device& device, const Allocator& allocator) {
    Event* event = newObject<Event>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, device);
    if (!event) return VK_ERROR_OUT_OF_HOST_MEMORY;
    const VkResult result = event->init();
    if (result == VK_SUCCESS) return event;
    deleteObject(allocator, event);
    return result;
}

VkResult Event::init() {
    TRY_VK(fence_.create(device_, 0));
    word_ = TRY(TRY(device_.service<EventWords>())->acquire());
    *word_.mapped = 0;
    return VK_SUCCESS;
}

Event::~Event() {
    if (word_.mapped) device_.service<EventWords>().value()->release(word_);
}

VkResult Event::set() {
    std::lock_guard lock(mutex_);
    *word_.mapped = 1;
    willBeSet_ = true;
    return fence_.signal(nextSignal_++);
}

void Event::reset() {
    std::lock_guard lock(mutex_);
    *word_.mapped = 0;
    willBeSet_ = false;
}

VkResult Event::enqueueWait(ID3D12CommandQueue* queue) {
    std::lock_guard lock(mutex_);
    if (willBeSet_) return VK_SUCCESS;
    return device_.checkExecution(queue->Wait(fence_.d3d12(), nextSignal_),
                                  "ID3D12CommandQueue::Wait");
}

void Event::submitted(bool set) {
    std::lock_guard lock(mutex_);
    willBeSet_ = set;
}

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateEvent(VkDevice device, const VkEventCreateInfo*,
                                           const VkAllocationCallbacks* pAllocator,
                                           VkEvent* pEvent) {
    Device& owner = *Device::from(device);
    *pEvent = TRY(Event::create(owner, owner.allocator(pAllocator)))->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyEvent(VkDevice device, VkEvent event,
                                        const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), Event::from(event));
}

VKAPI_ATTR VkResult VKAPI_CALL GetEventStatus(VkDevice device, VkEvent event) {
    TRY_VK(Device::from(device)->status());
    return Event::from(event)->isSet() ? VK_EVENT_SET : VK_EVENT_RESET;
}

VKAPI_ATTR VkResult VKAPI_CALL SetEvent(VkDevice, VkEvent event) {
    return Event::from(event)->set();
}

VKAPI_ATTR VkResult VKAPI_CALL ResetEvent(VkDevice, VkEvent event) {
    Event::from(event)->reset();
    return VK_SUCCESS;
}

}  // namespace entry
}  // namespace baker
