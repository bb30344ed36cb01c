// Hands graphics state to the D3D12 list before a draw.
#pragma once

#include "pipeline/variant_table.hpp"
#include "predication.hpp"
#include "recorder.hpp"

namespace baker {

void flushGraphicsState(Recorder& recorder);

// Before a draw: what changed since the last one. False: nothing can be drawn.
inline bool flushGraphics(Recorder& recorder) {
    if (recorder.graphics.bindings.dirty) [[unlikely]]
        flushGraphicsState(recorder);
    return recorder.graphics.variant != nullptr;
}

// Calls `draw` once, or once for each face, with the list's pipeline and stencil reference for it.
template <typename Draw>
void drawEachFace(Recorder& recorder, const Draw& draw) {
    if (!(recorder.graphics.special & kSpecialFaces)) return draw();
    for (size_t face = 0; face < 2; ++face) {
        recorder.list->SetPipelineState(recorder.graphics.faces[face]->pipeline.Get());
        recorder.list->OMSetStencilRef(recorder.graphics.state.settable.stencilReference[face]);
        draw();
    }
}

// The same, as conditional rendering decides.
template <typename Draw>
void drawFaces(Recorder& recorder, const Draw& draw) {
    predicated(recorder, [&] { drawEachFace(recorder, draw); });
}

// Marks what the bound pipeline brings.
void bindGraphicsPipeline(Recorder& recorder, const GraphicsPipeline& pipeline);

}  // namespace baker
