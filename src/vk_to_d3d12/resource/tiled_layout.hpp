// Sparse resources over D3D12's reserved ones: where their tiles are in what Vulkan calls the
// resource's memory. Both have tiles of 64 KiB, of the same shapes: Vulkan's standard sparse image
// block shapes are D3D12's.
//
// The memory is one layer after the other; in a layer the tiles of its standard mips, each along x,
// y and z, then those of the packed mips, which are Vulkan's mip tail.
#pragma once

#include <vulkan/vulkan.h>

#include <optional>
#include <vector>

#include "d3d12/d3d12_api.hpp"
#include "format.hpp"

namespace baker {

struct Capabilities;

inline constexpr uint32_t kTileBytes = D3D12_TILED_RESOURCE_TILE_SIZE_IN_BYTES;

inline constexpr VkImageCreateFlags kSparseImage = VK_IMAGE_CREATE_SPARSE_BINDING_BIT |
                                                   VK_IMAGE_CREATE_SPARSE_RESIDENCY_BIT |
                                                   VK_IMAGE_CREATE_SPARSE_ALIASED_BIT;

// Texels of a tile of 2D (and 1D) or 3D images.
VkExtent3D tileShape(const FormatInfo& info, VkImageType type, uint32_t samples);

// Sample counts of sparse images, none where there are no such images.
VkSampleCountFlags sparseSampleCounts(const Capabilities& caps, const FormatInfo& info,
                                      VkImageType type, VkImageCreateFlags flags);

// Tiles that lie one after the other in memory and in a subresource, or in its packed mips.
struct TileRun {
    D3D12_TILED_RESOURCE_COORDINATE start;
    uint32_t count;
};

class TiledLayout {
  public:
    // Of a reserved resource with that many mips; 1 for buffers.
    TiledLayout(ID3D12Device* device, ID3D12Resource* resource, uint32_t levels);

    uint32_t tiles() const { return tiles_; }
    VkSparseImageMemoryRequirements requirements(const VkSparseImageFormatProperties& format) const;
    // Cuts `count` tiles of the memory from `first` on. What lies behind its end is left out.
    std::vector<TileRun> runs(uint32_t first, uint32_t count) const;

  private:
    struct Part {  // of a layer: a mip, or the packed ones together
        uint32_t first, count;
        uint32_t width, height;
    };
    TileRun run(uint32_t first, uint32_t count) const;

    const uint32_t levels_;
    uint32_t tiles_ = 0;
    uint32_t layerTiles_ = 0;
    D3D12_PACKED_MIP_INFO packed_{};
    std::vector<Part> parts_;
};

}  // namespace baker
