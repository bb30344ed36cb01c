// VkDescriptorUpdateTemplate: a list of writes whose data the application gives later as one block.
#include <vector>

#include "descriptor_set.hpp"
#include "device/device.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

class DescriptorUpdateTemplate
    : public Object<DescriptorUpdateTemplate, VkDescriptorUpdateTemplate> {
  public:
    explicit DescriptorUpdateTemplate(const VkDescriptorUpdateTemplateCreateInfo& info)
        : entries_(info.pDescriptorUpdateEntries,
                   info.pDescriptorUpdateEntries + info.descriptorUpdateEntryCount) {}

    void apply(Device& device, DescriptorSet& set, const void* data) const {
        for (const VkDescriptorUpdateTemplateEntry& entry : entries_)
            updateDescriptorSet(device, set,
                                {.binding = entry.dstBinding,
                                 .element = entry.dstArrayElement,
                                 .count = entry.descriptorCount,
                                 .type = entry.descriptorType,
                                 .data = static_cast<const std::byte*>(data) + entry.offset,
                                 .stride = entry.stride});
    }

  private:
    std::vector<VkDescriptorUpdateTemplateEntry> entries_;
};

}  // namespace
}  // namespace baker

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
    DescriptorUpdateTemplate::from(descriptorUpdateTemplate)
        ->apply(*Device::from(device), *DescriptorSet::from(descriptorSet), pData);
}

}  // namespace baker::entry
