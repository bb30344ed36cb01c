// vkCmdCopyBufferToImage2, vkCmdCopyImageToBuffer2.
//
// Where D3D12's copies cannot reach the buffer's data (placed_copy.hpp), they go through a scratch
// buffer, of which copyRows makes the application's rows and the other way round.
#include "command_buffer.hpp"
#include "d3d12/capabilities.hpp"
#include "device/device.hpp"
#include "meta/copy_rows.hpp"
#include "resource/buffer.hpp"
#include "texture_copy.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

enum class Direction { ToImage, ToBuffer };

struct RegionCopy {
    Direction direction;
    ImagePart part;
    VkImageLayout layout;
    TexelBlock block;
    ID3D12Resource* buffer;
    BufferLayout data;

    // Of one slice.
    BlockExtent sliceExtent() const {
        return blockExtent(block, {part.extent.width, part.extent.height, 1});
    }
    BlockExtent extent() const { return blockExtent(block, part.extent); }
    ImageState state() const {
        return direction == Direction::ToImage ? ImageState::CopyDest : ImageState::CopySource;
    }
};

void copyPlaced(Recorder& recorder, const RegionCopy& copy, uint32_t slice, ID3D12Resource* buffer,
                const PlacedCopy& placed, const BlockExtent& extent) {
    const auto function = copy.direction == Direction::ToImage ? copyToImage : copyFromImage;
    function(recorder, copy.part, slice, buffer, placed, extent, copy.block);
}

BufferLayout sliceOf(const BufferLayout& data, uint32_t slice) {
    return {data.offset + slice * data.slicePitch, data.rowPitch, data.slicePitch};
}

// Slice by slice, if D3D12 can reach all of them.
bool copySlices(Recorder& recorder, const RegionCopy& copy, ID3D12Resource* buffer,
                const BufferLayout& data, bool anyPitch) {
    const uint32_t slices = copy.part.slices();
    const BlockExtent extent = copy.sliceExtent();
    for (uint32_t slice = 0; slice < slices; ++slice)
        if (!placeCopy(copy.block, sliceOf(data, slice), extent, anyPitch)) return false;
    const ImageAccess access = accessTo(copy.part, copy.layout, copy.state());
    const ScopedImageAccess scope(recorder, {&access, 1});
    for (uint32_t slice = 0; slice < slices; ++slice)
        copyPlaced(recorder, copy, slice, buffer,
                   *placeCopy(copy.block, sliceOf(data, slice), extent, anyPitch), extent);
    return true;
}

// All slices of a 3D image at once, if D3D12 can reach them.
bool copyVolume(Recorder& recorder, const RegionCopy& copy, bool anyPitch) {
    if (copy.part.extent.depth == 1) return false;
    const auto placed = placeCopy(copy.block, copy.data, copy.extent(), anyPitch);
    if (!placed) return false;
    const ImageAccess access = accessTo(copy.part, copy.layout, copy.state());
    const ScopedImageAccess scope(recorder, {&access, 1});
    copyPlaced(recorder, copy, 0, copy.buffer, *placed, copy.extent());
    return true;
}

void copyThroughScratch(Recorder& recorder, const RegionCopy& copy) {
    const BlockExtent extent = copy.sliceExtent();
    BufferLayout scratch = scratchLayout(copy.block, extent);
    const uint32_t slices = copy.part.slices();
    auto memory = recorder.scratch.allocate(scratch.slicePitch * slices,
                                            D3D12_TEXTURE_DATA_PLACEMENT_ALIGNMENT);
    if (!memory.ok()) return recorder.fail(memory.error());
    ID3D12Resource* const resource = memory.value().resource;
    scratch.offset = memory.value().offset;
    const RowLayout rows{copy.buffer, copy.data.offset, copy.data.rowPitch, copy.data.slicePitch};
    const RowLayout between{resource, scratch.offset, scratch.rowPitch, scratch.slicePitch};
    const RowCounts counts{extent.width * copy.block.bytes, extent.height, slices};
    if (copy.direction == Direction::ToImage) {
        copyRows(recorder, between, rows, counts);
        orderTransfers(recorder);
        copySlices(recorder, copy, resource, scratch, false);
    } else {
        copySlices(recorder, copy, resource, scratch, false);
        orderTransfers(recorder);
        copyRows(recorder, rows, between, counts);
    }
}

void copyRegion(Recorder& recorder, const RegionCopy& copy) {
    const bool anyPitch =
        recorder.device.capabilities().options13.UnrestrictedBufferTextureCopyPitchSupported;
    if (copyVolume(recorder, copy, anyPitch) ||
        copySlices(recorder, copy, copy.buffer, copy.data, anyPitch))
        return;
    copyThroughScratch(recorder, copy);
}

void copyRegions(Recorder& recorder, Direction direction, const Buffer& buffer, const Image& image,
                 VkImageLayout layout, std::span<const VkBufferImageCopy2> regions) {
    for (const VkBufferImageCopy2& region : regions) {
        const TexelBlock block = texelBlock(image.info(), region.imageSubresource.aspectMask);
        copyRegion(recorder, {.direction = direction,
                              .part = imagePart(image, region.imageSubresource, region.imageOffset,
                                                region.imageExtent),
                              .layout = layout,
                              .block = block,
                              .buffer = buffer.resource(),
                              .data = bufferLayout(block, region, buffer.offset())});
    }
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdCopyBufferToImage2(VkCommandBuffer commandBuffer,
                                                 const VkCopyBufferToImageInfo2* pInfo) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const Buffer& buffer = *Buffer::from(pInfo->srcBuffer);
    const Image& image = *Image::from(pInfo->dstImage);
    const auto regions = target.keep(pInfo->pRegions, pInfo->regionCount);
    target.record([&buffer, &image, layout = pInfo->dstImageLayout, regions](Recorder& recorder) {
        copyRegions(recorder, Direction::ToImage, buffer, image, layout, regions);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdCopyImageToBuffer2(VkCommandBuffer commandBuffer,
                                                 const VkCopyImageToBufferInfo2* pInfo) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const Buffer& buffer = *Buffer::from(pInfo->dstBuffer);
    const Image& image = *Image::from(pInfo->srcImage);
    const auto regions = target.keep(pInfo->pRegions, pInfo->regionCount);
    target.record([&buffer, &image, layout = pInfo->srcImageLayout, regions](Recorder& recorder) {
        copyRegions(recorder, Direction::ToBuffer, buffer, image, layout, regions);
    });
}

}  // namespace baker::entry
