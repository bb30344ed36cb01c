// Textures in rows: in memory that the host maps, where it is told that their rows lie.
#include <cstring>

#include "tests/fixture.hpp"

namespace baker::host {
namespace {

constexpr UINT kWidth = 20, kHeight = 7;
constexpr UINT16 kLayers = 3, kLevels = 2;
constexpr UINT64 kHeapSize = 1 << 20;

class RowMajorTest : public ListTest {
  protected:
    void SetUp() override {
        ListTest::SetUp();
        D3D12_HEAP_DESC desc = {};
        desc.SizeInBytes = kHeapSize;
        desc.Properties = {D3D12_HEAP_TYPE_CUSTOM, D3D12_CPU_PAGE_PROPERTY_WRITE_BACK,
                           D3D12_MEMORY_POOL_L0, 0, 0};
        heap = create<ID3D12Heap>(
            [&](REFIID riid, void** out) { return device->CreateHeap(&desc, riid, out); });
    }
    ComPtr<ID3D12Resource> place(const D3D12_RESOURCE_DESC& desc, D3D12_RESOURCE_STATES state) {
        return create<ID3D12Resource>([&](REFIID riid, void** out) {
            return device->CreatePlacedResource(heap.Get(), 0, &desc, state, nullptr, riid, out);
        });
    }

    ComPtr<ID3D12Heap> heap;
};

D3D12_RESOURCE_DESC rowMajorDesc() {
    D3D12_RESOURCE_DESC desc = {};
    desc.Dimension = D3D12_RESOURCE_DIMENSION_TEXTURE2D;
    desc.Width = kWidth;
    desc.Height = kHeight;
    desc.DepthOrArraySize = kLayers;
    desc.MipLevels = kLevels;
    desc.Format = DXGI_FORMAT_R32_UINT;
    desc.SampleDesc.Count = 1;
    desc.Layout = D3D12_TEXTURE_LAYOUT_ROW_MAJOR;
    return desc;
}

D3D12_RESOURCE_DESC bufferDesc() {
    D3D12_RESOURCE_DESC desc = {};
    desc.Dimension = D3D12_RESOURCE_DIMENSION_BUFFER;
    desc.Width = kHeapSize;
    desc.Height = desc.DepthOrArraySize = desc.MipLevels = 1;
    desc.SampleDesc.Count = 1;
    desc.Layout = D3D12_TEXTURE_LAYOUT_ROW_MAJOR;
    return desc;
}

TEST_F(RowMajorTest, HoldsWhatTheHostWrites) {
    const D3D12_RESOURCE_DESC desc = rowMajorDesc();
    const auto memory = place(bufferDesc(), D3D12_RESOURCE_STATE_COMMON);
    void* data = nullptr;
    ASSERT_EQ(memory->Map(0, nullptr, &data), S_OK);
    // The last row of the second level of the last layer.
    constexpr UINT kSubresource = 1 + (kLayers - 1) * kLevels, kRow = kHeight / 2 - 1;
    D3D12_PLACED_SUBRESOURCE_FOOTPRINT footprint = {};
    UINT64 total = 0;
    device->GetCopyableFootprints(&desc, kSubresource, 1, 0, &footprint, nullptr, nullptr, &total);
    ASSERT_LE(total, kHeapSize);
    ASSERT_GT(footprint.Offset, 0u);
    auto* row = static_cast<std::byte*>(data) + footprint.Offset +
                UINT64(kRow) * footprint.Footprint.RowPitch;
    for (UINT x = 0; x < kWidth / 2; ++x) {
        const UINT texel = 100 + x;
        std::memcpy(row + x * sizeof(texel), &texel, sizeof(texel));
    }
    const auto texture = place(desc, D3D12_RESOURCE_STATE_COPY_SOURCE);
    constexpr UINT kPitch = 256;
    const auto readback =
        createBuffer(D3D12_HEAP_TYPE_READBACK, kPitch * kHeight, D3D12_RESOURCE_STATE_COPY_DEST);
    D3D12_TEXTURE_COPY_LOCATION to = {readback.Get(), D3D12_TEXTURE_COPY_TYPE_PLACED_FOOTPRINT, {}};
    to.PlacedFootprint.Footprint = {DXGI_FORMAT_R32_UINT, kWidth / 2, kHeight / 2, 1, kPitch};
    D3D12_TEXTURE_COPY_LOCATION from = {
        texture.Get(), D3D12_TEXTURE_COPY_TYPE_SUBRESOURCE_INDEX, {}};
    from.SubresourceIndex = kSubresource;
    list->CopyTextureRegion(&to, 0, 0, 0, &from, nullptr);
    execute(list.Get());
    ASSERT_EQ(readback->Map(0, nullptr, &data), S_OK);
    const auto* texels =
        reinterpret_cast<const UINT*>(static_cast<std::byte*>(data) + UINT64(kRow) * kPitch);
    for (UINT x = 0; x < kWidth / 2; ++x) EXPECT_EQ(texels[x], 100 + x) << x;
}

}  // namespace
}  // namespace baker::host
