// Vertex and index buffers. Writes state; graphics_flush.cpp hands it on.
#include <algorithm>

#include "command_buffer.hpp"
#include "resource/buffer.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// D3D12 counts sizes in 32 bits.
uint32_t clampSize(VkDeviceSize size) {
    return static_cast<uint32_t>(std::min<VkDeviceSize>(size, UINT32_MAX));
}

D3D12_VERTEX_BUFFER_VIEW vertexBufferView(VkBuffer handle, VkDeviceSize offset, VkDeviceSize size) {
    const Buffer* buffer = Buffer::from(handle);
    if (!buffer) return {};
    return {buffer->gpuAddress() + offset, clampSize(buffer->resolveRange(offset, size)), 0};
}

void bindVertexBuffer(GraphicsRecorder& graphics, uint32_t binding,
                      const D3D12_VERTEX_BUFFER_VIEW& view, const VkDeviceSize* stride) {
    D3D12_VERTEX_BUFFER_VIEW& bound = graphics.vertexBuffers[binding];
    bound.BufferLocation = view.BufferLocation;
    bound.SizeInBytes = view.SizeInBytes;
    if (stride) bound.StrideInBytes = static_cast<uint32_t>(*stride);
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

void bindIndexBuffer(GraphicsRecorder& graphics, const D3D12_INDEX_BUFFER_VIEW& view,
                     uint8_t bytes) {
    if (graphics.indexBytes != bytes) graphics.bindings.dirty |= kDirtyVariant;
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
        const auto view =
            vertexBufferView(pBuffers[i], pOffsets[i], pSizes ? pSizes[i] : VK_WHOLE_SIZE);
        const bool hasStride = pStrides != nullptr;
        const VkDeviceSize stride = pStrides ? pStrides[i] : 0;
        target.record([binding = firstBinding + i, view, stride, hasStride](Recorder& recorder) {
            bindVertexBuffer(recorder.graphics, binding, view, hasStride ? &stride : nullptr);
        });
    }
}

VKAPI_ATTR void VKAPI_CALL CmdBindIndexBuffer2(VkCommandBuffer commandBuffer, VkBuffer buffer,
                                               VkDeviceSize offset, VkDeviceSize size,
                                               VkIndexType indexType) {
    const uint8_t bytes = bytesOf(indexType);
    D3D12_INDEX_BUFFER_VIEW view{.Format =
                                     bytes == 2 ? DXGI_FORMAT_R16_UINT : DXGI_FORMAT_R32_UINT};
    if (const Buffer* source = Buffer::from(buffer)) {
        view.BufferLocation = source->gpuAddress() + offset;
        view.SizeInBytes = clampSize(source->resolveRange(offset, size));
    }
    CommandBuffer::from(commandBuffer)->record([view, bytes](Recorder& recorder) {
        bindIndexBuffer(recorder.graphics, view, bytes);
    });
}

}  // namespace baker::entry
