#include "shader_object.hpp"

#include <algorithm>
#include <cstring>

#include "base/chain.hpp"
#include "device/device.hpp"
#include "device/physical_device.hpp"
#include "linked_shaders.hpp"
#include "shader_binary.hpp"
#include "shader_compiler.hpp"
#include "vk_entrypoints.hpp"

namespace baker {
namespace {

Uuid identityOf(const Device& device) {
    return pipelineCacheUuid(device.physicalDevice().adapter());
}

ShaderSource sourceOfSpirv(const VkShaderCreateInfoEXT& info) {
    const auto* words = static_cast<const uint32_t*>(info.pCode);
    const auto* size = findInChain<VkPipelineShaderStageRequiredSubgroupSizeCreateInfo>(
        info.pNext, VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_REQUIRED_SUBGROUP_SIZE_CREATE_INFO);
    return {.stage = info.stage,
            .spirv = spirvSource(
                std::make_shared<const std::vector<uint32_t>>(words, words + info.codeSize / 4)),
            .entryPoint = info.pName,
            .specialization = specializationOf(info.pSpecializationInfo),
            .requiredSubgroupSize = size ? size->requiredSubgroupSize : 0,
            .varyingSubgroupSize =
                (info.flags & VK_SHADER_CREATE_ALLOW_VARYING_SUBGROUP_SIZE_BIT_EXT) != 0};
}

Result<ShaderSource> sourceOf(const Device& device, const VkShaderCreateInfoEXT& info) {
    if (info.codeType == VK_SHADER_CODE_TYPE_SPIRV_EXT) return sourceOfSpirv(info);
    const std::span data(static_cast<const std::byte*>(info.pCode), info.codeSize);
    auto source = readShaderBinary(identityOf(device), info.stage, data);
    if (!source) return VK_INCOMPATIBLE_SHADER_BINARY_EXT;
    return std::move(*source);
}

}  // namespace

Result<ShaderObject*> ShaderObject::create(Device& device, const VkShaderCreateInfoEXT& info,
                                           const Allocator& allocator) {
    ShaderSource source = TRY(sourceOf(device, info));
    PipelineLayoutRef layout =
        TRY(makePipelineLayout(device, {info.pSetLayouts, info.setLayoutCount},
                               {info.pPushConstantRanges, info.pushConstantRangeCount}));
    auto* shader = newObject<ShaderObject>(allocator, VK_SYSTEM_ALLOCATION_SCOPE_OBJECT,
                                           std::move(source), std::move(layout));
    if (!shader) return VK_ERROR_OUT_OF_HOST_MEMORY;
    const bool dispatchBase = info.flags & VK_SHADER_CREATE_DISPATCH_BASE_BIT_EXT;
    if (const VkResult result = shader->makeCompute(device, dispatchBase)) {
        deleteObject(allocator, shader);
        return result;
    }
    return shader;
}

VkResult ShaderObject::makeCompute(Device& device, bool dispatchBase) {
    if (source_.stage != VK_SHADER_STAGE_COMPUTE_BIT) return VK_SUCCESS;
    const ShaderCompilation compilation =
        TRY(compileShader(device, source_, *layout_, {.dispatchBase = dispatchBase}));
    compute_ = std::make_unique<ComputePipeline>(*layout_->rootSignature);
    return compute_->init(device, *compilation.shader, {}).error();
}

std::vector<std::byte> ShaderObject::binary(Device& device) const {
    return writeShaderBinary(identityOf(device), source_);
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateShadersEXT(VkDevice device, uint32_t createInfoCount,
                                                const VkShaderCreateInfoEXT* pCreateInfos,
                                                const VkAllocationCallbacks* pAllocator,
                                                VkShaderEXT* pShaders) {
    Device& owner = *Device::from(device);
    std::fill_n(pShaders, createInfoCount, VkShaderEXT(VK_NULL_HANDLE));
    VkResult result = VK_SUCCESS;
    for (uint32_t i = 0; i < createInfoCount; ++i) {
        auto shader = ShaderObject::create(owner, pCreateInfos[i], owner.allocator(pAllocator));
        if (shader.ok())
            pShaders[i] = shader.value()->handle();
        else if (!failed(result))
            result = shader.error();
    }
    return result;
}

VKAPI_ATTR void VKAPI_CALL DestroyShaderEXT(VkDevice device, VkShaderEXT shader,
                                            const VkAllocationCallbacks* pAllocator) {
    ShaderObject* object = ShaderObject::from(shader);
    if (!object) return;
    Device& owner = *Device::from(device);
    auto linked = owner.service<LinkedShaders>();
    if (linked.ok()) linked.value()->forget(*object);
    deleteObject(owner.allocator(pAllocator), object);
}

VKAPI_ATTR VkResult VKAPI_CALL GetShaderBinaryDataEXT(VkDevice device, VkShaderEXT shader,
                                                      size_t* pDataSize, void* pData) {
    const auto binary = ShaderObject::from(shader)->binary(*Device::from(device));
    if (!pData) {
        *pDataSize = binary.size();
        return VK_SUCCESS;
    }
    if (*pDataSize < binary.size()) {
        *pDataSize = 0;
        return VK_INCOMPLETE;
    }
    std::memcpy(pData, binary.data(), binary.size());
    *pDataSize = binary.size();
    return VK_SUCCESS;
}

}  // namespace baker::entry
