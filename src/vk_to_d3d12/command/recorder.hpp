// Where commands are recorded: a D3D12 command list and what Vulkan has bound so far.
//
// Binding commands write state and set dirty bits; a dispatch flushes what changed (flush.hpp).
// Recording cannot fail in Vulkan: the first failure is kept and vkEndCommandBuffer returns it.
#pragma once

#include <array>
#include <cstddef>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "descriptor/root_signature.hpp"
#include "transient_memory.hpp"

namespace baker {

class ComputePipeline;
class Device;
class StepRecorder;

// Bits of BindPointState::dirty. Bits 0 to kMaxSets - 1: the table of that set.
inline constexpr uint32_t kDirtyTables = (1u << kMaxSets) - 1;
inline constexpr uint32_t kDirtyPipeline = 1u << kMaxSets;
inline constexpr uint32_t kDirtyPushConstants = 2u << kMaxSets;
inline constexpr uint32_t kDirtyDynamicOffsets = 4u << kMaxSets;
// What a new root signature loses.
inline constexpr uint32_t kDirtyRootArguments =
    kDirtyTables | kDirtyPushConstants | kDirtyDynamicOffsets;

// What is bound for one bind point (VkPipelineBindPoint).
struct BindPointState {
    const RootSignature* rootSignature = nullptr;  // that the D3D12 list has
    uint32_t dirty = 0;
    bool hasSystemValues = false;  // the root argument holds Recorder::systemValues
    uint32_t boundTables = 0;      // bit s: tables[s] is valid
    std::array<D3D12_GPU_DESCRIPTOR_HANDLE, kMaxSets> tables{};
    std::array<uint32_t, kMaxDynamicOffsets> dynamicOffsets{};
};

// SystemValue words, as last uploaded.
using SystemValues = std::array<uint32_t, 6>;

struct Recorder {
    explicit Recorder(Device& device)
        : device(device),
          upload(device, D3D12_HEAP_TYPE_UPLOAD),
          scratch(device, D3D12_HEAP_TYPE_DEFAULT),
          views(device) {}

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

    Device& device;
    ID3D12GraphicsCommandList* list = nullptr;
    VkResult result = VK_SUCCESS;

    const ComputePipeline* computePipeline = nullptr;
    BindPointState compute;
    std::array<std::byte, kMaxPushConstantsSize> pushConstants{};
    SystemValues systemValues{};
    bool heapsSet = false;  // SetDescriptorHeaps was called on `list`

    TransientMemory upload;   // mapped
    TransientMemory scratch;  // for the device alone
    TransientViews views;
    StepRecorder* steps = nullptr;
};

}  // namespace baker
