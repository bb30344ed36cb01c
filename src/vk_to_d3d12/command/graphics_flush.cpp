#include "graphics_flush.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "draw_values.hpp"
#include "link_shaders.hpp"
#include "pipeline/graphics_pipeline.hpp"
#include "root_arguments.hpp"
#include "vertex_fetch.hpp"

namespace baker {
namespace {

// By VkPrimitiveTopology; fans are drawn as lists with other indices, patches by their size.
constexpr D3D12_PRIMITIVE_TOPOLOGY kTopologies[] = {
    D3D_PRIMITIVE_TOPOLOGY_POINTLIST,        D3D_PRIMITIVE_TOPOLOGY_LINELIST,
    D3D_PRIMITIVE_TOPOLOGY_LINESTRIP,        D3D_PRIMITIVE_TOPOLOGY_TRIANGLELIST,
    D3D_PRIMITIVE_TOPOLOGY_TRIANGLESTRIP,    D3D_PRIMITIVE_TOPOLOGY_TRIANGLELIST,
    D3D_PRIMITIVE_TOPOLOGY_LINELIST_ADJ,     D3D_PRIMITIVE_TOPOLOGY_LINESTRIP_ADJ,
    D3D_PRIMITIVE_TOPOLOGY_TRIANGLELIST_ADJ, D3D_PRIMITIVE_TOPOLOGY_TRIANGLESTRIP_ADJ};

D3D12_PRIMITIVE_TOPOLOGY primitiveTopology(const SettableState& state) {
    if (state.topology == VK_PRIMITIVE_TOPOLOGY_PATCH_LIST)
        return static_cast<D3D12_PRIMITIVE_TOPOLOGY>(
            D3D_PRIMITIVE_TOPOLOGY_1_CONTROL_POINT_PATCHLIST +
            std::max(state.patchControlPoints, 1u) - 1);
    return kTopologies[std::min<size_t>(state.topology, std::size(kTopologies) - 1)];
}

// Rewritten indices are 32-bit ones.
uint8_t drawnIndexBytes(const GraphicsRecorder& graphics) {
    return graphics.indexBytes == 2 && !graphics.hasRestartIndex ? 2 : 4;
}

BoundBuffers boundBuffers(const GraphicsRecorder& graphics) {
    return {drawnIndexBytes(graphics), graphics.misalignment};
}

bool differsByFace(const GraphicsRecorder& graphics) {
    const BakedState& state = graphics.variant->state;
    const auto& reference = graphics.state.settable.stencilReference;
    return state.stencilTest && state.cullMode == VK_CULL_MODE_NONE &&
           state.topologyClass == D3D12_PRIMITIVE_TOPOLOGY_TYPE_TRIANGLE &&
           (reference[0] != reference[1] ||
            state.stencilCompareMask[0] != state.stencilCompareMask[1] ||
            state.stencilWriteMask[0] != state.stencilWriteMask[1]);
}

void setFaces(Recorder& recorder) {
    GraphicsRecorder& graphics = recorder.graphics;
    const bool hadFaces = graphics.faces[0] != nullptr;
    graphics.faces = {};
    if (!differsByFace(graphics)) {
        if (hadFaces) recorder.list->SetPipelineState(graphics.variant->pipeline.Get());
        return;
    }
    constexpr VkCullModeFlags kCulled[] = {VK_CULL_MODE_BACK_BIT, VK_CULL_MODE_FRONT_BIT};
    for (size_t face = 0; face < 2; ++face) {
        GraphicsState state = graphics.state;
        if (face == 1) state.baked.captures = false;  // the first has captured all
        auto variant = graphics.pipeline->variant(state, boundBuffers(graphics), kCulled[face]);
        if (!variant.ok()) return recorder.fail(variant.error());
        graphics.faces[face] = variant.value();
    }
}

void setPipeline(Recorder& recorder) {
    GraphicsRecorder& graphics = recorder.graphics;
    const PipelineVariant* variant = graphics.pipeline->onlyVariant();
    if (!variant || graphics.misalignment.any() & graphics.pipeline->vertexBindings()) {
        auto found = graphics.pipeline->variant(graphics.state, boundBuffers(graphics));
        if (!found.ok()) {
            graphics.variant = nullptr;
            return recorder.fail(found.error());
        }
        variant = found.value();
    }
    if (graphics.bindings.dirty & kDirtyPipeline || variant != graphics.variant)
        recorder.list->SetPipelineState(variant->pipeline.Get());
    if (!graphics.variant || graphics.variant->state.lastProvokes != variant->state.lastProvokes)
        graphics.bindings.dirty |= kDirtyTopology;
    if (!graphics.variant || graphics.variant->blendConstants != variant->blendConstants)
        graphics.bindings.dirty |= kDirtyBlendConstants;
    graphics.variant = variant;
    if (graphics.bindings.dirty & kDirtyPipeline)
        recorder.compute.dirty |= kDirtyPipeline;  // a list has one pipeline
    setRootSignature<GraphicsRoot>(recorder, graphics.bindings, *variant->rootSignature);
}

// A shader turns over what a viewport of negative height shows (SystemValue::FlippedViewports).
D3D12_VIEWPORT d3d12Viewport(const VkViewport& v) {
    const float top = v.height < 0 ? v.y + v.height : v.y;
    return {v.x, top, v.width, std::abs(v.height), v.minDepth, v.maxDepth};
}

void setViewports(Recorder& recorder) {
    const SettableState& state = recorder.graphics.state.settable;
    std::array<D3D12_VIEWPORT, kMaxViewports> viewports;
    const uint32_t count = std::min(state.viewportCount, kMaxViewports);
    std::transform(state.viewports.begin(), state.viewports.begin() + count, viewports.begin(),
                   d3d12Viewport);
    recorder.list->RSSetViewports(count, viewports.data());
}

D3D12_RECT d3d12Rect(const VkRect2D& r) {
    const auto end = [](int32_t offset, uint32_t extent) {
        return static_cast<LONG>(std::min<int64_t>(int64_t(offset) + extent, INT32_MAX));
    };
    return {r.offset.x, r.offset.y, end(r.offset.x, r.extent.width),
            end(r.offset.y, r.extent.height)};
}

void setScissors(Recorder& recorder) {
    const SettableState& state = recorder.graphics.state.settable;
    std::array<D3D12_RECT, kMaxViewports> rects;
    const uint32_t count = std::min(state.scissorCount, kMaxViewports);
    std::transform(state.scissors.begin(), state.scissors.begin() + count, rects.begin(),
                   d3d12Rect);
    recorder.list->RSSetScissorRects(count, rects.data());
}

void setBlendConstants(Recorder& recorder) {
    const std::array<float, 4>& given = recorder.graphics.state.settable.blendConstants;
    std::array<float, 4> constants;
    for (size_t i = 0; i < constants.size(); ++i)
        constants[i] = given[recorder.graphics.variant->blendConstants[i]];
    recorder.list->OMSetBlendFactor(constants.data());
}

void setDepthBounds(Recorder& recorder) {
    ComPtr<ID3D12GraphicsCommandList1> list1;
    if (FAILED(recorder.list->QueryInterface(IID_PPV_ARGS(&list1)))) return;
    const auto& bounds = recorder.graphics.state.settable.depthBounds;
    list1->OMSetDepthBounds(bounds[0], bounds[1]);
}

// One reference serves both faces: the front's, unless that face is culled.
void setStencilReference(Recorder& recorder) {
    const GraphicsRecorder& graphics = recorder.graphics;
    const bool back = graphics.variant->state.cullMode == VK_CULL_MODE_FRONT_BIT;
    recorder.list->OMSetStencilRef(graphics.state.settable.stencilReference[back ? 1 : 0]);
}

// The buffer that the application has there is bound again for the next pipeline that reads it.
void setNullBuffer(Recorder& recorder) {
    GraphicsRecorder& graphics = recorder.graphics;
    const uint32_t binding = spareBinding(graphics.variant->state.vertexInput);
    constexpr D3D12_VERTEX_BUFFER_VIEW kNone{};
    recorder.list->IASetVertexBuffers(binding, 1, &kNone);
    graphics.dirtyVertexBuffers |= 1u << binding;
}

// Runs of bindings that changed and that the input assembler reads.
void setVertexBuffers(Recorder& recorder) {
    GraphicsRecorder& graphics = recorder.graphics;
    if (graphics.variant->needsNullBuffer) setNullBuffer(recorder);
    uint32_t dirty = graphics.dirtyVertexBuffers & graphics.variant->assembledBindings;
    graphics.dirtyVertexBuffers &= ~dirty;
    while (dirty) {
        const int first = std::countr_zero(dirty);
        const int count = std::countr_one(dirty >> first);
        recorder.list->IASetVertexBuffers(first, count, &graphics.vertexBuffers[first]);
        dirty &= static_cast<uint32_t>(~(((uint64_t(1) << count) - 1) << first));
    }
}

void setIndexBuffer(Recorder& recorder) {
    if (recorder.graphics.indexBuffer.BufferLocation)
        recorder.list->IASetIndexBuffer(&recorder.graphics.indexBuffer);
}

// Whether the topology is a triangle strip that is made a list.
bool isUnrolled(const GraphicsRecorder& graphics) {
    const uint32_t topology = graphics.state.settable.topology;
    return graphics.variant->state.lastProvokes == kLastOfInputProvokes &&
           (topology == VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP ||
            topology == VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP_WITH_ADJACENCY);
}

void setTopology(Recorder& recorder) {
    const GraphicsRecorder& graphics = recorder.graphics;
    recorder.list->IASetPrimitiveTopology(isUnrolled(graphics)
                                              ? D3D_PRIMITIVE_TOPOLOGY_TRIANGLELIST
                                              : primitiveTopology(graphics.state.settable));
}

bool restartsPrimitives(const GraphicsRecorder& graphics) {
    const bool dynamic =
        graphics.pipeline->dynamicStates() & bit(DynamicState::PrimitiveRestartEnable);
    return (dynamic ? graphics.state : graphics.pipeline->state()).baked.primitiveRestart;
}

bool isList(uint32_t topology) {
    return topology == VK_PRIMITIVE_TOPOLOGY_POINT_LIST ||
           topology == VK_PRIMITIVE_TOPOLOGY_LINE_LIST ||
           topology == VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST ||
           topology == VK_PRIMITIVE_TOPOLOGY_LINE_LIST_WITH_ADJACENCY ||
           topology == VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST_WITH_ADJACENCY ||
           topology == VK_PRIMITIVE_TOPOLOGY_PATCH_LIST;
}

// D3D12 restarts strips alone, at the largest index.
uint8_t specialRestarts(const GraphicsRecorder& graphics) {
    if (isUnrolled(graphics)) return kSpecialFan | kSpecialLists;
    if (!graphics.restartsPrimitives) return 0;
    if (isList(graphics.state.settable.topology)) return kSpecialLists;
    return graphics.hasRestartIndex ? kSpecialIndices : 0;
}

uint8_t specialOf(const Recorder& recorder) {
    const GraphicsRecorder& graphics = recorder.graphics;
    uint8_t special = specialRestarts(graphics);
    if (recorder.predicate.resource) special |= kSpecialPredicate;
    if (graphics.variant->systemValues & kDrawValues) special |= kSpecialValues;
    if (graphics.pipeline->viewMask()) special |= kSpecialViews;
    if (graphics.state.settable.topology == VK_PRIMITIVE_TOPOLOGY_TRIANGLE_FAN)
        special |= kSpecialFan;
    if (graphics.indexBytes == 1) special |= kSpecialIndices;
    if (graphics.faces[1]) special |= kSpecialFaces;
    return special;
}

// Bit i: viewport i has Vulkan's usual orientation, which is not D3D12's.
uint32_t flippedViewports(const SettableState& state) {
    uint32_t flipped = 0;
    for (uint32_t i = 0; i < std::min(state.viewportCount, kMaxViewports); ++i)
        if (state.viewports[i].height >= 0) flipped |= 1u << i;
    return flipped;
}

// From FlippedViewports on.
RasterValues rasterValues(const SettableState& state) {
    const VkViewport& first = state.viewports[0];
    const auto pixel = [](float extent) {
        return std::bit_cast<uint32_t>(extent == 0 ? 0.0f : 2 / std::abs(extent));
    };
    return {flippedViewports(state), pixel(first.width), pixel(first.height),
            std::bit_cast<uint32_t>(state.lineWidth)};
}

void takeRasterValues(GraphicsRecorder& graphics) {
    const RasterValues values = rasterValues(graphics.state.settable);
    for (uint32_t i = 0; i < values.size(); ++i) {
        uint32_t& word = graphics.systemValues[kFirstRasterValue + i];
        if (word != values[i]) graphics.staleSystemValues |= 1u << (kFirstRasterValue + i);
        word = values[i];
    }
}

// Those of draws are set by each draw.
void setSystemValues(Recorder& recorder) {
    GraphicsRecorder& graphics = recorder.graphics;
    const uint32_t read = graphics.variant->systemValues;
    if (graphics.staleSystemValues & read) {  // whoever sets them next sets all
        graphics.bindings.hasSystemValues = false;
        graphics.staleSystemValues = 0;
    }
    if (graphics.bindings.hasSystemValues || !read || graphics.special & kSpecialValues) return;
    setSystemValueBuffer<GraphicsRoot>(recorder, graphics.bindings, graphics.systemValues);
}

// In the order of their bits.
constexpr void (*kSettings[])(Recorder&) = {
    setRenderTargets, setTopology,         setViewports,     setScissors,    setBlendConstants,
    setDepthBounds,   setStencilReference, setVertexBuffers, setIndexBuffer, setStreamTargets};
constexpr int kFirstSetting = std::countr_zero(kDirtyGraphicsSettings);
static_assert(size_t(std::popcount(kDirtyGraphicsSettings)) == std::size(kSettings));

// Bits of the settings that a dynamic state is part of.
uint32_t dirtyBitsOf(DynamicStates states) {
    constexpr struct {
        DynamicStates states;
        uint32_t dirty;
    } kRows[] = {
        {bit(DynamicState::PrimitiveTopology) | bit(DynamicState::PatchControlPoints),
         kDirtyTopology},
        {bit(DynamicState::Viewports) | bit(DynamicState::ViewportCount), kDirtyViewports},
        {bit(DynamicState::Scissors) | bit(DynamicState::ScissorCount), kDirtyScissors},
        {bit(DynamicState::BlendConstants), kDirtyBlendConstants},
        {bit(DynamicState::DepthBounds), kDirtyDepthBounds},
        {bit(DynamicState::StencilReference), kDirtyStencilReference},
        {bit(DynamicState::LineWidth), kDirtySystemValues},
    };
    uint32_t dirty = 0;
    for (const auto& row : kRows)
        if (states & row.states) dirty |= row.dirty;
    return dirty;
}

// Strides are part of D3D12's vertex buffer views.
void takeStrides(GraphicsRecorder& graphics, const GraphicsPipeline& pipeline) {
    if (pipeline.dynamicStates() & bit(DynamicState::VertexStrides)) return;
    for (uint32_t left = pipeline.vertexBindings(); left; left &= left - 1) {
        const int binding = std::countr_zero(left);
        const uint32_t stride = pipeline.state().settable.strides[binding];
        if (graphics.vertexBuffers[binding].StrideInBytes == stride) continue;
        graphics.vertexBuffers[binding].StrideInBytes = stride;
        noteAlignment(graphics, static_cast<uint32_t>(binding));
        graphics.dirtyVertexBuffers |= 1u << binding;
    }
}

}  // namespace

void bindGraphicsPipeline(Recorder& recorder, const GraphicsPipeline& pipeline) {
    GraphicsRecorder& graphics = recorder.graphics;
    const bool same = graphics.pipeline == &pipeline;
    if (same && !graphics.stateSet) return;
    graphics.pipeline = &pipeline;
    graphics.bindings.dirty |= same ? kDirtyVertexBuffers : kDirtyVertexBuffers | kDirtyPipeline;
    takeStrides(graphics, pipeline);
    // Most pipelines of an application give the same.
    if (graphics.given == pipeline.given() && !graphics.stateSet) return;
    graphics.given = pipeline.given();
    graphics.stateSet = false;
    const DynamicStates given = settableDynamicStates() & ~pipeline.dynamicStates();
    const DynamicStates changed =
        copyStates(graphics.state, pipeline.state(), given & ~bit(DynamicState::VertexStrides));
    graphics.bindings.dirty |= dirtyBitsOf(changed);
}

void flushGraphicsState(Recorder& recorder) {
    GraphicsRecorder& graphics = recorder.graphics;
    if (graphics.usesShaders && graphics.bindings.dirty & (kDirtyShaders | kDirtyRenderTargets))
        linkShaders(recorder);
    if (graphics.pipeline)
        recorder.queries.countPrimitivesBy(recorder, graphics.pipeline->primitiveStatistic());
    recorder.queries.resume(recorder);
    if (!graphics.pipeline) {
        graphics.variant = nullptr;
        return;
    }
    if (graphics.bindings.dirty & (kDirtyPipeline | kDirtyVariant)) setPipeline(recorder);
    if (!graphics.variant) return;
    constexpr uint32_t kFaces = kDirtyPipeline | kDirtyVariant | kDirtyStencilReference;
    if (graphics.bindings.dirty & kFaces) setFaces(recorder);
    for (uint32_t left = graphics.bindings.dirty & kDirtyGraphicsSettings; left; left &= left - 1)
        kSettings[std::countr_zero(left) - kFirstSetting](recorder);
    constexpr uint32_t kSpecial =
        kFaces | kDirtyTopology | kDirtyIndexBuffer | kDirtyRenderTargets | kDirtySpecial;
    if (graphics.bindings.dirty & kSpecial) {
        graphics.restartsPrimitives = restartsPrimitives(graphics);
        graphics.special = specialOf(recorder);
    }
    if (graphics.bindings.dirty & (kDirtyViewports | kDirtySystemValues))
        takeRasterValues(graphics);
    setSystemValues(recorder);
    constexpr uint32_t kFetch = kDirtyPipeline | kDirtyVariant | kDirtyVertexBuffers;
    if (graphics.variant->state.fetchedAttributes && graphics.bindings.dirty & kFetch)
        setVertexFetch(recorder);
    setRootArguments<GraphicsRoot>(recorder, graphics.bindings);
    graphics.bindings.dirty = 0;
}

}  // namespace baker
