#include "framebuffer.hpp"

#include "device/device.hpp"
#include "resource/image_view.hpp"
#include "vk_entrypoints.hpp"

namespace baker {

Framebuffer::Framebuffer(const VkFramebufferCreateInfo& info) : layers_(info.layers) {
    if (info.flags & VK_FRAMEBUFFER_CREATE_IMAGELESS_BIT) return;
    for (uint32_t i = 0; i < info.attachmentCount; ++i)
        attachments_.push_back(ImageView::from(info.pAttachments[i]));
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateFramebuffer(VkDevice device,
                                                 const VkFramebufferCreateInfo* pCreateInfo,
                                                 const VkAllocationCallbacks* pAllocator,
                                                 VkFramebuffer* pFramebuffer) {
    auto* framebuffer = newObject<Framebuffer>(Device::from(device)->allocator(pAllocator),
                                               VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, *pCreateInfo);
    if (!framebuffer) return VK_ERROR_OUT_OF_HOST_MEMORY;
    *pFramebuffer = framebuffer->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyFramebuffer(VkDevice device, VkFramebuffer framebuffer,
                                              const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), Framebuffer::from(framebuffer));
}

}  // namespace baker::entry
