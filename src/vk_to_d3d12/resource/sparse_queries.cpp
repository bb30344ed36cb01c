// Sparse images: what formats can be, and where their mip tails are.
#include "base/out_array.hpp"
#include "device/physical_device.hpp"
#include "image_format.hpp"
#include "temporary_image.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

VkSparseImageFormatProperties formatProperties(const Capabilities& caps, const FormatInfo& info,
                                               VkImageType type, uint32_t samples) {
    return {info.aspects, tileShape(info, type, samples),
            caps.packsUnalignedMips
                ? VkSparseImageFormatFlags(VK_SPARSE_IMAGE_FORMAT_ALIGNED_MIP_SIZE_BIT)
                : 0};
}

bool isSupported(const Capabilities& caps, const VkPhysicalDeviceSparseImageFormatInfo2& info) {
    const VkPhysicalDeviceImageFormatInfo2 image{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_IMAGE_FORMAT_INFO_2,
        nullptr,
        info.format,
        info.type,
        info.tiling,
        info.usage,
        VK_IMAGE_CREATE_SPARSE_BINDING_BIT | VK_IMAGE_CREATE_SPARSE_RESIDENCY_BIT};
    Result<VkImageFormatProperties> properties = imageFormatProperties(caps, image);
    return properties.ok() && properties.value().sampleCounts & info.samples;
}

void listRequirements(const Device& device, const Image* image, uint32_t* count,
                      VkSparseImageMemoryRequirements2* requirements) {
    OutArray out(requirements, count);
    if (!image || !image->tiles() || !(image->flags() & VK_IMAGE_CREATE_SPARSE_RESIDENCY_BIT))
        return;
    if (VkSparseImageMemoryRequirements2* one = out.next())
        one->memoryRequirements = image->tiles()->requirements(formatProperties(
            device.capabilities(), image->info(), image->type(), image->samples()));
}

}  // namespace

namespace entry {

VKAPI_ATTR void VKAPI_CALL GetPhysicalDeviceSparseImageFormatProperties2(
    VkPhysicalDevice handle, const VkPhysicalDeviceSparseImageFormatInfo2* info, uint32_t* count,
    VkSparseImageFormatProperties2* properties) {
    const Capabilities& caps = PhysicalDevice::from(handle)->capabilities();
    OutArray out(properties, count);
    if (!isSupported(caps, *info)) return;
    if (VkSparseImageFormatProperties2* one = out.next())
        one->properties = formatProperties(caps, *formatInfo(info->format), info->type,
                                           static_cast<uint32_t>(info->samples));
}

VKAPI_ATTR void VKAPI_CALL
GetImageSparseMemoryRequirements2(VkDevice device, const VkImageSparseMemoryRequirementsInfo2* info,
                                  uint32_t* count, VkSparseImageMemoryRequirements2* requirements) {
    listRequirements(*Device::from(device), Image::from(info->image), count, requirements);
}

VKAPI_ATTR void VKAPI_CALL GetDeviceImageSparseMemoryRequirements(
    VkDevice device, const VkDeviceImageMemoryRequirements* info, uint32_t* count,
    VkSparseImageMemoryRequirements2* requirements) {
    Device& owner = *Device::from(device);
    const TemporaryImage image(owner, *info->pCreateInfo);
    listRequirements(owner, image.get(), count, requirements);
}

}  // namespace entry
}  // namespace baker
