// What D3D12 promises of memory and vkd3d does not keep: zeroes.
#include <algorithm>
#include <cstring>
#include <span>

#include "tests/fixture.hpp"

namespace baker::host {
namespace {

class MemoryTest : public ListTest {
  protected:
    ComPtr<ID3D12Heap> createHeap(UINT64 size, D3D12_HEAP_FLAGS flags = D3D12_HEAP_FLAG_NONE) {
        D3D12_HEAP_DESC desc = {};
        desc.SizeInBytes = size;
        desc.Properties = {D3D12_HEAP_TYPE_CUSTOM, D3D12_CPU_PAGE_PROPERTY_WRITE_BACK,
                           D3D12_MEMORY_POOL_L0, 1, 1};
        desc.Flags = flags | D3D12_HEAP_FLAG_ALLOW_ONLY_BUFFERS;
        return create<ID3D12Heap>(
            [&](REFIID riid, void** out) { return device->CreateHeap(&desc, riid, out); });
    }
    ComPtr<ID3D12Resource> place(ID3D12Heap* heap) {
        D3D12_RESOURCE_DESC desc = {};
        desc.Dimension = D3D12_RESOURCE_DIMENSION_BUFFER;
        desc.Width = heap->GetDesc().SizeInBytes;
        desc.Height = desc.DepthOrArraySize = desc.MipLevels = 1;
        desc.SampleDesc.Count = 1;
        desc.Layout = D3D12_TEXTURE_LAYOUT_ROW_MAJOR;
        return create<ID3D12Resource>([&](REFIID riid, void** out) {
            return device->CreatePlacedResource(heap, 0, &desc, D3D12_RESOURCE_STATE_COMMON,
                                                nullptr, riid, out);
        });
    }
    // What the buffer holds; then it is made dirty, for whoever gets the memory next.
    bool isZeroThenDirty(ID3D12Resource* buffer) {
        const size_t size = buffer->GetDesc().Width;
        void* data = nullptr;
        EXPECT_EQ(buffer->Map(0, nullptr, &data), S_OK);
        const std::span bytes(static_cast<const char*>(data), size);
        const bool zero = std::ranges::all_of(bytes, [](char byte) { return byte == 0; });
        std::memset(data, 0x5a, size);
        buffer->Unmap(0, nullptr);
        return zero;
    }
};

TEST_F(MemoryTest, HeapsAreZero) {
    for (const UINT64 size : {65536u, 262144u, 1048576u})
        for (int i = 0; i < 8; ++i) {
            const auto heap = createHeap(size);
            EXPECT_TRUE(isZeroThenDirty(place(heap.Get()).Get())) << size << " bytes, heap " << i;
        }
}

TEST_F(MemoryTest, CommittedBuffersAreZero) {
    for (int i = 0; i < 8; ++i) {
        const auto buffer =
            createBuffer(D3D12_HEAP_TYPE_UPLOAD, 1048576, D3D12_RESOURCE_STATE_GENERIC_READ);
        EXPECT_TRUE(isZeroThenDirty(buffer.Get())) << "buffer " << i;
    }
}

TEST_F(MemoryTest, NobodyPromisesZeroesThatAreNotWanted) {
    EXPECT_TRUE(createHeap(65536, D3D12_HEAP_FLAG_CREATE_NOT_ZEROED));
}

}  // namespace
}  // namespace baker::host
