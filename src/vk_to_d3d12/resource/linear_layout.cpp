#include "linear_layout.hpp"

#include <algorithm>

#include "base/chain.hpp"
#include "command/placed_copy.hpp"
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

// Of a texture in rows.
VkSubresourceLayout rowMajorLayout(Device& device, const D3D12_RESOURCE_DESC& desc,
                                   const VkImageSubresource& subresource) {
    const auto footprint = [&](uint32_t layer, UINT& rows) {
        D3D12_PLACED_SUBRESOURCE_FOOTPRINT result{};
        device.d3d12()->GetCopyableFootprints(&desc, subresource.mipLevel + desc.MipLevels * layer,
                                              1, 0, &result, &rows, nullptr, nullptr);
        return result;
    };
    UINT rows = 0;
    const D3D12_PLACED_SUBRESOURCE_FOOTPRINT own = footprint(subresource.arrayLayer, rows);
    const bool volume = desc.Dimension == D3D12_RESOURCE_DIMENSION_TEXTURE3D;
    VkSubresourceLayout layout{.offset = own.Offset, .rowPitch = own.Footprint.RowPitch};
    layout.depthPitch = layout.rowPitch * rows;
    layout.size = layout.depthPitch * (volume ? own.Footprint.Depth : 1);
    layout.arrayPitch = layout.size;
    if (!volume && desc.DepthOrArraySize > 1)
        layout.arrayPitch = footprint(1, rows).Offset - footprint(0, rows).Offset;
    return layout;
}

VkSubresourceLayout subresourceLayout(Device& device, const FormatInfo& info,
                                      const LinearImage& image, const D3D12_RESOURCE_DESC& desc,
                                      const VkImageSubresource& subresource) {
    const bool texture = desc.Dimension != D3D12_RESOURCE_DIMENSION_BUFFER &&
                         desc.Layout == D3D12_TEXTURE_LAYOUT_ROW_MAJOR;
    return texture ? rowMajorLayout(device, desc, subresource)
                   : subresourceLayout(info, image, subresource);
}

// VK_HOST_IMAGE_COPY_MEMCPY_BIT: texels tightly packed.
void writeMemcpySize(const FormatInfo& info, const LinearImage& image,
                     const VkImageSubresource& subresource, VkSubresourceLayout2& layout) {
    auto* size = findInChain<VkSubresourceHostMemcpySize>(
        layout.pNext, VK_STRUCTURE_TYPE_SUBRESOURCE_HOST_MEMCPY_SIZE);
    if (!size) return;
    const TexelBlock block = texelBlock(info, subresource.aspectMask);
    size->size = blocks(image.extent.width, subresource.mipLevel, block.width) *
                 blocks(image.extent.height, subresource.mipLevel, block.height) *
                 std::max(image.extent.depth >> subresource.mipLevel, 1u) * block.bytes;
}

// The plane's offset is from the image's beginning, unless its planes are bound one by one.
uint64_t planeOffset(Device& device, const ImageResources& resources, VkImageCreateFlags flags,
                     VkImageAspectFlags aspect) {
    if (resources.count < 2 || flags & VK_IMAGE_CREATE_DISJOINT_BIT) return 0;
    return placeImage(device.d3d12(), resources).offsets[planeIndex(aspect)];
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

VKAPI_ATTR void VKAPI_CALL GetImageSubresourceLayout2(VkDevice device, VkImage image,
                                                      const VkImageSubresource2* pSubresource,
                                                      VkSubresourceLayout2* pLayout) {
    const VkImageSubresource& subresource = pSubresource->imageSubresource;
    const Image& whole = *Image::from(image);
    const Image& plane = whole.ofAspect(subresource.aspectMask);
    pLayout->subresourceLayout = subresourceLayout(*Device::from(device), plane.info(),
                                                   plane.linear(), plane.desc(), subresource);
    pLayout->subresourceLayout.offset += planeOffset(*Device::from(device), imageResources(whole),
                                                     whole.flags(), subresource.aspectMask);
    writeMemcpySize(plane.info(), plane.linear(), subresource, *pLayout);
}

VKAPI_ATTR void VKAPI_CALL GetDeviceImageSubresourceLayout(
    VkDevice device, const VkDeviceImageSubresourceInfo* pInfo, VkSubresourceLayout2* pLayout) {
    const VkImageSubresource& subresource = pInfo->pSubresource->imageSubresource;
    Device& owner = *Device::from(device);
    const VkImageCreateInfo& whole = *pInfo->pCreateInfo;
    VkImageCreateInfo plane = whole;
    if (const PlanarFormat* planar = planarFormat(whole.format))
        plane = planeInfo(whole, *planar, planeIndex(subresource.aspectMask));
    const FormatInfo* info = formatInfo(plane.format);
    if (!info || info->dxgi == DXGI_FORMAT_UNKNOWN) return;
    const LinearImage shape{plane.extent, plane.mipLevels, plane.arrayLayers};
    pLayout->subresourceLayout =
        subresourceLayout(owner, *info, shape, imageResources(owner, plane).descs[0], subresource);
    writeMemcpySize(*info, shape, subresource, *pLayout);
    pLayout->subresourceLayout.offset += planeOffset(
        *Device::from(device), imageResources(owner, whole), whole.flags, subresource.aspectMask);
}

}  // namespace baker::entry
