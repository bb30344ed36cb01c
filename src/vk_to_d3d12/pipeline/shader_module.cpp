#include "shader_module.hpp"

#include "device/device.hpp"
#include "vk_entrypoints.hpp"

namespace baker {

namespace {

SpirvSource sourceOf(std::span<const uint32_t> words) {
    return {words, digestOf(std::as_bytes(words)), nullptr};
}

}  // namespace

SpirvSource spirvSource(const VkShaderModuleCreateInfo& info) {
    return sourceOf({info.pCode, info.codeSize / 4});
}

SpirvSource spirvSource(SpirvWords words) {
    SpirvSource source = sourceOf(*words);
    source.owner = std::move(words);
    return source;
}

ShaderModule::ShaderModule(const VkShaderModuleCreateInfo& info) : source_(spirvSource(info)) {
    source_.own();
}

}  // namespace baker

namespace baker::entry {

VKAPI_ATTR VkResult VKAPI_CALL CreateShaderModule(VkDevice device,
                                                  const VkShaderModuleCreateInfo* pCreateInfo,
                                                  const VkAllocationCallbacks* pAllocator,
                                                  VkShaderModule* pShaderModule) {
    auto* module = newObject<ShaderModule>(Device::from(device)->allocator(pAllocator),
                                           VK_SYSTEM_ALLOCATION_SCOPE_OBJECT, *pCreateInfo);
    if (!module) return VK_ERROR_OUT_OF_HOST_MEMORY;
    *pShaderModule = module->handle();
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL DestroyShaderModule(VkDevice device, VkShaderModule shaderModule,
                                               const VkAllocationCallbacks* pAllocator) {
    deleteObject(Device::from(device)->allocator(pAllocator), ShaderModule::from(shaderModule));
}

}  // namespace baker::entry
