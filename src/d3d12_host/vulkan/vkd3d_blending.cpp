#include "vulkan/vkd3d_blending.hpp"

namespace baker::host {
namespace {

thread_local AlphaFactors made{};

D3D12_BLEND alphaFactor(D3D12_BLEND factor) {
    const bool is = factor == D3D12_BLEND_ALPHA_FACTOR || factor == D3D12_BLEND_INV_ALPHA_FACTOR;
    return is ? factor : D3D12_BLEND(0);
}

void mend(VkBlendFactor& factor, D3D12_BLEND given) {
    if (given == D3D12_BLEND_ALPHA_FACTOR) factor = VK_BLEND_FACTOR_CONSTANT_ALPHA;
    if (given == D3D12_BLEND_INV_ALPHA_FACTOR) factor = VK_BLEND_FACTOR_ONE_MINUS_CONSTANT_ALPHA;
}

}  // namespace

AlphaFactors alphaFactorsOf(const D3D12_BLEND_DESC& desc) {
    AlphaFactors factors{};
    for (size_t i = 0; i < factors.size(); ++i) {
        const auto& target = desc.RenderTarget[desc.IndependentBlendEnable ? i : 0];
        factors[i] = {alphaFactor(target.SrcBlend), alphaFactor(target.DestBlend),
                      alphaFactor(target.SrcBlendAlpha), alphaFactor(target.DestBlendAlpha)};
    }
    return factors;
}

AlphaFactorScope::AlphaFactorScope(const AlphaFactors& factors) : Scoped(made, factors) {}

AlphaFactors madeWithAlphaFactors() {
    return made;
}

void mendBlending(const AlphaFactors& factors,
                  std::span<VkPipelineColorBlendAttachmentState> targets) {
    for (size_t i = 0; i < targets.size(); ++i) {
        mend(targets[i].srcColorBlendFactor, factors[i][0]);
        mend(targets[i].dstColorBlendFactor, factors[i][1]);
        mend(targets[i].srcAlphaBlendFactor, factors[i][2]);
        mend(targets[i].dstAlphaBlendFactor, factors[i][3]);
    }
}

}  // namespace baker::host
