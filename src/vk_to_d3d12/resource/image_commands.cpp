// vkCreateImage, vkDestroyImage, vkCreateImageView, vkDestroyImageView.
#include "device/device.hpp"
#include "image.hpp"
#include "image_view.hpp"
#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateImage(VkDevice device, const VkImageCreateInfo* pCreateInfo,
                                           const VkAllocationCallbacks* pAllocator,
                                           VkImage* pImage) {
    Device& owner = *Device::from(device);
    *pImage = TRY(Image::create(owner, *pCreateInfo, owner.allocator(pAllocator)))->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyImage(VkDevice device, VkImage image,
                                        const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), Image::from(image));
}

VKAPI_ATTR VkResult VKAPI_CALL CreateImageView(VkDevice device,
                                               const VkImageViewCreateInfo* pCreateInfo,
                                               const VkAllocationCallbacks* pAllocator,
                                               VkImageView* pView) {
    Device& owner = *Device::from(device);
    *pView = TRY(ImageView::create(owner, *pCreateInfo, owner.allocator(pAllocator)))->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyImageView(VkDevice device, VkImageView imageView,
                                            const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), ImageView::from(imageView));
}

}  // namespace baker::entry
