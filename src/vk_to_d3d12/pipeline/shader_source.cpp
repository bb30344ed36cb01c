#include "shader_source.hpp"

#include <cstring>

#include "base/chain.hpp"

namespace baker {
namespace {

SpirvSource spirvOf(const VkPipelineShaderStageCreateInfo& stage) {
    if (stage.module) return ShaderModule::from(stage.module)->source();
    const auto* info = findInChain<VkShaderModuleCreateInfo>(
        stage.pNext, VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO);
    return info ? spirvSource(*info) : SpirvSource{};
}

uint32_t requiredSubgroupSize(const void* chain) {
    const auto* size = findInChain<VkPipelineShaderStageRequiredSubgroupSizeCreateInfo>(
        chain, VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_REQUIRED_SUBGROUP_SIZE_CREATE_INFO);
    return size ? size->requiredSubgroupSize : 0;
}

}  // namespace

std::vector<SpecializationConstant> specializationOf(const VkSpecializationInfo* info) {
    std::vector<SpecializationConstant> constants;
    if (!info) return constants;
    const auto* data = static_cast<const std::byte*>(info->pData);
    for (uint32_t i = 0; i < info->mapEntryCount; ++i) {
        const VkSpecializationMapEntry& entry = info->pMapEntries[i];
        SpecializationConstant constant{.id = entry.constantID};
        if (entry.size <= sizeof(constant.value))
            std::memcpy(&constant.value, data + entry.offset, entry.size);
        constants.push_back(constant);
    }
    return constants;
}

ShaderSource shaderSource(const VkPipelineShaderStageCreateInfo& stage) {
    return {
        .stage = stage.stage,
        .spirv = spirvOf(stage),
        .entryPoint = stage.pName,
        .specialization = specializationOf(stage.pSpecializationInfo),
        .requiredSubgroupSize = requiredSubgroupSize(stage.pNext),
        .varyingSubgroupSize =
            (stage.flags & VK_PIPELINE_SHADER_STAGE_CREATE_ALLOW_VARYING_SUBGROUP_SIZE_BIT) != 0};
}

}  // namespace baker
