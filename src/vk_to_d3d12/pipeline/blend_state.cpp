#include "blend_state.hpp"

#include <algorithm>
#include <iterator>

namespace baker {
namespace {

// By VkBlendFactor; colorFactor() and alphaFactor() say what else there is.
constexpr D3D12_BLEND kFactors[] = {D3D12_BLEND_ZERO,           D3D12_BLEND_ONE,
                                    D3D12_BLEND_SRC_COLOR,      D3D12_BLEND_INV_SRC_COLOR,
                                    D3D12_BLEND_DEST_COLOR,     D3D12_BLEND_INV_DEST_COLOR,
                                    D3D12_BLEND_SRC_ALPHA,      D3D12_BLEND_INV_SRC_ALPHA,
                                    D3D12_BLEND_DEST_ALPHA,     D3D12_BLEND_INV_DEST_ALPHA,
                                    D3D12_BLEND_BLEND_FACTOR,   D3D12_BLEND_INV_BLEND_FACTOR,
                                    D3D12_BLEND_BLEND_FACTOR,   D3D12_BLEND_INV_BLEND_FACTOR,
                                    D3D12_BLEND_SRC_ALPHA_SAT,  D3D12_BLEND_SRC1_COLOR,
                                    D3D12_BLEND_INV_SRC1_COLOR, D3D12_BLEND_SRC1_ALPHA,
                                    D3D12_BLEND_INV_SRC1_ALPHA};
static_assert(std::size(kFactors) == VK_BLEND_FACTOR_ONE_MINUS_SRC1_ALPHA + 1);

// By VkLogicOp.
constexpr D3D12_LOGIC_OP kLogicOps[] = {D3D12_LOGIC_OP_CLEAR,         D3D12_LOGIC_OP_AND,
                                        D3D12_LOGIC_OP_AND_REVERSE,   D3D12_LOGIC_OP_COPY,
                                        D3D12_LOGIC_OP_AND_INVERTED,  D3D12_LOGIC_OP_NOOP,
                                        D3D12_LOGIC_OP_XOR,           D3D12_LOGIC_OP_OR,
                                        D3D12_LOGIC_OP_NOR,           D3D12_LOGIC_OP_EQUIV,
                                        D3D12_LOGIC_OP_INVERT,        D3D12_LOGIC_OP_OR_REVERSE,
                                        D3D12_LOGIC_OP_COPY_INVERTED, D3D12_LOGIC_OP_OR_INVERTED,
                                        D3D12_LOGIC_OP_NAND,          D3D12_LOGIC_OP_SET};
static_assert(std::size(kLogicOps) == VK_LOGIC_OP_SET + 1);

D3D12_BLEND factor(uint8_t value) {
    return kFactors[value % std::size(kFactors)];
}

// Without factors of its own the constant's alpha is the colour, as blendConstantOrder() says.
D3D12_BLEND colorFactor(uint8_t value, bool hasAlphaFactor) {
    if (hasAlphaFactor && value == VK_BLEND_FACTOR_CONSTANT_ALPHA) return D3D12_BLEND_ALPHA_FACTOR;
    if (hasAlphaFactor && value == VK_BLEND_FACTOR_ONE_MINUS_CONSTANT_ALPHA)
        return D3D12_BLEND_INV_ALPHA_FACTOR;
    return factor(value);
}

// D3D12 refuses colour factors of alpha, where they are the alpha ones.
D3D12_BLEND alphaFactor(uint8_t value) {
    switch (const D3D12_BLEND result = factor(value)) {
        case D3D12_BLEND_SRC_COLOR:
            return D3D12_BLEND_SRC_ALPHA;
        case D3D12_BLEND_INV_SRC_COLOR:
            return D3D12_BLEND_INV_SRC_ALPHA;
        case D3D12_BLEND_DEST_COLOR:
            return D3D12_BLEND_DEST_ALPHA;
        case D3D12_BLEND_INV_DEST_COLOR:
            return D3D12_BLEND_INV_DEST_ALPHA;
        case D3D12_BLEND_SRC1_COLOR:
            return D3D12_BLEND_SRC1_ALPHA;
        case D3D12_BLEND_INV_SRC1_COLOR:
            return D3D12_BLEND_INV_SRC1_ALPHA;
        case D3D12_BLEND_SRC_ALPHA_SAT:
            return D3D12_BLEND_ONE;
        default:
            return result;
    }
}

bool isSecondSource(uint8_t value) {
    return value >= VK_BLEND_FACTOR_SRC1_COLOR && value <= VK_BLEND_FACTOR_ONE_MINUS_SRC1_ALPHA;
}

D3D12_RENDER_TARGET_BLEND_DESC targetBlend(const BakedState& state, uint32_t i,
                                           bool hasAlphaFactor) {
    const BlendEquation& equation = state.blendEquations[i];
    D3D12_RENDER_TARGET_BLEND_DESC desc{.SrcBlend = D3D12_BLEND_ONE,
                                        .DestBlend = D3D12_BLEND_ZERO,
                                        .BlendOp = D3D12_BLEND_OP_ADD,
                                        .SrcBlendAlpha = D3D12_BLEND_ONE,
                                        .DestBlendAlpha = D3D12_BLEND_ZERO,
                                        .BlendOpAlpha = D3D12_BLEND_OP_ADD,
                                        .LogicOp = D3D12_LOGIC_OP_NOOP,
                                        .RenderTargetWriteMask = state.writeMasks[i]};
    if (state.logicOpEnable) {
        desc.LogicOpEnable = TRUE;
        desc.LogicOp = kLogicOps[state.logicOp % std::size(kLogicOps)];
    } else if (state.blendEnable >> i & 1) {
        desc.BlendEnable = TRUE;
        desc.SrcBlend = colorFactor(equation.srcColor, hasAlphaFactor);
        desc.DestBlend = colorFactor(equation.dstColor, hasAlphaFactor);
        desc.BlendOp = static_cast<D3D12_BLEND_OP>(equation.colorOp + 1);
        desc.SrcBlendAlpha = alphaFactor(equation.srcAlpha);
        desc.DestBlendAlpha = alphaFactor(equation.dstAlpha);
        desc.BlendOpAlpha = static_cast<D3D12_BLEND_OP>(equation.alphaOp + 1);
    }
    return desc;
}

}  // namespace

bool usesDualSource(const BakedState& state) {
    if (!(state.blendEnable & 1) || state.logicOpEnable) return false;
    const BlendEquation& e = state.blendEquations[0];
    return isSecondSource(e.srcColor) || isSecondSource(e.dstColor) || isSecondSource(e.srcAlpha) ||
           isSecondSource(e.dstAlpha);
}

ComponentMapping blendConstantOrder(const BakedState& state, const PipelineTargets& targets,
                                    bool hasAlphaFactor) {
    const auto uses = [&](const BlendEquation& e, VkBlendFactor factor) {
        const auto is = [&](uint8_t value) { return value == factor || value == factor + 1; };
        return is(e.srcColor) || is(e.dstColor);
    };
    constexpr ComponentMapping kAlpha{3, 3, 3, 3};
    ComponentMapping order = kSameOrder;
    for (uint32_t i = 0; i < kMaxColorTargets; ++i) {
        const BlendEquation& e = state.blendEquations[i];
        if (!hasAlphaFactor && uses(e, VK_BLEND_FACTOR_CONSTANT_ALPHA)) return kAlpha;
        if (uses(e, VK_BLEND_FACTOR_CONSTANT_COLOR) && targets.orders[i][3] == 3)
            order = targets.orders[i];
    }
    return order;
}

// D3D12 does a logical operation on all targets or none.
D3D12_BLEND_DESC blendDesc(const BakedState& state, uint32_t targetCount, bool hasAlphaFactor) {
    D3D12_BLEND_DESC desc{.AlphaToCoverageEnable = state.alphaToCoverage,
                          .IndependentBlendEnable = !state.logicOpEnable && targetCount > 1};
    for (uint32_t i = 0; i < kMaxColorTargets; ++i)
        desc.RenderTarget[i] = targetBlend(state, i < targetCount ? i : 0, hasAlphaFactor);
    return desc;
}

}  // namespace baker
