#include "vulkan/vulkan_driver.hpp"

#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

namespace baker::host {

namespace {

namespace fs = std::filesystem;

constexpr uint32_t kLoaderInterface = 5;

std::vector<fs::path> split(const char* variable, const char* otherwise) {
    const char* value = std::getenv(variable);
    const std::string list = value && *value ? value : otherwise;
    std::vector<fs::path> paths;
    for (size_t start = 0; start <= list.size();) {
        const size_t end = std::min(list.find(':', start), list.size());
        if (end > start) paths.emplace_back(list.substr(start, end - start));
        start = end + 1;
    }
    return paths;
}

// The folders that the Vulkan loader searches for manifests.
std::vector<fs::path> manifestFolders() {
    std::vector<fs::path> bases;
    const auto add = [&](std::vector<fs::path> more) {
        bases.insert(bases.end(), more.begin(), more.end());
    };
    const char* home = std::getenv("HOME");
    add(split("XDG_CONFIG_HOME", home ? (std::string(home) + "/.config").c_str() : ""));
    add(split("XDG_CONFIG_DIRS", "/etc/xdg"));
    add({"/etc"});
    add(split("XDG_DATA_HOME", home ? (std::string(home) + "/.local/share").c_str() : ""));
    add(split("XDG_DATA_DIRS", "/usr/local/share:/usr/share"));
    for (fs::path& base : bases) base /= "vulkan/icd.d";
    return bases;
}

std::optional<fs::path> findLavapipe() {
    for (const fs::path& folder : manifestFolders()) {
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(folder, ignored))
            if (entry.path().filename().string().starts_with("lvp_icd") &&
                entry.path().extension() == ".json")
                return entry.path();
    }
    return std::nullopt;
}

// The string after "library_path": in a manifest. Nothing else of the JSON matters here.
std::string libraryPath(const std::string& text) {
    const std::string_view key = "\"library_path\"";
    const size_t at = text.find(key);
    if (at == std::string::npos) return "";
    const size_t open = text.find('"', at + key.size());
    const size_t close = open == std::string::npos ? open : text.find('"', open + 1);
    return close == std::string::npos ? "" : text.substr(open + 1, close - open - 1);
}

// A bare name is left to the dynamic linker, a path is relative to the manifest.
std::string libraryOf(const fs::path& manifest) {
    std::ifstream file(manifest);
    const std::string library = libraryPath({std::istreambuf_iterator<char>(file), {}});
    return library.find('/') == std::string::npos ? library
                                                  : (manifest.parent_path() / library).string();
}

// The path of a driver library, or an error.
VulkanDriver choose() {
    const char* setting = std::getenv("BAKER_HOST_VULKAN");
    fs::path chosen = setting ? setting : "";
    if (chosen.empty()) {
        const auto lavapipe = findLavapipe();
        if (!lavapipe)
            return {nullptr, "lvp_icd.json", "no manifest of lavapipe in the standard folders"};
        chosen = *lavapipe;
    }
    if (chosen.extension() != ".json") return {nullptr, chosen.string(), ""};
    const std::string library = libraryOf(chosen);
    return {nullptr, library.empty() ? chosen.string() : library,
            library.empty() ? "no library_path in it" : ""};
}

// llvmpipe (Mesa 26.1) rasterises opaque draws without depth in a linear way of its own, in which
// vkd3d's root constants read as zero. A setting of the user's stays.
void avoidLinearRasterizer() {
    setenv("LP_PERF", "no_rast_linear", 0);
}

VulkanDriver load() {
    VulkanDriver driver = choose();
    if (!driver.error.empty()) return driver;
    avoidLinearRasterizer();
    void* library = dlopen(driver.library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        driver.error = dlerror();
        return driver;
    }
    if (void* negotiate = dlsym(library, "vk_icdNegotiateLoaderICDInterfaceVersion")) {
        uint32_t version = kLoaderInterface;
        reinterpret_cast<VkResult (*)(uint32_t*)>(negotiate)(&version);
    }
    void* symbol = dlsym(library, "vk_icdGetInstanceProcAddr");
    driver.getInstanceProcAddr = reinterpret_cast<PFN_vkGetInstanceProcAddr>(symbol);
    if (!symbol) driver.error = "no vk_icdGetInstanceProcAddr in it";
    return driver;
}

}  // namespace

const VulkanDriver& vulkanDriver() {
    static const VulkanDriver& driver = *new VulkanDriver(load());
    return driver;
}

}  // namespace baker::host
