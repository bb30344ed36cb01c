// Transform feedback by D3D12's stream output.
//
// A stream output buffer has a counter of the bytes that are filled, in memory that the device
// reads and writes. Vulkan's counter buffers are read when transform feedback begins and written
// when it ends, and need not be there: the counters in between are scratch memory of ours.
#pragma once

#include <array>

#include "d3d12/d3d12_api.hpp"
#include "transient_memory.hpp"

namespace baker {

struct Recorder;

inline constexpr uint32_t kMaxStreamBuffers = D3D12_SO_BUFFER_SLOT_COUNT;

struct TransformFeedback {
    bool active = false;
    // Those bound; none: no size.
    std::array<D3D12_STREAM_OUTPUT_BUFFER_VIEW, kMaxStreamBuffers> targets{};
    TransientSlice counters;  // a word for each, while it is active
};

// While transform feedback is active: the buffers of the D3D12 list.
void setStreamTargets(Recorder& recorder);

}  // namespace baker
