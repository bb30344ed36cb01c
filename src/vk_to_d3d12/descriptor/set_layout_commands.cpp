// vkCreateDescriptorSetLayout, vkDestroyDescriptorSetLayout, vkGetDescriptorSetLayoutSupport.
#include <algorithm>

#include "base/chain.hpp"
#include "descriptor_heap.hpp"
#include "device/device.hpp"
#include "set_layout.hpp"
#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateDescriptorSetLayout(
    VkDevice device, const VkDescriptorSetLayoutCreateInfo* pCreateInfo,
    const VkAllocationCallbacks* pAllocator, VkDescriptorSetLayout* pSetLayout) {
    auto* layout = newObject<DescriptorSetLayout>(Device::from(device)->allocator(pAllocator),
                                                  VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, *pCreateInfo);
    if (!layout) return VK_ERROR_OUT_OF_HOST_MEMORY;
    *pSetLayout = layout->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyDescriptorSetLayout(VkDevice device,
                                                      VkDescriptorSetLayout descriptorSetLayout,
                                                      const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator),
                 DescriptorSetLayout::from(descriptorSetLayout));
}

VKAPI_ATTR void VKAPI_CALL
GetDescriptorSetLayoutSupport(VkDevice, const VkDescriptorSetLayoutCreateInfo* pCreateInfo,
                              VkDescriptorSetLayoutSupport* pSupport) {
    const SetLayoutInfo layout(*pCreateInfo);
    const bool everyTypeKnown = layout.bindings().size() == pCreateInfo->bindingCount;
    const uint32_t room =
        ViewHeap::kDefaultSize - std::min(layout.slotsFor(0), ViewHeap::kDefaultSize);
    pSupport->supported = everyTypeKnown && layout.slots() <= ViewHeap::kDefaultSize;
    if (auto* variable = findInChain<VkDescriptorSetVariableDescriptorCountLayoutSupport>(
            pSupport->pNext,
            VK_STRUCTURE_TYPE_DESCRIPTOR_SET_VARIABLE_DESCRIPTOR_COUNT_LAYOUT_SUPPORT))
        variable->maxVariableDescriptorCount = layout.hasVariableCount() ? room : 0;
}

}  // namespace baker::entry
