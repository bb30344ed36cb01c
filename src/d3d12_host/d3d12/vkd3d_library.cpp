#include "d3d12/vkd3d_library.hpp"

#define NOMINMAX
#include <vkd3d.h>

#include <cstdlib>

#include "vulkan/intercept.hpp"
#include "vulkan/vulkan_driver.hpp"

namespace baker::host {

HRESULT signalEvent(HANDLE ticket);  // proxy/events.hpp

namespace {

void discardLog(const char*, va_list) {}

// vkd3d tells of everything it lacks on stderr; VKD3D_DEBUG, its own switch, turns that on again.
void quietVkd3d() {
    if (!std::getenv("VKD3D_DEBUG")) vkd3d_set_log_callback(discardLog);
}

vkd3d_instance* createInstance() {
    const VulkanDriver& driver = vulkanDriver();
    if (!driver.getInstanceProcAddr) return nullptr;
    quietVkd3d();
    vkd3d_application_info application = {};
    application.type = VKD3D_STRUCTURE_TYPE_APPLICATION_INFO;
    application.api_version = VKD3D_API_VERSION_2_1;
    vkd3d_instance_create_info info = {};
    info.type = VKD3D_STRUCTURE_TYPE_INSTANCE_CREATE_INFO;
    info.next = &application;
    info.pfn_signal_event = signalEvent;
    info.wchar_size = sizeof(WCHAR);
    info.pfn_vkGetInstanceProcAddr = vkd3dGetInstanceProcAddr;
    vkd3d_instance* instance = nullptr;
    return SUCCEEDED(vkd3d_create_instance(&info, &instance)) ? instance : nullptr;
}

vkd3d_instance* instance() {
    static vkd3d_instance* const created = createInstance();
    return created;
}

}  // namespace

VkInstance vkd3dVulkanInstance() {
    return instance() ? vkd3d_instance_get_vk_instance(instance()) : nullptr;
}

int32_t vkd3dCreateDevice(VkPhysicalDevice physicalDevice, int featureLevel, const void* luid,
                          const void* iid, void** device) {
    vkd3d_device_create_info info = {};
    info.type = VKD3D_STRUCTURE_TYPE_DEVICE_CREATE_INFO;
    info.minimum_feature_level = static_cast<D3D_FEATURE_LEVEL>(featureLevel);
    info.instance = instance();
    info.vk_physical_device = physicalDevice;
    info.adapter_luid = *static_cast<const LUID*>(luid);
    return vkd3d_create_device(&info, *static_cast<const IID*>(iid), device);
}

VkPhysicalDevice vkd3dPhysicalDevice(void* device) {
    return vkd3d_get_vk_physical_device(static_cast<ID3D12Device*>(device));
}

VkQueue vkd3dAcquireQueue(void* queue) {
    return vkd3d_acquire_vk_queue(static_cast<ID3D12CommandQueue*>(queue));
}

void vkd3dReleaseQueue(void* queue) {
    vkd3d_release_vk_queue(static_cast<ID3D12CommandQueue*>(queue));
}

int32_t vkd3dSerializeRootSignature(const void* desc, int version, void** blob, void** error) {
    return vkd3d_serialize_root_signature(static_cast<const D3D12_ROOT_SIGNATURE_DESC*>(desc),
                                          static_cast<D3D_ROOT_SIGNATURE_VERSION>(version),
                                          reinterpret_cast<ID3DBlob**>(blob),
                                          reinterpret_cast<ID3DBlob**>(error));
}

int32_t vkd3dSerializeVersionedRootSignature(const void* desc, void** blob, void** error) {
    return vkd3d_serialize_versioned_root_signature(
        static_cast<const D3D12_VERSIONED_ROOT_SIGNATURE_DESC*>(desc),
        reinterpret_cast<ID3DBlob**>(blob), reinterpret_cast<ID3DBlob**>(error));
}

int32_t vkd3dCreateDeserializer(const void* data, size_t size, const void* iid,
                                void** deserializer) {
    return vkd3d_create_root_signature_deserializer(data, size, *static_cast<const IID*>(iid),
                                                    deserializer);
}

int32_t vkd3dCreateVersionedDeserializer(const void* data, size_t size, const void* iid,
                                         void** deserializer) {
    return vkd3d_create_versioned_root_signature_deserializer(
        data, size, *static_cast<const IID*>(iid), deserializer);
}

}  // namespace baker::host
