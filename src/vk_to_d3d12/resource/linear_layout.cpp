#include "linear_layout.hpp"

#include <algorithm>

#include "device/device.hpp"
#include "image.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

uint64_t alignUp(uint64_t value, uint64_t alignment) {
    return (value + alignment - 1) / alignment * alignment;
}

VkExtent3D extentOf(const VkExtent3D& extent, uint32_t level) {
    return {std::max(extent.width >> level, 1u), std::max(extent.height >> level, 1u),
            std::max(extent.depth >> level, 1u)};
}

// Of images of linear tiling; for others, whose memory nobody reads, as if they were.
VkSubresourceLayout subresourceLayout(const FormatInfo& info, const VkExtent3D& extent,
                                      uint32_t layers, const VkImageSubresource& subresource) {
    const LinearLayout layout = linearLayout(info, extentOf(extent, subresource.mipLevel), layers);
    return {.offset = layout.layerPitch * subresource.arrayLayer,
            .size = layout.layerPitch,
            .rowPitch = layout.rowPitch,
            .arrayPitch = layout.layerPitch,
            .depthPitch = layout.slicePitch};
}

}  // namespace

LinearLayout linearLayout(const FormatInfo& info, const VkExtent3D& extent, uint32_t layers) {
    const uint64_t columns = (extent.width + info.blockWidth - 1) / info.blockWidth;
    const uint64_t rows = (extent.height + info.blockHeight - 1) / info.blockHeight;
    LinearLayout layout;
    layout.rowPitch = alignUp(columns * info.blockBytes, D3D12_TEXTURE_DATA_PITCH_ALIGNMENT);
    layout.slicePitch = alignUp(layout.rowPitch * rows, kLinearAlignment);
    layout.layerPitch = layout.slicePitch * extent.depth;
    layout.size = layout.layerPitch * layers;
    return layout;
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL GetImageSubresourceLayout2(VkDevice, VkImage image,
                                                      const VkImageSubresource2* pSubresource,
                                                      VkSubresourceLayout2* pLayout) {
    const Image& source = *Image::from(image);
    pLayout->subresourceLayout = subresourceLayout(source.info(), source.extent(), source.layers(),
                                                   pSubresource->imageSubresource);
}

VKAPI_ATTR void VKAPI_CALL GetDeviceImageSubresourceLayout(
    VkDevice, const VkDeviceImageSubresourceInfo* pInfo, VkSubresourceLayout2* pLayout) {
    const VkImageCreateInfo& image = *pInfo->pCreateInfo;
    if (const FormatInfo* info = formatInfo(image.format))
        pLayout->subresourceLayout = subresourceLayout(*info, image.extent, image.arrayLayers,
                                                       pInfo->pSubresource->imageSubresource);
}

}  // namespace baker::entry
