#include "linear_layout.hpp"

#include <algorithm>

#include "base/chain.hpp"
#include "device/device.hpp"
#include "image.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

uint64_t alignUp(uint64_t value, uint64_t alignment) {
    return (value + alignment - 1) / alignment * alignment;
}

uint64_t blocks(uint32_t texels, uint32_t level, uint32_t block) {
    return (std::max(texels >> level, 1u) + block - 1) / block;
}

VkSubresourceLayout subresourceLayout(const FormatInfo& info, const LinearImage& image,
                                      const VkImageSubresource& subresource) {
    const LinearLevel level = linearLevel(info, image, subresource.mipLevel);
    const uint64_t layerPitch = linearLayerPitch(info, image);
    return {.offset = layerPitch * subresource.arrayLayer + level.offset,
            .size = level.size,
            .rowPitch = level.rowPitch,
            .arrayPitch = layerPitch,
            .depthPitch = level.slicePitch};
}

}  // namespace

LinearLevel linearLevel(const FormatInfo& info, const LinearImage& image, uint32_t level) {
    LinearLevel result;
    for (uint32_t i = 0; i <= level; ++i) {
        result.offset += result.size;
        result.rowPitch = alignUp(blocks(image.extent.width, i, info.blockWidth) * info.blockBytes,
                                  D3D12_TEXTURE_DATA_PITCH_ALIGNMENT);
        // Whole rows: the height of D3D12's footprint.
        uint64_t rows = blocks(image.extent.height, i, info.blockHeight);
        while (result.rowPitch * rows % kLinearAlignment) ++rows;
        result.slicePitch = result.rowPitch * rows;
        result.size = result.slicePitch * std::max(image.extent.depth >> i, 1u);
    }
    return result;
}

uint64_t linearLayerPitch(const FormatInfo& info, const LinearImage& image) {
    const LinearLevel last = linearLevel(info, image, image.levels - 1);
    return last.offset + last.size;
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL GetImageSubresourceLayout2(VkDevice, VkImage image,
                                                      const VkImageSubresource2* pSubresource,
                                                      VkSubresourceLayout2* pLayout) {
    const Image& source = *Image::from(image);
    pLayout->subresourceLayout =
        subresourceLayout(source.info(), source.linear(), pSubresource->imageSubresource);
}

VKAPI_ATTR void VKAPI_CALL GetDeviceImageSubresourceLayout(
    VkDevice, const VkDeviceImageSubresourceInfo* pInfo, VkSubresourceLayout2* pLayout) {
    const VkImageCreateInfo& image = *pInfo->pCreateInfo;
    if (const FormatInfo* info = formatInfo(image.format))
        pLayout->subresourceLayout =
            subresourceLayout(*info, {image.extent, image.mipLevels, image.arrayLayers},
                              pInfo->pSubresource->imageSubresource);
}

}  // namespace baker::entry
