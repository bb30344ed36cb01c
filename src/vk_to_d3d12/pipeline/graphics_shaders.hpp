// Translates the shaders of a graphics pipeline, which must fit together.
#pragma once

#include "base/result.hpp"
#include "caches.hpp"
#include "graphics_state.hpp"
#include "pipeline_create.hpp"
#include "pipeline_state_stream.hpp"
#include "vertex_fetch.hpp"

namespace baker {

class Device;
struct GraphicsPipelineDesc;

// State that D3D12 has in shaders alone.
struct ShaderState {
    uint32_t patchControlPoints = 0;
    bool lowerLeftOrigin = false;
    bool negativeOneToOneDepth = false;
    bool sampleShading = false;
    bool alphaToOne = false;
    uint8_t coverageSamples = 0;  // of Options of the translator
    PrimitiveExpansion expansion;
    // Of the input assembler, where primitives are expanded; else 0.
    uint8_t topologyClass = 0, adjacency = 0;
    VertexFetch vertexFetch;
    friend bool operator==(const ShaderState&, const ShaderState&) = default;
};
ShaderState shaderStateOf(const BakedState& normalized, const PipelineTargets& targets);
// Of what is known at creation.
ShaderState shaderStateOf(const Device& device, const GraphicsPipelineDesc& desc);
DynamicStates shaderDynamicStates();  // that it comes from

// How pipeline creation asks for it, and where to report. `firstStage`: the first of the
// description's stages that feedback is about.
struct ShaderCreation {
    CachePolicy policy;
    CreationFeedback* feedback = nullptr;
    size_t firstStage = 0;
};

// `others`: only the vertex shader is translated, those are the other stages. Errors as
// compileShader's.
Result<PipelineShaders> compileGraphicsShaders(Device& device, const GraphicsPipelineDesc& desc,
                                               const ShaderState& state,
                                               const ShaderCreation& creation = {},
                                               const PipelineShaders* others = nullptr);

}  // namespace baker
