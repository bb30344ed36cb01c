// A pipeline that draws white triangles from positions, for tests of draws. The shaders are
// tests/shaders', translated when the tests are built.
#pragma once

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fixture.hpp"

namespace baker::host {

// A container of tests/shaders.
inline std::vector<char> translated(const std::string& name) {
    std::ifstream file(std::filesystem::path(HOST_TEST_SHADERS) / (name + ".dxil"),
                       std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class DrawTest : public ListTest {
  protected:
    static constexpr UINT kSide = 64;  // of the target; a row is 256 bytes

    void SetUp() override {
        ListTest::SetUp();
        D3D12_VERSIONED_ROOT_SIGNATURE_DESC root = {D3D_ROOT_SIGNATURE_VERSION_1_1, {}};
        root.Desc_1_1.Flags = D3D12_ROOT_SIGNATURE_FLAG_ALLOW_INPUT_ASSEMBLER_INPUT_LAYOUT;
        rootSignature = createRootSignature(root);
        const D3D12_RESOURCE_DESC desc = targetDesc();
        const D3D12_HEAP_PROPERTIES heap = {D3D12_HEAP_TYPE_DEFAULT, {}, {}, 1, 1};
        target = create<ID3D12Resource>([&](REFIID riid, void** out) {
            return device->CreateCommittedResource(&heap, D3D12_HEAP_FLAG_NONE, &desc,
                                                   D3D12_RESOURCE_STATE_RENDER_TARGET, nullptr,
                                                   riid, out);
        });
        const D3D12_DESCRIPTOR_HEAP_DESC views = {D3D12_DESCRIPTOR_HEAP_TYPE_RTV, 1, {}, 0};
        targets = create<ID3D12DescriptorHeap>([&](REFIID riid, void** out) {
            return device->CreateDescriptorHeap(&views, riid, out);
        });
        device->CreateRenderTargetView(target.Get(), nullptr,
                                       targets->GetCPUDescriptorHandleForHeapStart());
    }

    ComPtr<ID3D12RootSignature> createRootSignature(
        const D3D12_VERSIONED_ROOT_SIGNATURE_DESC& desc) {
        ComPtr<ID3DBlob> blob;
        EXPECT_EQ(D3D12SerializeVersionedRootSignature(&desc, blob.GetAddressOf(), nullptr), S_OK);
        return create<ID3D12RootSignature>([&](REFIID riid, void** out) {
            return device->CreateRootSignature(0, blob->GetBufferPointer(), blob->GetBufferSize(),
                                               riid, out);
        });
    }
    static D3D12_RESOURCE_DESC targetDesc() {
        D3D12_RESOURCE_DESC desc = {};
        desc.Dimension = D3D12_RESOURCE_DIMENSION_TEXTURE2D;
        desc.Width = desc.Height = kSide;
        desc.DepthOrArraySize = desc.MipLevels = 1;
        desc.Format = DXGI_FORMAT_R8G8B8A8_UNORM;
        desc.SampleDesc.Count = 1;
        desc.Flags = D3D12_RESOURCE_FLAG_ALLOW_RENDER_TARGET;
        return desc;
    }
    // Without culling and blending.
    D3D12_GRAPHICS_PIPELINE_STATE_DESC pipelineDesc() {
        D3D12_GRAPHICS_PIPELINE_STATE_DESC desc = {};
        desc.pRootSignature = rootSignature.Get();
        desc.VS = {vertexShader.data(), vertexShader.size()};
        desc.PS = {pixelShader.data(), pixelShader.size()};
        desc.BlendState.RenderTarget[0] = {FALSE,
                                           FALSE,
                                           D3D12_BLEND_ONE,
                                           D3D12_BLEND_ZERO,
                                           D3D12_BLEND_OP_ADD,
                                           D3D12_BLEND_ONE,
                                           D3D12_BLEND_ZERO,
                                           D3D12_BLEND_OP_ADD,
                                           D3D12_LOGIC_OP_NOOP,
                                           D3D12_COLOR_WRITE_ENABLE_ALL};
        desc.SampleMask = UINT_MAX;
        desc.RasterizerState.FillMode = D3D12_FILL_MODE_SOLID;
        desc.RasterizerState.CullMode = D3D12_CULL_MODE_NONE;
        desc.RasterizerState.DepthClipEnable = TRUE;
        desc.InputLayout = {&kPosition, 1};
        desc.PrimitiveTopologyType = D3D12_PRIMITIVE_TOPOLOGY_TYPE_TRIANGLE;
        desc.NumRenderTargets = 1;
        desc.RTVFormats[0] = DXGI_FORMAT_R8G8B8A8_UNORM;
        desc.SampleDesc.Count = 1;
        return desc;
    }
    ComPtr<ID3D12PipelineState> createPipeline(const D3D12_GRAPHICS_PIPELINE_STATE_DESC& desc) {
        return create<ID3D12PipelineState>([&](REFIID riid, void** out) {
            return device->CreateGraphicsPipelineState(&desc, riid, out);
        });
    }

    // Records all that a draw needs, and a clear.
    void prepare(ID3D12PipelineState* pipeline, const std::vector<std::array<float, 4>>& positions,
                 D3D12_PRIMITIVE_TOPOLOGY topology = D3D_PRIMITIVE_TOPOLOGY_TRIANGLELIST,
                 std::array<float, 4> clear = {0, 0, 0, 0}) {
        const UINT size = static_cast<UINT>(positions.size() * sizeof(positions[0]));
        vertices = createBuffer(D3D12_HEAP_TYPE_UPLOAD, size, D3D12_RESOURCE_STATE_GENERIC_READ);
        void* data = nullptr;
        ASSERT_EQ(vertices->Map(0, nullptr, &data), S_OK);
        std::memcpy(data, positions.data(), size);
        const D3D12_VERTEX_BUFFER_VIEW view = {vertices->GetGPUVirtualAddress(), size, 16};
        const auto handle = targets->GetCPUDescriptorHandleForHeapStart();
        const D3D12_VIEWPORT viewport = {0, 0, kSide, kSide, 0, 1};
        const D3D12_RECT scissor = {0, 0, kSide, kSide};
        list->SetPipelineState(pipeline);
        list->SetGraphicsRootSignature(rootSignature.Get());
        list->OMSetRenderTargets(1, &handle, FALSE, nullptr);
        list->ClearRenderTargetView(handle, clear.data(), 0, nullptr);
        list->RSSetViewports(1, &viewport);
        list->RSSetScissorRects(1, &scissor);
        list->IASetVertexBuffers(0, 1, &view);
        list->IASetPrimitiveTopology(topology);
    }
    // Executes; the texel in the middle.
    uint32_t middle() {
        const auto readback = createBuffer(D3D12_HEAP_TYPE_READBACK, kSide * kSide * 4,
                                           D3D12_RESOURCE_STATE_COPY_DEST);
        D3D12_RESOURCE_BARRIER barrier = {};
        barrier.Transition = {target.Get(), 0, D3D12_RESOURCE_STATE_RENDER_TARGET,
                              D3D12_RESOURCE_STATE_COPY_SOURCE};
        list->ResourceBarrier(1, &barrier);
        D3D12_TEXTURE_COPY_LOCATION bytes = {
            readback.Get(), D3D12_TEXTURE_COPY_TYPE_PLACED_FOOTPRINT, {}};
        bytes.PlacedFootprint.Footprint = {DXGI_FORMAT_R8G8B8A8_UNORM, kSide, kSide, 1, kSide * 4};
        const D3D12_TEXTURE_COPY_LOCATION image = {
            target.Get(), D3D12_TEXTURE_COPY_TYPE_SUBRESOURCE_INDEX, {}};
        list->CopyTextureRegion(&bytes, 0, 0, 0, &image, nullptr);
        execute(list.Get());
        void* data = nullptr;
        EXPECT_EQ(readback->Map(0, nullptr, &data), S_OK);
        return static_cast<uint32_t*>(data)[kSide / 2 * kSide + kSide / 2];
    }

    static constexpr D3D12_INPUT_ELEMENT_DESC kPosition = {
        "LOC", 0, DXGI_FORMAT_R32G32B32A32_FLOAT, 0, 0, D3D12_INPUT_CLASSIFICATION_PER_VERTEX_DATA,
        0};

    const std::vector<char> vertexShader = translated("position.vert");
    const std::vector<char> pixelShader = translated("white.frag");
    ComPtr<ID3D12RootSignature> rootSignature;
    ComPtr<ID3D12Resource> target, vertices;
    ComPtr<ID3D12DescriptorHeap> targets;
};

}  // namespace baker::host
