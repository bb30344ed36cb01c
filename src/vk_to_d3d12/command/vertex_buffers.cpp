// Vertex and index buffers. Writes state; graphics_flush.cpp hands it on.
#include <algorithm>
#include <cstring>
#include <memory>

#include "command_buffer.hpp"
#include "device/device.hpp"
#include "memory/internal_buffer.hpp"
#include "resource/buffer.hpp"
#include "vertex_fetch.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// D3D12 counts sizes in 32 bits.
uint32_t clampSize(VkDeviceSize size) {
    return static_cast<uint32_t>(std::min<VkDeviceSize>(size, UINT32_MAX));
}

D3D12_VERTEX_BUFFER_VIEW vertexBufferView(const Buffer* buffer, VkDeviceSize offset,
                                          VkDeviceSize size) {
    if (!buffer) return {};
    return {buffer->gpuAddress() + offset, clampSize(buffer->resolveRange(offset, size)), 0};
}

void bindVertexBuffer(GraphicsRecorder& graphics, uint32_t binding, const Buffer* source,
                      const D3D12_VERTEX_BUFFER_VIEW& view, const VkDeviceSize* stride) {
    D3D12_VERTEX_BUFFER_VIEW& bound = graphics.vertexBuffers[binding];
    bound.BufferLocation = view.BufferLocation;
    bound.SizeInBytes = view.SizeInBytes;
    if (stride) bound.StrideInBytes = static_cast<uint32_t>(*stride);
    graphics.vertexSources[binding] = source;
    noteAlignment(graphics, binding);
    graphics.dirtyVertexBuffers |= 1u << binding;
    graphics.bindings.dirty |= kDirtyVertexBuffers;
}

uint8_t bytesOf(VkIndexType type) {
    switch (type) {
        case VK_INDEX_TYPE_UINT8:
            return 1;
        case VK_INDEX_TYPE_UINT16:
            return 2;
        default:
            return 4;
    }
}

// Where no index buffer is bound, every index is 0 (VK_KHR_maintenance6), as D3D12 reads those past
// the end of a buffer.
struct ZeroIndices {
    static constexpr uint32_t kBytes = 65536;
    ComPtr<ID3D12Resource> buffer;

    static Result<std::unique_ptr<ZeroIndices>> create(Device& device) {
        auto zeroes = std::make_unique<ZeroIndices>();
        zeroes->buffer = TRY(createInternalBuffer(device, D3D12_HEAP_TYPE_UPLOAD, kBytes));
        std::memset(TRY(mapInternalBuffer(device, zeroes->buffer.Get())), 0, kBytes);
        return zeroes;
    }
};

D3D12_GPU_VIRTUAL_ADDRESS zeroIndices(Recorder& recorder) {
    auto zeroes = recorder.device.service<ZeroIndices>();
    if (zeroes.ok()) return zeroes.value()->buffer->GetGPUVirtualAddress();
    recorder.fail(zeroes.error());
    return 0;
}

void bindIndexBuffer(GraphicsRecorder& graphics, const D3D12_INDEX_BUFFER_VIEW& view,
                     uint8_t bytes) {
    if (graphics.indexBytes != bytes || graphics.hasRestartIndex)
        graphics.bindings.dirty |= kDirtyVariant;
    graphics.hasRestartIndex = false;
    graphics.indexBuffer = view;
    graphics.indexBytes = bytes;
    graphics.bindings.dirty |= kDirtyIndexBuffer;
}

}  // namespace
}  // namespace baker

namespace baker::entry {

VKAPI_ATTR void VKAPI_CALL CmdBindVertexBuffers2(VkCommandBuffer commandBuffer,
                                                 uint32_t firstBinding, uint32_t bindingCount,
                                                 const VkBuffer* pBuffers,
                                                 const VkDeviceSize* pOffsets,
                                                 const VkDeviceSize* pSizes,
                                                 const VkDeviceSize* pStrides) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    for (uint32_t i = 0; i < bindingCount; ++i) {
        const Buffer* source = Buffer::from(pBuffers[i]);
        const auto view = vertexBufferView(source, pOffsets[i], pSizes ? pSizes[i] : VK_WHOLE_SIZE);
        const bool hasStride = pStrides != nullptr;
        const VkDeviceSize stride = pStrides ? pStrides[i] : 0;
        target.record(
            [binding = firstBinding + i, source, view, stride, hasStride](Recorder& recorder) {
                bindVertexBuffer(recorder.graphics, binding, source, view,
                                 hasStride ? &stride : nullptr);
            });
    }
}

VKAPI_ATTR void VKAPI_CALL CmdBindIndexBuffer2(VkCommandBuffer commandBuffer, VkBuffer buffer,
                                               VkDeviceSize offset, VkDeviceSize size,
                                               VkIndexType indexType) {
    const uint8_t bytes = bytesOf(indexType);
    const DXGI_FORMAT format = bytes == 2 ? DXGI_FORMAT_R16_UINT : DXGI_FORMAT_R32_UINT;
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    if (const Buffer* source = Buffer::from(buffer)) {
        const D3D12_INDEX_BUFFER_VIEW view{source->gpuAddress() + offset,
                                           clampSize(source->resolveRange(offset, size)), format};
        target.record(
            [view, bytes](Recorder& recorder) { bindIndexBuffer(recorder.graphics, view, bytes); });
    } else {
        target.record([format, bytes](Recorder& recorder) {
            bindIndexBuffer(recorder.graphics, {zeroIndices(recorder), ZeroIndices::kBytes, format},
                            bytes);
        });
    }
}

VKAPI_ATTR void VKAPI_CALL CmdSetPrimitiveRestartIndexEXT(VkCommandBuffer commandBuffer,
                                                          uint32_t primitiveRestartIndex) {
    CommandBuffer::from(commandBuffer)->record([primitiveRestartIndex](Recorder& recorder) {
        recorder.graphics.hasRestartIndex = true;
        recorder.graphics.restartIndex = primitiveRestartIndex;
        recorder.graphics.bindings.dirty |= kDirtyVariant;
    });
}

}  // namespace baker::entry
