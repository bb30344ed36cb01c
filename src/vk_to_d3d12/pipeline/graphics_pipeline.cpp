#include "graphics_pipeline.hpp"

#include <algorithm>
#include <cstddef>

#include "blend_state.hpp"
#include "d3d12/capabilities.hpp"
#include "device/device.hpp"

namespace baker {
namespace {

// States of the command buffer that choose a variant.
DynamicStates variantStates(const GraphicsPipelineDesc& desc) {
    return desc.dynamic & (bakedDynamicStates() | bit(DynamicState::PrimitiveTopology) |
                           bit(DynamicState::PatchControlPoints) | bit(DynamicState::LineWidth));
}

// The last one before rasterisation.
const CompiledShader* lastShader(const PipelineShaders& shaders) {
    for (const CompiledShaderRef* shader :
         {&shaders.geometry, &shaders.tessellationEvaluation, &shaders.vertex})
        if (*shader) return shader->get();
    return nullptr;
}

// What primitives are made of, 1, 2 or 3 vertices.
uint32_t rasterizedVertices(const PipelineShaders& shaders, const BakedState& state) {
    if (shaders.geometry) return shaders.geometry->info.outputs.primitiveVertices;
    if (shaders.tessellationEvaluation) {
        const TessellationModes& modes = shaders.tessellationEvaluation->info.tessellation;
        if (modes.pointMode) return 1;
        return modes.domain == TessellationDomain::Isolines ? 2 : 3;
    }
    return state.topologyClass;
}
static_assert(D3D12_PRIMITIVE_TOPOLOGY_TYPE_POINT == 1 && D3D12_PRIMITIVE_TOPOLOGY_TYPE_LINE == 2);

// What the geometry shaders of larger points and lines read.
constexpr uint32_t kExpansionValues = 1u << static_cast<uint32_t>(SystemValue::PixelWidth) |
                                      1u << static_cast<uint32_t>(SystemValue::PixelHeight) |
                                      1u << static_cast<uint32_t>(SystemValue::LineWidth);

uint32_t systemValuesOf(const PipelineShaders& shaders) {
    uint32_t values = 0;
    for (const CompiledShaderRef* shader :
         {&shaders.vertex, &shaders.tessellationControl, &shaders.tessellationEvaluation,
          &shaders.geometry, &shaders.fragment})
        if (*shader) values |= (*shader)->info.systemValues;
    return values;
}

uint32_t primitiveStatisticOf(const PipelineShaders& shaders) {
    using Statistics = D3D12_QUERY_DATA_PIPELINE_STATISTICS;
    if (shaders.geometry) return offsetof(Statistics, GSPrimitives) / 8;
    if (shaders.tessellationEvaluation) return offsetof(Statistics, CInvocations) / 8;
    return offsetof(Statistics, IAPrimitives) / 8;
}

}  // namespace

GraphicsPipelineLibrary::GraphicsPipelineLibrary(GraphicsPipelineDesc desc)
    : Pipeline(PipelineKind::GraphicsLibrary, nullptr), desc_(std::move(desc)) {
    for (ShaderSource& stage : desc_.stages) stage.spirv.own();
}

GraphicsPipeline::GraphicsPipeline(Device& device, GraphicsPipelineDesc desc,
                                   PipelineShaders shaders)
    : Pipeline(PipelineKind::Graphics, desc.layout->rootSignature),
      device_(device),
      desc_(std::move(desc)),
      shaders_(std::move(shaders)),
      shaderState_(shaderStateOf(device, desc_)),
      given_(hashOf(desc_.state, settableDynamicStates() & ~desc_.dynamic)),
      systemValues_(systemValuesOf(shaders_)),
      vertexBindings_(bindingsOf(desc_.state.baked.vertexInput)),
      primitiveStatistic_(primitiveStatisticOf(shaders_)),
      captures_(!streamOutputsOf(shaders_).entries.empty()) {
    if (mayShape()) systemValues_ |= kExpansionValues;
    if (!hasDynamicInput()) {
        const VertexInput& input = desc_.state.baked.vertexInput;
        fetched_ = fetchedAttributes(device, input, misalignment(desc_.state), nullptr);
    }
    keepStages();
}

// Without states that shaders depend on they are never translated again, but for the vertex shader
// where addresses decide what it reads itself.
void GraphicsPipeline::keepStages() {
    const bool keepsAll = desc_.dynamic & shaderDynamicStates() || mayShape() || mayProvoke();
    const bool keepsVertex =
        hasDynamicInput() || mayMisalign(device_, desc_.state.baked.vertexInput);
    if (!keepsAll)
        std::erase_if(desc_.stages, [&](const ShaderSource& source) {
            return !keepsVertex || source.stage != VK_SHADER_STAGE_VERTEX_BIT;
        });
    for (ShaderSource& stage : desc_.stages) stage.spirv.own();
}

// With dynamic states the most likely values are those that the pipeline has beside them, so that
// variant is made as well: a draw rarely has to make one.
Result<bool> GraphicsPipeline::init(const CachePolicy& policy) {
    GraphicsState state = desc_.state;
    if (state.baked.primitiveRestart) state.baked.indexBytes = 4;
    state.baked.captures = captures_;
    const Found found = TRY(find(state, misalignment(state), policy));
    const bool anyTargets = has(device_.features(), Feature::dynamicRenderingUnusedAttachments);
    if (!variantStates(desc_) && !state.baked.primitiveRestart && !anyTargets && !captures_)
        onlyVariant_ = found.variant;
    return found.cacheHit;
}

Result<const PipelineVariant*> GraphicsPipeline::variant(const GraphicsState& current,
                                                         const BoundBuffers& buffers,
                                                         VkCullModeFlags culled) const {
    GraphicsState state = desc_.state;
    copyStates(state, current, variantStates(desc_));
    state.baked.attached = current.baked.attached;
    state.baked.indexBytes = buffers.indexBytes;
    state.baked.captures = captures_ && current.baked.captures;
    state.baked.cullMode |= static_cast<uint8_t>(culled);
    return TRY(find(state, buffers.vertices, {})).variant;
}

bool GraphicsPipeline::mayShape() const {
    const CompiledShader* last = lastShader(shaders_);
    if (!last || last->container.empty()) return false;
    const bool wide =
        desc_.dynamic & bit(DynamicState::LineWidth) || desc_.state.settable.lineWidth != 1;
    const bool edges = desc_.dynamic & bit(DynamicState::PolygonMode) ||
                       desc_.state.baked.polygonMode != VK_POLYGON_MODE_FILL;
    const bool modes = desc_.dynamic & bit(DynamicState::LineRasterizationMode) ||
                       desc_.state.baked.lineMode != VK_LINE_RASTERIZATION_MODE_DEFAULT;
    return last->info.outputs.pointSize || wide || edges || modes;
}

bool GraphicsPipeline::mayProvoke() const {
    const bool last =
        desc_.dynamic & bit(DynamicState::ProvokingVertexMode) || desc_.state.baked.lastProvokes;
    const CompiledShader* shader = lastShader(shaders_);
    return last && shader && !shader->container.empty();
}

// D3D12's lines are a pixel wide, and Bresenham's unless it has narrow quadrilaterals.
PrimitiveShape GraphicsPipeline::lineShape(const GraphicsState& state) const {
    const bool narrow = device_.capabilities().narrowLines();
    const bool wide = state.settable.lineWidth != 1;
    switch (state.baked.lineMode) {
        case VK_LINE_RASTERIZATION_MODE_RECTANGULAR:
            return wide || !narrow ? PrimitiveShape::Lines : PrimitiveShape::Native;
        case VK_LINE_RASTERIZATION_MODE_BRESENHAM:
            return wide ? PrimitiveShape::Bresenham : PrimitiveShape::Native;
        case VK_LINE_RASTERIZATION_MODE_RECTANGULAR_SMOOTH:
            return PrimitiveShape::SmoothLines;
        default:
            return wide ? PrimitiveShape::Lines : PrimitiveShape::Native;
    }
}

// Captured are the vertices that the shader puts out, in whatever shape.
PrimitiveShape GraphicsPipeline::shapeFor(const GraphicsState& state, uint32_t vertices) const {
    if (!mayShape() || state.baked.rasterizerDiscard || state.baked.captures)
        return PrimitiveShape::Native;
    const bool polygon = vertices == 3;
    const uint8_t mode = polygon         ? state.baked.polygonMode
                         : vertices == 2 ? uint8_t(VK_POLYGON_MODE_LINE)
                                         : uint8_t(VK_POLYGON_MODE_POINT);
    if (mode == VK_POLYGON_MODE_LINE) return lineShape(state);
    const bool sized = lastShader(shaders_)->info.outputs.pointSize;
    return mode == VK_POLYGON_MODE_POINT && (polygon || sized) ? PrimitiveShape::Points
                                                               : PrimitiveShape::Native;
}

// Whether it matters that the last vertex of a primitive provokes. Of tessellated primitives none
// is the last one.
bool GraphicsPipeline::provokes(const BakedState& state, uint32_t vertices) const {
    if (!state.lastProvokes || vertices == 1 || !mayProvoke()) return false;
    if (shaders_.tessellationEvaluation && !shaders_.geometry) return false;
    if (state.captures && vertices == 3) return true;
    if (!shaders_.fragment || state.rasterizerDiscard) return false;
    const StageInputs& inputs = shaders_.fragment->info.inputs;
    const StageOutputs& outputs = lastShader(shaders_)->info.outputs;
    return std::ranges::find(inputs.flat, true) != inputs.flat.end() || outputs.layer ||
           outputs.viewportIndex || (shaders_.geometry && inputs.primitiveId);
}

// What the primitives that the shaders put out do not have is left out of the state.
void GraphicsPipeline::decideExpansion(GraphicsState& state) const {
    const uint32_t vertices = rasterizedVertices(shaders_, state.baked);
    if (vertices != 3) {
        state.baked.polygonMode = VK_POLYGON_MODE_FILL;
        state.baked.depthBias = {};
    }
    if (vertices != 2 && state.baked.polygonMode != VK_POLYGON_MODE_LINE) state.baked.lineMode = 0;
    state.baked.shape = static_cast<uint8_t>(shapeFor(state, vertices));
    const bool last = provokes(state.baked, vertices);
    state.baked.lastProvokes = !last               ? kFirstProvokes
                               : shaders_.geometry ? kLastProvokes
                                                   : kLastOfInputProvokes;
    if (state.baked.lastProvokes == kLastOfInputProvokes &&
        state.settable.topology == VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP_WITH_ADJACENCY)
        state.baked.adjacency = 0;
}

Result<PipelineShaders> GraphicsPipeline::shadersFor(const BakedState& state,
                                                     const CachePolicy& policy) const {
    const ShaderState wanted = shaderStateOf(state, desc_.targets);
    if (desc_.stages.empty() || wanted == shaderState_) return shaders_;
    ShaderState others = wanted;
    others.vertexFetch = shaderState_.vertexFetch;
    return compileGraphicsShaders(device_, desc_, wanted, {.policy = policy},
                                  others == shaderState_ ? &shaders_ : nullptr);
}

// Types differ from the shader's with dynamic vertex input alone.
uint32_t GraphicsPipeline::fetchedFor(const BakedState& state,
                                      const VertexMisalignment& vertices) const {
    if (desc_.stages.empty()) return fetched_;
    const StageInputs* read =
        hasDynamicInput() && shaders_.vertex ? &shaders_.vertex->info.inputs : nullptr;
    return fetchedAttributes(device_, state.vertexInput, vertices, read);
}

Result<GraphicsPipeline::Found> GraphicsPipeline::find(GraphicsState& state,
                                                       const VertexMisalignment& vertices,
                                                       const CachePolicy& policy) const {
    normalize(state);
    decideExpansion(state);
    state.baked.fetchedAttributes = fetchedFor(state.baked, vertices);
    const uint32_t hash = hashOf(state.baked);
    if (const PipelineVariant* found = variants_.find(state.baked, hash)) return Found{found, true};
    auto variant = std::make_unique<PipelineVariant>();
    variant->state = state.baked;
    variant->hash = hash;
    const bool cacheHit = TRY(complete(*variant, policy));
    return Found{variants_.add(std::move(variant)), cacheHit};
}

Result<bool> GraphicsPipeline::complete(PipelineVariant& variant, const CachePolicy& policy) const {
    const BakedState& state = variant.state;
    variant.blendConstants = blendConstantOrder(
        state, desc_.targets, device_.capabilities().options13.AlphaBlendFactorSupported);
    variant.assembledBindings = assembledBindings(state.vertexInput, state.fetchedAttributes);
    variant.rootSignature = state.fetchedAttributes
                                ? TRY(fetchingRootSignature(device_, *desc_.layout))
                                : &rootSignature();
    const PipelineShaders shaders = TRY(shadersFor(state, policy));
    variant.systemValues = systemValues_ | systemValuesOf(shaders);
    variant.needsNullBuffer = readsAbsentAttributes(shaders, state);
    PipelineStateCreation made = TRY(createGraphicsPipelineState(
        device_, policy, *variant.rootSignature, shaders, desc_.targets, state));
    variant.pipeline = std::move(made.pipeline);
    return made.cacheHit;
}

}  // namespace baker
