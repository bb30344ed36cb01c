#include "graphics_state.hpp"

#include <algorithm>

#include <bit>
#include <cstddef>
#include <iterator>

#include "d3d12/d3d12_api.hpp"

namespace baker {
namespace {

struct StateRange {
    VkDynamicState vulkan;
    PipelineParts part;
    uint32_t offset;  // in GraphicsState
    uint32_t size;
};

constexpr StateRange kRanges[] = {
#define X(name, member, vulkan, part)                                          \
    {VK_DYNAMIC_STATE_##vulkan, VK_GRAPHICS_PIPELINE_LIBRARY_##part##_BIT_EXT, \
     static_cast<uint32_t>(offsetof(GraphicsState, member)),                   \
     static_cast<uint32_t>(sizeof(GraphicsState::member))},
#include "dynamic_state.def"
#undef X
};

constexpr D3D12_PRIMITIVE_TOPOLOGY_TYPE topologyType(uint32_t topology) {
    switch (topology) {
        case VK_PRIMITIVE_TOPOLOGY_POINT_LIST:
            return D3D12_PRIMITIVE_TOPOLOGY_TYPE_POINT;
        case VK_PRIMITIVE_TOPOLOGY_LINE_LIST:
        case VK_PRIMITIVE_TOPOLOGY_LINE_STRIP:
        case VK_PRIMITIVE_TOPOLOGY_LINE_LIST_WITH_ADJACENCY:
        case VK_PRIMITIVE_TOPOLOGY_LINE_STRIP_WITH_ADJACENCY:
            return D3D12_PRIMITIVE_TOPOLOGY_TYPE_LINE;
        case VK_PRIMITIVE_TOPOLOGY_PATCH_LIST:
            return D3D12_PRIMITIVE_TOPOLOGY_TYPE_PATCH;
        default:
            return D3D12_PRIMITIVE_TOPOLOGY_TYPE_TRIANGLE;
    }
}

constexpr bool hasAdjacency(uint32_t topology) {
    return topology >= VK_PRIMITIVE_TOPOLOGY_LINE_LIST_WITH_ADJACENCY &&
           topology <= VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP_WITH_ADJACENCY;
}

constexpr uint8_t flag(bool value) {
    return value ? 1 : 0;
}

void normalizeDepth(BakedState& baked) {
    if (!baked.depthTest) baked.depthWrite = baked.depthCompare = 0;
    if (!baked.depthBiasEnable) baked.depthBias = {};
    if (baked.stencilTest) return;
    baked.stencilOps = {};
    baked.stencilCompareMask = baked.stencilWriteMask = {};
}

// Depth values are always clamped by D3D12, so clamping decides clipping alone.
void normalizeClip(BakedState& baked) {
    if (baked.depthClip == kDepthClipFollowsClamp) baked.depthClip = flag(!baked.depthClamp);
    baked.depthClamp = 0;
}

void normalizeBlend(BakedState& baked) {
    for (uint32_t i = 0; i < kMaxColorTargets; ++i) {
        if (!(baked.colorWrites >> i & 1)) baked.writeMasks[i] = 0;
        if (!(baked.blendEnable >> i & 1)) baked.blendEquations[i] = {};
    }
    baked.colorWrites = 0;
    if (!baked.logicOpEnable) baked.logicOp = 0;
}

}  // namespace

ColorLocations colorLocations(const uint32_t* locations, uint32_t count) {
    ColorLocations result = kDefaultLocations;
    for (uint32_t i = 0; locations && i < std::min(count, kMaxColorTargets); ++i)
        result[i] =
            locations[i] < kMaxColorTargets ? static_cast<uint8_t>(locations[i]) : kNoLocation;
    return result;
}

GraphicsState defaultGraphicsState() {
    GraphicsState state;
    std::memset(static_cast<void*>(&state), 0, sizeof(state));
    state.baked.depthClip = kDepthClipFollowsClamp;
    state.baked.attached = UINT16_MAX;
    state.baked.samples = 1;
    state.baked.sampleMask = UINT32_MAX;
    state.baked.colorWrites = UINT8_MAX;
    state.baked.stencilCompareMask = state.baked.stencilWriteMask = {UINT8_MAX, UINT8_MAX};
    state.settable.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST;
    state.settable.viewportCount = state.settable.scissorCount = 1;
    state.settable.depthBounds = {0, 1};
    state.settable.lineWidth = 1;
    return state;
}

DynamicStates bakedDynamicStates() {
    return bit(DynamicState::PrimitiveTopology) - 1;
}

DynamicStates settableDynamicStates() {
    return (bit(DynamicState::Count) - 1) & ~bakedDynamicStates();
}

DynamicStates allDynamicStates() {
    DynamicStates states = 0;
    for (uint32_t i = 0; i < std::size(kRanges); ++i)
        if (kRanges[i].vulkan != VK_DYNAMIC_STATE_MAX_ENUM) states |= DynamicStates(1) << i;
    return states;
}

DynamicStates dynamicStateBits(VkDynamicState state) {
    if (state == VK_DYNAMIC_STATE_VIEWPORT_WITH_COUNT)
        return bit(DynamicState::Viewports) | bit(DynamicState::ViewportCount);
    if (state == VK_DYNAMIC_STATE_SCISSOR_WITH_COUNT)
        return bit(DynamicState::Scissors) | bit(DynamicState::ScissorCount);
    if (state == VK_DYNAMIC_STATE_VERTEX_INPUT_EXT)
        return bit(DynamicState::VertexInput) | bit(DynamicState::VertexStrides);
    for (uint32_t i = 0; i < std::size(kRanges); ++i)
        if (kRanges[i].vulkan == state) return DynamicStates(1) << i;
    return 0;
}

DynamicStates statesOf(PipelineParts parts) {
    DynamicStates states = 0;
    for (uint32_t i = 0; i < std::size(kRanges); ++i)
        if (kRanges[i].part & parts) states |= DynamicStates(1) << i;
    return states;
}

uint32_t bindingsOf(const VertexInput& input) {
    uint32_t bindings = 0;
    for (uint32_t i = 0; i < input.attributeCount; ++i)
        bindings |= 1u << input.attributes[i].binding;
    return bindings;
}

uint32_t spareBinding(const VertexInput& input) {
    return std::min<uint32_t>(std::countr_one(bindingsOf(input)), kMaxVertexBindings - 1);
}

DynamicStates copyStates(GraphicsState& target, const GraphicsState& source, DynamicStates states) {
    DynamicStates changed = 0;
    for (; states; states &= states - 1) {
        const int state = std::countr_zero(states);
        auto* to = reinterpret_cast<std::byte*>(&target) + kRanges[state].offset;
        const auto* from = reinterpret_cast<const std::byte*>(&source) + kRanges[state].offset;
        if (std::memcmp(to, from, kRanges[state].size) == 0) continue;
        std::memcpy(to, from, kRanges[state].size);
        changed |= DynamicStates(1) << state;
    }
    return changed;
}

uint64_t hashOf(const GraphicsState& state, DynamicStates states) {
    constexpr uint64_t kPrime = 0x100000001B3, kBasis = 0xCBF29CE484222325;  // FNV-1a
    uint64_t hash = (kBasis ^ states) * kPrime;
    for (; states; states &= states - 1) {
        const StateRange& range = kRanges[std::countr_zero(states)];
        const auto* bytes = reinterpret_cast<const unsigned char*>(&state) + range.offset;
        for (size_t i = 0; i < range.size; ++i) hash = (hash ^ bytes[i]) * kPrime;
    }
    return hash | 1;
}

uint32_t hashOf(const BakedState& state) {
    constexpr uint64_t kPrime = 0x9E3779B97F4A7C15;
    std::array<uint32_t, sizeof(BakedState) / 4> words;
    std::memcpy(words.data(), &state, sizeof(state));
    // Attributes that are not there are zero in every state.
    constexpr size_t kAttributes = offsetof(BakedState, vertexInput.attributes) / 4;
    const size_t used = kAttributes + 2 * state.vertexInput.attributeCount;
    uint64_t hash = 0;
    for (size_t i = 0; i < used; ++i) hash = (hash ^ words[i]) * kPrime;
    return static_cast<uint32_t>(hash >> 32);
}

void normalize(GraphicsState& state) {
    BakedState& baked = state.baked;
    baked.topologyClass = topologyType(state.settable.topology);
    baked.adjacency = flag(hasAdjacency(state.settable.topology));
    const bool patches = baked.topologyClass == D3D12_PRIMITIVE_TOPOLOGY_TYPE_PATCH;
    baked.patchControlPoints =
        patches ? static_cast<uint8_t>(state.settable.patchControlPoints) : uint8_t(0);
    if (!patches) baked.lowerLeftOrigin = 0;
    if (!baked.primitiveRestart) baked.indexBytes = 0;
    normalizeDepth(baked);
    normalizeClip(baked);
    normalizeBlend(baked);
}

}  // namespace baker
