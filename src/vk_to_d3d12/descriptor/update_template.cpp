#include "update_template.hpp"

#include "device/device.hpp"
#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateDescriptorUpdateTemplate(
    VkDevice device, const VkDescriptorUpdateTemplateCreateInfo* pCreateInfo,
    const VkAllocationCallbacks* pAllocator,
    VkDescriptorUpdateTemplate* pDescriptorUpdateTemplate) {
    auto* object =
        newObject<DescriptorUpdateTemplate>(Device::from(device)->allocator(pAllocator),
                                            VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, *pCreateInfo);
    if (!object) return VK_ERROR_OUT_OF_HOST_MEMORY;
    *pDescriptorUpdateTemplate = object->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyDescriptorUpdateTemplate(
    VkDevice device, VkDescriptorUpdateTemplate descriptorUpdateTemplate,
    const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator),
                 DescriptorUpdateTemplate::from(descriptorUpdateTemplate));
}

VKAPI_ATTR void VKAPI_CALL UpdateDescriptorSetWithTemplate(
    VkDevice device, VkDescriptorSet descriptorSet,
    VkDescriptorUpdateTemplate descriptorUpdateTemplate, const void* pData) {
    const auto& source = *DescriptorUpdateTemplate::from(descriptorUpdateTemplate);
    for (size_t i = 0; i < source.size(); ++i)
        updateDescriptorSet(*Device::from(device), *DescriptorSet::from(descriptorSet),
                            source.write(i, pData));
}

}  // namespace baker::entry
