#include "debug_messenger.hpp"

#include "instance.hpp"
#include "vk_entrypoints.hpp"

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateDebugUtilsMessengerEXT(
    VkInstance handle, const VkDebugUtilsMessengerCreateInfoEXT* info,
    const VkAllocationCallbacks* callbacks, VkDebugUtilsMessengerEXT* messengerHandle) {
    Instance* instance = Instance::from(handle);
    auto* messenger = newObject<DebugMessenger>(instance->allocator(callbacks),
                                                VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, *info);
    if (!messenger) return VK_ERROR_OUT_OF_HOST_MEMORY;
    instance->add(messenger);
    *messengerHandle = messenger->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyDebugUtilsMessengerEXT(VkInstance handle,
                                                         VkDebugUtilsMessengerEXT messengerHandle,
                                                         const VkAllocationCallbacks* callbacks) {
    DebugMessenger* messenger = DebugMessenger::from(messengerHandle);
    if (!messenger) return;
    Instance* instance = Instance::from(handle);
    instance->remove(messenger);
    deleteObject(instance->allocator(callbacks), messenger);
}

VKAPI_ATTR void VKAPI_CALL SubmitDebugUtilsMessageEXT(
    VkInstance instance, VkDebugUtilsMessageSeverityFlagBitsEXT severity,
    VkDebugUtilsMessageTypeFlagsEXT types, const VkDebugUtilsMessengerCallbackDataEXT* data) {
    Instance::from(instance)->submitMessage(severity, types, *data);
}

}  // namespace baker::entry
