#include "graphics_pipeline_info.hpp"

#include <algorithm>

#include "base/chain.hpp"
#include "pipeline_create.hpp"
#include "renderpass/render_pass.hpp"
#include "resource/format.hpp"

namespace baker {
namespace {

constexpr uint8_t byte(uint32_t value) {
    return static_cast<uint8_t>(value);
}

bool isDynamic(const GraphicsPipelineDesc& desc, DynamicState state) {
    return desc.dynamic & bit(state);
}

void readDynamicStates(const VkPipelineDynamicStateCreateInfo* info, DynamicStates states,
                       GraphicsPipelineDesc& desc) {
    if (!info) return;
    for (uint32_t i = 0; i < info->dynamicStateCount; ++i)
        desc.dynamic |= dynamicStateBits(info->pDynamicStates[i]) & states;
}

void readDivisors(const VkPipelineVertexInputStateCreateInfo& info, VertexInput& input) {
    const auto* divisors = findInChain<VkPipelineVertexInputDivisorStateCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_DIVISOR_STATE_CREATE_INFO);
    if (!divisors) return;
    for (uint32_t i = 0; i < divisors->vertexBindingDivisorCount; ++i) {
        const auto& divisor = divisors->pVertexBindingDivisors[i];
        input.divisors[divisor.binding] = divisor.divisor;
    }
}

void readVertexInput(const VkPipelineVertexInputStateCreateInfo* info, GraphicsPipelineDesc& desc) {
    if (!info || isDynamic(desc, DynamicState::VertexInput)) return;
    VertexInput& input = desc.state.baked.vertexInput;
    for (uint32_t i = 0; i < info->vertexBindingDescriptionCount; ++i) {
        const auto& binding = info->pVertexBindingDescriptions[i];
        desc.state.settable.strides[binding.binding] = static_cast<uint16_t>(binding.stride);
        if (binding.inputRate != VK_VERTEX_INPUT_RATE_INSTANCE) continue;
        input.instanceBindings |= 1u << binding.binding;
        input.divisors[binding.binding] = 1;
    }
    for (uint32_t i = 0; i < info->vertexAttributeDescriptionCount; ++i) {
        const auto& attribute = info->pVertexAttributeDescriptions[i];
        addVertexAttribute(input, attribute.location, attribute.binding, attribute.format,
                           attribute.offset);
    }
    readDivisors(*info, input);
}

void readAssembly(const VkPipelineInputAssemblyStateCreateInfo* info, GraphicsState& state) {
    if (!info) return;
    state.settable.topology = info->topology;
    state.baked.primitiveRestart = info->primitiveRestartEnable != 0;
}

void readTessellation(const VkPipelineTessellationStateCreateInfo* info, GraphicsState& state) {
    if (!info) return;
    state.settable.patchControlPoints = info->patchControlPoints;
    if (const auto* origin = findInChain<VkPipelineTessellationDomainOriginStateCreateInfo>(
            info->pNext, VK_STRUCTURE_TYPE_PIPELINE_TESSELLATION_DOMAIN_ORIGIN_STATE_CREATE_INFO))
        state.baked.lowerLeftOrigin = byte(origin->domainOrigin);
}

void readViewport(const VkPipelineViewportStateCreateInfo* info, GraphicsPipelineDesc& desc) {
    if (!info) return;
    SettableState& settable = desc.state.settable;
    settable.viewportCount = info->viewportCount;
    settable.scissorCount = info->scissorCount;
    if (info->pViewports && !isDynamic(desc, DynamicState::Viewports))
        std::copy_n(info->pViewports, info->viewportCount, settable.viewports.begin());
    if (info->pScissors && !isDynamic(desc, DynamicState::Scissors))
        std::copy_n(info->pScissors, info->scissorCount, settable.scissors.begin());
    if (const auto* control = findInChain<VkPipelineViewportDepthClipControlCreateInfoEXT>(
            info->pNext, VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_DEPTH_CLIP_CONTROL_CREATE_INFO_EXT))
        desc.state.baked.depthClipControl = control->negativeOneToOne != 0;
}

void readRasterization(const VkPipelineRasterizationStateCreateInfo* info, GraphicsState& state) {
    if (!info) return;
    BakedState& baked = state.baked;
    SettableState& settable = state.settable;
    baked.rasterizerDiscard = info->rasterizerDiscardEnable != 0;
    baked.polygonMode = byte(info->polygonMode);
    baked.cullMode = byte(info->cullMode);
    baked.frontFace = byte(info->frontFace);
    settable.lineWidth = info->lineWidth;
    baked.depthClamp = info->depthClampEnable != 0;
    baked.depthBiasEnable = info->depthBiasEnable != 0;
    baked.depthBias = {info->depthBiasConstantFactor, info->depthBiasClamp,
                       info->depthBiasSlopeFactor};
    if (const auto* clip = findInChain<VkPipelineRasterizationDepthClipStateCreateInfoEXT>(
            info->pNext, VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_DEPTH_CLIP_STATE_CREATE_INFO_EXT))
        baked.depthClip = clip->depthClipEnable != 0;
    if (const auto* line = findInChain<VkPipelineRasterizationLineStateCreateInfo>(
            info->pNext, VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_LINE_STATE_CREATE_INFO))
        baked.lineMode = byte(line->lineRasterizationMode);
    if (const auto* provoking =
            findInChain<VkPipelineRasterizationProvokingVertexStateCreateInfoEXT>(
                info->pNext,
                VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_PROVOKING_VERTEX_STATE_CREATE_INFO_EXT))
        baked.lastProvokes = byte(provoking->provokingVertexMode);
}

// Fragment shaders run once for a pixel or once for each of its samples, nothing in between.
bool asksForSampleShading(const VkPipelineMultisampleStateCreateInfo& info) {
    const uint32_t samples = info.rasterizationSamples;
    return samples > 1 ? info.minSampleShading * static_cast<float>(samples) > 1
                       : info.minSampleShading > 0;  // samples may be dynamic
}

void readMultisample(const VkPipelineMultisampleStateCreateInfo* info, BakedState& baked) {
    if (!info) return;
    if (info->rasterizationSamples) baked.samples = byte(info->rasterizationSamples);
    if (info->pSampleMask) baked.sampleMask = *info->pSampleMask;
    baked.sampleShading = info->sampleShadingEnable && asksForSampleShading(*info);
    baked.alphaToCoverage = info->alphaToCoverageEnable != 0;
    baked.alphaToOne = info->alphaToOneEnable != 0;
}

StencilOps stencilOps(const VkStencilOpState& state) {
    return {byte(state.failOp), byte(state.passOp), byte(state.depthFailOp), byte(state.compareOp)};
}

void readDepthStencil(const VkPipelineDepthStencilStateCreateInfo* info, GraphicsState& state) {
    if (!info) return;
    BakedState& baked = state.baked;
    baked.depthTest = info->depthTestEnable != 0;
    baked.depthWrite = info->depthWriteEnable != 0;
    baked.depthCompare = byte(info->depthCompareOp);
    baked.depthBoundsTest = info->depthBoundsTestEnable != 0;
    baked.stencilTest = info->stencilTestEnable != 0;
    baked.stencilOps = {stencilOps(info->front), stencilOps(info->back)};
    baked.stencilCompareMask = {byte(info->front.compareMask), byte(info->back.compareMask)};
    baked.stencilWriteMask = {byte(info->front.writeMask), byte(info->back.writeMask)};
    state.settable.stencilReference = {byte(info->front.reference), byte(info->back.reference)};
    state.settable.depthBounds = {info->minDepthBounds, info->maxDepthBounds};
}

void readColorWrites(const VkPipelineColorBlendStateCreateInfo& info, BakedState& baked) {
    const auto* writes = findInChain<VkPipelineColorWriteCreateInfoEXT>(
        info.pNext, VK_STRUCTURE_TYPE_PIPELINE_COLOR_WRITE_CREATE_INFO_EXT);
    if (!writes || !writes->pColorWriteEnables) return;
    for (uint32_t i = 0; i < writes->attachmentCount; ++i)
        if (!writes->pColorWriteEnables[i]) baked.colorWrites &= byte(~(1u << i));
}

void readBlend(const VkPipelineColorBlendStateCreateInfo* info, GraphicsState& state) {
    if (!info) return;
    BakedState& baked = state.baked;
    baked.logicOpEnable = info->logicOpEnable != 0;
    baked.logicOp = byte(info->logicOp);
    std::copy_n(info->blendConstants, 4, state.settable.blendConstants.begin());
    for (uint32_t i = 0; info->pAttachments && i < info->attachmentCount; ++i) {
        const VkPipelineColorBlendAttachmentState& blend = info->pAttachments[i];
        if (blend.blendEnable) baked.blendEnable |= byte(1u << i);
        baked.writeMasks[i] = byte(blend.colorWriteMask);
        baked.blendEquations[i] = blendEquation(blend);
    }
    readColorWrites(*info, baked);
}

void addColorTarget(PipelineTargets& targets, VkFormat format) {
    const FormatInfo* info = formatInfo(format);
    if (info) targets.orders[targets.colorCount] = renderOrder(*info);
    targets.colors[targets.colorCount++] = info ? info->dxgi : DXGI_FORMAT_UNKNOWN;
}

void setDepthStencilTarget(PipelineTargets& targets, VkFormat format, VkImageAspectFlags aspects) {
    const FormatInfo* info = formatInfo(format);
    if (!info) return;
    targets.depthStencil = info->dxgi;
    targets.hasDepth = info->aspects & aspects & VK_IMAGE_ASPECT_DEPTH_BIT;
    targets.hasStencil = info->aspects & aspects & VK_IMAGE_ASPECT_STENCIL_BIT;
}

void readSubpass(const RenderPass& pass, uint32_t index, PipelineParts parts,
                 PipelineTargets& targets) {
    const SubpassInfo& subpass = pass.subpasses()[index];
    const auto format = [&](const AttachmentUse& use) {
        return use.used() ? pass.attachments()[use.attachment].format : VK_FORMAT_UNDEFINED;
    };
    targets.viewMask = subpass.viewMask;
    if (!(parts & kOutputPart)) return;
    for (const AttachmentUse& color : subpass.colors) addColorTarget(targets, format(color));
    setDepthStencilTarget(targets, format(subpass.depthStencil),
                          VK_IMAGE_ASPECT_DEPTH_BIT | VK_IMAGE_ASPECT_STENCIL_BIT);
}

// What the create info itself gives, besides the libraries.
PipelineParts ownParts(const VkGraphicsPipelineCreateInfo& info,
                       const VkPipelineLibraryCreateInfoKHR* libraries) {
    if (const auto* parts = findInChain<VkGraphicsPipelineLibraryCreateInfoEXT>(
            info.pNext, VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_LIBRARY_CREATE_INFO_EXT))
        return parts->flags;
    const bool isLibrary = pipelineCreateFlags(info) & VK_PIPELINE_CREATE_2_LIBRARY_BIT_KHR;
    return isLibrary || (libraries && libraries->libraryCount) ? 0 : kAllParts;
}

void addLibrary(const GraphicsPipelineDesc& library, GraphicsPipelineDesc& desc) {
    copyStates(desc.state, library.state, statesOf(library.parts));
    desc.dynamic |= library.dynamic;
    desc.stages.insert(desc.stages.end(), library.stages.begin(), library.stages.end());
    const uint32_t viewMask = desc.targets.viewMask | library.targets.viewMask;
    if (library.parts & kOutputPart) desc.targets = library.targets;
    desc.targets.viewMask = viewMask;
    desc.parts |= library.parts;
}

VkResult addLibraries(Device& device, const VkPipelineLibraryCreateInfoKHR* info,
                      GraphicsPipelineDesc& desc) {
    for (uint32_t i = 0; info && i < info->libraryCount; ++i) {
        const Pipeline* pipeline = Pipeline::from(info->pLibraries[i]);
        const auto& library = static_cast<const GraphicsPipelineLibrary*>(pipeline)->desc();
        addLibrary(library, desc);
        desc.layout = TRY(joinPipelineLayouts(device, desc.layout, library.layout));
    }
    return VK_SUCCESS;
}

}  // namespace

// Formats belong to the output part alone.
void readRendering(const VkPipelineRenderingCreateInfo* info, PipelineParts parts,
                   PipelineTargets& targets) {
    if (!info) return;
    targets.viewMask = info->viewMask;
    if (!(parts & kOutputPart)) return;
    for (uint32_t i = 0; i < info->colorAttachmentCount; ++i)
        addColorTarget(targets, info->pColorAttachmentFormats[i]);
    const bool hasDepth = info->depthAttachmentFormat != VK_FORMAT_UNDEFINED;
    const bool hasStencil = info->stencilAttachmentFormat != VK_FORMAT_UNDEFINED;
    setDepthStencilTarget(targets,
                          hasDepth ? info->depthAttachmentFormat : info->stencilAttachmentFormat,
                          (hasDepth ? VK_IMAGE_ASPECT_DEPTH_BIT : 0) |
                              (hasStencil ? VK_IMAGE_ASPECT_STENCIL_BIT : 0));
}

namespace {

void readTargets(const VkGraphicsPipelineCreateInfo& info, PipelineParts parts,
                 PipelineTargets& targets) {
    if (!(parts & ~kVertexInputPart)) return;
    if (const auto* pass = RenderPass::from(info.renderPass))
        return readSubpass(*pass, info.subpass, parts, targets);
    const auto* locations = findInChain<VkRenderingAttachmentLocationInfo>(
        info.pNext, VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_LOCATION_INFO);
    if (locations && parts & kOutputPart)
        targets.locations =
            colorLocations(locations->pColorAttachmentLocations, locations->colorAttachmentCount);
    readRendering(findInChain<VkPipelineRenderingCreateInfo>(
                      info.pNext, VK_STRUCTURE_TYPE_PIPELINE_RENDERING_CREATE_INFO),
                  parts, targets);
}

// Whether the state is there to be read: a library of dynamic rendering knows no formats.
bool hasDepthStencil(const VkGraphicsPipelineCreateInfo& info, PipelineParts parts,
                     const PipelineTargets& targets) {
    if (const auto* pass = RenderPass::from(info.renderPass))
        return pass->subpasses()[info.subpass].depthStencil.used();
    return !(parts & kOutputPart) || targets.hasDepth || targets.hasStencil;
}

void readStages(const VkGraphicsPipelineCreateInfo& info, GraphicsPipelineDesc& desc) {
    const bool viewIndexIsDevice =
        pipelineCreateFlags(info) & VK_PIPELINE_CREATE_2_VIEW_INDEX_FROM_DEVICE_INDEX_BIT;
    for (uint32_t i = 0; i < info.stageCount; ++i)
        desc.stages.emplace_back(shaderSource(info.pStages[i])).viewIndexIsDevice =
            viewIndexIsDevice;
}

void readParts(const VkGraphicsPipelineCreateInfo& info, PipelineParts parts,
               GraphicsPipelineDesc& desc) {
    GraphicsState& state = desc.state;
    desc.parts |= parts;
    readTargets(info, parts, desc.targets);
    readDynamicStates(info.pDynamicState, statesOf(parts), desc);
    if (parts & kVertexInputPart) {
        readVertexInput(info.pVertexInputState, desc);
        readAssembly(info.pInputAssemblyState, state);
    }
    if (parts & (kPreRasterPart | kFragmentPart)) readStages(info, desc);
    if (parts & kPreRasterPart) {
        readTessellation(info.pTessellationState, state);
        readRasterization(info.pRasterizationState, state);
        // The rest may be dangling where nothing is rasterised.
        if (state.baked.rasterizerDiscard &&
            !isDynamic(desc, DynamicState::RasterizerDiscardEnable))
            return;
        readViewport(info.pViewportState, desc);
    }
    if (parts & kFragmentPart && hasDepthStencil(info, parts, desc.targets))
        readDepthStencil(info.pDepthStencilState, state);
    if (!(parts & kOutputPart)) return;
    readMultisample(info.pMultisampleState, state.baked);
    if (desc.targets.colorCount) readBlend(info.pColorBlendState, state);
}

}  // namespace

void addVertexAttribute(VertexInput& input, uint32_t location, uint32_t binding, VkFormat format,
                        uint32_t offset) {
    input.attributes[input.attributeCount++] = {byte(location), byte(binding),
                                                static_cast<uint16_t>(offset),
                                                static_cast<uint32_t>(format)};
}

Result<GraphicsPipelineDesc> describeGraphicsPipeline(Device& device,
                                                      const VkGraphicsPipelineCreateInfo& info) {
    const auto* libraries = findInChain<VkPipelineLibraryCreateInfoKHR>(
        info.pNext, VK_STRUCTURE_TYPE_PIPELINE_LIBRARY_CREATE_INFO_KHR);
    GraphicsPipelineDesc desc;
    TRY_VK(addLibraries(device, libraries, desc));
    readParts(info, ownParts(info, libraries), desc);
    if (const auto* layout = PipelineLayout::from(info.layout)) desc.layout = layout->info();
    return desc;
}

}  // namespace baker
