// Views of parts of textures.
#include <numeric>
#include <vector>

#include "tests/fixture.hpp"

namespace baker::host {
namespace {

constexpr UINT kSide = 64;  // a row is 256 bytes
constexpr UINT16 kDepth = 8;
constexpr UINT64 kSlice = kSide * kSide * 4;

class ViewTest : public ListTest {
  protected:
    void SetUp() override {
        ListTest::SetUp();
        D3D12_RESOURCE_DESC desc = {};
        desc.Dimension = D3D12_RESOURCE_DIMENSION_TEXTURE3D;
        desc.Width = desc.Height = kSide;
        desc.DepthOrArraySize = kDepth;
        desc.MipLevels = 1;
        desc.Format = DXGI_FORMAT_R32_UINT;
        desc.SampleDesc.Count = 1;
        desc.Flags = D3D12_RESOURCE_FLAG_ALLOW_UNORDERED_ACCESS;
        const D3D12_HEAP_PROPERTIES properties = {D3D12_HEAP_TYPE_DEFAULT, {}, {}, 1, 1};
        texture = create<ID3D12Resource>([&](REFIID riid, void** out) {
            return device->CreateCommittedResource(&properties, D3D12_HEAP_FLAG_NONE, &desc,
                                                   D3D12_RESOURCE_STATE_UNORDERED_ACCESS, nullptr,
                                                   riid, out);
        });
        cpu = createViews(D3D12_DESCRIPTOR_HEAP_FLAG_NONE);
        gpu = createViews(D3D12_DESCRIPTOR_HEAP_FLAG_SHADER_VISIBLE);
    }
    ComPtr<ID3D12DescriptorHeap> createViews(D3D12_DESCRIPTOR_HEAP_FLAGS flags) {
        const D3D12_DESCRIPTOR_HEAP_DESC desc = {D3D12_DESCRIPTOR_HEAP_TYPE_CBV_SRV_UAV, 1, flags,
                                                 0};
        return create<ID3D12DescriptorHeap>([&](REFIID riid, void** out) {
            return device->CreateDescriptorHeap(&desc, riid, out);
        });
    }
    // Through a view of `count` slices.
    void clear(UINT first, UINT count, UINT value) {
        D3D12_UNORDERED_ACCESS_VIEW_DESC desc = {};
        desc.Format = DXGI_FORMAT_R32_UINT;
        desc.ViewDimension = D3D12_UAV_DIMENSION_TEXTURE3D;
        desc.Texture3D = {0, first, count};
        for (const auto& heap : {cpu, gpu})
            device->CreateUnorderedAccessView(texture.Get(), nullptr, &desc,
                                              heap->GetCPUDescriptorHandleForHeapStart());
        ID3D12DescriptorHeap* heaps[] = {gpu.Get()};
        list->SetDescriptorHeaps(1, heaps);
        const UINT values[4] = {value, value, value, value};
        list->ClearUnorderedAccessViewUint(gpu->GetGPUDescriptorHandleForHeapStart(),
                                           cpu->GetCPUDescriptorHandleForHeapStart(), texture.Get(),
                                           values, 0, nullptr);
        D3D12_RESOURCE_BARRIER barrier = {};
        barrier.Type = D3D12_RESOURCE_BARRIER_TYPE_UAV;
        list->ResourceBarrier(1, &barrier);
    }
    // The first texel of each slice.
    std::vector<UINT> slices() {
        const auto readback =
            createBuffer(D3D12_HEAP_TYPE_READBACK, kDepth * kSlice, D3D12_RESOURCE_STATE_COPY_DEST);
        D3D12_RESOURCE_BARRIER barrier = {};
        barrier.Transition = {texture.Get(), 0, D3D12_RESOURCE_STATE_UNORDERED_ACCESS,
                              D3D12_RESOURCE_STATE_COPY_SOURCE};
        list->ResourceBarrier(1, &barrier);
        D3D12_TEXTURE_COPY_LOCATION bytes = {
            readback.Get(), D3D12_TEXTURE_COPY_TYPE_PLACED_FOOTPRINT, {}};
        bytes.PlacedFootprint.Footprint = {DXGI_FORMAT_R32_UINT, kSide, kSide, kDepth, kSide * 4};
        const D3D12_TEXTURE_COPY_LOCATION image = {
            texture.Get(), D3D12_TEXTURE_COPY_TYPE_SUBRESOURCE_INDEX, {}};
        list->CopyTextureRegion(&bytes, 0, 0, 0, &image, nullptr);
        execute(list.Get());
        void* data = nullptr;
        EXPECT_EQ(readback->Map(0, nullptr, &data), S_OK);
        std::vector<UINT> values;
        for (UINT i = 0; i < kDepth; ++i)
            values.push_back(static_cast<UINT*>(data)[i * kSlice / sizeof(UINT)]);
        readback->Unmap(0, nullptr);
        return values;
    }

    ComPtr<ID3D12Resource> texture;
    ComPtr<ID3D12DescriptorHeap> cpu, gpu;
};

TEST_F(ViewTest, UnorderedAccessOfSomeSlices) {
    clear(0, kDepth, 1);
    clear(2, 3, 7);
    EXPECT_EQ(slices(), (std::vector<UINT>{1, 1, 7, 7, 7, 1, 1, 1}));
}

TEST_F(ViewTest, UnorderedAccessToTheLastSlice) {
    clear(0, UINT_MAX, 1);
    clear(6, UINT_MAX, 9);
    EXPECT_EQ(slices(), (std::vector<UINT>{1, 1, 1, 1, 1, 1, 9, 9}));
}

}  // namespace
}  // namespace baker::host
