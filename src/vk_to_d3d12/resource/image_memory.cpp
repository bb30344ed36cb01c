// Memory of images: requirements and binding.
#include "base/chain.hpp"
#include "device/device.hpp"
#include "device/physical_device.hpp"
#include "image.hpp"
#include "linear_layout.hpp"
#include "memory/device_memory.hpp"
#include "memory/memory_types.hpp"
#include "vk_entrypoints.hpp"
#include "wsi/swapchain.hpp"

namespace baker {
namespace {

MemoryUse memoryUse(const D3D12_RESOURCE_DESC& desc) {
    if (desc.Dimension == D3D12_RESOURCE_DIMENSION_BUFFER) return MemoryUse::Buffer;
    constexpr uint32_t kRendered =
        D3D12_RESOURCE_FLAG_ALLOW_RENDER_TARGET | D3D12_RESOURCE_FLAG_ALLOW_DEPTH_STENCIL;
    return desc.Flags & kRendered ? MemoryUse::RenderTarget : MemoryUse::Texture;
}

void imageMemoryRequirements(const Device& device, const D3D12_RESOURCE_DESC& desc,
                             VkMemoryRequirements2& requirements) {
    const bool linear = desc.Dimension == D3D12_RESOURCE_DIMENSION_BUFFER;
    const auto info = linear ? D3D12_RESOURCE_ALLOCATION_INFO{desc.Width, kLinearAlignment}
                             : device.d3d12()->GetResourceAllocationInfo(0, 1, &desc);
    const MemoryTypes& types = device.physicalDevice().memoryTypes();
    requirements.memoryRequirements = {info.SizeInBytes, info.Alignment,
                                       types.typeBits(memoryUse(desc))};
    if (auto* dedicated = findInChain<VkMemoryDedicatedRequirements>(
            requirements.pNext, VK_STRUCTURE_TYPE_MEMORY_DEDICATED_REQUIREMENTS))
        dedicated->prefersDedicatedAllocation = dedicated->requiresDedicatedAllocation = VK_FALSE;
}

VkResult bindImage(Device& device, const VkBindImageMemoryInfo& info) {
    const auto* shared = findInChain<VkBindImageMemorySwapchainInfoKHR>(
        info.pNext, VK_STRUCTURE_TYPE_BIND_IMAGE_MEMORY_SWAPCHAIN_INFO_KHR);
    if (shared && shared->swapchain) {
        const Swapchain& swapchain = *Swapchain::from(shared->swapchain);
        Image::from(info.image)->bindMemoryOf(swapchain.image(shared->imageIndex));
        return VK_SUCCESS;
    }
    return Image::from(info.image)
        ->bind(device, *DeviceMemory::from(info.memory), info.memoryOffset);
}

}  // namespace

namespace entry {

VKAPI_ATTR void VKAPI_CALL GetImageMemoryRequirements2(VkDevice device,
                                                       const VkImageMemoryRequirementsInfo2* pInfo,
                                                       VkMemoryRequirements2* pRequirements) {
    imageMemoryRequirements(*Device::from(device), Image::from(pInfo->image)->desc(),
                            *pRequirements);
}

VKAPI_ATTR void VKAPI_CALL
GetDeviceImageMemoryRequirements(VkDevice device, const VkDeviceImageMemoryRequirements* pInfo,
                                 VkMemoryRequirements2* pRequirements) {
    const Device& owner = *Device::from(device);
    imageMemoryRequirements(owner, imageDesc(owner, *pInfo->pCreateInfo), *pRequirements);
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

// No image is sparse.
VKAPI_ATTR void VKAPI_CALL
GetImageSparseMemoryRequirements2(VkDevice, const VkImageSparseMemoryRequirementsInfo2*,
                                  uint32_t* count, VkSparseImageMemoryRequirements2*) {
    *count = 0;
}

VKAPI_ATTR void VKAPI_CALL
GetDeviceImageSparseMemoryRequirements(VkDevice, const VkDeviceImageMemoryRequirements*,
                                       uint32_t* count, VkSparseImageMemoryRequirements2*) {
    *count = 0;
}

}  // namespace entry
}  // namespace baker
