// From a ShaderSource to a container: gathers the translator's options, asks the
// pipeline cache, translates, and writes the dumps of BAKER_DEBUG.
#pragma once

#include "base/result.hpp"
#include "caches.hpp"
#include "compiled_shader.hpp"
#include "pipeline_layout.hpp"
#include "shader_source.hpp"
#include "vertex_fetch.hpp"

namespace baker {

class Device;
struct Capabilities;

// The translator's options that the device and the root signatures decide.
Options deviceOptions(const Capabilities& capabilities);

struct ShaderCompilation {
    CompiledShaderRef shader;
    bool cacheHit = false;  // found in the application's cache
};

// What pipeline creation asks of its shaders.
struct ShaderRequest {
    CachePolicy policy;
    bool dispatchBase = false;  // VK_PIPELINE_CREATE_DISPATCH_BASE_BIT
    // As in Options.
    YFlip flipY = YFlip::None;
    bool negativeOneToOneDepth = false;
    uint32_t viewMask = 0;
    bool viewIndexIsDevice = false;
    AttachmentLayer attachmentLayer = AttachmentLayer::First;
    std::optional<StageInputs> nextStage;
    TessellationOptions tessellation;
    bool sampleShading = false;
    bool alphaToOne = false;
    uint8_t coverageSamples = 0;
    std::array<TargetOrder, kMaxTargets> targetOrders = kSameTargetOrders;
    bool pointCoordinateInput = false;
    bool lineCoverage = false;
    PrimitiveExpansion expansion;
    const VertexFetch* vertexFetch = nullptr;  // null: the input assembler reads all attributes
};

// A module that the translator refuses is logged and gives VK_ERROR_UNKNOWN. Thread-safe.
Result<ShaderCompilation> compileShader(Device& device, const ShaderSource& source,
                                        const PipelineLayoutInfo& layout,
                                        const ShaderRequest& request);

// What the module says of tessellation; all unknown in a module that says nothing.
TessellationModes tessellationModesOf(const ShaderSource& source);

}  // namespace baker
