#include "tiled_layout.hpp"

#include <algorithm>
#include <bit>

#include "d3d12/capabilities.hpp"

namespace baker {
namespace {

// Blocks of a tile by the logarithm of their bytes.
constexpr VkExtent3D kShapes2D[] = {
    {256, 256, 1}, {256, 128, 1}, {128, 128, 1}, {128, 64, 1}, {64, 64, 1}};
constexpr VkExtent3D kShapes3D[] = {
    {64, 32, 32}, {32, 32, 32}, {32, 32, 16}, {32, 16, 16}, {16, 16, 16}};

}  // namespace

VkExtent3D tileShape(const FormatInfo& info, VkImageType type, uint32_t samples) {
    const auto index = std::min(std::bit_width(unsigned(info.blockBytes)) - 1, 4);
    VkExtent3D shape = type == VK_IMAGE_TYPE_3D ? kShapes3D[index] : kShapes2D[index];
    // Halved in turn: the width for 2 samples, the height too for 4, …
    for (uint32_t count = samples; count > 1; count /= 4) {
        shape.width /= 2;
        if (count > 2) shape.height /= 2;
    }
    return {shape.width * info.blockWidth, shape.height * info.blockHeight, shape.depth};
}

VkSampleCountFlags sparseSampleCounts(const Capabilities& caps, const FormatInfo& info,
                                      VkImageType type, VkImageCreateFlags flags) {
    const bool canTile = caps.tiledResources() && planeCount(typelessFormat(info.dxgi)) == 1 &&
                         caps.formats[info.dxgi].Support2 & D3D12_FORMAT_SUPPORT2_TILED;
    const bool resident = flags & VK_IMAGE_CREATE_SPARSE_RESIDENCY_BIT;
    if (!canTile || !std::has_single_bit(unsigned(info.blockBytes)) ||
        (type == VK_IMAGE_TYPE_1D && resident) ||
        (type == VK_IMAGE_TYPE_3D && !caps.tiledResourcesTier3()))
        return 0;
    return type == VK_IMAGE_TYPE_2D ? caps.tiledSampleCounts[info.dxgi] : 1;
}

TiledLayout::TiledLayout(ID3D12Device* device, ID3D12Resource* resource, uint32_t levels)
    : levels_(levels) {
    UINT count = levels;
    std::vector<D3D12_SUBRESOURCE_TILING> tilings(levels);
    device->GetResourceTiling(resource, &tiles_, &packed_, nullptr, &count, 0, tilings.data());
    for (uint32_t level = 0; level < levels - packed_.NumPackedMips; ++level) {
        const D3D12_SUBRESOURCE_TILING& tiling = tilings[level];
        parts_.push_back({layerTiles_,
                          tiling.WidthInTiles * tiling.HeightInTiles * tiling.DepthInTiles,
                          tiling.WidthInTiles, tiling.HeightInTiles});
        layerTiles_ += parts_.back().count;
    }
    if (!packed_.NumPackedMips) return;
    parts_.push_back(
        {layerTiles_, packed_.NumTilesForPackedMips, packed_.NumTilesForPackedMips, 1});
    layerTiles_ += packed_.NumTilesForPackedMips;
}

VkSparseImageMemoryRequirements TiledLayout::requirements(
    const VkSparseImageFormatProperties& format) const {
    VkSparseImageMemoryRequirements requirements{format, levels_ - packed_.NumPackedMips, 0, 0, 0};
    if (!packed_.NumPackedMips) return requirements;
    requirements.imageMipTailSize = VkDeviceSize(parts_.back().count) * kTileBytes;
    requirements.imageMipTailOffset = VkDeviceSize(parts_.back().first) * kTileBytes;
    requirements.imageMipTailStride = VkDeviceSize(layerTiles_) * kTileBytes;
    return requirements;
}

TileRun TiledLayout::run(uint32_t first, uint32_t count) const {
    const uint32_t layer = first / layerTiles_, inLayer = first % layerTiles_;
    const auto part = std::find_if(parts_.begin(), parts_.end(), [&](const Part& candidate) {
        return inLayer < candidate.first + candidate.count;
    });
    const uint32_t tile = inLayer - part->first;
    const uint32_t level = static_cast<uint32_t>(part - parts_.begin());
    return {{tile % part->width, tile / part->width % part->height,
             tile / (part->width * part->height), layer * levels_ + level},
            std::min(count, part->count - tile)};
}

std::vector<TileRun> TiledLayout::runs(uint32_t first, uint32_t count) const {
    std::vector<TileRun> runs;
    for (const uint32_t end = std::min(first + count, tiles_); first < end;) {
        runs.push_back(run(first, end - first));
        first += runs.back().count;
    }
    return runs;
}

}  // namespace baker
