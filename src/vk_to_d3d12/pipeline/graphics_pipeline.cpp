#include "graphics_pipeline.hpp"

#include "blend_state.hpp"
#include "device/device.hpp"

namespace baker {
namespace {

// States of the command buffer that choose a variant.
DynamicStates variantStates(const GraphicsPipelineDesc& desc) {
    return desc.dynamic & (bakedDynamicStates() | bit(DynamicState::PrimitiveTopology));
}

uint32_t systemValuesOf(const PipelineShaders& shaders) {
    uint32_t values = 0;
    for (const CompiledShaderRef* shader :
         {&shaders.vertex, &shaders.tessellationControl, &shaders.tessellationEvaluation,
          &shaders.geometry, &shaders.fragment})
        if (*shader) values |= (*shader)->info.systemValues;
    return values;
}

}  // namespace

GraphicsPipeline::GraphicsPipeline(Device& device, const RootSignature& rootSignature,
                                   GraphicsPipelineDesc desc)
    : Pipeline(VK_PIPELINE_BIND_POINT_GRAPHICS, rootSignature),
      device_(device),
      desc_(std::move(desc)),
      systemValues_(systemValuesOf(desc_.shaders)),
      vertexBindings_(bindingsOf(desc_.state.baked.vertexInput)) {}

// With dynamic states the most likely values are those that the pipeline has beside them, so that
// variant is made as well: a draw rarely has to make one.
VkResult GraphicsPipeline::init() {
    GraphicsState state = desc_.state;
    if (state.baked.primitiveRestart) state.baked.indexBytes = 4;
    const PipelineVariant* variant = TRY(find(state));
    if (!variantStates(desc_) && !state.baked.primitiveRestart) onlyVariant_ = variant;
    return VK_SUCCESS;
}

Result<const PipelineVariant*> GraphicsPipeline::variant(const GraphicsState& current,
                                                         uint8_t indexBytes,
                                                         VkCullModeFlags culled) const {
    GraphicsState state = desc_.state;
    copyStates(state, current, variantStates(desc_));
    state.baked.indexBytes = indexBytes;
    state.baked.cullMode |= static_cast<uint8_t>(culled);
    return find(state);
}

Result<const PipelineVariant*> GraphicsPipeline::find(GraphicsState& state) const {
    normalize(state);
    const uint32_t hash = hashOf(state.baked);
    if (const PipelineVariant* found = variants_.find(state.baked, hash)) return found;
    auto variant = std::make_unique<PipelineVariant>();
    variant->state = state.baked;
    variant->hash = hash;
    variant->constantAlpha = usesConstantAlpha(state.baked);
    variant->pipeline = TRY(createPipelineState(device_, rootSignature().d3d12.Get(), desc_.shaders,
                                                desc_.targets, state.baked));
    return variants_.add(std::move(variant));
}

}  // namespace baker
