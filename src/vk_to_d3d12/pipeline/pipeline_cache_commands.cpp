// vkCreatePipelineCache and its kin.
#include <cstring>

#include "device/device.hpp"
#include "device/physical_device.hpp"
#include "pipeline_cache.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

CacheIdentity cacheIdentity(const Device& device) {
    VkPhysicalDeviceProperties2 properties{.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2};
    entry::GetPhysicalDeviceProperties2(device.physicalDevice().handle(), &properties);
    CacheIdentity identity{.vendorId = properties.properties.vendorID,
                           .deviceId = properties.properties.deviceID};
    std::memcpy(identity.uuid, properties.properties.pipelineCacheUUID, VK_UUID_SIZE);
    return identity;
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreatePipelineCache(VkDevice device,
                                                   const VkPipelineCacheCreateInfo* pCreateInfo,
                                                   const VkAllocationCallbacks* pAllocator,
                                                   VkPipelineCache* pPipelineCache) {
    const Device& owner = *Device::from(device);
    const std::span data(static_cast<const std::byte*>(pCreateInfo->pInitialData),
                         pCreateInfo->initialDataSize);
    auto* cache = newObject<PipelineCache>(
        owner.allocator(pAllocator), VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, cacheIdentity(owner), data);
    if (!cache) return VK_ERROR_OUT_OF_HOST_MEMORY;
    *pPipelineCache = cache->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyPipelineCache(VkDevice device, VkPipelineCache pipelineCache,
                                                const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), PipelineCache::from(pipelineCache));
}

VKAPI_ATTR VkResult VKAPI_CALL GetPipelineCacheData(VkDevice, VkPipelineCache pipelineCache,
                                                    size_t* pDataSize, void* pData) {
    const PipelineCache& cache = *PipelineCache::from(pipelineCache);
    if (pData) return cache.write(static_cast<std::byte*>(pData), *pDataSize);
    *pDataSize = cache.dataSize();
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL MergePipelineCaches(VkDevice, VkPipelineCache dstCache,
                                                   uint32_t srcCacheCount,
                                                   const VkPipelineCache* pSrcCaches) {
    for (uint32_t i = 0; i < srcCacheCount; ++i)
        PipelineCache::from(dstCache)->merge(*PipelineCache::from(pSrcCaches[i]));
    return VK_SUCCESS;
}

}  // namespace baker::entry
