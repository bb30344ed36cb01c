#include "texture_copy.hpp"

#include "sync/barrier.hpp"

namespace baker {
namespace {

D3D12_TEXTURE_COPY_LOCATION bufferLocation(ID3D12Resource* buffer, const PlacedCopy& placed) {
    D3D12_TEXTURE_COPY_LOCATION location{};
    location.pResource = buffer;
    location.Type = D3D12_TEXTURE_COPY_TYPE_PLACED_FOOTPRINT;
    location.PlacedFootprint = placed.footprint;
    return location;
}

D3D12_TEXTURE_COPY_LOCATION textureLocation(const ImagePart& part, const SlicePosition& position) {
    D3D12_TEXTURE_COPY_LOCATION location{};
    location.pResource = part.image->resource();
    location.Type = D3D12_TEXTURE_COPY_TYPE_SUBRESOURCE_INDEX;
    location.SubresourceIndex = position.subresource;
    return location;
}

D3D12_BOX boxAt(uint32_t x, uint32_t y, uint32_t z, const BlockExtent& extent,
                const TexelBlock& block) {
    return {x,
            y,
            z,
            x + extent.width * block.width,
            y + extent.height * block.height,
            z + extent.depth};
}

bool isWholeLevel(const ImagePart& part, const D3D12_BOX& box) {
    const VkExtent3D level = part.image->extent(part.level);
    return box.left == 0 && box.top == 0 && box.front == 0 && box.right >= level.width &&
           box.bottom >= level.height && box.back >= level.depth;
}

}  // namespace

ImagePart imagePart(const Image& whole, const VkImageSubresourceLayers& subresource,
                    const VkOffset3D& offset, const VkExtent3D& extent) {
    const Image& image = whole.ofAspect(subresource.aspectMask);
    const bool volume = image.type() == VK_IMAGE_TYPE_3D;
    return {.image = &image,
            .aspect = subresource.aspectMask & kPlaneAspects
                          ? VkImageAspectFlags(VK_IMAGE_ASPECT_COLOR_BIT)
                          : subresource.aspectMask,
            .level = subresource.mipLevel,
            .baseLayer = volume ? 0 : subresource.baseArrayLayer,
            .layers = volume
                          ? 1
                          : image.resolveLayers(subresource.baseArrayLayer, subresource.layerCount),
            .offset = offset,
            .extent = {extent.width, extent.height, volume ? extent.depth : 1}};
}

SlicePosition slicePosition(const ImagePart& part, uint32_t slice) {
    const bool volume = part.image->type() == VK_IMAGE_TYPE_3D;
    VkOffset3D offset = part.offset;
    offset.z = volume ? offset.z + static_cast<int32_t>(slice) : 0;
    return {part.image->subresource(part.level, volume ? 0 : part.baseLayer + slice, part.aspect),
            offset};
}

void copyToImage(Recorder& recorder, const ImagePart& part, uint32_t slice, ID3D12Resource* buffer,
                 const PlacedCopy& placed, const BlockExtent& extent, const TexelBlock& block) {
    const SlicePosition position = slicePosition(part, slice);
    const D3D12_TEXTURE_COPY_LOCATION to = textureLocation(part, position);
    const D3D12_TEXTURE_COPY_LOCATION from = bufferLocation(buffer, placed);
    const D3D12_BOX box = boxAt(placed.x, placed.y, 0, extent, block);
    recorder.list->CopyTextureRegion(&to, static_cast<UINT>(position.offset.x),
                                     static_cast<UINT>(position.offset.y),
                                     static_cast<UINT>(position.offset.z), &from, &box);
}

void copyFromImage(Recorder& recorder, const ImagePart& part, uint32_t slice,
                   ID3D12Resource* buffer, const PlacedCopy& placed, const BlockExtent& extent,
                   const TexelBlock& block) {
    const SlicePosition position = slicePosition(part, slice);
    const D3D12_TEXTURE_COPY_LOCATION to = bufferLocation(buffer, placed);
    const D3D12_TEXTURE_COPY_LOCATION from = textureLocation(part, position);
    const D3D12_BOX box =
        boxAt(static_cast<uint32_t>(position.offset.x), static_cast<uint32_t>(position.offset.y),
              static_cast<uint32_t>(position.offset.z), extent, block);
    // Blocks at the edge of a level reach over it, which no box may say.
    recorder.list->CopyTextureRegion(&to, placed.x, placed.y, 0, &from,
                                     isWholeLevel(part, box) ? nullptr : &box);
}

ImageAccess accessTo(const ImagePart& part, VkImageLayout layout, ImageState state) {
    return {.image = part.image,
            .range = part.range(),
            .layout = layout,
            .stencilLayout = layout,
            .state = state,
            .stencilState = state};
}

void orderTransfers(Recorder& recorder) {
    constexpr VkAccessFlags2 kAccess =
        VK_ACCESS_2_TRANSFER_READ_BIT | VK_ACCESS_2_TRANSFER_WRITE_BIT;
    recordMemoryDependency(recorder.device, recorder.list,
                           {.srcStages = VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT,
                            .srcAccess = kAccess,
                            .dstStages = VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT,
                            .dstAccess = kAccess});
}

}  // namespace baker
