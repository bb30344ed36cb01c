// The null host, and each of its faults. Settings are read once, so each fault has a process of its
// own.
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstring>

#include "tests/fixture.hpp"

namespace baker::host {
namespace {

class NullTest : public ListTest {};

TEST_F(NullTest, MapsMemoryThatTheCpuReaches) {
    const auto upload =
        createBuffer(D3D12_HEAP_TYPE_UPLOAD, 4096, D3D12_RESOURCE_STATE_GENERIC_READ);
    void* data = nullptr;
    ASSERT_EQ(upload->Map(0, nullptr, &data), S_OK);
    std::memset(data, 0x5a, 4096);
    const auto local = createBuffer(D3D12_HEAP_TYPE_DEFAULT, 4096, D3D12_RESOURCE_STATE_COMMON);
    EXPECT_LT(local->Map(0, nullptr, &data), 0);
}

TEST_F(NullTest, PlacesResourcesInHeaps) {
    const D3D12_HEAP_DESC heapDesc = {1 << 20, {D3D12_HEAP_TYPE_UPLOAD, {}, {}, 1, 1}, 0, {}};
    const auto heap = create<ID3D12Heap>(
        [&](REFIID riid, void** out) { return device->CreateHeap(&heapDesc, riid, out); });
    const auto whole =
        createBuffer(D3D12_HEAP_TYPE_UPLOAD, 4096, D3D12_RESOURCE_STATE_GENERIC_READ);
    const D3D12_RESOURCE_DESC desc = whole->GetDesc();
    ComPtr<ID3D12Resource> placed[2];
    for (UINT i = 0; i < 2; ++i)
        placed[i] = create<ID3D12Resource>([&](REFIID riid, void** out) {
            return device->CreatePlacedResource(heap.Get(), i * 65536, &desc,
                                                D3D12_RESOURCE_STATE_GENERIC_READ, nullptr, riid,
                                                out);
        });
    EXPECT_EQ(placed[1]->GetGPUVirtualAddress() - placed[0]->GetGPUVirtualAddress(), 65536u);
    void* data[2];
    for (UINT i = 0; i < 2; ++i) ASSERT_EQ(placed[i]->Map(0, nullptr, &data[i]), S_OK);
    EXPECT_EQ(static_cast<char*>(data[1]) - static_cast<char*>(data[0]), 65536);
}

TEST_F(NullTest, CompletesFencesAtOnce) {
    const int event = eventfd(0, EFD_NONBLOCK);
    const auto fence = createFence();
    ASSERT_EQ(fence->SetEventOnCompletion(7, reinterpret_cast<HANDLE>(intptr_t{event})), S_OK);
    uint64_t count = 0;
    EXPECT_LT(read(event, &count, sizeof(count)), 0);
    ASSERT_EQ(createQueue()->Signal(fence.Get(), 7), S_OK);
    EXPECT_EQ(fence->GetCompletedValue(), 7u);
    EXPECT_EQ(read(event, &count, sizeof(count)), 8);
    close(event);
}

TEST_F(NullTest, ReturnsEveryReference) {
    const ULONG before = countOf(device.Get());
    {
        const auto buffer =
            createBuffer(D3D12_HEAP_TYPE_UPLOAD, 4096, D3D12_RESOURCE_STATE_GENERIC_READ);
        const auto owner = create<ID3D12Device>(
            [&](REFIID riid, void** out) { return buffer->GetDevice(riid, out); });
        EXPECT_EQ(owner.Get(), device.Get());
        execute(list.Get());
    }
    EXPECT_EQ(countOf(device.Get()), before);
}

// Runs `body` in a process with the fault set; it returns whether all was as expected.
template <class Function>
void withFault(const char* fault, Function body) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(
        {
            setenv("BAKER_NULL_HOST_FAULT", fault, 1);
            _exit(body() ? 0 : 1);
        },
        testing::ExitedWithCode(0), "");
}

HRESULT openFactory(ComPtr<IDXCoreAdapterFactory>& factory) {
    return DXCoreCreateAdapterFactory(uuidof<IDXCoreAdapterFactory>(),
                                      reinterpret_cast<void**>(factory.GetAddressOf()));
}

ComPtr<IDXCoreAdapterList> listAdapters() {
    ComPtr<IDXCoreAdapterFactory> factory;
    ComPtr<IDXCoreAdapterList> list;
    const GUID attribute = {
        0x248e2800, 0xa793, 0x4724, {0xab, 0xaa, 0x23, 0xa6, 0xde, 0x1b, 0xe0, 0x90}};
    if (SUCCEEDED(openFactory(factory)))
        factory->CreateAdapterList(1, &attribute, uuidof<IDXCoreAdapterList>(),
                                   reinterpret_cast<void**>(list.GetAddressOf()));
    return list;
}

ComPtr<ID3D12Device> openDevice() {
    ComPtr<ID3D12Device> device;
    D3D12CreateDevice(nullptr, D3D_FEATURE_LEVEL_11_0, uuidof<ID3D12Device>(),
                      reinterpret_cast<void**>(device.GetAddressOf()));
    return device;
}

HRESULT allocate(ID3D12Device* device, UINT64 size) {
    const D3D12_HEAP_DESC desc = {size, {D3D12_HEAP_TYPE_DEFAULT, {}, {}, 1, 1}, 0, {}};
    ComPtr<ID3D12Heap> heap;
    return device->CreateHeap(&desc, uuidof<ID3D12Heap>(),
                              reinterpret_cast<void**>(heap.GetAddressOf()));
}

TEST(NullFaultTest, Factory) {
    withFault("factory", [] {
        ComPtr<IDXCoreAdapterFactory> factory;
        return FAILED(openFactory(factory)) && !factory;
    });
}

TEST(NullFaultTest, NoAdapters) {
    withFault("no_adapters",
              [] { return listAdapters() && listAdapters()->GetAdapterCount() == 0; });
}

TEST(NullFaultTest, DuplicateAdapter) {
    withFault("duplicate_adapter", [] {
        LUID luids[2];
        for (uint32_t i = 0; i < 2; ++i) {
            ComPtr<IDXCoreAdapter> adapter;
            listAdapters()->GetAdapter(i, uuidof<IDXCoreAdapter>(),
                                       reinterpret_cast<void**>(adapter.GetAddressOf()));
            adapter->GetProperty(DXCoreAdapterProperty::InstanceLuid, sizeof(LUID), &luids[i]);
        }
        return listAdapters()->GetAdapterCount() == 2 &&
               std::memcmp(&luids[0], &luids[1], sizeof(LUID)) == 0;
    });
}

TEST(NullFaultTest, CreateDevice) {
    withFault("create_device=0", [] { return !openDevice(); });
    withFault("create_device=1", [] { return openDevice(); });
}

TEST(NullFaultTest, HeapOutOfMemory) {
    withFault("heap_out_of_memory",
              [] { return allocate(openDevice().Get(), 65536) == E_OUTOFMEMORY; });
    withFault("heap_out_of_memory=131072", [] {
        const auto device = openDevice();
        return allocate(device.Get(), 131072) == S_OK &&
               allocate(device.Get(), 131073) == E_OUTOFMEMORY &&
               allocate(device.Get(), 131072) == S_OK;
    });
}

TEST(NullFaultTest, DeviceRemoved) {
    withFault("device_removed=1", [] {
        const auto device = openDevice();
        const D3D12_COMMAND_QUEUE_DESC desc = {D3D12_COMMAND_LIST_TYPE_COMPUTE, 0, {}, 0};
        ComPtr<ID3D12CommandQueue> queue;
        ComPtr<ID3D12Fence> fence;
        device->CreateCommandQueue(&desc, uuidof<ID3D12CommandQueue>(),
                                   reinterpret_cast<void**>(queue.GetAddressOf()));
        device->CreateFence(0, {}, uuidof<ID3D12Fence>(),
                            reinterpret_cast<void**>(fence.GetAddressOf()));
        queue->ExecuteCommandLists(0, nullptr);
        const bool before =
            queue->Signal(fence.Get(), 1) == S_OK && device->GetDeviceRemovedReason() == S_OK;
        queue->ExecuteCommandLists(0, nullptr);
        return before && queue->Signal(fence.Get(), 2) == DXGI_ERROR_DEVICE_REMOVED &&
               device->GetDeviceRemovedReason() == DXGI_ERROR_DEVICE_REMOVED &&
               fence->GetCompletedValue() == UINT64_MAX &&
               allocate(device.Get(), 65536) == DXGI_ERROR_DEVICE_REMOVED;
    });
}

}  // namespace
}  // namespace baker::host
