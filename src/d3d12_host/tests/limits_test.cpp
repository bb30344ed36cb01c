// What vkd3d 2.1 over lavapipe lacks or does wrong, asked of D3D12 alone: the evidence of
// docs/d3d12-limits.md. A test here that fails tells that a newer one has mended it.
#include <vector>

#include "tests/draw_fixture.hpp"

namespace baker::host {
namespace {

class LimitsTest : public DrawTest {
  protected:
    template <class T>
    T query(D3D12_FEATURE feature) {
        T data = {};
        EXPECT_EQ(device->CheckFeatureSupport(feature, &data, sizeof(data)), S_OK);
        return data;
    }
    D3D12_QUERY_DATA_PIPELINE_STATISTICS statistics(const auto& record) {
        const D3D12_QUERY_HEAP_DESC desc = {D3D12_QUERY_HEAP_TYPE_PIPELINE_STATISTICS, 1, 0};
        const auto heap = create<ID3D12QueryHeap>(
            [&](REFIID riid, void** out) { return device->CreateQueryHeap(&desc, riid, out); });
        const auto readback =
            createBuffer(D3D12_HEAP_TYPE_READBACK, 256, D3D12_RESOURCE_STATE_COPY_DEST);
        constexpr auto kType = D3D12_QUERY_TYPE_PIPELINE_STATISTICS;
        list->BeginQuery(heap.Get(), kType, 0);
        record();
        list->EndQuery(heap.Get(), kType, 0);
        list->ResolveQueryData(heap.Get(), kType, 0, 1, readback.Get(), 0);
        execute(list.Get());
        void* data = nullptr;
        EXPECT_EQ(readback->Map(0, nullptr, &data), S_OK);
        return *static_cast<D3D12_QUERY_DATA_PIPELINE_STATISTICS*>(data);
    }
    static D3D12_RESOURCE_DESC textureDesc(DXGI_FORMAT format, UINT width, UINT height,
                                           D3D12_RESOURCE_FLAGS flags) {
        D3D12_RESOURCE_DESC desc = {};
        desc.Dimension = D3D12_RESOURCE_DIMENSION_TEXTURE2D;
        desc.Width = width;
        desc.Height = height;
        desc.DepthOrArraySize = desc.MipLevels = 1;
        desc.Format = format;
        desc.SampleDesc.Count = 1;
        desc.Flags = flags;
        return desc;
    }
};

TEST_F(LimitsTest, FeaturesOfRasterisation) {
    EXPECT_EQ(query<D3D12_FEATURE_DATA_D3D12_OPTIONS>(D3D12_FEATURE_D3D12_OPTIONS)
                  .ConservativeRasterizationTier,
              D3D12_CONSERVATIVE_RASTERIZATION_TIER_NOT_SUPPORTED);
    EXPECT_EQ(query<D3D12_FEATURE_DATA_D3D12_OPTIONS2>(D3D12_FEATURE_D3D12_OPTIONS2)
                  .ProgrammableSamplePositionsTier,
              D3D12_PROGRAMMABLE_SAMPLE_POSITIONS_TIER_NOT_SUPPORTED);
    EXPECT_FALSE(query<D3D12_FEATURE_DATA_D3D12_OPTIONS3>(D3D12_FEATURE_D3D12_OPTIONS3)
                     .BarycentricsSupported);
    EXPECT_EQ(query<D3D12_FEATURE_DATA_D3D12_OPTIONS6>(D3D12_FEATURE_D3D12_OPTIONS6)
                  .VariableShadingRateTier,
              D3D12_VARIABLE_SHADING_RATE_TIER_NOT_SUPPORTED);
}

TEST_F(LimitsTest, FeaturesOfResources) {
    EXPECT_EQ(
        query<D3D12_FEATURE_DATA_D3D12_OPTIONS>(D3D12_FEATURE_D3D12_OPTIONS).TiledResourcesTier,
        D3D12_TILED_RESOURCES_TIER_1);
    EXPECT_FALSE(query<D3D12_FEATURE_DATA_D3D12_OPTIONS9>(D3D12_FEATURE_D3D12_OPTIONS9)
                     .AtomicInt64OnTypedResourceSupported);
    EXPECT_FALSE(query<D3D12_FEATURE_DATA_D3D12_OPTIONS12>(D3D12_FEATURE_D3D12_OPTIONS12)
                     .RelaxedFormatCastingSupported);
    EXPECT_FALSE(query<D3D12_FEATURE_DATA_EXISTING_HEAPS>(D3D12_FEATURE_EXISTING_HEAPS).Supported);
}

TEST_F(LimitsTest, ShaderModel) {
    D3D12_FEATURE_DATA_SHADER_MODEL model = {D3D_SHADER_MODEL_6_7};
    ASSERT_EQ(device->CheckFeatureSupport(D3D12_FEATURE_SHADER_MODEL, &model, sizeof(model)), S_OK);
    EXPECT_EQ(model.HighestShaderModel, D3D_SHADER_MODEL_6_0);
}

TEST_F(LimitsTest, DepthFormatsAreNotTiled) {
    for (const DXGI_FORMAT format :
         {DXGI_FORMAT_D16_UNORM, DXGI_FORMAT_D32_FLOAT, DXGI_FORMAT_D24_UNORM_S8_UINT}) {
        D3D12_FEATURE_DATA_FORMAT_SUPPORT data = {format, {}, {}};
        device->CheckFeatureSupport(D3D12_FEATURE_FORMAT_SUPPORT, &data, sizeof(data));
        EXPECT_FALSE(data.Support2 & D3D12_FORMAT_SUPPORT2_TILED) << format;
    }
    D3D12_RESOURCE_DESC desc =
        textureDesc(DXGI_FORMAT_R16_TYPELESS, 256, 256, D3D12_RESOURCE_FLAG_ALLOW_DEPTH_STENCIL);
    desc.Layout = D3D12_TEXTURE_LAYOUT_64KB_UNDEFINED_SWIZZLE;
    void* texture = nullptr;
    EXPECT_LT(device->CreateReservedResource(&desc, D3D12_RESOURCE_STATE_COMMON, nullptr,
                                             uuidof<ID3D12Resource>(), &texture),
              0);
}

TEST_F(LimitsTest, FencesAreNotShared) {
    void* object = nullptr;
    if (FAILED(device->CreateFence(0, D3D12_FENCE_FLAG_SHARED, uuidof<ID3D12Fence>(), &object)))
        return;
    ComPtr<ID3D12Fence> fence;
    fence.Attach(static_cast<ID3D12Fence*>(object));
    HANDLE handle = nullptr;
    EXPECT_EQ(device->CreateSharedHandle(fence.Get(), nullptr, GENERIC_ALL, nullptr, &handle),
              E_NOTIMPL);
}

TEST_F(LimitsTest, HeapsAreNotMadeFromAddresses) {
    alignas(65536) static char memory[65536];
    void* heap = nullptr;
    EXPECT_EQ(device->OpenExistingHeapFromAddress(memory, uuidof<ID3D12Heap>(), &heap), E_NOTIMPL);
}

TEST_F(LimitsTest, StatisticsOfPrimitives) {
    const auto pipeline = createPipeline(pipelineDesc());
    prepare(pipeline.Get(), {{-1, -1, 0, 1}, {3, -1, 0, 1}, {-1, 3, 0, 1}, {1, 1, 0, 1}},
            D3D_PRIMITIVE_TOPOLOGY_TRIANGLESTRIP);
    const auto counted = statistics([&] { list->DrawInstanced(4, 1, 0, 0); });
    EXPECT_EQ(counted.IAVertices, 4u);
    EXPECT_EQ(counted.IAPrimitives, 2u);
    EXPECT_EQ(counted.CInvocations, 2u);
    EXPECT_GE(counted.CPrimitives, 2u);  // more where a triangle is cut
}

// llvmpipe draws two triangles that make a rectangle as one thing, and counts none of them.
TEST_F(LimitsTest, StatisticsOfRectangles) {
    const auto pipeline = createPipeline(pipelineDesc());
    prepare(pipeline.Get(),
            {{-0.5f, -0.5f, 0, 1}, {0.5f, -0.5f, 0, 1}, {-0.5f, 0.5f, 0, 1}, {0.5f, 0.5f, 0, 1}},
            D3D_PRIMITIVE_TOPOLOGY_TRIANGLESTRIP);
    const auto counted = statistics([&] { list->DrawInstanced(4, 1, 0, 0); });
    EXPECT_EQ(counted.CInvocations, 2u);
    EXPECT_EQ(counted.CPrimitives, 0u);
    EXPECT_EQ(counted.PSInvocations, kSide * kSide / 4);
}

// Without a pixel shader, depth and stencil nothing is rasterised, nor counted.
TEST_F(LimitsTest, StatisticsWithoutPixelShader) {
    auto desc = pipelineDesc();
    desc.PS = {};
    desc.NumRenderTargets = 0;
    desc.RTVFormats[0] = DXGI_FORMAT_UNKNOWN;
    const auto pipeline = createPipeline(desc);
    prepare(pipeline.Get(), {{-1, -1, 0, 1}, {1, -1, 0, 1}, {-1, 1, 0, 1}});
    list->OMSetRenderTargets(0, nullptr, FALSE, nullptr);
    const auto counted = statistics([&] { list->DrawInstanced(3, 1, 0, 0); });
    EXPECT_EQ(counted.IAPrimitives, 1u);
    EXPECT_EQ(counted.CInvocations, 0u);
    EXPECT_EQ(counted.CPrimitives, 0u);
}

// A reserved target whose size is no multiple of a tile, of 4 by 2 tiles.
TEST_F(LimitsTest, ClearsOfReservedTargets) {
    constexpr UINT kWidth = 503, kHeight = 137, kPitch = 2048, kTiles = 8;
    D3D12_RESOURCE_DESC desc = textureDesc(DXGI_FORMAT_R8G8B8A8_SNORM, kWidth, kHeight,
                                           D3D12_RESOURCE_FLAG_ALLOW_RENDER_TARGET);
    desc.Layout = D3D12_TEXTURE_LAYOUT_64KB_UNDEFINED_SWIZZLE;
    const auto texture = create<ID3D12Resource>([&](REFIID riid, void** out) {
        return device->CreateReservedResource(&desc, D3D12_RESOURCE_STATE_RENDER_TARGET, nullptr,
                                              riid, out);
    });
    D3D12_HEAP_DESC heapDesc = {};
    heapDesc.SizeInBytes = kTiles * D3D12_TILED_RESOURCE_TILE_SIZE_IN_BYTES;
    heapDesc.Properties.Type = D3D12_HEAP_TYPE_DEFAULT;
    const auto heap = create<ID3D12Heap>(
        [&](REFIID riid, void** out) { return device->CreateHeap(&heapDesc, riid, out); });
    const auto queue = createQueue();
    const UINT offset = 0, count = kTiles;
    queue->UpdateTileMappings(texture.Get(), 1, nullptr, nullptr, heap.Get(), 1, nullptr, &offset,
                              &count, D3D12_TILE_MAPPING_FLAG_NONE);
    const auto fence = createFence();
    ASSERT_EQ(queue->Signal(fence.Get(), 1), S_OK);
    ASSERT_EQ(fence->SetEventOnCompletion(1, nullptr), S_OK);

    const auto handle = targets->GetCPUDescriptorHandleForHeapStart();
    device->CreateRenderTargetView(texture.Get(), nullptr, handle);
    const float color[4] = {1, 1, 1, 1};
    list->ClearRenderTargetView(handle, color, 0, nullptr);
    const auto readback =
        createBuffer(D3D12_HEAP_TYPE_READBACK, kPitch * kHeight, D3D12_RESOURCE_STATE_COPY_DEST);
    D3D12_RESOURCE_BARRIER barrier = {};
    barrier.Transition = {texture.Get(), 0, D3D12_RESOURCE_STATE_RENDER_TARGET,
                          D3D12_RESOURCE_STATE_COPY_SOURCE};
    list->ResourceBarrier(1, &barrier);
    D3D12_TEXTURE_COPY_LOCATION bytes = {
        readback.Get(), D3D12_TEXTURE_COPY_TYPE_PLACED_FOOTPRINT, {}};
    bytes.PlacedFootprint.Footprint = {desc.Format, kWidth, kHeight, 1, kPitch};
    const D3D12_TEXTURE_COPY_LOCATION image = {
        texture.Get(), D3D12_TEXTURE_COPY_TYPE_SUBRESOURCE_INDEX, {}};
    list->CopyTextureRegion(&bytes, 0, 0, 0, &image, nullptr);
    execute(list.Get());
    void* data = nullptr;
    ASSERT_EQ(readback->Map(0, nullptr, &data), S_OK);
    UINT wrong = 0;
    for (UINT y = 0; y < kHeight; ++y)
        for (UINT x = 0; x < kWidth; ++x)
            wrong += static_cast<uint32_t*>(data)[y * kPitch / 4 + x] != 0x7f7f7f7f;
    EXPECT_NE(wrong, 0u);
}

// With a root signature that has what the shader declares.
TEST_F(LimitsTest, ShadersDoNotAskForResidency) {
    D3D12_DESCRIPTOR_RANGE1 image = {}, sampler = {};
    image.RangeType = D3D12_DESCRIPTOR_RANGE_TYPE_SRV;
    sampler.RangeType = D3D12_DESCRIPTOR_RANGE_TYPE_SAMPLER;
    image.NumDescriptors = sampler.NumDescriptors = 1;
    D3D12_ROOT_PARAMETER1 tables[2] = {};
    tables[0].DescriptorTable = {1, &image};
    tables[1].DescriptorTable = {1, &sampler};
    D3D12_VERSIONED_ROOT_SIGNATURE_DESC root = {D3D_ROOT_SIGNATURE_VERSION_1_1, {}};
    root.Desc_1_1 = {2, tables, 0, nullptr,
                     D3D12_ROOT_SIGNATURE_FLAG_ALLOW_INPUT_ASSEMBLER_INPUT_LAYOUT};
    rootSignature = createRootSignature(root);
    const std::vector<char> shader = translated("resident.frag");
    ASSERT_FALSE(shader.empty());
    auto desc = pipelineDesc();
    desc.PS = {shader.data(), shader.size()};
    void* pipeline = nullptr;
    EXPECT_LT(device->CreateGraphicsPipelineState(&desc, uuidof<ID3D12PipelineState>(), &pipeline),
              0);
}

TEST_F(LimitsTest, GeometryShadersHaveOneStream) {
    const std::vector<char> geometry = translated("streams.geom");
    ASSERT_FALSE(geometry.empty());
    auto desc = pipelineDesc();
    desc.GS = {geometry.data(), geometry.size()};
    desc.PrimitiveTopologyType = D3D12_PRIMITIVE_TOPOLOGY_TYPE_POINT;
    void* pipeline = nullptr;
    EXPECT_LT(device->CreateGraphicsPipelineState(&desc, uuidof<ID3D12PipelineState>(), &pipeline),
              0);
}

}  // namespace
}  // namespace baker::host
