// From a VkPipelineShaderStageCreateInfo to a container: gathers the translator's options, asks the
// pipeline cache, translates, and writes the dumps of BAKER_DEBUG.
#pragma once

#include "base/result.hpp"
#include "compiled_shader.hpp"
#include "pipeline_layout.hpp"

namespace baker {

class Device;
class PipelineCache;

struct ShaderCompilation {
    CompiledShaderRef shader;
    bool cacheHit = false;  // found in the application's cache
};

// `cache` may be null. `mayCompile` false: VK_PIPELINE_COMPILE_REQUIRED unless the cache has it. A
// module that the translator refuses is logged and gives VK_ERROR_UNKNOWN. Thread-safe.
Result<ShaderCompilation> compileShader(Device& device,
                                        const VkPipelineShaderStageCreateInfo& stage,
                                        const PipelineLayout& layout, PipelineCache* cache,
                                        bool mayCompile);

}  // namespace baker
