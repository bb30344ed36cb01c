// Vertex attributes that D3D12's input assembler cannot read, and so the vertex shader does
// (spirv_to_dxil, Options::fetchedAttributes): formats that it lacks, and addresses and strides
// that are not aligned as it wants them. Which those are is known with the vertex input and, as to
// addresses, at the draw; it is part of a pipeline's variant.
#pragma once

#include <vector>

#include "graphics_state.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

class Device;

// What the vertex shader does of the input assembler's work.
struct VertexFetch {
    VertexInput input{};  // of the fetched attributes alone, without their offsets
    friend bool operator==(const VertexFetch&, const VertexFetch&) = default;
};

// As the pipeline's strides have it.
VertexMisalignment misalignment(const GraphicsState& state);

// Bit i: attributes[i] is fetched. `read` is what the shader reads; one of another type of number
// than the attribute's has the bits of its value (VK_EXT_legacy_vertex_attributes). None: all are
// of the same type.
uint32_t fetchedAttributes(const Device& device, const VertexInput& input,
                           const VertexMisalignment& misalignment, const StageInputs* read);

// Whether it depends on the addresses at the draw.
bool mayMisalign(const Device& device, const VertexInput& input);

// `fetched` as above.
VertexFetch vertexFetch(const VertexInput& input, uint32_t fetched);
std::vector<FetchedAttribute> translatorAttributes(const VertexFetch& fetch);

// Bit b: binding b is that of an attribute that is not fetched.
uint32_t assembledBindings(const VertexInput& input, uint32_t fetched);

}  // namespace baker
