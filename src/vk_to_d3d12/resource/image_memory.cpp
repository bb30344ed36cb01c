// Memory of images: requirements and binding.
#include "base/chain.hpp"
#include "device/device.hpp"
#include "device/physical_device.hpp"
#include "image.hpp"
#include "memory/device_memory.hpp"
#include "memory/external_memory.hpp"
#include "memory/memory_types.hpp"
#include "temporary_image.hpp"
#include "vk_entrypoints.hpp"
#include "wsi/swapchain.hpp"

namespace baker {
namespace {

MemoryUse memoryUse(const D3D12_RESOURCE_DESC& desc) {
    // Textures in rows lie wherever buffers do.
    if (desc.Layout == D3D12_TEXTURE_LAYOUT_ROW_MAJOR) return MemoryUse::Buffer;
    constexpr uint32_t kRendered =
        D3D12_RESOURCE_FLAG_ALLOW_RENDER_TARGET | D3D12_RESOURCE_FLAG_ALLOW_DEPTH_STENCIL;
    return desc.Flags & kRendered ? MemoryUse::RenderTarget : MemoryUse::Texture;
}

void describeDedicated(VkMemoryRequirements2& requirements) {
    if (auto* dedicated = findInChain<VkMemoryDedicatedRequirements>(
            requirements.pNext, VK_STRUCTURE_TYPE_MEMORY_DEDICATED_REQUIREMENTS))
        dedicated->prefersDedicatedAllocation = dedicated->requiresDedicatedAllocation = VK_FALSE;
}

void imageMemoryRequirements(const Device& device, const ImageResources& resources,
                             VkExternalMemoryHandleTypeFlags external,
                             VkMemoryRequirements2& requirements) {
    const ImagePlacement placement = placeImage(device.d3d12(), resources);
    const MemoryTypes& types = device.physicalDevice().memoryTypes();
    uint32_t typeBits = externalTypeBits(types, external);
    for (uint32_t i = 0; i < resources.count; ++i)
        typeBits &= types.typeBits(memoryUse(resources.descs[i]));
    requirements.memoryRequirements = {placement.size, placement.alignment, typeBits};
    describeDedicated(requirements);
}

void sparseMemoryRequirements(const Device& device, const Image& image,
                              VkMemoryRequirements2& requirements) {
    const MemoryTypes& types = device.physicalDevice().memoryTypes();
    requirements.memoryRequirements =
        tiledRequirements(device, image.tiles()->tiles(), types.typeBits(memoryUse(image.desc())));
    describeDedicated(requirements);
}

VkResult bindImage(Device& device, const VkBindImageMemoryInfo& info) {
    const auto* shared = findInChain<VkBindImageMemorySwapchainInfoKHR>(
        info.pNext, VK_STRUCTURE_TYPE_BIND_IMAGE_MEMORY_SWAPCHAIN_INFO_KHR);
    if (shared && shared->swapchain) {
        const Swapchain& swapchain = *Swapchain::from(shared->swapchain);
        Image::from(info.image)->bindMemoryOf(swapchain.image(shared->imageIndex));
        return VK_SUCCESS;
    }
    const auto* plane = findInChain<VkBindImagePlaneMemoryInfo>(
        info.pNext, VK_STRUCTURE_TYPE_BIND_IMAGE_PLANE_MEMORY_INFO);
    return Image::from(info.image)
        ->bind(device, *DeviceMemory::from(info.memory), info.memoryOffset,
               plane ? VkImageAspectFlags(plane->planeAspect) : 0);
}

}  // namespace

namespace entry {

VKAPI_ATTR void VKAPI_CALL GetImageMemoryRequirements2(VkDevice device,
                                                       const VkImageMemoryRequirementsInfo2* pInfo,
                                                       VkMemoryRequirements2* pRequirements) {
    const Image& image = *Image::from(pInfo->image);
    if (image.tiles())
        return sparseMemoryRequirements(*Device::from(device), image, *pRequirements);
    const auto* plane = findInChain<VkImagePlaneMemoryRequirementsInfo>(
        pInfo->pNext, VK_STRUCTURE_TYPE_IMAGE_PLANE_MEMORY_REQUIREMENTS_INFO);
    imageMemoryRequirements(*Device::from(device),
                            imageResources(image, plane ? plane->planeAspect : 0), image.external(),
                            *pRequirements);
}

VKAPI_ATTR void VKAPI_CALL
GetDeviceImageMemoryRequirements(VkDevice device, const VkDeviceImageMemoryRequirements* pInfo,
                                 VkMemoryRequirements2* pRequirements) {
    Device& owner = *Device::from(device);
    if (const TemporaryImage image(owner, *pInfo->pCreateInfo); image.get())
        return sparseMemoryRequirements(owner, *image.get(), *pRequirements);
    // `planeAspect` is that of disjoint images.
    const bool disjoint = pInfo->pCreateInfo->flags & VK_IMAGE_CREATE_DISJOINT_BIT;
    imageMemoryRequirements(owner,
                            imageResources(owner, *pInfo->pCreateInfo,
                                           disjoint ? VkImageAspectFlags(pInfo->planeAspect) : 0),
                            externalTypes(*pInfo->pCreateInfo), *pRequirements);
}

VKAPI_ATTR VkResult VKAPI_CALL BindImageMemory2(VkDevice device, uint32_t bindInfoCount,
                                                const VkBindImageMemoryInfo* pBindInfos) {
    VkResult result = VK_SUCCESS;
    for (uint32_t i = 0; i < bindInfoCount; ++i) {
        const VkResult one = bindImage(*Device::from(device), pBindInfos[i]);
        if (auto* status = findInChain<VkBindMemoryStatusKHR>(
                pBindInfos[i].pNext, VK_STRUCTURE_TYPE_BIND_MEMORY_STATUS_KHR))
            *status->pResult = one;
        if (result == VK_SUCCESS) result = one;
    }
    return result;
}

}  // namespace entry
}  // namespace baker
