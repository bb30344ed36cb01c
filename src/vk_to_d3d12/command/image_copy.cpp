// vkCmdCopyImage2.
//
// D3D12 copies between formats of one typeless family, and depth and stencil as whole levels.
// Everything else goes through a scratch buffer: the bits are the same on both sides.
#include "image_copy.hpp"

#include <algorithm>
#include <array>

#include "command_buffer.hpp"
#include "device/device.hpp"
#include "region_copy.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

struct PartCopy {
    ImagePart from, to;
    VkImageLayout fromLayout, toLayout;
};

bool isWholeLevel(const ImagePart& part) {
    const VkExtent3D level = part.image->extent(part.level);
    return part.offset.x == 0 && part.offset.y == 0 && part.extent.width >= level.width &&
           part.extent.height >= level.height;
}

bool overlap(uint32_t firstA, uint32_t countA, uint32_t firstB, uint32_t countB) {
    return firstA < firstB + countB && firstB < firstA + countA;
}

// A subresource cannot be source and target of one copy.
bool isWithinSubresource(const PartCopy& copy) {
    return copy.from.image == copy.to.image && copy.from.level == copy.to.level &&
           overlap(copy.from.baseLayer, copy.from.layers, copy.to.baseLayer, copy.to.layers);
}

bool isDirect(const PartCopy& copy) {
    if (isWithinSubresource(copy)) return false;
    const Image &from = *copy.from.image, &to = *copy.to.image;
    if (from.samples() > 1) return true;
    if (typelessFormat(from.desc().Format) != typelessFormat(to.desc().Format)) return false;
    // Depth and stencil have footprints of their own: as colours they go through a buffer.
    if (from.info().isColor() != to.info().isColor()) return false;
    if (from.info().isColor()) return true;
    // Two planes at once are beyond vkd3d.
    return from.planes() == 1 && isWholeLevel(copy.from) && isWholeLevel(copy.to);
}

D3D12_TEXTURE_COPY_LOCATION location(const ImagePart& part, uint32_t subresource) {
    D3D12_TEXTURE_COPY_LOCATION result{};
    result.pResource = part.image->resource();
    result.Type = D3D12_TEXTURE_COPY_TYPE_SUBRESOURCE_INDEX;
    result.SubresourceIndex = subresource;
    return result;
}

void copySlice(Recorder& recorder, const PartCopy& copy, uint32_t slice, uint32_t depth) {
    const SlicePosition from = slicePosition(copy.from, slice), to = slicePosition(copy.to, slice);
    const auto target = location(copy.to, to.subresource);
    const auto source = location(copy.from, from.subresource);
    const BlockExtent blocks =
        blockExtent(texelBlock(copy.from.image->info(), copy.from.aspect), copy.from.extent);
    const TexelBlock block = texelBlock(copy.from.image->info(), copy.from.aspect);
    const auto x = static_cast<UINT>(from.offset.x), y = static_cast<UINT>(from.offset.y),
               z = static_cast<UINT>(from.offset.z);
    const D3D12_BOX box{
        x, y, z, x + blocks.width * block.width, y + blocks.height * block.height, z + depth};
    const bool whole = isWholeLevel(copy.from) && copy.from.image->type() != VK_IMAGE_TYPE_3D;
    recorder.list->CopyTextureRegion(&target, static_cast<UINT>(to.offset.x),
                                     static_cast<UINT>(to.offset.y), static_cast<UINT>(to.offset.z),
                                     &source, whole ? nullptr : &box);
}

void copyDirect(Recorder& recorder, const PartCopy& copy) {
    const std::array accesses{accessTo(copy.from, copy.fromLayout, ImageState::CopySource),
                              accessTo(copy.to, copy.toLayout, ImageState::CopyDest)};
    const ScopedImageAccess scope(recorder, accesses);
    const uint32_t slices = copy.from.slices();
    if (copy.from.image->type() == VK_IMAGE_TYPE_3D && copy.to.image->type() == VK_IMAGE_TYPE_3D)
        return copySlice(recorder, copy, 0, slices);
    for (uint32_t slice = 0; slice < slices; ++slice) copySlice(recorder, copy, slice, 1);
}

struct ScratchSlices {
    ID3D12Resource* resource;
    BufferLayout layout;
    BlockExtent extent;  // of one slice
    uint32_t count;
};

template <typename Copy>
void copySlices(Recorder& recorder, const ImagePart& part, VkImageLayout layout, ImageState state,
                const ScratchSlices& scratch, const Copy& copy) {
    const TexelBlock block = texelBlock(part.image->info(), part.aspect);
    const ImageAccess access = accessTo(part, layout, state);
    const ScopedImageAccess scope(recorder, {&access, 1});
    for (uint32_t slice = 0; slice < scratch.count; ++slice) {
        BufferLayout data = scratch.layout;
        data.offset += slice * data.slicePitch;
        copy(recorder, part, slice, scratch.resource,
             *placeCopy(block, data, scratch.extent, false), scratch.extent, block);
    }
}

void copyThroughScratch(Recorder& recorder, const PartCopy& copy) {
    const TexelBlock block = texelBlock(copy.from.image->info(), copy.from.aspect);
    const BlockExtent extent =
        blockExtent(block, {copy.from.extent.width, copy.from.extent.height, 1});
    ScratchSlices scratch{nullptr, scratchLayout(block, extent), extent, copy.from.slices()};
    auto memory = recorder.scratch.allocate(scratch.layout.slicePitch * scratch.count,
                                            D3D12_TEXTURE_DATA_PLACEMENT_ALIGNMENT);
    if (!memory.ok()) return recorder.fail(memory.error());
    scratch.resource = memory.value().resource;
    scratch.layout.offset = memory.value().offset;
    copySlices(recorder, copy.from, copy.fromLayout, ImageState::CopySource, scratch,
               copyFromImage);
    orderTransfers(recorder);
    copySlices(recorder, copy.to, copy.toLayout, ImageState::CopyDest, scratch, copyToImage);
}

// A linear image is a buffer: as in copies between buffers and images.
void copyLinear(Recorder& recorder, const PartCopy& copy) {
    const bool fromLinear = copy.from.image->isLinear();
    const ImagePart& linear = fromLinear ? copy.from : copy.to;
    ImagePart other = fromLinear ? copy.to : copy.from;
    const TexelBlock from = texelBlock(copy.from.image->info(), copy.from.aspect);
    const TexelBlock block = texelBlock(other.image->info(), other.aspect);
    // The extent is in texels of the source.
    const BlockExtent blocks = blockExtent(from, copy.from.extent);
    other.extent.width = blocks.width * block.width;
    other.extent.height = blocks.height * block.height;
    copyRegion(
        recorder,
        {.direction = fromLinear ? RegionCopy::Direction::ToImage : RegionCopy::Direction::ToBuffer,
         .part = other,
         .layout = fromLinear ? copy.toLayout : copy.fromLayout,
         .block = block,
         .buffer = linear.image->resource(),
         .data = linearData(linear, texelBlock(linear.image->info(), linear.aspect))});
}

// Of the aspects `from` and `to`, one bit each.
void copyAspect(Recorder& recorder, const PartCopy& copy, VkImageAspectFlags from,
                VkImageAspectFlags to) {
    PartCopy aspect = copy;
    aspect.from.aspect = from;
    aspect.to.aspect = to;
    if (copy.from.image->isLinear() || copy.to.image->isLinear())
        copyLinear(recorder, aspect);
    else if (isDirect(aspect))
        copyDirect(recorder, aspect);
    else
        copyThroughScratch(recorder, aspect);
}

void copyPart(Recorder& recorder, const PartCopy& copy) {
    const VkImageAspectFlags from = copy.from.aspect, to = copy.to.aspect;
    if (from != to) return copyAspect(recorder, copy, from, to);
    for (VkImageAspectFlags left = from; left; left &= left - 1) {
        const VkImageAspectFlags aspect = left & (~left + 1);
        copyAspect(recorder, copy, aspect, aspect);
    }
}

// A region's extent is in texels of the source; between a 3D image and layers, `depth` counts both.
PartCopy partCopy(const Image& from, const Image& to, const VkCopyImageInfo2& info,
                  const VkImageCopy2& region) {
    PartCopy copy{imagePart(from, region.srcSubresource, region.srcOffset, region.extent),
                  imagePart(to, region.dstSubresource, region.dstOffset, region.extent),
                  info.srcImageLayout, info.dstImageLayout};
    const uint32_t slices = std::max(copy.from.slices(), copy.to.slices());
    for (ImagePart* part : {&copy.from, &copy.to})
        (part->image->type() == VK_IMAGE_TYPE_3D ? part->extent.depth : part->layers) = slices;
    return copy;
}

}  // namespace

void copyImage(Recorder& recorder, const VkCopyImageInfo2& info,
               std::span<const VkImageCopy2> regions) {
    const Image &from = *Image::from(info.srcImage), &to = *Image::from(info.dstImage);
    for (const VkImageCopy2& region : regions) copyPart(recorder, partCopy(from, to, info, region));
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdCopyImage2(VkCommandBuffer commandBuffer,
                                         const VkCopyImageInfo2* pCopyImageInfo) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const auto regions = target.keep(pCopyImageInfo->pRegions, pCopyImageInfo->regionCount);
    VkCopyImageInfo2 info = *pCopyImageInfo;
    target.record([info, regions](Recorder& recorder) { copyImage(recorder, info, regions); });
}

}  // namespace baker::entry
