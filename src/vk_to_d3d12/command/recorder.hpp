// Where commands are recorded: a D3D12 command list and what Vulkan has bound so far.
//
// Binding commands write state and set dirty bits; draws and dispatches flush what changed
// (flush.hpp).
// Recording cannot fail in Vulkan: the first failure is kept and vkEndCommandBuffer returns it.
#pragma once

#include <array>
#include <cstddef>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "descriptor/push_descriptors.hpp"
#include "descriptor/root_signature.hpp"
#include "pipeline/graphics_state.hpp"
#include "query/active_queries.hpp"
#include "rendering.hpp"
#include "renderpass/render_pass_instance.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"
#include "transform_feedback.hpp"
#include "transient_attachments.hpp"
#include "transient_memory.hpp"

namespace baker {

class Buffer;
class ComputePipeline;
class Device;
class GraphicsPipeline;
struct PipelineVariant;
class ShaderObject;
class StepRecorder;

// Bits of BindPointState::dirty. Bits 0 to kMaxSets - 1: the table of that set.
inline constexpr uint32_t kDirtyTables = (1u << kMaxSets) - 1;
inline constexpr uint32_t kDirtyPipeline = 1u << kMaxSets;
inline constexpr uint32_t kDirtyPushConstants = 2u << kMaxSets;
inline constexpr uint32_t kDirtyDynamicOffsets = 4u << kMaxSets;
// What a new root signature loses.
inline constexpr uint32_t kDirtyRootArguments =
    kDirtyTables | kDirtyPushConstants | kDirtyDynamicOffsets;

// What a graphics pipeline has besides.
inline constexpr uint32_t kDirtyVariant = 1u << 16;  // a state that D3D12 bakes in
// Those that have a function each in graphics_flush.cpp, in this order.
inline constexpr uint32_t kDirtyRenderTargets = 2u << 16;
inline constexpr uint32_t kDirtyTopology = 4u << 16;
inline constexpr uint32_t kDirtyViewports = 8u << 16;
inline constexpr uint32_t kDirtyScissors = 16u << 16;
inline constexpr uint32_t kDirtyBlendConstants = 32u << 16;
inline constexpr uint32_t kDirtyDepthBounds = 64u << 16;
inline constexpr uint32_t kDirtyStencilReference = 128u << 16;
inline constexpr uint32_t kDirtyVertexBuffers = 256u << 16;
inline constexpr uint32_t kDirtyIndexBuffer = 512u << 16;
inline constexpr uint32_t kDirtyStreamTargets = 1024u << 16;
inline constexpr uint32_t kDirtyGraphicsSettings = 0x7FEu << 16;
// What is computed from others.
inline constexpr uint32_t kDirtySystemValues = 2048u << 16;  // FlippedViewports and what follows it
inline constexpr uint32_t kDirtySpecial = 4096u << 16;       // GraphicsRecorder::special
inline constexpr uint32_t kDirtyShaders = 8192u << 16;       // GraphicsRecorder::shaders
// What pipelines give or vkCmdSet* sets.
inline constexpr uint32_t kDirtyStates = kDirtyTopology | kDirtyViewports | kDirtyScissors |
                                         kDirtyBlendConstants | kDirtyDepthBounds |
                                         kDirtyStencilReference | kDirtySystemValues;

// What makes a draw of the bound state more than a call of D3D12: GraphicsRecorder::special.
inline constexpr uint8_t kSpecialValues = 1;  // shaders read where the draw begins
inline constexpr uint8_t kSpecialFan = 2;     // fans, and strips, that are made lists
inline constexpr uint8_t kSpecialIndices =
    4;                                       // indices, or an index that restarts, that D3D12 lacks
inline constexpr uint8_t kSpecialViews = 8;  // an instance for each view
inline constexpr uint8_t kSpecialFaces = 16;  // a draw for each face: GraphicsRecorder::faces

inline constexpr uint8_t kSpecialPredicate = 32;  // conditional rendering
inline constexpr uint8_t kSpecialLists = 64;      // indices of which whole primitives are lists

// What is bound for one bind point (VkPipelineBindPoint).
struct BindPointState {
    const RootSignature* rootSignature = nullptr;  // that the D3D12 list has
    uint32_t dirty = 0;
    bool hasSystemValues = false;  // the root argument holds Recorder::systemValues
    uint32_t boundTables = 0;      // bit s: tables[s] is valid
    std::array<D3D12_GPU_DESCRIPTOR_HANDLE, kMaxSets> tables{};
    std::array<D3D12_GPU_DESCRIPTOR_HANDLE, kMaxSets> samplerTables{};
    // Offset and size of each dynamic descriptor.
    std::array<uint32_t, kDynamicWords * kMaxDynamicOffsets> dynamicOffsets{};
};

// SystemValue words of dispatches, as last uploaded.
using SystemValues = std::array<uint32_t, 6>;

// What draws use.
struct GraphicsRecorder {
    BindPointState bindings;
    const GraphicsPipeline* pipeline = nullptr;
    // Shader objects, which stand for a pipeline; in the order of VkShaderStageFlagBits.
    bool usesShaders = false;
    std::array<const ShaderObject*, 5> shaders{};
    const PipelineVariant* variant = nullptr;  // that the D3D12 list has
    // Front and back faces have stencil references or masks of their own, which D3D12 has not: the
    // variants that draw one or the other. Null: both are drawn at once.
    std::array<const PipelineVariant*, 2> faces{};
    // What vkCmdSet* gave, and what a D3D12 list can set of the bound pipeline's own.
    GraphicsState state = defaultGraphicsState();
    bool stateSet = false;  // by vkCmdSet* since a pipeline was bound, perhaps over its own
    uint64_t given = 0;  // GraphicsPipeline::given() of what `state` was last taken from; 0: none
    std::array<D3D12_VERTEX_BUFFER_VIEW, kMaxVertexBindings> vertexBuffers{};
    std::array<const Buffer*, kMaxVertexBindings> vertexSources{};  // that they are of; may be null
    VertexMisalignment misalignment;                                // theirs
    uint32_t dirtyVertexBuffers = 0;                                // bit b: of binding b
    D3D12_INDEX_BUFFER_VIEW indexBuffer{};
    uint8_t indexBytes = 0;  // of an index
    // Which index restarts: since the index buffer was bound, one of its own.
    bool hasRestartIndex = false;
    uint32_t restartIndex = 0;
    uint8_t special = 0;  // kSpecial*, of what was flushed last
    bool restartsPrimitives = false;
    std::array<uint32_t, static_cast<size_t>(SystemValue::Count)> systemValues{};
    uint32_t staleSystemValues = 0;  // bit i: word i is not what shaders were last given
    RenderingState rendering;
    TransformFeedback feedback;
};

// Active conditional rendering: 64 bits of a buffer. Null: there is none.
struct Predicate {
    ID3D12Resource* resource = nullptr;
    uint64_t offset = 0;
    D3D12_PREDICATION_OP skipsIf = D3D12_PREDICATION_OP_EQUAL_ZERO;
};

struct Recorder {
    explicit Recorder(Device& device)
        : device(device),
          upload(device, D3D12_HEAP_TYPE_UPLOAD),
          scratch(device, D3D12_HEAP_TYPE_DEFAULT),
          views(device),
          attachments(device),
          pushed(device) {}

    void fail(VkResult error) {
        if (result == VK_SUCCESS) result = error;
    }
    // Forgets all bindings: at the start, and around secondary command buffers.
    void resetState();
    // A new D3D12 list was opened: it has no state.
    void listChanged();
    // A command of the driver's own used the list's pipeline, root signatures and settings.
    void listStateLost();
    // Makes the device's descriptor heaps those of `list`, once.
    void setDescriptorHeaps();
    D3D12_GPU_DESCRIPTOR_HANDLE viewHeapStart();

    Device& device;
    ID3D12GraphicsCommandList* list = nullptr;
    VkResult result = VK_SUCCESS;

    const ComputePipeline* computePipeline = nullptr;
    BindPointState compute;
    GraphicsRecorder graphics;
    std::array<std::byte, kMaxPushConstantsSize> pushConstants{};
    SystemValues systemValues{};
    bool heapsSet = false;  // SetDescriptorHeaps was called on `list`

    TransientMemory upload;   // mapped
    TransientMemory scratch;  // for the device alone
    TransientViews views;
    TransientAttachments attachments;
    PushDescriptors pushed;
    StepRecorder* steps = nullptr;
    RenderPassInstance renderPass;
    Predicate predicate;
    ActiveQueries queries;
};

}  // namespace baker
