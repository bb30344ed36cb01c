#include "buffer_view.hpp"

#include "device/device.hpp"
#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateBufferView(VkDevice device,
                                                const VkBufferViewCreateInfo* pCreateInfo,
                                                const VkAllocationCallbacks* pAllocator,
                                                VkBufferView* pView) {
    Buffer& buffer = *Buffer::from(pCreateInfo->buffer);
    BufferView* view = newObject<BufferView>(
        Device::from(device)->allocator(pAllocator), VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, buffer,
        pCreateInfo->format, pCreateInfo->offset,
        buffer.resolveRange(pCreateInfo->offset, pCreateInfo->range));
    if (!view) return VK_ERROR_OUT_OF_HOST_MEMORY;
    *pView = view->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyBufferView(VkDevice device, VkBufferView bufferView,
                                             const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), BufferView::from(bufferView));
}

}  // namespace baker::entry
