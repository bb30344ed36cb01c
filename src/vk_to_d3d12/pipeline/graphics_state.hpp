// The state of a graphics pipeline, in Vulkan's terms: of a pipeline, what was given at creation;
// of a command buffer, what vkCmdSet* gave.
//
// BakedState is what D3D12 bakes into a pipeline state; Vulkan lets much of it change between
// draws, so it is the key of a pipeline's variants. SettableState is what a D3D12 command list can
// set. Each dynamic state of Vulkan is one range of bytes of GraphicsState (dynamic_state.def).
#pragma once

#include <vulkan/vulkan.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace baker {

inline constexpr uint32_t kMaxColorTargets = 8;
inline constexpr uint32_t kMaxVertexAttributes = 32;
inline constexpr uint32_t kMaxVertexBindings = 32;
inline constexpr uint32_t kMaxViewports = 16;

// The fragment output that goes to each colour target (VkRenderingAttachmentLocationInfo), or
// kNoLocation. D3D12's target n is that of output n.
using ColorLocations = std::array<uint8_t, kMaxColorTargets>;
inline constexpr ColorLocations kDefaultLocations{0, 1, 2, 3, 4, 5, 6, 7};
inline constexpr uint8_t kNoLocation = UINT8_MAX;

// As Vulkan gives them, of the first `count` targets; null: each its own number.
ColorLocations colorLocations(const uint32_t* locations, uint32_t count);

// BakedState::attached.
inline constexpr uint32_t kDepthAttached = 1u << kMaxColorTargets;
inline constexpr uint32_t kStencilAttached = 2u << kMaxColorTargets;

// BakedState::lastProvokes: of what an application's geometry shader puts out, or of what the input
// assembler does, which must then make lists of strips: D3D12 turns over every second triangle.
inline constexpr uint8_t kFirstProvokes = 0;
inline constexpr uint8_t kLastProvokes = 1;
inline constexpr uint8_t kLastOfInputProvokes = 2;

// BakedState::depthClip: the opposite of depthClamp.
inline constexpr uint8_t kDepthClipFollowsClamp = 2;

struct VertexAttribute {
    uint8_t location;
    uint8_t binding;
    uint16_t offset;
    uint32_t format;  // VkFormat
};

struct VertexInput {
    uint32_t attributeCount;
    uint32_t instanceBindings;  // bit b: binding b steps by instance
    std::array<VertexAttribute, kMaxVertexAttributes> attributes;
    std::array<uint32_t, kMaxVertexBindings> divisors;  // of instanceBindings, else 0
    friend bool operator==(const VertexInput& a, const VertexInput& b) {
        return std::memcmp(&a, &b, sizeof(a)) == 0;
    }
};

// Where the input assembler, which wants addresses and strides aligned, cannot read: bit b of `odd`
// is bit 0, of `half` bit 1, of binding b's address or stride.
struct VertexMisalignment {
    uint32_t odd = 0, half = 0;
    uint32_t any() const { return odd | half; }
};

// Values of VkStencilOp and VkCompareOp.
struct StencilOps {
    uint8_t fail, pass, depthFail, compare;
};

// Values of VkBlendFactor and VkBlendOp.
struct BlendEquation {
    uint8_t srcColor, dstColor, colorOp, srcAlpha, dstAlpha, alphaOp;
};

struct DepthBias {
    float constant, clamp, slope;
};

// Enumerations are Vulkan's, as bytes; booleans are 0 or 1; no padding, so that bytes are compared.
struct BakedState {
    uint8_t topologyClass;  // D3D12_PRIMITIVE_TOPOLOGY_TYPE
    uint8_t primitiveRestart;
    uint8_t indexBytes;  // of primitiveRestart, whose cut value it decides; else 0
    uint8_t rasterizerDiscard;
    uint8_t polygonMode;
    uint8_t cullMode;
    uint8_t frontFace;
    uint8_t depthClamp;
    uint8_t depthClip;
    uint8_t depthBiasEnable;
    uint8_t depthTest;
    uint8_t depthWrite;
    uint8_t depthCompare;
    uint8_t depthBoundsTest;
    uint8_t stencilTest;
    uint8_t samples;
    uint8_t alphaToCoverage;
    uint8_t alphaToOne;
    uint8_t logicOpEnable;
    uint8_t logicOp;
    std::array<StencilOps, 2> stencilOps;  // front, back
    std::array<uint8_t, 2> stencilCompareMask;
    std::array<uint8_t, 2> stencilWriteMask;
    uint32_t sampleMask;
    uint32_t fetchedAttributes;  // bit i: the shader reads attribute i itself; the pipeline decides
    DepthBias depthBias;
    uint8_t blendEnable;         // bit i: of target i
    uint8_t colorWrites;         // the same, of VK_EXT_color_write_enable
    uint8_t lineMode;            // VkLineRasterizationMode
    uint8_t depthClipControl;    // negativeOneToOne
    uint8_t patchControlPoints;  // of patches, else 0; follows from `settable`
    uint8_t lowerLeftOrigin;     // VkTessellationDomainOrigin
    // Bit i: colour target i is attached; then depth, then stencil. What a pipeline has beside is
    // left out (VK_EXT_dynamic_rendering_unused_attachments); without that extension all bits are
    // set.
    uint16_t attached;
    uint8_t sampleShading;  // more than one fragment shader invocation for a pixel
    uint8_t captures;       // transform feedback is active, and the shaders capture outputs
    uint8_t shape;          // PrimitiveShape; the pipeline decides
    uint8_t lastProvokes;   // VkProvokingVertexModeEXT; the pipeline decides: kFirstProvokes, …
    uint8_t adjacency;      // of the topology; follows from `settable`
    uint8_t reserved[3];
    std::array<uint8_t, kMaxColorTargets> writeMasks;
    std::array<BlendEquation, kMaxColorTargets> blendEquations;
    VertexInput vertexInput;
};
static_assert(std::has_unique_object_representations_v<VertexInput>);
static_assert(sizeof(BakedState) % 4 == 0);

struct SettableState {
    uint32_t topology;  // VkPrimitiveTopology
    uint32_t patchControlPoints;
    uint32_t viewportCount;
    uint32_t scissorCount;
    std::array<VkViewport, kMaxViewports> viewports;
    std::array<VkRect2D, kMaxViewports> scissors;
    std::array<float, 4> blendConstants;
    std::array<float, 2> depthBounds;
    float lineWidth;
    std::array<uint8_t, 2> stencilReference;  // front, back
    std::array<uint16_t, kMaxVertexBindings> strides;
};

struct GraphicsState {
    BakedState baked;
    SettableState settable;
};

// The state of a pipeline that gives nothing: every byte zero, then Vulkan's defaults.
GraphicsState defaultGraphicsState();

// One for each dynamic state that the driver tells apart; the value is a bit of DynamicStates.
enum class DynamicState : uint8_t {
#define X(name, member, vulkan, part) name,
#include "dynamic_state.def"
#undef X
    Count,
};
using DynamicStates = uint64_t;
static_assert(static_cast<int>(DynamicState::Count) <= 64);

constexpr DynamicStates bit(DynamicState state) {
    return DynamicStates(1) << static_cast<uint32_t>(state);
}

// The states of BakedState, and of SettableState.
DynamicStates bakedDynamicStates();
DynamicStates settableDynamicStates();

// All that Vulkan can make dynamic.
DynamicStates allDynamicStates();

// None for a state that has no effect here.
DynamicStates dynamicStateBits(VkDynamicState state);

// The parts that pipeline libraries are of (VK_EXT_graphics_pipeline_library).
using PipelineParts = VkGraphicsPipelineLibraryFlagsEXT;
inline constexpr PipelineParts kVertexInputPart =
    VK_GRAPHICS_PIPELINE_LIBRARY_VERTEX_INPUT_INTERFACE_BIT_EXT;
inline constexpr PipelineParts kPreRasterPart =
    VK_GRAPHICS_PIPELINE_LIBRARY_PRE_RASTERIZATION_SHADERS_BIT_EXT;
inline constexpr PipelineParts kFragmentPart = VK_GRAPHICS_PIPELINE_LIBRARY_FRAGMENT_SHADER_BIT_EXT;
inline constexpr PipelineParts kOutputPart =
    VK_GRAPHICS_PIPELINE_LIBRARY_FRAGMENT_OUTPUT_INTERFACE_BIT_EXT;
inline constexpr PipelineParts kAllParts =
    kVertexInputPart | kPreRasterPart | kFragmentPart | kOutputPart;

// All states of the parts, dynamic or not.
DynamicStates statesOf(PipelineParts parts);

// Bit b: binding b is read.
uint32_t bindingsOf(const VertexInput& input);

// The first binding that is not read: a null buffer there gives the zeroes of attributes that a
// shader reads and nobody describes.
uint32_t spareBinding(const VertexInput& input);

// Of the set and of its ranges; never 0.
uint64_t hashOf(const GraphicsState& state, DynamicStates states);

// Copies the ranges of `states` from one state to another; returns those that differed.
DynamicStates copyStates(GraphicsState& target, const GraphicsState& source, DynamicStates states);

uint32_t hashOf(const BakedState& state);
inline bool operator==(const BakedState& a, const BakedState& b) {
    return std::memcmp(&a, &b, sizeof(a)) == 0;
}

// What decides a variant is made the same wherever it has no effect: values of disabled tests,
// and what follows from `settable`.
void normalize(GraphicsState& state);

}  // namespace baker
