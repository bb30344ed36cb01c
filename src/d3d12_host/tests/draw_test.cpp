// What vkd3d leaves out of draws and the host gives back.
#include "tests/draw_fixture.hpp"

namespace baker::host {
namespace {

const std::vector<std::array<float, 4>> kAll = {{-1, -1, 0, 1}, {3, -1, 0, 1}, {-1, 3, 0, 1}};

TEST_F(DrawTest, BlendsWithTheConstantsAlpha) {
    auto desc = pipelineDesc();
    auto& blend = desc.BlendState.RenderTarget[0];
    blend.BlendEnable = TRUE;
    blend.SrcBlend = D3D12_BLEND_ALPHA_FACTOR;
    blend.DestBlend = D3D12_BLEND_INV_BLEND_FACTOR;
    blend.SrcBlendAlpha = D3D12_BLEND_INV_ALPHA_FACTOR;
    const auto pipeline = createPipeline(desc);
    prepare(pipeline.Get(), kAll, D3D_PRIMITIVE_TOPOLOGY_TRIANGLELIST, {1, 1, 1, 1});
    const float factor[4] = {1, 0, 1, 0};
    list->OMSetBlendFactor(factor);
    list->DrawInstanced(3, 1, 0, 0);
    // The source is not used; of the target, what is not in the factor. Alpha is the source's.
    EXPECT_EQ(middle(), 0xff00ff00u);
}

TEST_F(DrawTest, ReadsNothingBeyondTheVerticesAndIndices) {
    const auto pipeline = createPipeline(pipelineDesc());
    prepare(pipeline.Get(), kAll);
    const D3D12_VERTEX_BUFFER_VIEW two = {vertices->GetGPUVirtualAddress(), 32, 16};
    list->IASetVertexBuffers(0, 1, &two);
    list->DrawInstanced(3, 1, 0, 0);
    EXPECT_EQ(middle(), 0u);
}

}  // namespace
}  // namespace baker::host
