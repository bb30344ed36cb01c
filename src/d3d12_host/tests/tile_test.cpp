// Tiled resources, which vkd3d makes and the host maps.
#include <algorithm>
#include <cstring>
#include <vector>

#include "tests/fixture.hpp"

namespace baker::host {
namespace {

constexpr UINT64 kTile = D3D12_TILED_RESOURCE_TILE_SIZE_IN_BYTES;
constexpr UINT kTexels = 128;  // a tile of 32-bit texels is 128 by 128

class TileTest : public ListTest {
  protected:
    void SetUp() override {
        ListTest::SetUp();
        D3D12_FEATURE_DATA_D3D12_OPTIONS options = {};
        ASSERT_EQ(
            device->CheckFeatureSupport(D3D12_FEATURE_D3D12_OPTIONS, &options, sizeof(options)),
            S_OK);
        if (!options.TiledResourcesTier) GTEST_SKIP() << "no sparse residency under the host";
        queue = createQueue();
    }

    D3D12_RESOURCE_DESC bufferDesc(UINT tiles) {
        D3D12_RESOURCE_DESC desc = {};
        desc.Dimension = D3D12_RESOURCE_DIMENSION_BUFFER;
        desc.Width = tiles * kTile;
        desc.Height = desc.DepthOrArraySize = desc.MipLevels = 1;
        desc.SampleDesc.Count = 1;
        desc.Layout = D3D12_TEXTURE_LAYOUT_ROW_MAJOR;
        return desc;
    }
    D3D12_RESOURCE_DESC textureDesc(UINT size, UINT16 layers, UINT16 levels) {
        D3D12_RESOURCE_DESC desc = {};
        desc.Dimension = D3D12_RESOURCE_DIMENSION_TEXTURE2D;
        desc.Width = desc.Height = size;
        desc.DepthOrArraySize = layers;
        desc.MipLevels = levels;
        desc.Format = DXGI_FORMAT_R32_UINT;
        desc.SampleDesc.Count = 1;
        desc.Layout = D3D12_TEXTURE_LAYOUT_64KB_UNDEFINED_SWIZZLE;
        return desc;
    }
    ComPtr<ID3D12Resource> reserve(const D3D12_RESOURCE_DESC& desc) {
        return create<ID3D12Resource>([&](REFIID riid, void** out) {
            return device->CreateReservedResource(&desc, D3D12_RESOURCE_STATE_COMMON, nullptr, riid,
                                                  out);
        });
    }
    ComPtr<ID3D12Heap> createHeap(UINT tiles) {
        D3D12_HEAP_DESC desc = {};
        desc.SizeInBytes = tiles * kTile;
        desc.Properties.Type = D3D12_HEAP_TYPE_DEFAULT;
        return create<ID3D12Heap>(
            [&](REFIID riid, void** out) { return device->CreateHeap(&desc, riid, out); });
    }
    void map(ID3D12Resource* resource, D3D12_TILED_RESOURCE_COORDINATE at,
             D3D12_TILE_REGION_SIZE size, ID3D12Heap* heap, UINT first) {
        const D3D12_TILE_RANGE_FLAGS flags =
            heap ? D3D12_TILE_RANGE_FLAG_NONE : D3D12_TILE_RANGE_FLAG_NULL;
        queue->UpdateTileMappings(resource, 1, &at, &size, heap, 1, &flags, &first, &size.NumTiles,
                                  D3D12_TILE_MAPPING_FLAG_NONE);
    }
    // Executes what `record` has put into the list, in the order of `queue`, without waiting.
    void submit(const auto& record) {
        record();
        ASSERT_EQ(list->Close(), S_OK);
        ID3D12CommandList* lists[] = {list.Get()};
        queue->ExecuteCommandLists(1, lists);
        allocators.push_back(allocator);
        allocator = create<ID3D12CommandAllocator>([&](REFIID riid, void** out) {
            return device->CreateCommandAllocator(D3D12_COMMAND_LIST_TYPE_DIRECT, riid, out);
        });
        ASSERT_EQ(list->Reset(allocator.Get(), nullptr), S_OK);
    }
    void finish() {
        const auto fence = createFence();
        ASSERT_EQ(queue->Signal(fence.Get(), 1), S_OK);
        ASSERT_EQ(fence->SetEventOnCompletion(1, nullptr), S_OK);
    }
    ComPtr<ID3D12Resource> uploaded(UINT tiles, uint32_t value) {
        const auto buffer =
            createBuffer(D3D12_HEAP_TYPE_UPLOAD, tiles * kTile, D3D12_RESOURCE_STATE_GENERIC_READ);
        void* data = nullptr;
        EXPECT_EQ(buffer->Map(0, nullptr, &data), S_OK);
        std::fill_n(static_cast<uint32_t*>(data), tiles * kTile / 4, value);
        buffer->Unmap(0, nullptr);
        return buffer;
    }
    // The first word of each tile, or 1 if the tile's words differ.
    std::vector<uint32_t> tilesOf(ID3D12Resource* readback, UINT tiles) {
        void* data = nullptr;
        EXPECT_EQ(readback->Map(0, nullptr, &data), S_OK);
        std::vector<uint32_t> values;
        for (UINT i = 0; i < tiles; ++i) {
            const uint32_t* words = static_cast<uint32_t*>(data) + i * kTile / 4;
            const bool same = std::all_of(words, words + kTile / 4,
                                          [&](uint32_t word) { return word == words[0]; });
            values.push_back(same ? words[0] : 1);
        }
        readback->Unmap(0, nullptr);
        return values;
    }
    ComPtr<ID3D12Resource> createReadback(UINT tiles) {
        return createBuffer(D3D12_HEAP_TYPE_READBACK, tiles * kTile,
                            D3D12_RESOURCE_STATE_COPY_DEST);
    }

    ComPtr<ID3D12CommandQueue> queue;
    std::vector<ComPtr<ID3D12CommandAllocator>> allocators;
};

TEST_F(TileTest, BuffersSeeTheTilesThatAreMappedInTurn) {
    const auto buffer = reserve(bufferDesc(4));
    const auto heap = createHeap(4);
    const auto seven = uploaded(2, 7), nine = uploaded(2, 9);
    const auto readback = createReadback(4);
    map(buffer.Get(), {0, 0, 0, 0}, {2, FALSE, 0, 0, 0}, heap.Get(), 2);
    submit([&] { list->CopyBufferRegion(buffer.Get(), 0, seven.Get(), 0, 2 * kTile); });
    map(buffer.Get(), {0, 0, 0, 0}, {2, FALSE, 0, 0, 0}, heap.Get(), 0);
    submit([&] { list->CopyBufferRegion(buffer.Get(), 0, nine.Get(), 0, 2 * kTile); });
    map(buffer.Get(), {2, 0, 0, 0}, {2, FALSE, 0, 0, 0}, heap.Get(), 2);
    submit([&] { list->CopyBufferRegion(readback.Get(), 0, buffer.Get(), 0, 4 * kTile); });
    finish();
    EXPECT_EQ(tilesOf(readback.Get(), 4), (std::vector<uint32_t>{9, 9, 7, 7}));
}

TEST_F(TileTest, RangesSkipAndReuseTiles) {
    const auto buffer = reserve(bufferDesc(4));
    const auto heap = createHeap(2);
    const auto seven = uploaded(1, 7), nine = uploaded(1, 9);
    const auto readback = createReadback(4);
    queue->UpdateTileMappings(buffer.Get(), 1, nullptr, nullptr, heap.Get(), 1, nullptr,
                              std::vector<UINT>{0}.data(), std::vector<UINT>{2}.data(),
                              D3D12_TILE_MAPPING_FLAG_NONE);
    submit([&] {
        list->CopyBufferRegion(buffer.Get(), 0, seven.Get(), 0, kTile);
        list->CopyBufferRegion(buffer.Get(), kTile, nine.Get(), 0, kTile);
    });
    const D3D12_TILE_RANGE_FLAGS flags[] = {D3D12_TILE_RANGE_FLAG_SKIP,
                                            D3D12_TILE_RANGE_FLAG_REUSE_SINGLE_TILE};
    const UINT offsets[] = {0, 0}, lengths[] = {2, 2};
    queue->UpdateTileMappings(buffer.Get(), 1, nullptr, nullptr, heap.Get(), 2, flags, offsets,
                              lengths, D3D12_TILE_MAPPING_FLAG_NONE);
    submit([&] { list->CopyBufferRegion(readback.Get(), 0, buffer.Get(), 0, 4 * kTile); });
    finish();
    EXPECT_EQ(tilesOf(readback.Get(), 4), (std::vector<uint32_t>{7, 9, 7, 7}));
}

TEST_F(TileTest, MappingsAreCopied) {
    const auto first = reserve(bufferDesc(2)), second = reserve(bufferDesc(2));
    const auto heap = createHeap(2);
    const auto seven = uploaded(1, 7), nine = uploaded(1, 9);
    const auto readback = createReadback(2);
    map(first.Get(), {0, 0, 0, 0}, {2, FALSE, 0, 0, 0}, heap.Get(), 0);
    submit([&] {
        list->CopyBufferRegion(first.Get(), 0, seven.Get(), 0, kTile);
        list->CopyBufferRegion(first.Get(), kTile, nine.Get(), 0, kTile);
    });
    const D3D12_TILE_REGION_SIZE one = {1, FALSE, 0, 0, 0};
    const D3D12_TILED_RESOURCE_COORDINATE at0 = {0, 0, 0, 0}, at1 = {1, 0, 0, 0};
    queue->CopyTileMappings(second.Get(), &at0, first.Get(), &at1, &one,
                            D3D12_TILE_MAPPING_FLAG_NONE);
    queue->CopyTileMappings(second.Get(), &at1, first.Get(), &at0, &one,
                            D3D12_TILE_MAPPING_FLAG_NONE);
    submit([&] { list->CopyBufferRegion(readback.Get(), 0, second.Get(), 0, 2 * kTile); });
    finish();
    EXPECT_EQ(tilesOf(readback.Get(), 2), (std::vector<uint32_t>{9, 7}));
}

// The queue goes on while mapping waits for its turn, and what waits behind it stays behind it.
TEST_F(TileTest, MappingWaitsForTheQueueAndNotForTheCaller) {
    const auto buffer = reserve(bufferDesc(1));
    const auto heap = createHeap(1);
    const auto seven = uploaded(1, 7);
    const auto readback = createReadback(1);
    const auto gate = createFence();
    ASSERT_EQ(queue->Wait(gate.Get(), 1), S_OK);
    map(buffer.Get(), {0, 0, 0, 0}, {1, FALSE, 0, 0, 0}, heap.Get(), 0);
    submit([&] { list->CopyBufferRegion(buffer.Get(), 0, seven.Get(), 0, kTile); });
    submit([&] { list->CopyBufferRegion(readback.Get(), 0, buffer.Get(), 0, kTile); });
    ASSERT_EQ(gate->Signal(1), S_OK);
    finish();
    EXPECT_EQ(tilesOf(readback.Get(), 1), (std::vector<uint32_t>{7}));
}

TEST_F(TileTest, TheTilingOfTexturesAddsUp) {
    const auto texture = reserve(textureDesc(3 * kTexels, 1, 9));
    UINT tiles = 0, count = 9;
    D3D12_PACKED_MIP_INFO packed = {};
    D3D12_TILE_SHAPE shape = {};
    std::vector<D3D12_SUBRESOURCE_TILING> tilings(9);
    device->GetResourceTiling(texture.Get(), &tiles, &packed, &shape, &count, 0, tilings.data());
    EXPECT_EQ(shape.WidthInTexels, kTexels);
    EXPECT_EQ(shape.HeightInTexels, kTexels);
    EXPECT_EQ(shape.DepthInTexels, 1u);
    EXPECT_EQ(packed.NumStandardMips + packed.NumPackedMips, 9);
    ASSERT_GE(packed.NumStandardMips, 1);
    EXPECT_EQ(tilings[0].WidthInTiles, 3u);
    for (UINT i = 0; i < 9; ++i)
        EXPECT_EQ(tilings[i].StartTileIndexInOverallResource == D3D12_PACKED_TILE,
                  i >= packed.NumStandardMips);
    UINT sum = packed.NumTilesForPackedMips;
    for (UINT i = 0; i < packed.NumStandardMips; ++i)
        sum += tilings[i].WidthInTiles * tilings[i].HeightInTiles * tilings[i].DepthInTiles;
    EXPECT_EQ(tiles, sum);
    EXPECT_EQ(packed.StartTileIndexInOverallResource,
              packed.NumPackedMips ? sum - packed.NumTilesForPackedMips : 0);
}

// A texture of two by two tiles and packed mips, whose boxes and packed tiles are mapped apart.
TEST_F(TileTest, TexturesAreMappedByBoxesAndPackedMips) {
    const auto texture = reserve(textureDesc(2 * kTexels, 1, 3));
    D3D12_PACKED_MIP_INFO packed = {};
    device->GetResourceTiling(texture.Get(), nullptr, &packed, nullptr, nullptr, 0, nullptr);
    const auto heap = createHeap(16);
    const auto seven = uploaded(4, 7), readback = createReadback(4);
    map(texture.Get(), {0, 0, 0, 0}, {2, TRUE, 2, 1, 1}, heap.Get(), 3);
    map(texture.Get(), {0, 1, 0, 0}, {2, TRUE, 2, 1, 1}, heap.Get(), 0);
    if (packed.NumPackedMips)
        map(texture.Get(), {0, 0, 0, packed.NumStandardMips},
            {packed.NumTilesForPackedMips, FALSE, 0, 0, 0}, heap.Get(), 8);
    D3D12_TEXTURE_COPY_LOCATION image = {}, bytes = {};
    image.pResource = texture.Get();
    image.Type = D3D12_TEXTURE_COPY_TYPE_SUBRESOURCE_INDEX;
    bytes.Type = D3D12_TEXTURE_COPY_TYPE_PLACED_FOOTPRINT;
    bytes.PlacedFootprint.Footprint = {DXGI_FORMAT_R32_UINT, 2 * kTexels, 2 * kTexels, 1,
                                       2 * kTexels * 4};
    submit([&] {
        bytes.pResource = seven.Get();
        list->CopyTextureRegion(&image, 0, 0, 0, &bytes, nullptr);
    });
    // What was written through the first rows of tiles is read through the second.
    map(texture.Get(), {0, 1, 0, 0}, {2, TRUE, 2, 1, 1}, heap.Get(), 3);
    submit([&] {
        D3D12_RESOURCE_BARRIER barrier = {};
        barrier.Transition = {texture.Get(), D3D12_RESOURCE_BARRIER_ALL_SUBRESOURCES,
                              D3D12_RESOURCE_STATE_COPY_DEST, D3D12_RESOURCE_STATE_COPY_SOURCE};
        list->ResourceBarrier(1, &barrier);
        bytes.pResource = readback.Get();
        list->CopyTextureRegion(&bytes, 0, 0, 0, &image, nullptr);
    });
    finish();
    EXPECT_EQ(tilesOf(readback.Get(), 4), (std::vector<uint32_t>{7, 7, 7, 7}));
}

TEST_F(TileTest, FormatsSayThatTheyCanBeTiled) {
    D3D12_FEATURE_DATA_FORMAT_SUPPORT support = {DXGI_FORMAT_R32_UINT, {}, {}};
    ASSERT_EQ(device->CheckFeatureSupport(D3D12_FEATURE_FORMAT_SUPPORT, &support, sizeof(support)),
              S_OK);
    EXPECT_TRUE(support.Support2 & D3D12_FORMAT_SUPPORT2_TILED);
    for (UINT format = 0; format < 192; ++format) {  // none may fail for being unknown to vkd3d
        support = {static_cast<DXGI_FORMAT>(format), {}, {}};
        device->CheckFeatureSupport(D3D12_FEATURE_FORMAT_SUPPORT, &support, sizeof(support));
    }
}

}  // namespace
}  // namespace baker::host
