#include "pipeline_state_stream.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>

#include "blend_state.hpp"
#include "d3d12/capabilities.hpp"
#include "descriptor/root_signature.hpp"
#include "device/device.hpp"
#include "meta/meta_pipelines.hpp"
#include "resource/format.hpp"

namespace baker {
namespace {

template <typename T, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE kType>
struct alignas(void*) Subobject {
    D3D12_PIPELINE_STATE_SUBOBJECT_TYPE type = kType;
    T value{};
};

// The second form chooses how lines are drawn (D3D12_OPTIONS19.RasterizerDesc2Supported). Both take
// as many bytes.
struct alignas(void*) RasterizerSubobject {
    D3D12_PIPELINE_STATE_SUBOBJECT_TYPE type = D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_RASTERIZER;
    union {
        D3D12_RASTERIZER_DESC first{};
        D3D12_RASTERIZER_DESC2 second;
    };
};
static_assert(
    sizeof(RasterizerSubobject) ==
    sizeof(Subobject<D3D12_RASTERIZER_DESC2, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_RASTERIZER2>));

struct GraphicsStream {
    Subobject<ID3D12RootSignature*, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_ROOT_SIGNATURE> root;
    Subobject<D3D12_SHADER_BYTECODE, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_VS> vertex;
    Subobject<D3D12_SHADER_BYTECODE, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_HS> hull;
    Subobject<D3D12_SHADER_BYTECODE, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_DS> domain;
    Subobject<D3D12_SHADER_BYTECODE, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_GS> geometry;
    Subobject<D3D12_SHADER_BYTECODE, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_PS> pixel;
    Subobject<D3D12_STREAM_OUTPUT_DESC, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_STREAM_OUTPUT> capture;
    Subobject<D3D12_INPUT_LAYOUT_DESC, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_INPUT_LAYOUT> input;
    Subobject<D3D12_INDEX_BUFFER_STRIP_CUT_VALUE,
              D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_IB_STRIP_CUT_VALUE>
        stripCut;
    Subobject<D3D12_PRIMITIVE_TOPOLOGY_TYPE, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_PRIMITIVE_TOPOLOGY>
        topology;
    Subobject<D3D12_RT_FORMAT_ARRAY, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_RENDER_TARGET_FORMATS>
        colorFormats;
    Subobject<DXGI_FORMAT, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_DEPTH_STENCIL_FORMAT> depthFormat;
    Subobject<DXGI_SAMPLE_DESC, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_SAMPLE_DESC> samples;
    Subobject<UINT, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_SAMPLE_MASK> sampleMask;
    RasterizerSubobject rasterizer;
    Subobject<D3D12_BLEND_DESC, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_BLEND> blend;
    Subobject<D3D12_DEPTH_STENCIL_DESC1, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_DEPTH_STENCIL1> depth;
    // Left out where there is none: the last one.
    Subobject<D3D12_CACHED_PIPELINE_STATE, D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_CACHED_PSO> cached;
};

D3D12_SHADER_BYTECODE bytecode(const CompiledShaderRef& shader) {
    if (!shader) return {};
    return {shader->container.data(), shader->container.size()};
}

// D3D12 has neither: without a pixel shader, depth and targets nothing is rasterised.
bool discardsEverything(const BakedState& state) {
    return state.rasterizerDiscard ||
           (state.cullMode == VK_CULL_MODE_FRONT_AND_BACK &&
            state.topologyClass == D3D12_PRIMITIVE_TOPOLOGY_TYPE_TRIANGLE);
}

using InputElements = std::array<D3D12_INPUT_ELEMENT_DESC, kMaxVertexAttributes>;

// Bit l: the shader reads location l, and there is no attribute for it.
uint32_t absentAttributes(const VertexInput& input, const CompiledShaderRef& vertex) {
    uint32_t absent = 0;
    if (!vertex) return absent;
    for (uint32_t l = 0; l < kMaxVertexAttributes; ++l)
        if (vertex->info.inputs.locations[l]) absent |= 1u << l;
    for (uint32_t i = 0; i < input.attributeCount; ++i)
        absent &= ~(1u << input.attributes[i].location);
    return absent;
}

// D3D12 wants an element for each: four zeroes of the type that the shader reads.
void addZeroes(const VertexInput& input, const CompiledShaderRef& vertex,
               D3D12_INPUT_LAYOUT_DESC& layout, InputElements& elements) {
    constexpr DXGI_FORMAT kFormats[] = {DXGI_FORMAT_R32G32B32A32_FLOAT,
                                        DXGI_FORMAT_R32G32B32A32_SINT,
                                        DXGI_FORMAT_R32G32B32A32_UINT};
    for (uint32_t left = absentAttributes(input, vertex); left; left &= left - 1) {
        const auto location = static_cast<UINT>(std::countr_zero(left));
        elements[layout.NumElements++] = {
            .SemanticName = "LOC",
            .SemanticIndex = location,
            .Format = kFormats[vertex->info.inputs.locationTypes[location]],
            .InputSlot = spareBinding(input),
            .InputSlotClass = D3D12_INPUT_CLASSIFICATION_PER_VERTEX_DATA};
    }
}

// Semantic LOC<location>: spirv_to_dxil.hpp. With multiview each instance of Vulkan is one of each
// view (Options::viewMask of the translator).
D3D12_INPUT_LAYOUT_DESC inputLayout(const BakedState& state, const CompiledShaderRef& vertex,
                                    uint32_t viewMask, InputElements& elements) {
    const VertexInput& input = state.vertexInput;
    const uint32_t views = std::max(std::popcount(viewMask), 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < input.attributeCount; ++i) {
        if (state.fetchedAttributes >> i & 1) continue;
        const VertexAttribute& attribute = input.attributes[i];
        const FormatInfo* format = formatInfo(static_cast<VkFormat>(attribute.format));
        const bool instance = input.instanceBindings >> attribute.binding & 1;
        elements[count++] = {.SemanticName = "LOC",
                             .SemanticIndex = attribute.location,
                             .Format = format ? format->dxgi : DXGI_FORMAT_UNKNOWN,
                             .InputSlot = attribute.binding,
                             .AlignedByteOffset = attribute.offset,
                             .InputSlotClass = instance
                                                   ? D3D12_INPUT_CLASSIFICATION_PER_INSTANCE_DATA
                                                   : D3D12_INPUT_CLASSIFICATION_PER_VERTEX_DATA,
                             .InstanceDataStepRate = input.divisors[attribute.binding] * views};
    }
    D3D12_INPUT_LAYOUT_DESC layout{elements.data(), count};
    addZeroes(input, vertex, layout, elements);
    return layout;
}

D3D12_INDEX_BUFFER_STRIP_CUT_VALUE stripCut(const BakedState& state) {
    if (!state.primitiveRestart) return D3D12_INDEX_BUFFER_STRIP_CUT_VALUE_DISABLED;
    return state.indexBytes == 2 ? D3D12_INDEX_BUFFER_STRIP_CUT_VALUE_0xFFFF
                                 : D3D12_INDEX_BUFFER_STRIP_CUT_VALUE_0xFFFFFFFF;
}

D3D12_CULL_MODE cullMode(uint8_t mode) {
    return mode == VK_CULL_MODE_FRONT_BIT  ? D3D12_CULL_MODE_FRONT
           : mode == VK_CULL_MODE_BACK_BIT ? D3D12_CULL_MODE_BACK
                                           : D3D12_CULL_MODE_NONE;
}

// Lines of one pixel's width; others are expanded.
D3D12_LINE_RASTERIZATION_MODE lineMode(const BakedState& state, bool narrow) {
    if (state.lineMode == VK_LINE_RASTERIZATION_MODE_BRESENHAM)
        return D3D12_LINE_RASTERIZATION_MODE_ALIASED;
    if (narrow) return D3D12_LINE_RASTERIZATION_MODE_QUADRILATERAL_NARROW;
    return state.samples > 1 ? D3D12_LINE_RASTERIZATION_MODE_QUADRILATERAL_WIDE
                             : D3D12_LINE_RASTERIZATION_MODE_ALIASED;
}

// What primitives are expanded to is clockwise, unless it is the back of a polygon. Points and
// lines of their own have no bias.
D3D12_RASTERIZER_DESC2 rasterizer(const BakedState& state, bool narrow) {
    const bool native = state.shape == 0;
    const bool filled = !native || state.polygonMode == VK_POLYGON_MODE_FILL;
    return {.FillMode = filled ? D3D12_FILL_MODE_SOLID : D3D12_FILL_MODE_WIREFRAME,
            .CullMode = native ? cullMode(state.cullMode) : D3D12_CULL_MODE_NONE,
            .FrontCounterClockwise = native && state.frontFace == VK_FRONT_FACE_COUNTER_CLOCKWISE,
            .DepthBias = state.depthBias.constant,
            .DepthBiasClamp = state.depthBias.clamp,
            .SlopeScaledDepthBias = state.depthBias.slope,
            .DepthClipEnable = state.depthClip,
            .LineRasterizationMode = lineMode(state, narrow)};
}

D3D12_RASTERIZER_DESC firstForm(const D3D12_RASTERIZER_DESC2& desc) {
    return {
        .FillMode = desc.FillMode,
        .CullMode = desc.CullMode,
        .FrontCounterClockwise = desc.FrontCounterClockwise,
        .DepthBias = static_cast<INT>(std::lrint(desc.DepthBias)),
        .DepthBiasClamp = desc.DepthBiasClamp,
        .SlopeScaledDepthBias = desc.SlopeScaledDepthBias,
        .DepthClipEnable = desc.DepthClipEnable,
        .MultisampleEnable = desc.LineRasterizationMode != D3D12_LINE_RASTERIZATION_MODE_ALIASED};
}

void setRasterizer(RasterizerSubobject& subobject, const BakedState& state, bool narrow) {
    const D3D12_RASTERIZER_DESC2 desc = rasterizer(state, narrow);
    if (narrow) {
        subobject.type = D3D12_PIPELINE_STATE_SUBOBJECT_TYPE_RASTERIZER2;
        subobject.second = desc;
    } else {
        subobject.first = firstForm(desc);
    }
}

D3D12_DEPTH_STENCILOP_DESC stencilOps(const StencilOps& ops) {
    // D3D12's enumerations have Vulkan's order and begin with 1.
    const auto op = [](uint8_t value) {
        constexpr D3D12_STENCIL_OP kOps[] = {D3D12_STENCIL_OP_KEEP,     D3D12_STENCIL_OP_ZERO,
                                             D3D12_STENCIL_OP_REPLACE,  D3D12_STENCIL_OP_INCR_SAT,
                                             D3D12_STENCIL_OP_DECR_SAT, D3D12_STENCIL_OP_INVERT,
                                             D3D12_STENCIL_OP_INCR,     D3D12_STENCIL_OP_DECR};
        return kOps[value % std::size(kOps)];
    };
    return {op(ops.fail), op(ops.depthFail), op(ops.pass),
            static_cast<D3D12_COMPARISON_FUNC>(ops.compare + 1)};
}

// One mask serves both faces: the front's, unless that face is culled.
// vkd3d tests bounds only where depth is tested too.
D3D12_DEPTH_STENCIL_DESC1 depthStencil(const BakedState& state, const PipelineTargets& targets) {
    const uint32_t face = state.cullMode == VK_CULL_MODE_FRONT_BIT ? 1 : 0;
    const bool bounds = state.depthBoundsTest && targets.hasDepth;
    return {.DepthEnable = bounds || (state.depthTest && targets.hasDepth),
            .DepthWriteMask =
                state.depthWrite ? D3D12_DEPTH_WRITE_MASK_ALL : D3D12_DEPTH_WRITE_MASK_ZERO,
            .DepthFunc = state.depthTest
                             ? static_cast<D3D12_COMPARISON_FUNC>(state.depthCompare + 1)
                             : D3D12_COMPARISON_FUNC_ALWAYS,
            .StencilEnable = state.stencilTest && targets.hasStencil,
            .StencilReadMask = state.stencilCompareMask[face],
            .StencilWriteMask = state.stencilWriteMask[face],
            .FrontFace = stencilOps(state.stencilOps[0]),
            .BackFace = stencilOps(state.stencilOps[1]),
            .DepthBoundsTestEnable = bounds};
}

void setShaders(GraphicsStream& stream, const PipelineShaders& shaders) {
    stream.vertex.value = bytecode(shaders.vertex);
    stream.hull.value = bytecode(shaders.tessellationControl);
    stream.domain.value = bytecode(shaders.tessellationEvaluation);
    stream.geometry.value = bytecode(shaders.geometry);
    stream.pixel.value = bytecode(shaders.fragment);
}

// Of tessellation D3D12 counts the primitives in the rasteriser alone
// (GraphicsPipeline::primitiveStatistic): it must run, though without any effect.
bool countsInRasterizer(const PipelineShaders& shaders) {
    return shaders.tessellationEvaluation && !shaders.geometry;
}

// Vulkan clips without a fragment shader, and counts what is clipped; D3D12 then rasterises for
// depth and stencil alone.
bool rasterizesNothing(const BakedState& state, const GraphicsStream& stream) {
    return !discardsEverything(state) && !stream.pixel.value.BytecodeLength &&
           !stream.depth.value.DepthEnable && !stream.depth.value.StencilEnable;
}

VkResult keepRasterizer(Device& device, GraphicsStream& stream) {
    MetaPipelines& meta = *TRY(device.service<MetaPipelines>());
    const std::span<const std::byte> shader = TRY(meta.shader(MetaShader::Nothing));
    stream.pixel.value = {shader.data(), shader.size()};
    stream.sampleMask.value = 0;
    return VK_SUCCESS;
}

using StreamEntries = std::vector<D3D12_SO_DECLARATION_ENTRY>;

// Null names are gaps, in D3D12 too.
D3D12_STREAM_OUTPUT_DESC streamOutput(const StreamOutputs& outputs, StreamEntries& entries,
                                      bool rasterizes) {
    uint32_t buffers = 0;
    for (const StreamOutput& output : outputs.entries) {
        entries.push_back(
            {.Stream = output.stream,
             .SemanticName = output.semantic.empty() ? nullptr : output.semantic.c_str(),
             .SemanticIndex = output.semanticIndex,
             .StartComponent = output.startComponent,
             .ComponentCount = output.componentCount,
             .OutputSlot = output.buffer});
        buffers = std::max(buffers, output.buffer + 1u);
    }
    return {.pSODeclaration = entries.data(),
            .NumEntries = static_cast<UINT>(entries.size()),
            .pBufferStrides = outputs.strides.data(),
            .NumStrides = buffers,
            .RasterizedStream = rasterizes ? 0 : D3D12_SO_NO_RASTERIZED_STREAM};
}

// Blending of two sources takes one target in D3D12.
void setTargets(GraphicsStream& stream, const PipelineTargets& targets, const BakedState& state,
                bool alphaFactor) {
    stream.blend.value = blendDesc(state, targets.colorCount, alphaFactor);
    stream.colorFormats.value.NumRenderTargets =
        usesDualSource(state) ? std::min(targets.colorCount, 1u) : targets.colorCount;
    std::copy_n(targets.colors.begin(), stream.colorFormats.value.NumRenderTargets,
                stream.colorFormats.value.RTFormats);
    stream.depthFormat.value = targets.depthStencil;
    stream.depth.value = depthStencil(state, targets);
}

// Those of `targets` that are attached.
PipelineTargets attachedTargets(PipelineTargets targets, uint16_t attached) {
    for (uint32_t i = 0; i < targets.colorCount; ++i)
        if (!(attached >> i & 1)) targets.colors[i] = DXGI_FORMAT_UNKNOWN;
    while (targets.colorCount && !targets.colors[targets.colorCount - 1]) --targets.colorCount;
    targets.hasDepth &= (attached & kDepthAttached) != 0;
    targets.hasStencil &= (attached & kStencilAttached) != 0;
    if (!targets.hasDepth && !targets.hasStencil) targets.depthStencil = DXGI_FORMAT_UNKNOWN;
    return targets;
}

// What `from` has of each colour target, where D3D12 has its output.
template <typename T>
void moveToLocation(std::array<T, kMaxColorTargets>& to,
                    const std::array<T, kMaxColorTargets>& from, const PipelineTargets& targets) {
    to = {};
    for (uint32_t i = 0; i < targets.colorCount; ++i)
        if (targets.locations[i] != kNoLocation) to[targets.locations[i]] = from[i];
}

void moveToLocations(PipelineTargets& targets, BakedState& state) {
    const PipelineTargets given = targets;
    const BakedState old = state;
    moveToLocation(targets.colors, given.colors, given);
    moveToLocation(state.writeMasks, old.writeMasks, given);
    moveToLocation(state.blendEquations, old.blendEquations, given);
    state.blendEnable = 0;
    targets.colorCount = 0;
    for (uint32_t i = 0; i < given.colorCount; ++i) {
        const uint8_t location = given.locations[i];
        if (location == kNoLocation) continue;
        targets.colorCount = std::max(targets.colorCount, location + 1u);
        if (old.blendEnable >> i & 1) state.blendEnable |= static_cast<uint8_t>(1u << location);
    }
}

void reorderWriteMasks(BakedState& state, const PipelineTargets& targets) {
    for (uint32_t i = 0; i < targets.colorCount; ++i) {
        const uint32_t mask = state.writeMasks[i];
        state.writeMasks[i] = 0;
        for (uint32_t c = 0; c < 4; ++c)
            state.writeMasks[i] |= static_cast<uint8_t>((mask >> targets.orders[i][c] & 1) << c);
    }
}

void discardEverything(GraphicsStream& stream) {
    stream.pixel.value = {};
    stream.depth.value.DepthEnable = stream.depth.value.StencilEnable = FALSE;
    stream.depth.value.DepthBoundsTestEnable = FALSE;
    stream.depthFormat.value = DXGI_FORMAT_UNKNOWN;
    stream.colorFormats.value = {};
}

// Everything that decides the pipeline state.
Digest pipelineKey(const RootSignature& rootSignature, const PipelineShaders& shaders,
                   const PipelineTargets& targets, const BakedState& state) {
    // All of them: one that is added later and forgotten here does not compile.
    const auto& [colors, orders, colorCount, locations, depthStencil, hasDepth, hasStencil,
                 viewMask] = targets;
    Hasher hash;
    hash.addValue('G').addValue(rootSignature.digest);
    for (const CompiledShaderRef* shader :
         {&shaders.vertex, &shaders.tessellationControl, &shaders.tessellationEvaluation,
          &shaders.geometry, &shaders.fragment})
        hash.addValue(*shader ? (*shader)->key : Digest{});
    hash.addValue(colors).addValue(orders).addValue(colorCount).addValue(locations);
    hash.addValue(depthStencil).addValue(hasDepth).addValue(hasStencil).addValue(viewMask);
    hash.add(std::as_bytes(std::span(&state, 1)));
    return hash.finish();
}

}  // namespace

bool readsAbsentAttributes(const PipelineShaders& shaders, const BakedState& state) {
    return absentAttributes(state.vertexInput, shaders.vertex) != 0;
}

std::array<ComponentMapping, kMaxColorTargets> PipelineTargets::outputOrders() const {
    auto result = kSameTargetOrders;
    for (uint32_t i = 0; i < colorCount; ++i)
        if (locations[i] != kNoLocation) result[locations[i]] = orders[i];
    return result;
}

bool coversByShader(const BakedState& state, const PipelineTargets& targets) {
    return state.alphaToCoverage && (state.alphaToOne || targets.outputOrders()[0][3] != 3);
}

const StreamOutputs& streamOutputsOf(const PipelineShaders& shaders) {
    static const StreamOutputs kNone;
    for (const CompiledShaderRef* shader :
         {&shaders.geometry, &shaders.tessellationEvaluation, &shaders.vertex})
        if (*shader) return (*shader)->streamOutputs;
    return kNone;
}

Result<PipelineStateCreation> createGraphicsPipelineState(Device& device, const CachePolicy& policy,
                                                          const RootSignature& rootSignature,
                                                          const PipelineShaders& shaders,
                                                          const PipelineTargets& targets,
                                                          const BakedState& state) {
    GraphicsStream stream;
    InputElements elements;
    stream.root.value = rootSignature.d3d12.Get();
    setShaders(stream, shaders);
    stream.input.value = inputLayout(state, shaders.vertex, targets.viewMask, elements);
    stream.stripCut.value = stripCut(state);
    stream.topology.value = static_cast<D3D12_PRIMITIVE_TOPOLOGY_TYPE>(state.topologyClass);
    stream.samples.value = {state.samples, 0};
    stream.sampleMask.value = state.sampleMask;
    setRasterizer(stream.rasterizer, state, device.capabilities().narrowLines());
    PipelineTargets attached = attachedTargets(targets, state.attached);
    BakedState located = state;
    reorderWriteMasks(located, targets);
    located.alphaToCoverage &= !coversByShader(state, targets);
    if (targets.locations != kDefaultLocations) moveToLocations(attached, located);
    setTargets(stream, attached, located,
               device.capabilities().options13.AlphaBlendFactorSupported);
    if (discardsEverything(state)) discardEverything(stream);
    if (state.rasterizerDiscard ? countsInRasterizer(shaders) : rasterizesNothing(state, stream))
        TRY_VK(keepRasterizer(device, stream));
    StreamEntries entries;
    if (state.captures)
        stream.capture.value =
            streamOutput(streamOutputsOf(shaders), entries,
                         !state.rasterizerDiscard || countsInRasterizer(shaders));
    const auto create = [&](const D3D12_CACHED_PIPELINE_STATE& cached,
                            ComPtr<ID3D12PipelineState>& out) {
        stream.cached.value = cached;
        const D3D12_PIPELINE_STATE_STREAM_DESC desc{
            cached.pCachedBlob ? sizeof(stream) : offsetof(GraphicsStream, cached), &stream};
        return device.d3d12Device4()->CreatePipelineState(&desc, IID_PPV_ARGS(&out));
    };
    return createPipelineState(device, policy, pipelineKey(rootSignature, shaders, targets, state),
                               create, "ID3D12Device2::CreatePipelineState");
}

}  // namespace baker
