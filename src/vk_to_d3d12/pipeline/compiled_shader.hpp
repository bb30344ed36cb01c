// A translated shader as the driver keeps it: the signed container and what the driver must know
// of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace baker {

struct ShaderInfo {
    uint32_t systemValues = 0;  // as in Reflection
    uint32_t pushConstantSize = 0;
    uint32_t workgroupSize[3] = {1, 1, 1};
    uint32_t workgroupMemory = 0;
};

struct CompiledShader {
    ShaderInfo info;
    std::vector<std::byte> container;
};

using CompiledShaderRef = std::shared_ptr<const CompiledShader>;

}  // namespace baker
