// Hands bound state to the D3D12 list before a command that uses it.
#pragma once

#include "recorder.hpp"

namespace baker {

void flushComputeState(Recorder& recorder);

// Before a dispatch: pipeline, root signature, tables and root constants that changed.
inline void flushCompute(Recorder& recorder) {
    if (recorder.compute.dirty) flushComputeState(recorder);
}

}  // namespace baker
