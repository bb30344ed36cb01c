// vkCopyMemoryToImage, vkCopyImageToMemory, vkCopyImageToImage, vkTransitionImageLayout.
//
// D3D12 maps no textures: the device copies, from and to a buffer that the host sees. With
// VK_HOST_IMAGE_COPY_MEMCPY_BIT texels are tightly packed, too.
#include <cstring>

#include "device/device.hpp"
#include "host_commands.hpp"
#include "image_copy.hpp"
#include "memory/internal_buffer.hpp"
#include "region_copy.hpp"
#include "sync/image_barrier.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// A region of an image, its texels in the application's memory, and those in the buffer.
struct HostCopy {
    RegionCopy region;
    std::byte* memory;
    BufferLayout layout;  // of `memory`
};

template <typename Region>
HostCopy hostCopy(const Image& image, VkImageLayout layout, const Region& source,
                  RegionCopy::Direction direction) {
    VkBufferImageCopy2 shape{VK_STRUCTURE_TYPE_BUFFER_IMAGE_COPY_2};
    shape.bufferRowLength = source.memoryRowLength;
    shape.bufferImageHeight = source.memoryImageHeight;
    shape.imageExtent = source.imageExtent;
    HostCopy copy{.memory = static_cast<std::byte*>(const_cast<void*>(source.pHostPointer))};
    copy.region.direction = direction;
    copy.region.part =
        imagePart(image, source.imageSubresource, source.imageOffset, source.imageExtent);
    copy.region.layout = layout;
    copy.region.block = texelBlock(copy.region.part.image->info(), copy.region.part.aspect);
    copy.region.data = scratchLayout(copy.region.block, copy.region.sliceExtent());
    copy.layout = bufferLayout(copy.region.block, shape, 0);
    return copy;
}

// Row by row between the application's memory and the buffer's.
void moveRows(const HostCopy& copy, std::byte* buffer) {
    const BlockExtent extent = copy.region.sliceExtent();
    const size_t bytes = size_t(extent.width) * copy.region.block.bytes;
    for (uint32_t slice = 0; slice < copy.region.part.slices(); ++slice)
        for (uint32_t row = 0; row < extent.height; ++row) {
            std::byte* memory =
                copy.memory + slice * copy.layout.slicePitch + row * copy.layout.rowPitch;
            std::byte* staged =
                buffer + slice * copy.region.data.slicePitch + row * copy.region.data.rowPitch;
            if (copy.region.direction == RegionCopy::Direction::ToImage)
                std::memcpy(staged, memory, bytes);
            else
                std::memcpy(memory, staged, bytes);
        }
}

VkResult copyWithHost(Device& device, HostCopy copy) {
    const uint64_t size = copy.region.data.slicePitch * copy.region.part.slices();
    const ComPtr<ID3D12Resource> buffer =
        TRY(createInternalBuffer(device, D3D12_HEAP_TYPE_CUSTOM, size));
    std::byte* staged = TRY(mapInternalBuffer(device, buffer.Get()));
    copy.region.buffer = buffer.Get();
    const bool toImage = copy.region.direction == RegionCopy::Direction::ToImage;
    if (toImage) moveRows(copy, staged);
    auto* commands = TRY(device.service<HostCommands>());
    TRY_VK(commands->run([&](Recorder& recorder) { copyRegion(recorder, copy.region); }));
    if (!toImage) moveRows(copy, staged);
    return VK_SUCCESS;
}

VkImageMemoryBarrier2 transition(const VkHostImageLayoutTransitionInfo& info) {
    VkImageMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2};
    barrier.oldLayout = info.oldLayout;
    barrier.newLayout = info.newLayout;
    barrier.image = info.image;
    barrier.subresourceRange = info.subresourceRange;
    return barrier;
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CopyMemoryToImage(VkDevice device,
                                                 const VkCopyMemoryToImageInfo* pInfo) {
    const Image& image = *Image::from(pInfo->dstImage);
    for (uint32_t i = 0; i < pInfo->regionCount; ++i)
        TRY_VK(copyWithHost(*Device::from(device),
                            hostCopy(image, pInfo->dstImageLayout, pInfo->pRegions[i],
                                     RegionCopy::Direction::ToImage)));
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL CopyImageToMemory(VkDevice device,
                                                 const VkCopyImageToMemoryInfo* pInfo) {
    const Image& image = *Image::from(pInfo->srcImage);
    for (uint32_t i = 0; i < pInfo->regionCount; ++i)
        TRY_VK(copyWithHost(*Device::from(device),
                            hostCopy(image, pInfo->srcImageLayout, pInfo->pRegions[i],
                                     RegionCopy::Direction::ToBuffer)));
    return VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL CopyImageToImage(VkDevice device,
                                                const VkCopyImageToImageInfo* pInfo) {
    const VkCopyImageInfo2 copy{VK_STRUCTURE_TYPE_COPY_IMAGE_INFO_2,
                                nullptr,
                                pInfo->srcImage,
                                pInfo->srcImageLayout,
                                pInfo->dstImage,
                                pInfo->dstImageLayout,
                                pInfo->regionCount,
                                pInfo->pRegions};
    auto* commands = TRY(Device::from(device)->service<HostCommands>());
    return commands->run(
        [&](Recorder& recorder) { copyImage(recorder, copy, {copy.pRegions, copy.regionCount}); });
}

VKAPI_ATTR VkResult VKAPI_CALL
TransitionImageLayout(VkDevice device, uint32_t transitionCount,
                      const VkHostImageLayoutTransitionInfo* pTransitions) {
    std::vector<VkImageMemoryBarrier2> barriers;
    for (uint32_t i = 0; i < transitionCount; ++i) barriers.push_back(transition(pTransitions[i]));
    auto* commands = TRY(Device::from(device)->service<HostCommands>());
    return commands->run([&](Recorder& recorder) { recordLayoutTransitions(recorder, barriers); });
}

}  // namespace baker::entry
