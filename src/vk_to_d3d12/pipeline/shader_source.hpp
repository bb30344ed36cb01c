// What one stage of a pipeline is made of: the entry point of a module and what creation says of
// it. The translator's part is in shader_compiler.hpp.
#pragma once

#include <string>
#include <vector>

#include "shader_module.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

struct ShaderSource {
    VkShaderStageFlagBits stage{};
    SpirvSource spirv;
    std::string entryPoint;
    std::vector<SpecializationConstant> specialization;
    uint32_t requiredSubgroupSize = 0;  // 0: none
    bool varyingSubgroupSize = false;   // VK_PIPELINE_SHADER_STAGE_CREATE_ALLOW_VARYING_…
    // VK_PIPELINE_CREATE_VIEW_INDEX_FROM_DEVICE_INDEX_BIT of the pipeline, or of its library.
    bool viewIndexIsDevice = false;
};

// The module's words, or with VK_KHR_maintenance5 those in the chain, which the caller keeps
// unless the source owns them.
ShaderSource shaderSource(const VkPipelineShaderStageCreateInfo& stage);

std::vector<SpecializationConstant> specializationOf(const VkSpecializationInfo* info);

}  // namespace baker
