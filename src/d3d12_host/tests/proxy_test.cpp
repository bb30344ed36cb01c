// The proxies over an object that only records: what arrives inside, in the Microsoft ABI, for
// methods whose effect vkd3d does not show.
#include <array>
#include <functional>

#include "proxies.hpp"
#include "tests/fixture.hpp"

namespace baker::host {
namespace {

// An object inside, of any kind: every slot of its vtable can be set.
struct Recorder {
    explicit Recorder() {
        slots[0] = reinterpret_cast<void*>(queryInterface);
        slots[1] = slots[2] = reinterpret_cast<void*>(count);
    }
    static HRESULT HOST_MS_ABI queryInterface(Recorder* self, REFIID, void** object) {
        *object = self;
        return S_OK;
    }
    static ULONG HOST_MS_ABI count(Recorder*) { return 1; }

    void** vtable = slots.data();
    std::array<void*, 100> slots = {};
};

class ProxyTest : public testing::Test {
  protected:
    template <class P>
    static ComPtr<P> proxy(Recorder& inner) {
        ComPtr<P> result;
        result.Attach(new P(&inner, nullptr));
        return result;
    }

    Recorder innerList, innerQueue, innerFence, innerDevice;
    std::array<Recorder, 4> innerResources;
    const ComPtr<GraphicsCommandListProxy> list = proxy<GraphicsCommandListProxy>(innerList);
    const ComPtr<ResourceProxy> resources[4] = {
        proxy<ResourceProxy>(innerResources[0]), proxy<ResourceProxy>(innerResources[1]),
        proxy<ResourceProxy>(innerResources[2]), proxy<ResourceProxy>(innerResources[3])};
};

// What the recording functions saw.
struct Seen {
    void* self;
    D3D12_RENDER_PASS_RENDER_TARGET_DESC target;
    D3D12_RENDER_PASS_DEPTH_STENCIL_DESC depth;
    std::array<void*, 4> objects;
    std::array<UINT64, 4> numbers;
    std::array<float, 4> floats;
} seen;

void HOST_MS_ABI beginRenderPass(void* self, UINT count,
                                 const D3D12_RENDER_PASS_RENDER_TARGET_DESC* targets,
                                 const D3D12_RENDER_PASS_DEPTH_STENCIL_DESC* depth,
                                 D3D12_RENDER_PASS_FLAGS flags) {
    seen.self = self;
    seen.numbers = {count, flags};
    seen.target = targets[count - 1];
    seen.depth = *depth;
}

TEST_F(ProxyTest, UnwrapsRenderPasses) {
    innerList.slots[68] = reinterpret_cast<void*>(beginRenderPass);
    D3D12_RENDER_PASS_RENDER_TARGET_DESC targets[2] = {};
    targets[0].EndingAccess.Type = D3D12_RENDER_PASS_ENDING_ACCESS_TYPE_PRESERVE;
    targets[1].cpuDescriptor.ptr = 77;
    targets[1].EndingAccess.Type = D3D12_RENDER_PASS_ENDING_ACCESS_TYPE_RESOLVE;
    targets[1].EndingAccess.Resolve.pSrcResource = resources[0].Get();
    targets[1].EndingAccess.Resolve.pDstResource = resources[1].Get();
    D3D12_RENDER_PASS_DEPTH_STENCIL_DESC depth = {};
    depth.StencilEndingAccess.Type = D3D12_RENDER_PASS_ENDING_ACCESS_TYPE_RESOLVE;
    depth.StencilEndingAccess.Resolve.pDstResource = resources[2].Get();
    list->BeginRenderPass(2, targets, &depth, D3D12_RENDER_PASS_FLAG_SUSPENDING_PASS);
    EXPECT_EQ(seen.self, &innerList);
    EXPECT_EQ(seen.numbers[0], 2u);
    EXPECT_EQ(seen.numbers[1], UINT64{D3D12_RENDER_PASS_FLAG_SUSPENDING_PASS});
    EXPECT_EQ(seen.target.cpuDescriptor.ptr, 77u);
    EXPECT_EQ(static_cast<void*>(seen.target.EndingAccess.Resolve.pSrcResource),
              &innerResources[0]);
    EXPECT_EQ(static_cast<void*>(seen.target.EndingAccess.Resolve.pDstResource),
              &innerResources[1]);
    EXPECT_EQ(seen.depth.DepthEndingAccess.Resolve.pDstResource, nullptr);
    EXPECT_EQ(static_cast<void*>(seen.depth.StencilEndingAccess.Resolve.pDstResource),
              &innerResources[2]);
    EXPECT_EQ(seen.depth.StencilEndingAccess.Resolve.pSrcResource, nullptr);
}

void HOST_MS_ABI atomicCopy(void*, void* destination, UINT64 destinationOffset, void* source,
                            UINT64 sourceOffset, UINT count, void* const* dependents,
                            const D3D12_SUBRESOURCE_RANGE_UINT64* ranges) {
    seen.objects = {destination, source, dependents[0], dependents[1]};
    seen.numbers = {destinationOffset, sourceOffset, count, ranges[1].Range.End};
}

TEST_F(ProxyTest, UnwrapsArraysOfInterfaces) {
    innerList.slots[60] = reinterpret_cast<void*>(atomicCopy);
    ID3D12Resource* const dependents[] = {resources[2].Get(), resources[3].Get()};
    const D3D12_SUBRESOURCE_RANGE_UINT64 ranges[2] = {{}, {0, {1, 99}}};
    list->AtomicCopyBufferUINT(resources[0].Get(), 11, resources[1].Get(), 22, 2, dependents,
                               ranges);
    EXPECT_EQ(seen.numbers, (std::array<UINT64, 4>{11, 22, 2, 99}));
    for (size_t i = 0; i < 4; ++i) EXPECT_EQ(seen.objects[i], &innerResources[i]);
}

void HOST_MS_ABI clearDepth(void*, D3D12_CPU_DESCRIPTOR_HANDLE view, D3D12_CLEAR_FLAGS flags,
                            FLOAT depth, UINT8 stencil, UINT count, const D3D12_RECT* rects) {
    seen.numbers = {view.ptr, UINT64(flags), stencil, count};
    seen.floats = {depth, float(rects[0].bottom)};
}

TEST_F(ProxyTest, PassesFloatsAndSmallStructures) {
    innerList.slots[47] = reinterpret_cast<void*>(clearDepth);
    const D3D12_RECT rect = {1, 2, 3, 4};
    list->ClearDepthStencilView({123}, D3D12_CLEAR_FLAG_STENCIL, 0.25f, 200, 1, &rect);
    EXPECT_EQ(seen.numbers, (std::array<UINT64, 4>{123, D3D12_CLEAR_FLAG_STENCIL, 200, 1}));
    EXPECT_EQ(seen.floats[0], 0.25f);
    EXPECT_EQ(seen.floats[1], 4.0f);
}

HRESULT HOST_MS_ABI setResidencyPriority(void*, UINT count, void* const* objects,
                                         const D3D12_RESIDENCY_PRIORITY* priorities) {
    seen.numbers = {count, UINT64(priorities[1])};
    seen.objects = {objects[0], objects[1]};
    return E_ABORT;
}

TEST_F(ProxyTest, UnwrapsObjectsOfAnyKind) {
    innerDevice.slots[46] = reinterpret_cast<void*>(setResidencyPriority);
    const auto device = proxy<DeviceProxy>(innerDevice);
    ID3D12Pageable* const objects[] = {resources[1].Get(), nullptr};
    const D3D12_RESIDENCY_PRIORITY priorities[] = {D3D12_RESIDENCY_PRIORITY_LOW,
                                                   D3D12_RESIDENCY_PRIORITY_HIGH};
    EXPECT_EQ(device->SetResidencyPriority(2, objects, priorities), E_ABORT);
    EXPECT_EQ(seen.numbers[1], UINT64(D3D12_RESIDENCY_PRIORITY_HIGH));
    EXPECT_EQ(seen.objects[0], &innerResources[1]);
    EXPECT_EQ(seen.objects[1], nullptr);
}

D3D12_COMMAND_QUEUE_DESC* HOST_MS_ABI getQueueDesc(void* self, D3D12_COMMAND_QUEUE_DESC* result) {
    seen.self = self;
    *result = {D3D12_COMMAND_LIST_TYPE_COPY, 5, {}, 9};
    return result;
}

TEST_F(ProxyTest, ReturnsStructures) {
    innerQueue.slots[18] = reinterpret_cast<void*>(getQueueDesc);
    const D3D12_COMMAND_QUEUE_DESC desc = proxy<CommandQueueProxy>(innerQueue)->GetDesc();
    EXPECT_EQ(seen.self, &innerQueue);
    EXPECT_EQ(desc.Type, D3D12_COMMAND_LIST_TYPE_COPY);
    EXPECT_EQ(desc.NodeMask, 9u);
}

char blobData[] = "blob";
Recorder innerBlob;

LPVOID HOST_MS_ABI getBufferPointer(void*) {
    return blobData;
}
SIZE_T HOST_MS_ABI getBufferSize(void*) {
    return sizeof(blobData);
}
HRESULT HOST_MS_ABI getCachedBlob(void*, void** blob) {
    *blob = &innerBlob;
    return S_OK;
}
HRESULT HOST_MS_ABI failToGetCachedBlob(void*, void** blob) {
    *blob = &innerBlob;  // left over
    return E_OUTOFMEMORY;
}

TEST_F(ProxyTest, WrapsWhatComesOut) {
    Recorder innerPipeline;
    innerPipeline.slots[8] = reinterpret_cast<void*>(getCachedBlob);
    innerBlob.slots[3] = reinterpret_cast<void*>(getBufferPointer);
    innerBlob.slots[4] = reinterpret_cast<void*>(getBufferSize);
    ComPtr<ID3DBlob> blob;
    ASSERT_EQ(proxy<PipelineStateProxy>(innerPipeline)->GetCachedBlob(blob.GetAddressOf()), S_OK);
    EXPECT_EQ(blob->GetBufferPointer(), blobData);
    EXPECT_EQ(blob->GetBufferSize(), sizeof(blobData));
}

TEST_F(ProxyTest, PutsNothingOutOnFailure) {
    Recorder innerPipeline;
    innerPipeline.slots[8] = reinterpret_cast<void*>(failToGetCachedBlob);
    ID3DBlob* blob = nullptr;
    EXPECT_EQ(proxy<PipelineStateProxy>(innerPipeline)->GetCachedBlob(&blob), E_OUTOFMEMORY);
    EXPECT_EQ(blob, nullptr);
}

}  // namespace
}  // namespace baker::host
