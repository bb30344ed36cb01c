// vkCmdCopyBuffer2, vkCmdUpdateBuffer, vkCmdFillBuffer.
#include <algorithm>
#include <cstring>

#include "command_buffer.hpp"
#include "descriptor/descriptor_view.hpp"
#include "device/device.hpp"
#include "resource/buffer.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// Of a view: D3D12_REQ_BUFFER_RESOURCE_TEXEL_COUNT_2_TO_EXP.
constexpr uint64_t kMaxViewWords = uint64_t(1) << D3D12_REQ_BUFFER_RESOURCE_TEXEL_COUNT_2_TO_EXP;

void updateBuffer(Recorder& recorder, ID3D12Resource* resource, uint64_t offset,
                  std::span<const std::byte> data) {
    auto slice = recorder.upload.allocate(data.size(), 16);
    if (!slice.ok()) return recorder.fail(slice.error());
    std::memcpy(slice.value().data, data.data(), data.size());
    recorder.list->CopyBufferRegion(resource, offset, slice.value().resource, slice.value().offset,
                                    data.size());
}

VkResult clearWords(Recorder& recorder, ID3D12Resource* resource, uint64_t offset, uint64_t words,
                    uint32_t value) {
    const TransientView view = TRY(recorder.views.allocate());
    recorder.setDescriptorHeaps();
    ID3D12Device* device = recorder.device.d3d12();
    const D3D12_UNORDERED_ACCESS_VIEW_DESC desc = wordView(offset, words);
    device->CreateUnorderedAccessView(resource, nullptr, &desc, view.twin);
    device->CreateUnorderedAccessView(resource, nullptr, &desc, view.visible);
    const UINT values[4] = {value, value, value, value};
    recorder.list->ClearUnorderedAccessViewUint(view.table, view.twin, resource, values, 0,
                                                nullptr);
    return VK_SUCCESS;
}

void fillBuffer(Recorder& recorder, ID3D12Resource* resource, uint64_t offset, uint64_t words,
                uint32_t value) {
    while (words) {
        const uint64_t count = std::min(words, kMaxViewWords);
        if (const VkResult result = clearWords(recorder, resource, offset, count, value))
            return recorder.fail(result);
        offset += count * 4;
        words -= count;
    }
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdCopyBuffer2(VkCommandBuffer commandBuffer,
                                          const VkCopyBufferInfo2* pCopyBufferInfo) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const Buffer& source = *Buffer::from(pCopyBufferInfo->srcBuffer);
    const Buffer& destination = *Buffer::from(pCopyBufferInfo->dstBuffer);
    const auto regions = target.keep(pCopyBufferInfo->pRegions, pCopyBufferInfo->regionCount);
    target.record([&source, &destination, regions](Recorder& recorder) {
        for (const VkBufferCopy2& region : regions)
            recorder.list->CopyBufferRegion(
                destination.resource(), destination.offset() + region.dstOffset, source.resource(),
                source.offset() + region.srcOffset, region.size);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdUpdateBuffer(VkCommandBuffer commandBuffer, VkBuffer dstBuffer,
                                           VkDeviceSize dstOffset, VkDeviceSize dataSize,
                                           const void* pData) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const Buffer& buffer = *Buffer::from(dstBuffer);
    const auto data = target.keep(static_cast<const std::byte*>(pData), dataSize);
    target.record([&buffer, dstOffset, data](Recorder& recorder) {
        updateBuffer(recorder, buffer.resource(), buffer.offset() + dstOffset, data);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdFillBuffer(VkCommandBuffer commandBuffer, VkBuffer dstBuffer,
                                         VkDeviceSize dstOffset, VkDeviceSize size, uint32_t data) {
    const Buffer& buffer = *Buffer::from(dstBuffer);
    // VK_WHOLE_SIZE leaves the bytes after the last whole word alone.
    const uint64_t words = buffer.resolveRange(dstOffset, size) / 4;
    CommandBuffer::from(commandBuffer)
        ->record([&buffer, dstOffset, words, data](Recorder& recorder) {
            fillBuffer(recorder, buffer.resource(), buffer.offset() + dstOffset, words, data);
        });
}

}  // namespace baker::entry
