// What D3D12 promises of memory and vkd3d does not keep: zeroes, and heaps that processes share.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>

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
    ComPtr<ID3D12Heap> createSharedHeap() {
        D3D12_HEAP_DESC desc = {};
        desc.SizeInBytes = 65536;
        desc.Properties = {D3D12_HEAP_TYPE_DEFAULT, {}, {}, 1, 1};
        desc.Flags = D3D12_HEAP_FLAG_SHARED;
        return create<ID3D12Heap>(
            [&](REFIID riid, void** out) { return device->CreateHeap(&desc, riid, out); });
    }
    HANDLE share(ID3D12Heap* heap) {
        HANDLE handle = nullptr;
        EXPECT_EQ(device->CreateSharedHandle(heap, nullptr, GENERIC_ALL, nullptr, &handle), S_OK);
        return handle;
    }
    static int descriptorOf(HANDLE handle) {
        return static_cast<int>(reinterpret_cast<intptr_t>(handle));
    }
    ComPtr<ID3D12Heap> open(HANDLE handle) {
        return create<ID3D12Heap>(
            [&](REFIID riid, void** out) { return device->OpenSharedHandle(handle, riid, out); });
    }
    void fill(ID3D12Heap* heap, uint32_t value) {
        const auto upload =
            createBuffer(D3D12_HEAP_TYPE_UPLOAD, 65536, D3D12_RESOURCE_STATE_GENERIC_READ);
        void* data = nullptr;
        ASSERT_EQ(upload->Map(0, nullptr, &data), S_OK);
        std::fill_n(static_cast<uint32_t*>(data), 16384, value);
        const auto target = place(heap);
        list->CopyBufferRegion(target.Get(), 0, upload.Get(), 0, 65536);
        execute(list.Get());
        ASSERT_EQ(list->Reset(allocator.Get(), nullptr), S_OK);
    }
    uint32_t lastWord(ID3D12Heap* heap) {
        const auto readback =
            createBuffer(D3D12_HEAP_TYPE_READBACK, 65536, D3D12_RESOURCE_STATE_COPY_DEST);
        const auto source = place(heap);
        list->CopyBufferRegion(readback.Get(), 0, source.Get(), 0, 65536);
        execute(list.Get());
        void* data = nullptr;
        EXPECT_EQ(readback->Map(0, nullptr, &data), S_OK);
        return static_cast<uint32_t*>(data)[16383];
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

TEST_F(MemoryTest, SharedHeapsAreTheSameMemory) {
    const auto heap = createSharedHeap();
    const HANDLE handle = share(heap.Get());
    const auto first = open(handle), second = open(handle);
    close(descriptorOf(handle));
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->GetDesc().SizeInBytes, 65536u);
    EXPECT_EQ(first->GetDesc().Flags, D3D12_HEAP_FLAG_SHARED);
    fill(first.Get(), 7);
    EXPECT_EQ(lastWord(second.Get()), 7u);
}

TEST_F(MemoryTest, SharedHeapsOutliveTheirMaker) {
    auto heap = createSharedHeap();
    fill(heap.Get(), 9);
    const HANDLE handle = share(heap.Get());
    heap.Reset();
    const auto opened = open(handle);
    close(descriptorOf(handle));
    EXPECT_EQ(lastWord(opened.Get()), 9u);
}

// The test starts itself, in a process that gets the handle by this variable.
TEST_F(MemoryTest, SharedHeapsReachOtherProcesses) {
    constexpr const char* kVariable = "BAKER_TEST_SHARED_HANDLE";
    if (const char* given = std::getenv(kVariable)) {
        const auto opened = open(reinterpret_cast<HANDLE>(intptr_t{std::atoi(given)}));
        EXPECT_EQ(lastWord(opened.Get()), 5u);
        ASSERT_EQ(list->Reset(allocator.Get(), nullptr), S_OK);
        return fill(opened.Get(), 11);
    }
    const auto heap = createSharedHeap();
    fill(heap.Get(), 5);
    const int descriptor = descriptorOf(share(heap.Get()));
    ASSERT_EQ(fcntl(descriptor, F_SETFD, 0), 0);  // for the other process
    const std::string command =
        std::string(kVariable) + "=" + std::to_string(descriptor) + " " +
        std::filesystem::read_symlink("/proc/self/exe").string() +
        " --gtest_filter=MemoryTest.SharedHeapsReachOtherProcesses --gtest_output= >/dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0);
    close(descriptor);
    EXPECT_EQ(lastWord(heap.Get()), 11u);
}

TEST_F(MemoryTest, WhatCannotBeShared) {
    HANDLE handle = nullptr;
    const auto heap = createHeap(65536);
    EXPECT_LT(device->CreateSharedHandle(heap.Get(), nullptr, GENERIC_ALL, nullptr, &handle), 0);
    void* opened = nullptr;
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    EXPECT_LT(device->OpenSharedHandle(reinterpret_cast<HANDLE>(intptr_t{ends[0]}),
                                       uuidof<ID3D12Heap>(), &opened),
              0);
    EXPECT_LT(device->OpenSharedHandle(reinterpret_cast<HANDLE>(-1), uuidof<ID3D12Heap>(), &opened),
              0);
    EXPECT_EQ(opened, nullptr);
    close(ends[0]);
    close(ends[1]);
}

TEST_F(MemoryTest, NobodyPromisesZeroesThatAreNotWanted) {
    EXPECT_TRUE(createHeap(65536, D3D12_HEAP_FLAG_CREATE_NOT_ZEROED));
}

}  // namespace
}  // namespace baker::host
