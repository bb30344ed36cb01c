#include "graphics_shaders.hpp"

#include "graphics_pipeline.hpp"
#include "shader_compiler.hpp"

namespace baker {
namespace {

struct Stage {
    VkShaderStageFlagBits bit;
    CompiledShaderRef PipelineShaders::* shader;
};

// Last to first: a stage puts out what the next one reads.
constexpr Stage kStages[] = {
    {VK_SHADER_STAGE_FRAGMENT_BIT, &PipelineShaders::fragment},
    {VK_SHADER_STAGE_GEOMETRY_BIT, &PipelineShaders::geometry},
    {VK_SHADER_STAGE_TESSELLATION_EVALUATION_BIT, &PipelineShaders::tessellationEvaluation},
    {VK_SHADER_STAGE_TESSELLATION_CONTROL_BIT, &PipelineShaders::tessellationControl},
    {VK_SHADER_STAGE_VERTEX_BIT, &PipelineShaders::vertex}};

bool rasterizes(const GraphicsPipelineDesc& desc) {
    return !desc.state.baked.rasterizerDiscard ||
           desc.dynamic & bit(DynamicState::RasterizerDiscardEnable);
}

const ShaderSource* find(const GraphicsPipelineDesc& desc, VkShaderStageFlagBits stage) {
    for (const ShaderSource& source : desc.stages)
        if (source.stage == stage) return &source;
    return nullptr;
}

// Either tessellation shader gets what the other one says.
TessellationOptions tessellation(const GraphicsPipelineDesc& desc, const ShaderState& state,
                                 VkShaderStageFlagBits stage) {
    VkShaderStageFlagBits other = VK_SHADER_STAGE_TESSELLATION_CONTROL_BIT;
    if (stage == other)
        other = VK_SHADER_STAGE_TESSELLATION_EVALUATION_BIT;
    else if (stage != VK_SHADER_STAGE_TESSELLATION_EVALUATION_BIT)
        return {};
    TessellationOptions options{.patchControlPoints = state.patchControlPoints,
                                .lowerLeftOrigin = state.lowerLeftOrigin};
    if (const ShaderSource* source = find(desc, other))
        options.other = tessellationModesOf(*source);
    return options;
}

}  // namespace

namespace {

PrimitiveExpansion expansionOf(const BakedState& state) {
    PrimitiveExpansion expansion{.shape = static_cast<PrimitiveShape>(state.shape),
                                 .lastProvokes = state.lastProvokes != kFirstProvokes};
    if (expansion.shape == PrimitiveShape::Native || state.polygonMode == VK_POLYGON_MODE_FILL)
        return expansion;
    const bool clockwise = state.frontFace == VK_FRONT_FACE_CLOCKWISE;
    const bool front = state.cullMode & VK_CULL_MODE_FRONT_BIT;
    const bool back = state.cullMode & VK_CULL_MODE_BACK_BIT;
    if (front && back) return {};  // nothing is drawn
    expansion.clockwiseIsFront = clockwise;
    expansion.cullsClockwise = clockwise ? front : back;
    expansion.cullsCounterClockwise = clockwise ? back : front;
    return expansion;
}

}  // namespace

ShaderState shaderStateOf(const BakedState& state, const PipelineTargets& targets) {
    ShaderState shaders{
        .patchControlPoints = state.patchControlPoints,
        .lowerLeftOrigin = state.lowerLeftOrigin != 0,
        .negativeOneToOneDepth = state.depthClipControl != 0,
        .sampleShading = state.sampleShading != 0,
        .alphaToOne = state.alphaToOne != 0,
        .coverageSamples = coversByShader(state, targets) ? state.samples : uint8_t(0),
        .expansion = expansionOf(state),
        .vertexFetch = vertexFetch(state.vertexInput, state.fetchedAttributes)};
    if (shaders.expansion) {
        shaders.topologyClass = state.topologyClass;
        shaders.adjacency = state.adjacency;
    }
    return shaders;
}

ShaderState shaderStateOf(const Device& device, const GraphicsPipelineDesc& desc) {
    GraphicsState state = desc.state;
    normalize(state);
    state.baked.lastProvokes = kFirstProvokes;
    if (desc.parts & kVertexInputPart && !(desc.dynamic & bit(DynamicState::VertexInput)))
        state.baked.fetchedAttributes =
            fetchedAttributes(device, state.baked.vertexInput, misalignment(state), nullptr);
    return shaderStateOf(state.baked, desc.targets);
}

DynamicStates shaderDynamicStates() {
    return bit(DynamicState::PatchControlPoints) | bit(DynamicState::TessellationDomainOrigin) |
           bit(DynamicState::DepthClipNegativeOneToOne) | bit(DynamicState::AlphaToOneEnable) |
           bit(DynamicState::AlphaToCoverageEnable) | bit(DynamicState::RasterizationSamples);
}

namespace {

bool isLastBeforeRaster(const GraphicsPipelineDesc& desc, VkShaderStageFlagBits stage) {
    for (const Stage& later : kStages) {
        if (later.bit == VK_SHADER_STAGE_FRAGMENT_BIT) continue;
        if (find(desc, later.bit)) return later.bit == stage;
    }
    return false;
}

PrimitiveInput primitiveInput(const ShaderState& state, const CompiledShader& last,
                              VkShaderStageFlagBits stage) {
    const TessellationModes& modes = last.info.tessellation;
    uint8_t vertices = state.topologyClass;
    if (stage == VK_SHADER_STAGE_TESSELLATION_EVALUATION_BIT)
        vertices = modes.pointMode ? 1 : modes.domain == TessellationDomain::Isolines ? 2 : 3;
    if (vertices == 1) return PrimitiveInput::Points;
    if (vertices == 2)
        return state.adjacency ? PrimitiveInput::LinesWithAdjacency : PrimitiveInput::Lines;
    return state.adjacency ? PrimitiveInput::TrianglesWithAdjacency : PrimitiveInput::Triangles;
}
static_assert(D3D12_PRIMITIVE_TOPOLOGY_TYPE_POINT == 1 && D3D12_PRIMITIVE_TOPOLOGY_TYPE_LINE == 2);

// The geometry shader that expands primitives, where the application has none: `request` is that of
// the last stage, which is translated to know what it writes.
Result<ShaderSource> expandingShader(Device& device, const GraphicsPipelineDesc& desc,
                                     const ShaderState& state, ShaderRequest request) {
    request.expansion = {};
    for (const Stage& stage : kStages) {
        if (!isLastBeforeRaster(desc, stage.bit)) continue;
        request.tessellation = tessellation(desc, state, stage.bit);
        const ShaderCompilation last =
            TRY(compileShader(device, *find(desc, stage.bit), *desc.layout, request));
        ShaderSource source{.stage = VK_SHADER_STAGE_GEOMETRY_BIT, .entryPoint = "main"};
        source.spirv.owner = std::make_shared<const std::vector<uint32_t>>(
            passThroughGeometry({.input = primitiveInput(state, *last.shader, stage.bit),
                                 .read = *request.nextStage,
                                 .written = last.shader->info.outputs,
                                 .captured = last.shader->streamOutputs.entries,
                                 .strides = last.shader->streamOutputs.strides}));
        source.spirv.words = *source.spirv.owner;
        source.spirv.digest = digestOf(std::as_bytes(source.spirv.words));
        return source;
    }
    return VK_ERROR_UNKNOWN;
}

}  // namespace

Result<PipelineShaders> compileGraphicsShaders(Device& device, const GraphicsPipelineDesc& desc,
                                               const ShaderState& state,
                                               const ShaderCreation& creation,
                                               const PipelineShaders* others) {
    ShaderRequest request{.policy = creation.policy, .viewMask = desc.targets.viewMask};
    request.attachmentLayer =
        desc.targets.viewMask ? AttachmentLayer::View : AttachmentLayer::Rendered;
    request.nextStage = StageInputs{};
    PipelineShaders shaders;
    bool lastBeforeRaster = true;
    ShaderSource expanding;
    for (const Stage& stage : kStages) {
        const ShaderSource* source = find(desc, stage.bit);
        const bool fragment = stage.bit == VK_SHADER_STAGE_FRAGMENT_BIT;
        const bool geometry = stage.bit == VK_SHADER_STAGE_GEOMETRY_BIT;
        const bool vertex = stage.bit == VK_SHADER_STAGE_VERTEX_BIT;
        if (others && !vertex) {
            shaders.*stage.shader = others->*stage.shader;
            if (!(shaders.*stage.shader)) continue;
            request.nextStage = (shaders.*stage.shader)->info.inputs;
            if (!fragment) lastBeforeRaster = false;
            continue;
        }
        request.expansion = geometry ? state.expansion : PrimitiveExpansion{};
        request.pointCoordinateInput = fragment && state.expansion.shape == PrimitiveShape::Points;
        request.lineCoverage = fragment && state.expansion.shape == PrimitiveShape::SmoothLines;
        if (geometry && !source && state.expansion) {
            expanding = TRY(expandingShader(device, desc, state, request));
            source = &expanding;
        }
        if (!source || (fragment && !rasterizes(desc))) continue;
        // Positions that only transform feedback sees are Vulkan's.
        const bool toRaster = !fragment && lastBeforeRaster && rasterizes(desc);
        request.flipY = toRaster ? YFlip::PerViewport : YFlip::None;
        request.negativeOneToOneDepth = toRaster && state.negativeOneToOneDepth;
        request.tessellation = tessellation(desc, state, stage.bit);
        request.sampleShading = fragment && state.sampleShading;
        request.alphaToOne = fragment && state.alphaToOne;
        request.coverageSamples = fragment ? state.coverageSamples : 0;
        request.viewIndexIsDevice = source->viewIndexIsDevice;
        request.targetOrders = fragment ? desc.targets.outputOrders() : kSameTargetOrders;
        request.vertexFetch = vertex ? &state.vertexFetch : nullptr;
        const auto start = std::chrono::steady_clock::now();
        const ShaderCompilation compilation =
            TRY(compileShader(device, *source, *desc.layout, request));
        const auto index = static_cast<size_t>(source - desc.stages.data());
        if (creation.feedback && source != &expanding && index >= creation.firstStage)
            creation.feedback->addStage(static_cast<uint32_t>(index - creation.firstStage),
                                        compilation.cacheHit,
                                        std::chrono::steady_clock::now() - start);
        shaders.*stage.shader = compilation.shader;
        request.nextStage = compilation.shader->info.inputs;
        if (!fragment) lastBeforeRaster = false;
    }
    return shaders;
}

}  // namespace baker
