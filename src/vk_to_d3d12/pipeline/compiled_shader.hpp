// A translated shader as the driver keeps it: the signed container and what the driver must know
// of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/digest.hpp"
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

// What transform feedback captures.
struct StreamOutputs {
    std::vector<StreamOutput> entries;
    std::array<uint32_t, 4> strides{};  // bytes, by buffer
};

struct CompiledShader {
    ShaderInfo info;
    std::vector<std::byte> container;
    StreamOutputs streamOutputs;
    Digest key{};  // of all that it was made from; not serialized
};

using CompiledShaderRef = std::shared_ptr<const CompiledShader>;

// For caches. The bytes may be anything: null when they are not of one whole shader with all values
// in their ranges.
std::vector<std::byte> serialize(const CompiledShader& shader);
CompiledShaderRef deserializeShader(std::span<const std::byte> bytes, const Digest& key);

}  // namespace baker
