// A translated shader as the driver keeps it: the signed container and what the driver must know
// of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

struct ShaderInfo {
    uint32_t systemValues = 0;  // as in Reflection
    uint32_t pushConstantSize = 0;
    uint32_t workgroupSize[3] = {1, 1, 1};
    uint32_t workgroupMemory = 0;
    TessellationModes tessellation;
    StageInputs inputs;  // what it reads of the stage before
    StageOutputs outputs;
};
static_assert(std::is_trivially_copyable_v<ShaderInfo>, "it is written to pipeline caches");

// What transform feedback captures.
struct StreamOutputs {
    std::vector<StreamOutput> entries;
    std::array<uint32_t, 4> strides{};  // bytes, by buffer
};

struct CompiledShader {
    ShaderInfo info;
    std::vector<std::byte> container;
    StreamOutputs streamOutputs;
};

using CompiledShaderRef = std::shared_ptr<const CompiledShader>;

}  // namespace baker
