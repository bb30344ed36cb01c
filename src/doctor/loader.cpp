#include "loader.hpp"

#include <dlfcn.h>
#include <vulkan/vulkan.h>

#include <cstdlib>

namespace baker::doctor {
namespace {

// Everything that decides which driver and runtime a program meets.
constexpr const char* kVariables[] = {
    "VK_DRIVER_FILES",
    "VK_ICD_FILENAMES",
    "VK_ADD_DRIVER_FILES",
    "VK_LOADER_DRIVERS_SELECT",
    "VK_LOADER_DRIVERS_DISABLE",
    "VK_LOADER_DEVICE_ID_FILTER",
    "VK_LOADER_VENDOR_ID_FILTER",
    "VK_LOADER_DRIVER_ID_FILTER",
    "VK_LOADER_LAYERS_ENABLE",
    "VK_LOADER_LAYERS_DISABLE",
    "VK_INSTANCE_LAYERS",
    "VK_LAYER_PATH",
    "VK_ADD_LAYER_PATH",
    "VK_LOADER_DEBUG",
    "MESA_VK_DEVICE_SELECT",
    "XDG_CONFIG_DIRS",
    "XDG_DATA_DIRS",
    "LD_LIBRARY_PATH",
    "BAKER_D3D12_RUNTIME",
    "BAKER_DEBUG",
    "BAKER_DUMP_PATH",
    "BAKER_DESCRIPTOR_HEAP_SIZE",
    "BAKER_HOST_VULKAN",
    "BAKER_NULL_HOST_ADAPTERS",
    "BAKER_NULL_HOST_FAULT",
    "BAKER_NULL_HOST_SHADER_MODEL",
};

std::string versionText(uint32_t version) {
    return std::to_string(VK_API_VERSION_MAJOR(version)) + "." +
           std::to_string(VK_API_VERSION_MINOR(version)) + "." +
           std::to_string(VK_API_VERSION_PATCH(version));
}

void findLoader(LoaderReport& report) {
    void* loader = dlopen("libvulkan.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!loader) {
        report.loaderError = dlerror();
        return;
    }
    report.loaderFound = true;
    const auto enumerateVersion = reinterpret_cast<PFN_vkEnumerateInstanceVersion>(
        dlsym(loader, "vkEnumerateInstanceVersion"));
    uint32_t version = VK_API_VERSION_1_0;
    if (enumerateVersion) enumerateVersion(&version);
    report.loaderVersion = versionText(version);
}

}  // namespace

Environment processEnvironment() {
    return [](const char* name) -> std::optional<std::string> {
        const char* value = std::getenv(name);
        return value ? std::optional<std::string>(value) : std::nullopt;
    };
}

LoaderReport examineLoader(const Environment& environment) {
    LoaderReport report;
    findLoader(report);
    report.manifests = findManifests(environment, report.overridden);
    for (const char* name : kVariables)
        if (const std::optional<std::string> value = environment(name); value && !value->empty())
            report.variables[name] = *value;
    return report;
}

}  // namespace baker::doctor
