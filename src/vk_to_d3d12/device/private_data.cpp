#include "private_data.hpp"

#include "device.hpp"
#include "vk_entrypoints.hpp"

namespace baker {

void PrivateDataSlot::set(uint64_t objectId, uint64_t data) {
    std::lock_guard lock(mutex_);
    if (data)
        data_[objectId] = data;
    else
        data_.erase(objectId);
}

uint64_t PrivateDataSlot::get(uint64_t objectId) const {
    std::lock_guard lock(mutex_);
    const auto found = data_.find(objectId);
    return found == data_.end() ? 0 : found->second;
}

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL CreatePrivateDataSlot(VkDevice device,
                                                     const VkPrivateDataSlotCreateInfo*,
                                                     const VkAllocationCallbacks* pAllocator,
                                                     VkPrivateDataSlot* pPrivateDataSlot) {
    PrivateDataSlot* slot = newObject<PrivateDataSlot>(Device::from(device)->allocator(pAllocator),
                                                       VK_SYSTEM_ALLOCATION_SCOPE_OBJECT);
    if (!slot) return VK_ERROR_OUT_OF_HOST_MEMORY;
    *pPrivateDataSlot = slot->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyPrivateDataSlot(VkDevice device,
                                                  VkPrivateDataSlot privateDataSlot,
                                                  const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator),
                 PrivateDataSlot::from(privateDataSlot));
}

VKAPI_ATTR VkResult VKAPI_CALL SetPrivateData(VkDevice, VkObjectType objectType,
                                              uint64_t objectHandle,
                                              VkPrivateDataSlot privateDataSlot, uint64_t data) {
    PrivateDataSlot::from(privateDataSlot)->set(objectId(objectType, objectHandle), data);
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL GetPrivateData(VkDevice, VkObjectType objectType, uint64_t objectHandle,
                                          VkPrivateDataSlot privateDataSlot, uint64_t* pData) {
    *pData = PrivateDataSlot::from(privateDataSlot)->get(objectId(objectType, objectHandle));
}

}  // namespace entry
}  // namespace baker
