// Hands graphics state to the D3D12 list before a draw.
#pragma once

#include "recorder.hpp"

namespace baker {

void flushGraphicsState(Recorder& recorder);

// Before a draw: what changed since the last one. False: nothing can be drawn.
inline bool flushGraphics(Recorder& recorder) {
    if (recorder.graphics.bindings.dirty) [[unlikely]]
        flushGraphicsState(recorder);
    return recorder.graphics.variant != nullptr;
}

// Marks what the bound pipeline brings.
void bindGraphicsPipeline(Recorder& recorder, const GraphicsPipeline& pipeline);

}  // namespace baker
