#include "proxy/tiled_resource.hpp"

#include <algorithm>

#include "vulkan/intercept.hpp"

namespace baker::host {
namespace {

constexpr UINT kTile = D3D12_TILED_RESOURCE_TILE_SIZE_IN_BYTES;

UINT tilesIn(UINT64 size, UINT tile) {
    return static_cast<UINT>((size + tile - 1) / tile);
}

// Of the aspect that holds texels.
VkSparseImageMemoryRequirements sparseRequirements(VkDevice device, VkImage image) {
    const auto get = deviceFunction<PFN_vkGetImageSparseMemoryRequirements>(
        device, "vkGetImageSparseMemoryRequirements");
    uint32_t count = 0;
    get(device, image, &count, nullptr);
    std::vector<VkSparseImageMemoryRequirements> all(count);
    get(device, image, &count, all.data());
    const auto found = std::ranges::find_if(all, [](const VkSparseImageMemoryRequirements& one) {
        return !(one.formatProperties.aspectMask & VK_IMAGE_ASPECT_METADATA_BIT);
    });
    return found == all.end() ? VkSparseImageMemoryRequirements{} : *found;
}

}  // namespace

std::unique_ptr<TiledResource> TiledResource::make(const MadeObjects& made,
                                                   const D3D12_RESOURCE_DESC& desc) {
    auto tiled = std::make_unique<TiledResource>();
    tiled->device_ = made.device;
    const bool isBuffer = desc.Dimension == D3D12_RESOURCE_DIMENSION_BUFFER;
    if (isBuffer)
        tiled->buffer_ = made.buffer;
    else
        tiled->image_ = made.image;
    if (!(isBuffer ? tiled->initBuffer(desc) : tiled->initImage(desc))) return nullptr;
    tiled->mappings_.resize(tiled->tileCount());
    return tiled;
}

bool TiledResource::initBuffer(const D3D12_RESOURCE_DESC& desc) {
    VkMemoryRequirements requirements;
    deviceFunction<PFN_vkGetBufferMemoryRequirements>(device_, "vkGetBufferMemoryRequirements")(
        device_, buffer_, &requirements);
    size_ = requirements.size;
    tile_ = {kTile, 1, 1};
    layerTiles_ = tilesIn(desc.Width, kTile);
    standard_ = {{{}, layerTiles_, 1, 1, 0}};
    return kTile % requirements.alignment == 0;
}

bool TiledResource::initImage(const D3D12_RESOURCE_DESC& desc) {
    VkMemoryRequirements requirements;
    deviceFunction<PFN_vkGetImageMemoryRequirements>(device_, "vkGetImageMemoryRequirements")(
        device_, image_, &requirements);
    sparse_ = sparseRequirements(device_, image_);
    tile_ = sparse_.formatProperties.imageGranularity;
    if (!tile_.width || kTile % requirements.alignment != 0) return false;
    levels_ = desc.MipLevels;
    layers_ = desc.Dimension == D3D12_RESOURCE_DIMENSION_TEXTURE3D ? 1 : desc.DepthOrArraySize;
    initLevels(desc);
    if (standard_.size() < levels_) packedTiles_ = tilesIn(sparse_.imageMipTailSize, kTile);
    layerTiles_ += packedTiles_;
    return layers_ == 1 ||
           !(sparse_.formatProperties.flags & VK_SPARSE_IMAGE_FORMAT_SINGLE_MIPTAIL_BIT);
}

void TiledResource::initLevels(const D3D12_RESOURCE_DESC& desc) {
    const bool is3D = desc.Dimension == D3D12_RESOURCE_DIMENSION_TEXTURE3D;
    const UINT standard =
        sparse_.imageMipTailSize ? std::min(levels_, sparse_.imageMipTailFirstLod) : levels_;
    for (UINT level = 0; level < standard; ++level) {
        const VkExtent3D texels = {std::max(UINT(desc.Width) >> level, 1u),
                                   std::max(desc.Height >> level, 1u),
                                   is3D ? std::max(UINT(desc.DepthOrArraySize) >> level, 1u) : 1};
        standard_.push_back({texels, tilesIn(texels.width, tile_.width),
                             tilesIn(texels.height, tile_.height),
                             tilesIn(texels.depth, tile_.depth), layerTiles_});
        layerTiles_ += standard_.back().count();
    }
}

D3D12_PACKED_MIP_INFO TiledResource::packedMips() const {
    const UINT standard = static_cast<UINT>(standard_.size());
    return {static_cast<UINT8>(standard), static_cast<UINT8>(levels_ - standard), packedTiles_,
            standard < levels_ ? layerTiles_ - packedTiles_ : 0};
}

D3D12_TILE_SHAPE TiledResource::tileShape() const {
    return {tile_.width, tile_.height, tile_.depth};
}

D3D12_SUBRESOURCE_TILING TiledResource::tiling(UINT subresource) const {
    const UINT mip = subresource % levels_;
    if (mip >= standard_.size()) return {0, 0, 0, D3D12_PACKED_TILE};
    const Level& level = standard_[mip];
    return {level.width, static_cast<UINT16>(level.height), static_cast<UINT16>(level.depth),
            subresource / levels_ * layerTiles_ + level.first};
}

UINT TiledResource::indexOf(const D3D12_TILED_RESOURCE_COORDINATE& at) const {
    const UINT mip = at.Subresource % levels_;
    const UINT layer = at.Subresource / levels_ * layerTiles_;
    if (mip >= standard_.size()) return layer + layerTiles_ - packedTiles_ + at.X;
    const Level& level = standard_[mip];
    return layer + level.first + (at.Z * level.height + at.Y) * level.width + at.X;
}

std::vector<UINT> TiledResource::tilesOf(const D3D12_TILED_RESOURCE_COORDINATE& start,
                                         const D3D12_TILE_REGION_SIZE& size) const {
    std::vector<UINT> tiles;
    const auto add = [&](UINT index) {
        if (index < tileCount()) tiles.push_back(index);
    };
    if (!size.UseBox) {
        const UINT first = indexOf(start);
        for (UINT i = 0; i < size.NumTiles && first + i < tileCount(); ++i) add(first + i);
        return tiles;
    }
    for (UINT z = 0; z < size.Depth; ++z)
        for (UINT y = 0; y < size.Height; ++y)
            for (UINT x = 0; x < size.Width; ++x)
                add(indexOf({start.X + x, start.Y + y, start.Z + z, start.Subresource}));
    return tiles;
}

void TiledResource::record(const std::vector<TileChange>& changes) {
    const std::lock_guard lock(mutex_);
    for (const TileChange& change : changes) mappings_[change.index] = change.mapping;
}

TileMapping TiledResource::mapping(UINT index) const {
    const std::lock_guard lock(mutex_);
    return mappings_[index];
}

// --- Vulkan's structures

VkSparseMemoryBind TiledResource::bufferBind(const TileChange& change) const {
    const VkDeviceSize offset = VkDeviceSize(change.index) * kTile;
    return {offset, std::min<VkDeviceSize>(kTile, size_ - offset), change.mapping.memory,
            VkDeviceSize(change.mapping.tile) * kTile, 0};
}

VkSparseMemoryBind TiledResource::packedBind(const TileChange& change) const {
    const UINT layer = change.index / layerTiles_;
    const UINT tile = change.index % layerTiles_ - (layerTiles_ - packedTiles_);
    const VkDeviceSize inTail = VkDeviceSize(tile) * kTile;
    return {sparse_.imageMipTailOffset + layer * sparse_.imageMipTailStride + inTail,
            std::min<VkDeviceSize>(kTile, sparse_.imageMipTailSize - inTail), change.mapping.memory,
            VkDeviceSize(change.mapping.tile) * kTile, 0};
}

VkSparseImageMemoryBind TiledResource::imageBind(const TileChange& change) const {
    const UINT layer = change.index / layerTiles_;
    const UINT inLayer = change.index % layerTiles_;
    UINT mip = 0;
    while (inLayer >= standard_[mip].first + standard_[mip].count()) ++mip;
    const Level& level = standard_[mip];
    const UINT tile = inLayer - level.first;
    const VkExtent3D at = {tile % level.width * tile_.width,
                           tile / level.width % level.height * tile_.height,
                           tile / (level.width * level.height) * tile_.depth};
    VkSparseImageMemoryBind bind{};
    bind.subresource = {sparse_.formatProperties.aspectMask, mip, layer};
    bind.offset = {int32_t(at.width), int32_t(at.height), int32_t(at.depth)};
    bind.extent = {std::min(tile_.width, level.texels.width - at.width),
                   std::min(tile_.height, level.texels.height - at.height),
                   std::min(tile_.depth, level.texels.depth - at.depth)};
    bind.memory = change.mapping.memory;
    bind.memoryOffset = VkDeviceSize(change.mapping.tile) * kTile;
    return bind;
}

SparseBinds TiledResource::binds(const std::vector<TileChange>& changes) const {
    SparseBinds binds;
    for (const TileChange& change : changes) {
        if (buffer_)
            binds.memory.push_back(bufferBind(change));
        else if (isPacked(change.index % layerTiles_))
            binds.memory.push_back(packedBind(change));
        else
            binds.image.push_back(imageBind(change));
    }
    return binds;
}

}  // namespace baker::host
