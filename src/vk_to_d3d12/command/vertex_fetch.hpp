// Vertex buffers as shaders read them (pipeline/vertex_fetch.hpp). Shaders that read none pay
// nothing.
#pragma once

#include "recorder.hpp"

namespace baker {

// After the address or the stride of a binding changed.
inline void noteAlignment(GraphicsRecorder& graphics, uint32_t binding) {
    const D3D12_VERTEX_BUFFER_VIEW& view = graphics.vertexBuffers[binding];
    const auto low = static_cast<uint32_t>(view.BufferLocation) | view.StrideInBytes;
    const uint32_t bit = 1u << binding;
    VertexMisalignment& noted = graphics.misalignment;
    const uint32_t odd = low & 1 ? noted.odd | bit : noted.odd & ~bit;
    const uint32_t half = low & 2 ? noted.half | bit : noted.half & ~bit;
    if (odd == noted.odd && half == noted.half) return;
    noted = {odd, half};
    graphics.bindings.dirty |= kDirtyVariant;
}

// Tells the shader of the bound variant where the attributes are that it reads.
void setVertexFetch(Recorder& recorder);

}  // namespace baker
