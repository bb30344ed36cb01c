// VK_KHR_xcb_surface and VK_KHR_xlib_surface.
#include "device/instance.hpp"
#include "surface.hpp"
#include "vk_entrypoints.hpp"
#include "x11_window.hpp"

namespace baker {
namespace {

VkResult createX11Surface(VkInstance instance, xcb_connection_t* connection, xcb_window_t window,
                          const VkAllocationCallbacks* callbacks, VkSurfaceKHR* out) {
    auto made = makeX11Window(connection, window);
    if (!made) return VK_ERROR_OUT_OF_HOST_MEMORY;  // the spec has no better one
    auto* surface = newObject<Surface>(Instance::from(instance)->allocator(callbacks),
                                       VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, std::move(made));
    if (!surface) return VK_ERROR_OUT_OF_HOST_MEMORY;
    *out = surface->handle();
    return VK_SUCCESS;
}

}  // namespace

namespace entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateXcbSurfaceKHR(VkInstance instance,
                                                   const VkXcbSurfaceCreateInfoKHR* pCreateInfo,
                                                   const VkAllocationCallbacks* pAllocator,
                                                   VkSurfaceKHR* pSurface) {
    return createX11Surface(instance, pCreateInfo->connection, pCreateInfo->window, pAllocator,
                            pSurface);
}

VKAPI_ATTR VkResult VKAPI_CALL CreateXlibSurfaceKHR(VkInstance instance,
                                                    const VkXlibSurfaceCreateInfoKHR* pCreateInfo,
                                                    const VkAllocationCallbacks* pAllocator,
                                                    VkSurfaceKHR* pSurface) {
    return createX11Surface(instance, xcbConnection(pCreateInfo->dpy),
                            static_cast<xcb_window_t>(pCreateInfo->window), pAllocator, pSurface);
}

VKAPI_ATTR VkBool32 VKAPI_CALL GetPhysicalDeviceXcbPresentationSupportKHR(
    VkPhysicalDevice, uint32_t, xcb_connection_t* connection, xcb_visualid_t visual_id) {
    return canShow(connection, visual_id);
}

VKAPI_ATTR VkBool32 VKAPI_CALL GetPhysicalDeviceXlibPresentationSupportKHR(VkPhysicalDevice,
                                                                           uint32_t, Display* dpy,
                                                                           VisualID visualID) {
    return canShow(xcbConnection(dpy), static_cast<xcb_visualid_t>(visualID));
}

}  // namespace entry
}  // namespace baker
