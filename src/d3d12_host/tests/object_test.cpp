// What every kind of object has: identity, reference counts, its device, private data, a name.
#include <cwchar>
#include <functional>
#include <string>

#include "d3d12/container_hash.hpp"
#include "tests/fixture.hpp"
#include "tests/shader.hpp"

namespace baker::host {
namespace {

// One way to make an object of each kind that vkd3d has.
struct Kind {
    const char* name;
    std::function<HRESULT(ID3D12Device9*, REFIID, void**)> create;
};

HRESULT createRootSignature(ID3D12Device9* device, REFIID riid, void** out) {
    D3D12_VERSIONED_ROOT_SIGNATURE_DESC desc = {D3D_ROOT_SIGNATURE_VERSION_1_0, {}};
    ComPtr<ID3DBlob> blob;
    const HRESULT result =
        D3D12SerializeVersionedRootSignature(&desc, blob.GetAddressOf(), nullptr);
    return FAILED(result) ? result
                          : device->CreateRootSignature(0, blob->GetBufferPointer(),
                                                        blob->GetBufferSize(), riid, out);
}

HRESULT createPipelineState(ID3D12Device9* device, REFIID riid, void** out) {
    auto shader = emptyComputeShader();
    signContainer(reinterpret_cast<std::byte*>(shader.data()), shader.size() * sizeof(uint32_t));
    const auto rootSignature = create<ID3D12RootSignature>(
        [&](REFIID iid, void** object) { return createRootSignature(device, iid, object); });
    D3D12_COMPUTE_PIPELINE_STATE_DESC desc = {};
    desc.pRootSignature = rootSignature.Get();
    desc.CS = {shader.data(), shader.size() * sizeof(uint32_t)};
    return device->CreateComputePipelineState(&desc, riid, out);
}

HRESULT createResource(ID3D12Device9* device, REFIID riid, void** out) {
    const D3D12_HEAP_PROPERTIES heap = {D3D12_HEAP_TYPE_DEFAULT, {}, {}, 1, 1};
    const D3D12_RESOURCE_DESC desc = {D3D12_RESOURCE_DIMENSION_BUFFER, 0, 256, 1, 1, 1, {}, {1, 0},
                                      D3D12_TEXTURE_LAYOUT_ROW_MAJOR,  {}};
    return device->CreateCommittedResource(&heap, {}, &desc, D3D12_RESOURCE_STATE_COMMON, nullptr,
                                           riid, out);
}

HRESULT createCommandSignature(ID3D12Device9* device, REFIID riid, void** out) {
    D3D12_INDIRECT_ARGUMENT_DESC argument = {};
    argument.Type = D3D12_INDIRECT_ARGUMENT_TYPE_DISPATCH;
    const D3D12_COMMAND_SIGNATURE_DESC desc = {sizeof(D3D12_DISPATCH_ARGUMENTS), 1, &argument, 0};
    return device->CreateCommandSignature(&desc, nullptr, riid, out);
}

HRESULT createList(ID3D12Device9* device, REFIID riid, void** out) {
    const auto allocator = create<ID3D12CommandAllocator>([&](REFIID iid, void** object) {
        return device->CreateCommandAllocator(D3D12_COMMAND_LIST_TYPE_DIRECT, iid, object);
    });
    return device->CreateCommandList(0, D3D12_COMMAND_LIST_TYPE_DIRECT, allocator.Get(), nullptr,
                                     riid, out);
}

const Kind kKinds[] = {
    {"CommandQueue",
     [](auto* device, REFIID riid, void** out) {
         const D3D12_COMMAND_QUEUE_DESC desc = {};
         return device->CreateCommandQueue(&desc, riid, out);
     }},
    {"CommandAllocator",
     [](auto* device, REFIID riid, void** out) {
         return device->CreateCommandAllocator(D3D12_COMMAND_LIST_TYPE_DIRECT, riid, out);
     }},
    {"GraphicsCommandList", createList},
    {"DescriptorHeap",
     [](auto* device, REFIID riid, void** out) {
         const D3D12_DESCRIPTOR_HEAP_DESC desc = {D3D12_DESCRIPTOR_HEAP_TYPE_SAMPLER, 4, {}, 0};
         return device->CreateDescriptorHeap(&desc, riid, out);
     }},
    {"Heap",
     [](auto* device, REFIID riid, void** out) {
         const D3D12_HEAP_DESC desc = {65536, {D3D12_HEAP_TYPE_DEFAULT, {}, {}, 1, 1}, 0, {}};
         return device->CreateHeap(&desc, riid, out);
     }},
    {"Resource", createResource},
    {"RootSignature", createRootSignature},
    {"PipelineState", createPipelineState},
    {"QueryHeap",
     [](auto* device, REFIID riid, void** out) {
         const D3D12_QUERY_HEAP_DESC desc = {D3D12_QUERY_HEAP_TYPE_TIMESTAMP, 2, 0};
         return device->CreateQueryHeap(&desc, riid, out);
     }},
    {"CommandSignature", createCommandSignature},
    {"Fence",
     [](auto* device, REFIID riid, void** out) { return device->CreateFence(0, {}, riid, out); }},
};

// Every interface that an object could have.
const GUID kInterfaces[] = {
    uuidof<ID3D12Object>(),
    uuidof<ID3D12DeviceChild>(),
    uuidof<ID3D12Pageable>(),
    uuidof<ID3D12Device>(),
    uuidof<ID3D12Device1>(),
    uuidof<ID3D12Device2>(),
    uuidof<ID3D12Device3>(),
    uuidof<ID3D12Device4>(),
    uuidof<ID3D12Device5>(),
    uuidof<ID3D12Device6>(),
    uuidof<ID3D12Device7>(),
    uuidof<ID3D12Device8>(),
    uuidof<ID3D12Device9>(),
    uuidof<ID3D12CommandQueue>(),
    uuidof<ID3D12CommandAllocator>(),
    uuidof<ID3D12CommandList>(),
    uuidof<ID3D12GraphicsCommandList>(),
    uuidof<ID3D12GraphicsCommandList1>(),
    uuidof<ID3D12GraphicsCommandList2>(),
    uuidof<ID3D12GraphicsCommandList3>(),
    uuidof<ID3D12GraphicsCommandList4>(),
    uuidof<ID3D12GraphicsCommandList5>(),
    uuidof<ID3D12GraphicsCommandList6>(),
    uuidof<ID3D12DescriptorHeap>(),
    uuidof<ID3D12Heap>(),
    uuidof<ID3D12Heap1>(),
    uuidof<ID3D12Resource>(),
    uuidof<ID3D12Resource1>(),
    uuidof<ID3D12Resource2>(),
    uuidof<ID3D12RootSignature>(),
    uuidof<ID3D12PipelineState>(),
    uuidof<ID3D12PipelineLibrary>(),
    uuidof<ID3D12PipelineLibrary1>(),
    uuidof<ID3D12QueryHeap>(),
    uuidof<ID3D12CommandSignature>(),
    uuidof<ID3D12Fence>(),
    uuidof<ID3D12Fence1>(),
};

// Goes from the object to each of its interfaces and back to IUnknown; returns how many it has.
int checkIdentity(IUnknown* object) {
    ComPtr<IUnknown> identity;
    EXPECT_EQ(object->QueryInterface(kUnknown, reinterpret_cast<void**>(identity.GetAddressOf())),
              S_OK);
    const ULONG before = countOf(object);
    int granted = 0;
    for (const GUID& iid : kInterfaces) {
        void* other = &other;
        const HRESULT result = object->QueryInterface(iid, &other);
        if (FAILED(result)) {
            EXPECT_EQ(result, E_NOINTERFACE);
            EXPECT_EQ(other, nullptr);
            continue;
        }
        ++granted;
        void* back = nullptr;
        EXPECT_EQ(static_cast<IUnknown*>(other)->QueryInterface(kUnknown, &back), S_OK);
        EXPECT_EQ(back, identity.Get());
        static_cast<IUnknown*>(back)->Release();
        static_cast<IUnknown*>(other)->Release();
    }
    EXPECT_EQ(countOf(object), before);
    return granted;
}

class KindTest : public HostTest, public testing::WithParamInterface<Kind> {
  protected:
    ComPtr<ID3D12DeviceChild> object() {
        return create<ID3D12DeviceChild>(
            [&](REFIID riid, void** out) { return GetParam().create(device.Get(), riid, out); });
    }
};

TEST_P(KindTest, HasOneIdentity) {
    EXPECT_GE(checkIdentity(object().Get()), 3);
}

TEST_P(KindTest, StartsWithOneReferenceAndGivesBackItsDevice) {
    const ULONG before = countOf(device.Get());
    {
        const auto child = object();
        EXPECT_EQ(countOf(child.Get()), 1u);
        const auto owner = create<ID3D12Device>(
            [&](REFIID riid, void** out) { return child->GetDevice(riid, out); });
        EXPECT_EQ(owner.Get(), device.Get());
        EXPECT_GT(countOf(device.Get()), before);
    }
    EXPECT_EQ(countOf(device.Get()), before);
}

TEST_P(KindTest, KeepsItsDeviceAlive) {
    const auto child = object();
    ID3D12Device* const address = device.Get();
    device.Reset();
    const auto owner =
        create<ID3D12Device>([&](REFIID riid, void** out) { return child->GetDevice(riid, out); });
    EXPECT_EQ(owner.Get(), address);
    EXPECT_EQ(owner->GetDeviceRemovedReason(), S_OK);
}

TEST_P(KindTest, KeepsPrivateData) {
    const auto child = object();
    constexpr GUID kTag = {1, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
    UINT size = 0;
    EXPECT_EQ(child->GetPrivateData(kTag, &size, nullptr), DXGI_ERROR_NOT_FOUND);
    const uint32_t value[] = {7, 8, 9};
    ASSERT_EQ(child->SetPrivateData(kTag, sizeof(value), value), S_OK);
    uint32_t got[3] = {};
    size = 4;
    EXPECT_EQ(child->GetPrivateData(kTag, &size, got), DXGI_ERROR_MORE_DATA);
    EXPECT_EQ(size, sizeof(value));
    ASSERT_EQ(child->GetPrivateData(kTag, &size, got), S_OK);
    EXPECT_EQ(got[2], 9u);
    ASSERT_EQ(child->SetPrivateData(kTag, 0, nullptr), S_OK);
    EXPECT_EQ(child->GetPrivateData(kTag, &size, nullptr), DXGI_ERROR_NOT_FOUND);
}

TEST_P(KindTest, HoldsPrivateInterfaces) {
    constexpr GUID kTag = {1, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
    const auto fence = createFence();
    {
        const auto child = object();
        ASSERT_EQ(child->SetPrivateDataInterface(kTag, fence.Get()), S_OK);
        EXPECT_EQ(countOf(fence.Get()), 2u);
        IUnknown* got = nullptr;
        UINT size = sizeof(got);
        ASSERT_EQ(child->GetPrivateData(kTag, &size, &got), S_OK);
        EXPECT_EQ(got, fence.Get());
        EXPECT_EQ(got->Release(), 2u);
    }
    EXPECT_EQ(countOf(fence.Get()), 1u);
}

TEST_P(KindTest, HasAName) {
    const auto child = object();
    const std::wstring name = L"n\u00e4me";
    ASSERT_EQ(child->SetName(name.c_str()), S_OK);
    constexpr GUID kNameW = {
        0x4cca5fd8, 0x921f, 0x42c8, {0x85, 0x66, 0x70, 0xca, 0xf2, 0xa9, 0xb7, 0x41}};
    wchar_t got[16] = {};
    UINT size = sizeof(got);
    ASSERT_EQ(child->GetPrivateData(kNameW, &size, got), S_OK);
    EXPECT_EQ(got, name);
}

INSTANTIATE_TEST_SUITE_P(Every, KindTest, testing::ValuesIn(kKinds),
                         [](const auto& info) { return std::string(info.param.name); });

using DeviceObjectTest = HostTest;

TEST_F(DeviceObjectTest, HasOneIdentity) {
    EXPECT_EQ(checkIdentity(device.Get()), 11);
}

TEST_F(DeviceObjectTest, IsFreedAndMadeAgain) {
    EXPECT_EQ(device.Reset(), 0u);
    SetUp();
    EXPECT_EQ(countOf(device.Get()), 1u);
}

}  // namespace
}  // namespace baker::host
