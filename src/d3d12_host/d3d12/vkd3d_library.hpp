// libvkd3d's C functions in types that both header families share: vkd3d's own D3D12 headers
// declare the same names as DirectX-Headers and cannot be included beside them. Objects are vkd3d's
// (Microsoft ABI), results are HRESULTs.
#pragma once

#include <vulkan/vulkan.h>

#include <cstddef>
#include <cstdint>

namespace baker::host {

// The Vulkan instance of the one vkd3d instance of the process, made on the first call; NULL if
// that failed. Its events are signalled by signalEvent (proxy/events.hpp).
VkInstance vkd3dVulkanInstance();

// vkd3dVulkanInstance() must have succeeded. `luid` and `iid` point to a LUID and an IID.
int32_t vkd3dCreateDevice(VkPhysicalDevice physicalDevice, int featureLevel, const void* luid,
                          const void* iid, void** device);

// `device` and `queue` are vkd3d's. A queue must be released again, by the thread that acquired it.
VkPhysicalDevice vkd3dPhysicalDevice(void* device);
VkQueue vkd3dAcquireQueue(void* queue);
void vkd3dReleaseQueue(void* queue);

// `desc` points to a D3D12_ROOT_SIGNATURE_DESC or a D3D12_VERSIONED_ROOT_SIGNATURE_DESC.
int32_t vkd3dSerializeRootSignature(const void* desc, int version, void** blob, void** error);
int32_t vkd3dSerializeVersionedRootSignature(const void* desc, void** blob, void** error);
int32_t vkd3dCreateDeserializer(const void* data, size_t size, const void* iid,
                                void** deserializer);
int32_t vkd3dCreateVersionedDeserializer(const void* data, size_t size, const void* iid,
                                         void** deserializer);

}  // namespace baker::host
