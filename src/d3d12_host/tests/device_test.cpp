// Devices, and structures returned by value through both ABIs.
#include <set>

#include "tests/fixture.hpp"

namespace baker::host {
namespace {

using DeviceTest = HostTest;

ComPtr<IDXCoreAdapter> firstAdapter() {
    const auto factory = create<IDXCoreAdapterFactory>(
        [](REFIID riid, void** out) { return DXCoreCreateAdapterFactory(riid, out); });
    const GUID attribute = {
        0x0c9ece4d, 0x2f6e, 0x4f01, {0x8c, 0x96, 0xe8, 0x9e, 0x33, 0x1b, 0x47, 0xb1}};
    const auto list = create<IDXCoreAdapterList>([&](REFIID riid, void** out) {
        return factory->CreateAdapterList(1, &attribute, riid, out);
    });
    return create<IDXCoreAdapter>(
        [&](REFIID riid, void** out) { return list->GetAdapter(0, riid, out); });
}

TEST_F(DeviceTest, IsOnePerAdapter) {
    const auto adapter = firstAdapter();
    const auto same = create<ID3D12Device>([&](REFIID riid, void** out) {
        return D3D12CreateDevice(adapter.Get(), D3D_FEATURE_LEVEL_11_0, riid, out);
    });
    EXPECT_EQ(same.Get(), device.Get());
}

TEST_F(DeviceTest, HasItsAdaptersLuid) {
    LUID luid;
    ASSERT_EQ(firstAdapter()->GetProperty(DXCoreAdapterProperty::InstanceLuid, sizeof(luid), &luid),
              S_OK);
    const LUID own = device->GetAdapterLuid();
    EXPECT_EQ(own.LowPart, luid.LowPart);
    EXPECT_EQ(own.HighPart, luid.HighPart);
    EXPECT_FALSE(own.LowPart == 0 && own.HighPart == 0);
}

TEST_F(DeviceTest, OnlyAsksWithoutOutput) {
    EXPECT_EQ(D3D12CreateDevice(nullptr, D3D_FEATURE_LEVEL_11_0, uuidof<ID3D12Device>(), nullptr),
              S_FALSE);
}

TEST_F(DeviceTest, RefusesAFeatureLevelThatIsNotReached) {
    void* object = &object;
    EXPECT_LT(
        D3D12CreateDevice(nullptr, D3D_FEATURE_LEVEL(0xffff), uuidof<ID3D12Device>(), &object), 0);
    EXPECT_EQ(object, nullptr);
}

TEST_F(DeviceTest, RefusesAForeignInterface) {
    void* object = &object;
    EXPECT_EQ(D3D12CreateDevice(nullptr, D3D_FEATURE_LEVEL_11_0, uuidof<ID3D12Resource>(), &object),
              E_NOINTERFACE);
    EXPECT_EQ(object, nullptr);
}

TEST_F(DeviceTest, RefusesAnAdapterThatIsNone) {
    void* object = nullptr;
    EXPECT_LT(
        D3D12CreateDevice(device.Get(), D3D_FEATURE_LEVEL_11_0, uuidof<ID3D12Device>(), &object),
        0);
}

TEST_F(DeviceTest, ReturnsStructuresOf16Bytes) {
    D3D12_RESOURCE_DESC desc = {};
    desc.Dimension = D3D12_RESOURCE_DIMENSION_BUFFER;
    desc.Width = 100000;
    desc.Height = desc.DepthOrArraySize = desc.MipLevels = 1;
    desc.SampleDesc.Count = 1;
    desc.Layout = D3D12_TEXTURE_LAYOUT_ROW_MAJOR;
    const D3D12_RESOURCE_ALLOCATION_INFO info = device->GetResourceAllocationInfo(0, 1, &desc);
    EXPECT_EQ(info.SizeInBytes, 131072u);
    EXPECT_EQ(info.Alignment, 65536u);
}

TEST_F(DeviceTest, ReturnsStructuresInMemory) {
    const D3D12_HEAP_PROPERTIES upload = device->GetCustomHeapProperties(0, D3D12_HEAP_TYPE_UPLOAD);
    EXPECT_EQ(upload.Type, D3D12_HEAP_TYPE_CUSTOM);
    EXPECT_NE(upload.CPUPageProperty, D3D12_CPU_PAGE_PROPERTY_UNKNOWN);
    EXPECT_EQ(upload.MemoryPoolPreference, D3D12_MEMORY_POOL_L0);

    const auto buffer = createBuffer(D3D12_HEAP_TYPE_DEFAULT, 4096, D3D12_RESOURCE_STATE_COMMON);
    const D3D12_RESOURCE_DESC desc = buffer->GetDesc();
    EXPECT_EQ(desc.Dimension, D3D12_RESOURCE_DIMENSION_BUFFER);
    EXPECT_EQ(desc.Width, 4096u);
    EXPECT_EQ(desc.Layout, D3D12_TEXTURE_LAYOUT_ROW_MAJOR);

    const D3D12_HEAP_DESC heapDesc = {65536, {D3D12_HEAP_TYPE_DEFAULT, {}, {}, 1, 1}, 0, {}};
    const auto heap = create<ID3D12Heap>(
        [&](REFIID riid, void** out) { return device->CreateHeap(&heapDesc, riid, out); });
    EXPECT_EQ(heap->GetDesc().SizeInBytes, 65536u);
}

TEST_F(DeviceTest, ReturnsDescriptorHandles) {
    const D3D12_DESCRIPTOR_HEAP_DESC desc = {D3D12_DESCRIPTOR_HEAP_TYPE_CBV_SRV_UAV, 16,
                                             D3D12_DESCRIPTOR_HEAP_FLAG_SHADER_VISIBLE, 0};
    const auto heap = create<ID3D12DescriptorHeap>(
        [&](REFIID riid, void** out) { return device->CreateDescriptorHeap(&desc, riid, out); });
    EXPECT_NE(heap->GetCPUDescriptorHandleForHeapStart().ptr, 0u);
    EXPECT_NE(heap->GetGPUDescriptorHandleForHeapStart().ptr, 0u);
    EXPECT_EQ(heap->GetDesc().NumDescriptors, 16u);
    EXPECT_EQ(heap->GetDesc().Flags, D3D12_DESCRIPTOR_HEAP_FLAG_SHADER_VISIBLE);
    EXPECT_GT(device->GetDescriptorHandleIncrementSize(D3D12_DESCRIPTOR_HEAP_TYPE_CBV_SRV_UAV), 0u);
}

TEST_F(DeviceTest, TellsItsFeatures) {
    D3D12_FEATURE_DATA_D3D12_OPTIONS options = {};
    ASSERT_EQ(device->CheckFeatureSupport(D3D12_FEATURE_D3D12_OPTIONS, &options, sizeof(options)),
              S_OK);
    EXPECT_GE(options.ResourceBindingTier, D3D12_RESOURCE_BINDING_TIER_1);
    D3D12_FEATURE_DATA_SHADER_MODEL model = {D3D_SHADER_MODEL_6_0};
    ASSERT_EQ(device->CheckFeatureSupport(D3D12_FEATURE_SHADER_MODEL, &model, sizeof(model)), S_OK);
    EXPECT_GE(model.HighestShaderModel, D3D_SHADER_MODEL_6_0);
}

TEST_F(DeviceTest, HasNoSdkLayers) {
    void* object = &object;
    EXPECT_EQ(D3D12GetDebugInterface(kUnknown, &object), DXGI_ERROR_SDK_COMPONENT_MISSING);
    EXPECT_EQ(object, nullptr);
}

TEST_F(DeviceTest, CreatesByTheNewerMethodsToo) {
    const D3D12_COMMAND_QUEUE_DESC queueDesc = {};
    const auto queue = create<ID3D12CommandQueue>([&](REFIID riid, void** out) {
        return device->CreateCommandQueue1(&queueDesc, kUnknown, riid, out);
    });
    EXPECT_EQ(queue->GetDesc().Type, D3D12_COMMAND_LIST_TYPE_DIRECT);

    const auto plain = createBuffer(D3D12_HEAP_TYPE_DEFAULT, 65536, D3D12_RESOURCE_STATE_COMMON);
    const D3D12_RESOURCE_DESC desc = plain->GetDesc();
    const auto reserved = create<ID3D12Resource>([&](REFIID riid, void** out) {
        return device->CreateReservedResource1(&desc, D3D12_RESOURCE_STATE_COMMON, nullptr, nullptr,
                                               riid, out);
    });
    EXPECT_EQ(reserved->GetDesc().Width, 65536u);

    D3D12_RESOURCE_DESC1 desc1 = {D3D12_RESOURCE_DIMENSION_BUFFER, 0,  4096, 1, 1, 1, {}, {1, 0},
                                  D3D12_TEXTURE_LAYOUT_ROW_MAJOR,  {}, {}};
    const D3D12_HEAP_PROPERTIES heap = {D3D12_HEAP_TYPE_DEFAULT, {}, {}, 1, 1};
    const auto committed = create<ID3D12Resource2>([&](REFIID riid, void** out) {
        return device->CreateCommittedResource2(&heap, {}, &desc1, D3D12_RESOURCE_STATE_COMMON,
                                                nullptr, nullptr, riid, out);
    });
    EXPECT_EQ(committed->GetDesc1().Width, 4096u);
}

TEST_F(DeviceTest, MakesResidentAndSignals) {
    const auto buffer = createBuffer(D3D12_HEAP_TYPE_DEFAULT, 65536, D3D12_RESOURCE_STATE_COMMON);
    const auto fence = createFence();
    ID3D12Pageable* const objects[] = {buffer.Get(), fence.Get()};
    EXPECT_EQ(device->MakeResident(2, objects), S_OK);
    EXPECT_EQ(device->EnqueueMakeResident(D3D12_RESIDENCY_FLAG_NONE, 2, objects, fence.Get(), 3),
              S_OK);
    EXPECT_EQ(fence->GetCompletedValue(), 3u);
    EXPECT_EQ(device->Evict(2, objects), S_OK);
}

// In a process of its own: a device, a queue and a fence live on when it ends.
TEST(ExitTest, WithALiveDevice) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(
        {
            static ID3D12Device* device;
            static ID3D12CommandQueue* queue;
            static ID3D12Fence* fence;
            const D3D12_COMMAND_QUEUE_DESC desc = {};
            D3D12CreateDevice(nullptr, D3D_FEATURE_LEVEL_11_0, uuidof<ID3D12Device>(),
                              reinterpret_cast<void**>(&device));
            device->CreateCommandQueue(&desc, uuidof<ID3D12CommandQueue>(),
                                       reinterpret_cast<void**>(&queue));
            device->CreateFence(0, {}, uuidof<ID3D12Fence>(), reinterpret_cast<void**>(&fence));
            queue->Signal(fence, 1);
            exit(fence->SetEventOnCompletion(1, nullptr) == S_OK ? 0 : 1);
        },
        testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace baker::host
