#include "surface.hpp"

#include "device/instance.hpp"
#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateHeadlessSurfaceEXT(VkInstance instance,
                                                        const VkHeadlessSurfaceCreateInfoEXT*,
                                                        const VkAllocationCallbacks* pAllocator,
                                                        VkSurfaceKHR* pSurface) {
    auto* surface = newObject<Surface>(Instance::from(instance)->allocator(pAllocator),
                                       VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, nullptr);
    if (!surface) return VK_ERROR_OUT_OF_HOST_MEMORY;
    *pSurface = surface->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroySurfaceKHR(VkInstance instance, VkSurfaceKHR surface,
                                             const VkAllocationCallbacks* pAllocator) {
    deleteObject(Instance::from(instance)->allocator(pAllocator), Surface::from(surface));
}

}  // namespace baker::entry
