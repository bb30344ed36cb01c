// vkCmdSet*: writes the state and marks it; graphics_flush.cpp hands it on.
#include <algorithm>

#include "command_buffer.hpp"
#include "pipeline/graphics_pipeline_info.hpp"
#include "vertex_fetch.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

// `write(GraphicsState&)` captures by value.
template <typename Write>
void change(VkCommandBuffer commandBuffer, uint32_t dirty, const Write& write) {
    CommandBuffer::from(commandBuffer)->record([dirty, write](Recorder& recorder) {
        write(recorder.graphics.state);
        recorder.graphics.stateSet = true;
        recorder.graphics.bindings.dirty |= dirty;
    });
}

// A byte that D3D12 bakes into pipeline states.
template <uint8_t BakedState::* kMember>
void changeByte(VkCommandBuffer commandBuffer, uint32_t value) {
    change(commandBuffer, kDirtyVariant,
           [value](GraphicsState& state) { state.baked.*kMember = static_cast<uint8_t>(value); });
}

template <std::array<uint8_t, 2> BakedState::* kMember>
void changeMask(VkCommandBuffer commandBuffer, VkStencilFaceFlags faces, uint32_t mask) {
    change(commandBuffer, kDirtyVariant, [faces, mask](GraphicsState& state) {
        for (uint32_t face = 0; face < 2; ++face)
            if (faces >> face & 1) (state.baked.*kMember)[face] = static_cast<uint8_t>(mask);
    });
}

// Elements of an array from `first` on.
template <typename T, size_t kSize>
void changeElements(VkCommandBuffer commandBuffer, uint32_t dirty,
                    std::array<T, kSize> SettableState::* member, uint32_t first, uint32_t count,
                    const T* values) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    target.record([=, kept = target.keep(values, count)](Recorder& recorder) {
        std::copy(kept.begin(), kept.end(),
                  (recorder.graphics.state.settable.*member).begin() + first);
        recorder.graphics.stateSet = true;
        recorder.graphics.bindings.dirty |= dirty;
    });
}

// Bit `first + i` of a byte from each boolean.
template <uint8_t BakedState::* kMember>
void changeBits(VkCommandBuffer commandBuffer, uint32_t first, uint32_t count,
                const VkBool32* values) {
    uint8_t bits = 0, mask = 0;
    for (uint32_t i = 0; i < count && first + i < kMaxColorTargets; ++i) {
        mask |= static_cast<uint8_t>(1u << (first + i));
        if (values[i]) bits |= static_cast<uint8_t>(1u << (first + i));
    }
    change(commandBuffer, kDirtyVariant, [bits, mask](GraphicsState& state) {
        uint8_t& byte = state.baked.*kMember;
        byte = static_cast<uint8_t>((byte & ~mask) | bits);
    });
}

}  // namespace
}  // namespace baker

namespace baker::entry {

// Commands that set one byte.
#define BAKER_SET_BYTE(command, Type, member)                                         \
    VKAPI_ATTR void VKAPI_CALL command(VkCommandBuffer commandBuffer, Type value) {   \
        changeByte<&BakedState::member>(commandBuffer, static_cast<uint32_t>(value)); \
    }
BAKER_SET_BYTE(CmdSetCullMode, VkCullModeFlags, cullMode)
BAKER_SET_BYTE(CmdSetFrontFace, VkFrontFace, frontFace)
BAKER_SET_BYTE(CmdSetDepthTestEnable, VkBool32, depthTest)
BAKER_SET_BYTE(CmdSetDepthWriteEnable, VkBool32, depthWrite)
BAKER_SET_BYTE(CmdSetDepthCompareOp, VkCompareOp, depthCompare)
BAKER_SET_BYTE(CmdSetDepthBoundsTestEnable, VkBool32, depthBoundsTest)
BAKER_SET_BYTE(CmdSetStencilTestEnable, VkBool32, stencilTest)
BAKER_SET_BYTE(CmdSetRasterizerDiscardEnable, VkBool32, rasterizerDiscard)
BAKER_SET_BYTE(CmdSetDepthBiasEnable, VkBool32, depthBiasEnable)
BAKER_SET_BYTE(CmdSetPrimitiveRestartEnable, VkBool32, primitiveRestart)
BAKER_SET_BYTE(CmdSetLogicOpEXT, VkLogicOp, logicOp)
BAKER_SET_BYTE(CmdSetLogicOpEnableEXT, VkBool32, logicOpEnable)
BAKER_SET_BYTE(CmdSetPolygonModeEXT, VkPolygonMode, polygonMode)
BAKER_SET_BYTE(CmdSetRasterizationSamplesEXT, VkSampleCountFlagBits, samples)
BAKER_SET_BYTE(CmdSetAlphaToCoverageEnableEXT, VkBool32, alphaToCoverage)
BAKER_SET_BYTE(CmdSetAlphaToOneEnableEXT, VkBool32, alphaToOne)
BAKER_SET_BYTE(CmdSetDepthClampEnableEXT, VkBool32, depthClamp)
BAKER_SET_BYTE(CmdSetDepthClipEnableEXT, VkBool32, depthClip)
BAKER_SET_BYTE(CmdSetDepthClipNegativeOneToOneEXT, VkBool32, depthClipControl)
BAKER_SET_BYTE(CmdSetProvokingVertexModeEXT, VkProvokingVertexModeEXT, lastProvokes)
BAKER_SET_BYTE(CmdSetTessellationDomainOriginEXT, VkTessellationDomainOrigin, lowerLeftOrigin)
BAKER_SET_BYTE(CmdSetLineRasterizationModeEXT, VkLineRasterizationMode, lineMode)
#undef BAKER_SET_BYTE

VKAPI_ATTR void VKAPI_CALL CmdSetViewport(VkCommandBuffer commandBuffer, uint32_t firstViewport,
                                          uint32_t viewportCount, const VkViewport* pViewports) {
    changeElements(commandBuffer, kDirtyViewports, &SettableState::viewports, firstViewport,
                   viewportCount, pViewports);
}

VKAPI_ATTR void VKAPI_CALL CmdSetViewportWithCount(VkCommandBuffer commandBuffer,
                                                   uint32_t viewportCount,
                                                   const VkViewport* pViewports) {
    change(commandBuffer, 0,
           [=](GraphicsState& state) { state.settable.viewportCount = viewportCount; });
    CmdSetViewport(commandBuffer, 0, viewportCount, pViewports);
}

VKAPI_ATTR void VKAPI_CALL CmdSetScissor(VkCommandBuffer commandBuffer, uint32_t firstScissor,
                                         uint32_t scissorCount, const VkRect2D* pScissors) {
    changeElements(commandBuffer, kDirtyScissors, &SettableState::scissors, firstScissor,
                   scissorCount, pScissors);
}

VKAPI_ATTR void VKAPI_CALL CmdSetScissorWithCount(VkCommandBuffer commandBuffer,
                                                  uint32_t scissorCount,
                                                  const VkRect2D* pScissors) {
    change(commandBuffer, 0,
           [=](GraphicsState& state) { state.settable.scissorCount = scissorCount; });
    CmdSetScissor(commandBuffer, 0, scissorCount, pScissors);
}

VKAPI_ATTR void VKAPI_CALL CmdSetLineWidth(VkCommandBuffer commandBuffer, float lineWidth) {
    change(commandBuffer, kDirtyVariant | kDirtySystemValues,
           [=](GraphicsState& state) { state.settable.lineWidth = lineWidth; });
}

// No stippled lines are advertised: they are never enabled, and the pattern never has an effect.
VKAPI_ATTR void VKAPI_CALL CmdSetLineStippleEnableEXT(VkCommandBuffer, VkBool32) {}
VKAPI_ATTR void VKAPI_CALL CmdSetLineStipple(VkCommandBuffer, uint32_t, uint16_t) {}

VKAPI_ATTR void VKAPI_CALL CmdSetDepthBias(VkCommandBuffer commandBuffer,
                                           float depthBiasConstantFactor, float depthBiasClamp,
                                           float depthBiasSlopeFactor) {
    change(commandBuffer, kDirtyVariant, [=](GraphicsState& state) {
        state.baked.depthBias = {depthBiasConstantFactor, depthBiasClamp, depthBiasSlopeFactor};
    });
}

// D3D12 has the format's representation alone, which is the default.
VKAPI_ATTR void VKAPI_CALL CmdSetDepthBias2EXT(VkCommandBuffer commandBuffer,
                                               const VkDepthBiasInfoEXT* pDepthBiasInfo) {
    CmdSetDepthBias(commandBuffer, pDepthBiasInfo->depthBiasConstantFactor,
                    pDepthBiasInfo->depthBiasClamp, pDepthBiasInfo->depthBiasSlopeFactor);
}

VKAPI_ATTR void VKAPI_CALL CmdSetBlendConstants(VkCommandBuffer commandBuffer,
                                                const float blendConstants[4]) {
    changeElements(commandBuffer, kDirtyBlendConstants, &SettableState::blendConstants, 0, 4,
                   blendConstants);
}

VKAPI_ATTR void VKAPI_CALL CmdSetDepthBounds(VkCommandBuffer commandBuffer, float minDepthBounds,
                                             float maxDepthBounds) {
    change(commandBuffer, kDirtyDepthBounds, [=](GraphicsState& state) {
        state.settable.depthBounds = {minDepthBounds, maxDepthBounds};
    });
}

VKAPI_ATTR void VKAPI_CALL CmdSetStencilCompareMask(VkCommandBuffer commandBuffer,
                                                    VkStencilFaceFlags faceMask,
                                                    uint32_t compareMask) {
    changeMask<&BakedState::stencilCompareMask>(commandBuffer, faceMask, compareMask);
}

VKAPI_ATTR void VKAPI_CALL CmdSetStencilWriteMask(VkCommandBuffer commandBuffer,
                                                  VkStencilFaceFlags faceMask, uint32_t writeMask) {
    changeMask<&BakedState::stencilWriteMask>(commandBuffer, faceMask, writeMask);
}

VKAPI_ATTR void VKAPI_CALL CmdSetStencilReference(VkCommandBuffer commandBuffer,
                                                  VkStencilFaceFlags faceMask, uint32_t reference) {
    change(commandBuffer, kDirtyStencilReference, [=](GraphicsState& state) {
        for (uint32_t face = 0; face < 2; ++face)
            if (faceMask >> face & 1)
                state.settable.stencilReference[face] = static_cast<uint8_t>(reference);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdSetStencilOp(VkCommandBuffer commandBuffer,
                                           VkStencilFaceFlags faceMask, VkStencilOp failOp,
                                           VkStencilOp passOp, VkStencilOp depthFailOp,
                                           VkCompareOp compareOp) {
    const StencilOps ops{static_cast<uint8_t>(failOp), static_cast<uint8_t>(passOp),
                         static_cast<uint8_t>(depthFailOp), static_cast<uint8_t>(compareOp)};
    change(commandBuffer, kDirtyVariant, [=](GraphicsState& state) {
        for (uint32_t face = 0; face < 2; ++face)
            if (faceMask >> face & 1) state.baked.stencilOps[face] = ops;
    });
}

// The topology's class is baked in.
VKAPI_ATTR void VKAPI_CALL CmdSetPrimitiveTopology(VkCommandBuffer commandBuffer,
                                                   VkPrimitiveTopology primitiveTopology) {
    change(commandBuffer, kDirtyTopology | kDirtyVariant, [=](GraphicsState& state) {
        state.settable.topology = static_cast<uint32_t>(primitiveTopology);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdSetPatchControlPointsEXT(VkCommandBuffer commandBuffer,
                                                       uint32_t patchControlPoints) {
    change(commandBuffer, kDirtyTopology | kDirtyVariant,
           [=](GraphicsState& state) { state.settable.patchControlPoints = patchControlPoints; });
}

VKAPI_ATTR void VKAPI_CALL CmdSetColorWriteEnableEXT(VkCommandBuffer commandBuffer,
                                                     uint32_t attachmentCount,
                                                     const VkBool32* pColorWriteEnables) {
    changeBits<&BakedState::colorWrites>(commandBuffer, 0, attachmentCount, pColorWriteEnables);
}

VKAPI_ATTR void VKAPI_CALL CmdSetColorBlendEnableEXT(VkCommandBuffer commandBuffer,
                                                     uint32_t firstAttachment,
                                                     uint32_t attachmentCount,
                                                     const VkBool32* pColorBlendEnables) {
    changeBits<&BakedState::blendEnable>(commandBuffer, firstAttachment, attachmentCount,
                                         pColorBlendEnables);
}

VKAPI_ATTR void VKAPI_CALL CmdSetColorBlendEquationEXT(
    VkCommandBuffer commandBuffer, uint32_t firstAttachment, uint32_t attachmentCount,
    const VkColorBlendEquationEXT* pColorBlendEquations) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const auto equations = target.keep(pColorBlendEquations, attachmentCount);
    change(commandBuffer, kDirtyVariant, [=](GraphicsState& state) {
        for (uint32_t i = 0; i < equations.size() && firstAttachment + i < kMaxColorTargets; ++i)
            state.baked.blendEquations[firstAttachment + i] = blendEquation(equations[i]);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdSetColorWriteMaskEXT(VkCommandBuffer commandBuffer,
                                                   uint32_t firstAttachment,
                                                   uint32_t attachmentCount,
                                                   const VkColorComponentFlags* pColorWriteMasks) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const auto masks = target.keep(pColorWriteMasks, attachmentCount);
    change(commandBuffer, kDirtyVariant, [=](GraphicsState& state) {
        for (uint32_t i = 0; i < masks.size() && firstAttachment + i < kMaxColorTargets; ++i)
            state.baked.writeMasks[firstAttachment + i] = static_cast<uint8_t>(masks[i]);
    });
}

VKAPI_ATTR void VKAPI_CALL CmdSetSampleMaskEXT(VkCommandBuffer commandBuffer, VkSampleCountFlagBits,
                                               const VkSampleMask* pSampleMask) {
    const VkSampleMask mask = pSampleMask ? *pSampleMask : ~0u;  // VK_KHR_maintenance10
    change(commandBuffer, kDirtyVariant,
           [=](GraphicsState& state) { state.baked.sampleMask = mask; });
}

VKAPI_ATTR void VKAPI_CALL
CmdSetVertexInputEXT(VkCommandBuffer commandBuffer, uint32_t vertexBindingDescriptionCount,
                     const VkVertexInputBindingDescription2EXT* pVertexBindingDescriptions,
                     uint32_t vertexAttributeDescriptionCount,
                     const VkVertexInputAttributeDescription2EXT* pVertexAttributeDescriptions) {
    CommandBuffer& target = *CommandBuffer::from(commandBuffer);
    const auto bindings = target.keep(pVertexBindingDescriptions, vertexBindingDescriptionCount);
    const auto attributes =
        target.keep(pVertexAttributeDescriptions, vertexAttributeDescriptionCount);
    target.record([bindings, attributes](Recorder& recorder) {
        VertexInput& input = recorder.graphics.state.baked.vertexInput;
        input = {};
        for (const auto& binding : bindings) {
            recorder.graphics.vertexBuffers[binding.binding].StrideInBytes = binding.stride;
            noteAlignment(recorder.graphics, binding.binding);
            if (binding.inputRate != VK_VERTEX_INPUT_RATE_INSTANCE) continue;
            input.instanceBindings |= 1u << binding.binding;
            input.divisors[binding.binding] = binding.divisor;
        }
        for (const auto& attribute : attributes)
            addVertexAttribute(input, attribute.location, attribute.binding, attribute.format,
                               attribute.offset);
        recorder.graphics.dirtyVertexBuffers = UINT32_MAX;
        recorder.graphics.bindings.dirty |= kDirtyVariant | kDirtyVertexBuffers;
    });
}

}  // namespace baker::entry
