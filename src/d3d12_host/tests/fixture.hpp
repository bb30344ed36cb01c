// What the host's tests share: the libraries as a client sees them, and a device on the first
// adapter.
#pragma once

#include <gtest/gtest.h>
#include <wrl/client.h>

#include <wsl/winadapter.h>

#include <directx/d3d12.h>
#include <directx/dxcore_interface.h>
#include <dxguids/dxguids.h>

extern "C" {
HRESULT DXCoreCreateAdapterFactory(REFIID riid, void** factory);
HRESULT D3D12CreateDevice(IUnknown* adapter, D3D_FEATURE_LEVEL minimum, REFIID riid, void** device);
HRESULT D3D12GetDebugInterface(REFIID riid, void** debug);
HRESULT D3D12GetInterface(REFCLSID clsid, REFIID riid, void** object);
HRESULT D3D12EnableExperimentalFeatures(UINT count, const IID* features, void* configurations,
                                        UINT* sizes);
HRESULT D3D12SerializeVersionedRootSignature(const D3D12_VERSIONED_ROOT_SIGNATURE_DESC* desc,
                                             ID3DBlob** blob, ID3DBlob** error);
HRESULT D3D12CreateVersionedRootSignatureDeserializer(const void* data, SIZE_T size, REFIID riid,
                                                      void** out);
}

namespace baker::host {

using Microsoft::WRL::ComPtr;

constexpr GUID kUnknown = {0, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};

inline ULONG countOf(IUnknown* object) {
    object->AddRef();
    return object->Release();
}

// Calls a creator `f(riid, void**)` for an interface.
template <class Interface, class Function>
ComPtr<Interface> create(Function&& f) {
    void* object = nullptr;
    EXPECT_EQ(f(uuidof<Interface>(), &object), S_OK);
    ComPtr<Interface> result;
    result.Attach(static_cast<Interface*>(object));
    return result;
}

class HostTest : public testing::Test {
  protected:
    void SetUp() override {
        void* object = nullptr;
        ASSERT_EQ(
            D3D12CreateDevice(nullptr, D3D_FEATURE_LEVEL_11_0, uuidof<ID3D12Device9>(), &object),
            S_OK);
        device.Attach(static_cast<ID3D12Device9*>(object));
    }

    ComPtr<ID3D12Resource> createBuffer(D3D12_HEAP_TYPE heap, UINT64 size,
                                        D3D12_RESOURCE_STATES state,
                                        D3D12_RESOURCE_FLAGS flags = D3D12_RESOURCE_FLAG_NONE) {
        const D3D12_HEAP_PROPERTIES properties = {heap, {}, {}, 1, 1};
        D3D12_RESOURCE_DESC desc = {};
        desc.Dimension = D3D12_RESOURCE_DIMENSION_BUFFER;
        desc.Width = size;
        desc.Height = desc.DepthOrArraySize = desc.MipLevels = 1;
        desc.SampleDesc.Count = 1;
        desc.Layout = D3D12_TEXTURE_LAYOUT_ROW_MAJOR;
        desc.Flags = flags;
        return create<ID3D12Resource>([&](REFIID riid, void** out) {
            return device->CreateCommittedResource(&properties, D3D12_HEAP_FLAG_NONE, &desc, state,
                                                   nullptr, riid, out);
        });
    }

    ComPtr<ID3D12CommandQueue> createQueue(
        D3D12_COMMAND_LIST_TYPE type = D3D12_COMMAND_LIST_TYPE_DIRECT) {
        const D3D12_COMMAND_QUEUE_DESC desc = {type, 0, {}, 0};
        return create<ID3D12CommandQueue>(
            [&](REFIID riid, void** out) { return device->CreateCommandQueue(&desc, riid, out); });
    }

    ComPtr<ID3D12Fence> createFence(UINT64 value = 0) {
        return create<ID3D12Fence>([&](REFIID riid, void** out) {
            return device->CreateFence(value, D3D12_FENCE_FLAG_NONE, riid, out);
        });
    }

    // Runs the list and waits until it has been executed.
    void execute(ID3D12GraphicsCommandList* list) {
        ASSERT_EQ(list->Close(), S_OK);
        const auto queue = createQueue(list->GetType());
        const auto fence = createFence();
        ID3D12CommandList* lists[] = {list};
        queue->ExecuteCommandLists(1, lists);
        ASSERT_EQ(queue->Signal(fence.Get(), 1), S_OK);
        ASSERT_EQ(fence->SetEventOnCompletion(1, nullptr), S_OK);
        ASSERT_EQ(fence->GetCompletedValue(), 1u);
    }

    ComPtr<ID3D12Device9> device;
};

class ListTest : public HostTest {
  protected:
    void SetUp() override {
        HostTest::SetUp();
        allocator = create<ID3D12CommandAllocator>([&](REFIID riid, void** out) {
            return device->CreateCommandAllocator(D3D12_COMMAND_LIST_TYPE_DIRECT, riid, out);
        });
        list = create<ID3D12GraphicsCommandList6>([&](REFIID riid, void** out) {
            return device->CreateCommandList(0, D3D12_COMMAND_LIST_TYPE_DIRECT, allocator.Get(),
                                             nullptr, riid, out);
        });
    }

    ComPtr<ID3D12CommandAllocator> allocator;
    ComPtr<ID3D12GraphicsCommandList6> list;
};

}  // namespace baker::host
