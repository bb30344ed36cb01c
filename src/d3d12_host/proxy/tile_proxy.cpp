// Tiled resources: vkd3d makes reserved resources, the rest is done here (proxy/tiled_resource.hpp,
// proxy/tile_queue.hpp).
#include "proxies.hpp"
#include "proxy/unwrap.hpp"
#include "vulkan/vkd3d_objects.hpp"

namespace baker::host {
namespace {

constexpr size_t kCreateReservedResource = 30;  // slot of ID3D12Device

TiledResource* tiledOf(ID3D12Resource* resource) {
    return resource ? static_cast<ResourceProxy*>(resource)->tiled.get() : nullptr;
}

// The tiles of all regions, one after the other. Without sizes: one tile each, or all if there are
// no coordinates either.
std::vector<UINT> tilesOf(const TiledResource& tiled, UINT count,
                          const D3D12_TILED_RESOURCE_COORDINATE* starts,
                          const D3D12_TILE_REGION_SIZE* sizes) {
    std::vector<UINT> tiles;
    for (UINT i = 0; i < count; ++i) {
        const D3D12_TILE_REGION_SIZE all = {starts ? 1 : tiled.tileCount(), FALSE, 0, 0, 0};
        const std::vector<UINT> more = tiled.tilesOf(
            starts ? starts[i] : D3D12_TILED_RESOURCE_COORDINATE{}, sizes ? sizes[i] : all);
        tiles.insert(tiles.end(), more.begin(), more.end());
    }
    return tiles;
}

TileMapping mappingOf(D3D12_TILE_RANGE_FLAGS flags, VkDeviceMemory memory, UINT first, UINT i) {
    if (flags & D3D12_TILE_RANGE_FLAG_NULL) return {};
    return {memory, flags & D3D12_TILE_RANGE_FLAG_REUSE_SINGLE_TILE ? first : first + i};
}

// What becomes of them when the ranges are laid over them in order. Without counts: one range of
// all.
std::vector<TileChange> changesOf(const std::vector<UINT>& tiles, VkDeviceMemory memory, UINT count,
                                  const D3D12_TILE_RANGE_FLAGS* flags, const UINT* offsets,
                                  const UINT* lengths) {
    std::vector<TileChange> changes;
    size_t at = 0;
    for (UINT range = 0; range < count; ++range) {
        const D3D12_TILE_RANGE_FLAGS flag = flags ? flags[range] : D3D12_TILE_RANGE_FLAG_NONE;
        const UINT length = lengths ? lengths[range] : static_cast<UINT>(tiles.size());
        for (UINT i = 0; i < length && at < tiles.size(); ++i, ++at)
            if (!(flag & D3D12_TILE_RANGE_FLAG_SKIP))
                changes.push_back(
                    {tiles[at], mappingOf(flag, memory, offsets ? offsets[range] : 0, i)});
    }
    return changes;
}

}  // namespace

HRESULT DeviceProxy::CreateReservedResource(const D3D12_RESOURCE_DESC* desc,
                                            D3D12_RESOURCE_STATES state,
                                            const D3D12_CLEAR_VALUE* clear, REFIID riid,
                                            void** resource) {
    using Function = HRESULT(HOST_MS_ABI*)(void*, const D3D12_RESOURCE_DESC*, D3D12_RESOURCE_STATES,
                                           const D3D12_CLEAR_VALUE*, REFIID, void**);
    const HRESULT result =
        wrap<ResourceProxy>(reinterpret_cast<Function>(slot(kCreateReservedResource))(
                                inner_, desc, state, clear, riid, resource),
                            resource, device());
    if (FAILED(result) || !resource || !*resource) return result;
    auto* proxy = static_cast<ResourceProxy*>(*resource);
    proxy->tiled = TiledResource::make(lastMade(), proxy->GetDesc());
    if (proxy->tiled) return result;
    proxy->Release();
    *resource = nullptr;
    return E_INVALIDARG;
}

void DeviceProxy::GetResourceTiling(ID3D12Resource* resource, UINT* tiles,
                                    D3D12_PACKED_MIP_INFO* packed, D3D12_TILE_SHAPE* shape,
                                    UINT* count, UINT first, D3D12_SUBRESOURCE_TILING* tilings) {
    const TiledResource* tiled = tiledOf(resource);
    if (!tiled) {
        if (tiles) *tiles = 0;
        if (count) *count = 0;
        return;
    }
    if (tiles) *tiles = tiled->tileCount();
    if (packed) *packed = tiled->packedMips();
    if (shape) *shape = tiled->tileShape();
    if (!count) return;
    const UINT left = tiled->subresourceCount() - std::min(first, tiled->subresourceCount());
    *count = std::min(*count, left);
    for (UINT i = 0; i < *count; ++i) tilings[i] = tiled->tiling(first + i);
}

// --- the queue

TileQueue* CommandQueueProxy::tileQueue() {
    std::call_once(tileQueueMade_, [this] {
        auto* owner = static_cast<DeviceProxy*>(device());
        void *reached = nullptr, *done = nullptr;
        if (FAILED(owner->CreateFence(0, D3D12_FENCE_FLAG_NONE, uuidof<ID3D12Fence>(), &reached)))
            return;
        if (FAILED(owner->CreateFence(0, D3D12_FENCE_FLAG_NONE, uuidof<ID3D12Fence>(), &done))) {
            static_cast<ID3D12Fence*>(reached)->Release();
            return;
        }
        tileQueue_ = std::make_unique<TileQueue>(this, inner_, static_cast<ID3D12Fence*>(reached),
                                                 static_cast<ID3D12Fence*>(done));
    });
    return tileQueue_.get();
}

void CommandQueueProxy::UpdateTileMappings(ID3D12Resource* resource, UINT regions,
                                           const D3D12_TILED_RESOURCE_COORDINATE* starts,
                                           const D3D12_TILE_REGION_SIZE* sizes, ID3D12Heap* heap,
                                           UINT ranges, const D3D12_TILE_RANGE_FLAGS* flags,
                                           const UINT* offsets, const UINT* lengths,
                                           D3D12_TILE_MAPPING_FLAGS) {
    TiledResource* tiled = tiledOf(resource);
    if (!tiled || !tileQueue()) return;
    const VkDeviceMemory memory =
        heap ? static_cast<HeapProxy*>(heap)->vulkan.memory : VK_NULL_HANDLE;
    std::vector<TileChange> changes =
        changesOf(tilesOf(*tiled, regions, starts, sizes), memory, ranges, flags, offsets, lengths);
    if (changes.empty()) return;
    tiled->record(changes);
    tileQueue()->enqueue({resource, heap, tiled, std::move(changes)});
}

void CommandQueueProxy::CopyTileMappings(ID3D12Resource* to,
                                         const D3D12_TILED_RESOURCE_COORDINATE* toStart,
                                         ID3D12Resource* from,
                                         const D3D12_TILED_RESOURCE_COORDINATE* fromStart,
                                         const D3D12_TILE_REGION_SIZE* size,
                                         D3D12_TILE_MAPPING_FLAGS) {
    TiledResource *target = tiledOf(to), *source = tiledOf(from);
    if (!target || !source || !tileQueue()) return;
    const std::vector<UINT> targets = target->tilesOf(*toStart, *size);
    const std::vector<UINT> sources = source->tilesOf(*fromStart, *size);
    std::vector<TileChange> changes;
    for (size_t i = 0; i < std::min(targets.size(), sources.size()); ++i)
        changes.push_back({targets[i], source->mapping(sources[i])});
    if (changes.empty()) return;
    target->record(changes);
    tileQueue()->enqueue({to, nullptr, target, std::move(changes)});
}

}  // namespace baker::host
