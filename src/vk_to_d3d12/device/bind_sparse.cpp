// vkQueueBindSparse: tile mappings, which D3D12's queues execute in order with other work.
#include "base/chain.hpp"
#include "device.hpp"
#include "memory/device_memory.hpp"
#include "queue.hpp"
#include "resource/buffer.hpp"
#include "resource/image.hpp"
#include "sync/fence.hpp"
#include "sync/semaphore.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

uint32_t tilesIn(VkDeviceSize bytes) {
    return static_cast<uint32_t>((bytes + kTileBytes - 1) / kTileBytes);
}

// The tiles of a memory, or none for VK_NULL_HANDLE, behind the regions of a resource.
struct TileSource {
    ID3D12Heap* heap;
    D3D12_TILE_RANGE_FLAGS flags;
    UINT first;
};

TileSource sourceOf(VkDeviceMemory memory, VkDeviceSize offset) {
    if (!memory) return {nullptr, D3D12_TILE_RANGE_FLAG_NULL, 0};
    return {DeviceMemory::from(memory)->heap(), D3D12_TILE_RANGE_FLAG_NONE,
            static_cast<UINT>(offset / kTileBytes)};
}

void bindRuns(ID3D12CommandQueue* queue, ID3D12Resource* resource, const TiledLayout& layout,
              const VkSparseMemoryBind& bind) {
    const auto first = static_cast<uint32_t>(bind.resourceOffset / kTileBytes);
    TileSource source = sourceOf(bind.memory, bind.memoryOffset);
    for (const TileRun& run : layout.runs(first, tilesIn(bind.size))) {
        const D3D12_TILE_REGION_SIZE size{run.count, FALSE, 0, 0, 0};
        queue->UpdateTileMappings(resource, 1, &run.start, &size, source.heap, 1, &source.flags,
                                  &source.first, &run.count, D3D12_TILE_MAPPING_FLAG_NONE);
        source.first += run.count;
    }
}

void bindBox(ID3D12CommandQueue* queue, const Image& image, const VkSparseImageMemoryBind& bind) {
    const VkExtent3D shape = tileShape(image.info(), image.type(), image.samples());
    const auto tiles = [](uint32_t texels, uint32_t tile) { return (texels + tile - 1) / tile; };
    const VkImageSubresource& part = bind.subresource;
    const D3D12_TILED_RESOURCE_COORDINATE start{
        bind.offset.x / shape.width, bind.offset.y / shape.height, bind.offset.z / shape.depth,
        image.subresource(part.mipLevel, part.arrayLayer, part.aspectMask)};
    const UINT width = tiles(bind.extent.width, shape.width);
    const UINT height = tiles(bind.extent.height, shape.height);
    const UINT depth = tiles(bind.extent.depth, shape.depth);
    const D3D12_TILE_REGION_SIZE size{width * height * depth, TRUE, width,
                                      static_cast<UINT16>(height), static_cast<UINT16>(depth)};
    const TileSource source = sourceOf(bind.memory, bind.memoryOffset);
    queue->UpdateTileMappings(image.resource(), 1, &start, &size, source.heap, 1, &source.flags,
                              &source.first, &size.NumTiles, D3D12_TILE_MAPPING_FLAG_NONE);
}

void bindAll(ID3D12CommandQueue* queue, const VkBindSparseInfo& info) {
    for (const auto& binds : std::span(info.pBufferBinds, info.bufferBindCount)) {
        const Buffer& buffer = *Buffer::from(binds.buffer);
        for (const VkSparseMemoryBind& bind : std::span(binds.pBinds, binds.bindCount))
            bindRuns(queue, buffer.resource(), *buffer.tiles(), bind);
    }
    for (const auto& binds : std::span(info.pImageOpaqueBinds, info.imageOpaqueBindCount)) {
        const Image& image = *Image::from(binds.image);
        for (const VkSparseMemoryBind& bind : std::span(binds.pBinds, binds.bindCount))
            // Of metadata there is none of ours.
            if (!(bind.flags & VK_SPARSE_MEMORY_BIND_METADATA_BIT))
                bindRuns(queue, image.resource(), *image.tiles(), bind);
    }
    for (const auto& binds : std::span(info.pImageBinds, info.imageBindCount))
        for (const VkSparseImageMemoryBind& bind : std::span(binds.pBinds, binds.bindCount))
            bindBox(queue, *Image::from(binds.image), bind);
}

uint64_t valueOf(const uint64_t* values, uint32_t count, uint32_t index) {
    return index < count ? values[index] : 0;
}

}  // namespace

VkResult Queue::bindSparseOne(const VkBindSparseInfo& info) {
    const auto* found = findInChain<VkTimelineSemaphoreSubmitInfo>(
        info.pNext, VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO);
    const VkTimelineSemaphoreSubmitInfo timeline = found ? *found : VkTimelineSemaphoreSubmitInfo{};
    for (uint32_t i = 0; i < info.waitSemaphoreCount; ++i)
        TRY_VK(Semaphore::from(info.pWaitSemaphores[i])
                   ->enqueueWait(device_, d3d12_.Get(),
                                 valueOf(timeline.pWaitSemaphoreValues,
                                         timeline.waitSemaphoreValueCount, i)));
    bindAll(d3d12_.Get(), info);
    for (uint32_t i = 0; i < info.signalSemaphoreCount; ++i)
        TRY_VK(Semaphore::from(info.pSignalSemaphores[i])
                   ->enqueueSignal(device_, d3d12_.Get(),
                                   valueOf(timeline.pSignalSemaphoreValues,
                                           timeline.signalSemaphoreValueCount, i)));
    return VK_SUCCESS;
}

VkResult Queue::bindSparse(std::span<const VkBindSparseInfo> infos, Fence* fence) {
    TRY_VK(device_.status());
    for (const VkBindSparseInfo& info : infos) TRY_VK(bindSparseOne(info));
    return fence ? fence->enqueueSignal(device_, d3d12_.Get()) : VK_SUCCESS;
}

VKAPI_ATTR VkResult VKAPI_CALL entry::QueueBindSparse(VkQueue queue, uint32_t bindInfoCount,
                                                      const VkBindSparseInfo* pBindInfo,
                                                      VkFence fence) {
    return Queue::from(queue)->bindSparse({pBindInfo, bindInfoCount}, Fence::from(fence));
}

}  // namespace baker
