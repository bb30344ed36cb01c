// The tiles of a reserved resource. vkd3d makes the resources, as sparse objects of Vulkan, but
// neither maps their tiles nor says how many its packed mips have.
//
// A tile's index counts in D3D12's order: layer by layer; in a layer the standard mips, each along
// x, y and z, then the packed mips.
#pragma once

#include <wsl/winadapter.h>

#include <directx/d3d12.h>

#include <memory>
#include <mutex>
#include <vector>

#include "vulkan/vkd3d_objects.hpp"

namespace baker::host {

// NULL memory: none. The tile is that of the heap.
struct TileMapping {
    VkDeviceMemory memory = VK_NULL_HANDLE;
    UINT tile = 0;
};

struct TileChange {
    UINT index;
    TileMapping mapping;
};

// For vkQueueBindSparse.
struct SparseBinds {
    std::vector<VkSparseMemoryBind> memory;  // of a buffer, or of an image's packed mips
    std::vector<VkSparseImageMemoryBind> image;
};

class TiledResource {
  public:
    // Of the resource that this thread has just made. NULL where Vulkan's tiles are not D3D12's.
    static std::unique_ptr<TiledResource> make(const MadeObjects& made,
                                               const D3D12_RESOURCE_DESC& desc);

    VkDevice device() const { return device_; }
    VkBuffer buffer() const { return buffer_; }
    VkImage image() const { return image_; }

    UINT tileCount() const { return layers_ * layerTiles_; }
    D3D12_PACKED_MIP_INFO packedMips() const;
    D3D12_TILE_SHAPE tileShape() const;
    UINT subresourceCount() const { return layers_ * levels_; }
    D3D12_SUBRESOURCE_TILING tiling(UINT subresource) const;

    // Indices of a region, in order. What lies outside of the resource is left out.
    std::vector<UINT> tilesOf(const D3D12_TILED_RESOURCE_COORDINATE& start,
                              const D3D12_TILE_REGION_SIZE& size) const;

    SparseBinds binds(const std::vector<TileChange>& changes) const;

    // What is mapped once everything that was recorded has been done. Any thread may call.
    void record(const std::vector<TileChange>& changes);
    TileMapping mapping(UINT index) const;

  private:
    struct Level {
        VkExtent3D texels;
        UINT width, height, depth;  // tiles
        UINT first;                 // in the layer
        UINT count() const { return width * height * depth; }
    };

    bool initBuffer(const D3D12_RESOURCE_DESC& desc);
    bool initImage(const D3D12_RESOURCE_DESC& desc);
    void initLevels(const D3D12_RESOURCE_DESC& desc);
    UINT indexOf(const D3D12_TILED_RESOURCE_COORDINATE& at) const;
    bool isPacked(UINT indexInLayer) const { return indexInLayer >= layerTiles_ - packedTiles_; }
    VkSparseMemoryBind bufferBind(const TileChange& change) const;
    VkSparseMemoryBind packedBind(const TileChange& change) const;
    VkSparseImageMemoryBind imageBind(const TileChange& change) const;

    VkDevice device_ = VK_NULL_HANDLE;
    VkBuffer buffer_ = VK_NULL_HANDLE;
    VkImage image_ = VK_NULL_HANDLE;
    VkDeviceSize size_ = 0;
    VkSparseImageMemoryRequirements sparse_{};
    VkExtent3D tile_{};            // texels, or bytes
    std::vector<Level> standard_;  // mips that are not packed
    UINT levels_ = 1;
    UINT layers_ = 1;
    UINT packedTiles_ = 0;  // of a layer
    UINT layerTiles_ = 0;

    mutable std::mutex mutex_;
    std::vector<TileMapping> mappings_;
};

}  // namespace baker::host
