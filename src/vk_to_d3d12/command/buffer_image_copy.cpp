// vkCmdCopyBufferToImage2, vkCmdCopyImageToBuffer2.
//
// Where D3D12's copies cannot reach the buffer's data (placed_copy.hpp), they go through a scratch
// buffer, of which copyRows makes the application's rows and the other way round.
#include "command_buffer.hpp"
#include "region_copy.hpp"
#include "resource/buffer.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

void copyRegions(Recorder& recorder, RegionCopy::Direction direction, const Buffer& buffer,
                 const Image& image, VkImageLayout layout,
                 std::span<const VkBufferImageCopy2> regions) {
    for (const VkBufferImageCopy2& region : regions) {
        const ImagePart part =
            imagePart(image, region.imageSubresource, region.imageOffset, region.imageExtent);
        const TexelBlock block = texelBlock(part.image->info(), part.aspect);
        copyRegion(recorder, {.direction = direction,
                              .part = part,
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
        copyRegions(recorder, RegionCopy::Direction::ToImage, buffer, image, layout, regions);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdCopyImageToBuffer2(VkCommandBuffer commandBuffer,
                                                 const VkCopyImageToBufferInfo2* pInfo) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const Buffer& buffer = *Buffer::from(pInfo->dstBuffer);
    const Image& image = *Image::from(pInfo->srcImage);
    const auto regions = target.keep(pInfo->pRegions, pInfo->regionCount);
    target.record([&buffer, &image, layout = pInfo->srcImageLayout, regions](Recorder& recorder) {
        copyRegions(recorder, RegionCopy::Direction::ToBuffer, buffer, image, layout, regions);
    });
}

}  // namespace baker::entry
