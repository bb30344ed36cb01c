#include <dlfcn.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "loader.hpp"

namespace baker::doctor {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> split(const std::string& list) {
    std::vector<std::string> parts;
    size_t start = 0;
    while (start <= list.size()) {
        const size_t colon = std::min(list.find(':', start), list.size());
        if (colon > start) parts.push_back(list.substr(start, colon - start));
        start = colon + 1;
    }
    return parts;
}

std::string valueOr(const Environment& environment, const char* name,
                    const std::string& otherwise) {
    const std::optional<std::string> value = environment(name);
    return value && !value->empty() ? *value : otherwise;
}

// A relative path with a slash is relative to the manifest; a bare name is left to the dynamic
// linker.
std::string resolvedLibrary(const Manifest& manifest) {
    const fs::path library = manifest.libraryPath;
    if (library.is_absolute() || !library.has_parent_path()) return library;
    return (fs::path(manifest.path).parent_path() / library).lexically_normal();
}

// Other drivers' libraries are not loaded: they run code. A bare name is taken on trust.
std::string problemOfOther(const std::string& library) {
    std::error_code error;
    if (!fs::path(library).is_absolute() || fs::exists(library, error)) return {};
    return "there is no " + library;
}

std::string problemOfBaker(const std::string& library) {
    void* handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!handle) return std::string("the library cannot be loaded: ") + dlerror();
    if (!dlsym(handle, "vk_icdGetInstanceProcAddr")) return library + " is not a Vulkan driver";
    return {};
}

void readLibrary(Manifest& manifest, const nlohmann::json& icd) {
    manifest.libraryPath = icd.at("library_path").get<std::string>();
    manifest.apiVersion = icd.value("api_version", "");
    const std::string library = resolvedLibrary(manifest);
    manifest.isBaker = fs::path(library).filename() == "libvulkan_baker.so";
    manifest.problem = manifest.isBaker ? problemOfBaker(library) : problemOfOther(library);
}

Manifest readManifest(const fs::path& path) {
    Manifest manifest;
    manifest.path = path;
    std::ifstream file(path);
    if (!file) {
        manifest.problem = "the file cannot be read";
        return manifest;
    }
    try {
        readLibrary(manifest, nlohmann::json::parse(file).at("ICD"));
    } catch (const nlohmann::json::exception& error) {
        manifest.problem = std::string("not a driver manifest: ") + error.what();
    }
    return manifest;
}

void addFolder(const fs::path& folder, std::vector<Manifest>& manifests) {
    std::error_code error;
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".json") found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    for (const fs::path& path : found) manifests.push_back(readManifest(path));
}

// A list of manifests, or of folders of them.
void addListed(const std::string& list, std::vector<Manifest>& manifests) {
    std::error_code error;
    for (const std::string& path : split(list)) {
        if (fs::is_directory(path, error))
            addFolder(path, manifests);
        else
            manifests.push_back(readManifest(path));
    }
}

}  // namespace

std::vector<std::string> manifestFolders(const Environment& environment) {
    const std::string home = valueOr(environment, "HOME", "/");
    std::vector<std::string> bases = {valueOr(environment, "XDG_CONFIG_HOME", home + "/.config")};
    for (const std::string& path : split(valueOr(environment, "XDG_CONFIG_DIRS", "/etc/xdg")))
        bases.push_back(path);
    bases.push_back("/etc");
    bases.push_back(valueOr(environment, "XDG_DATA_HOME", home + "/.local/share"));
    for (const std::string& path :
         split(valueOr(environment, "XDG_DATA_DIRS", "/usr/local/share:/usr/share")))
        bases.push_back(path);
    std::vector<std::string> folders;
    for (const std::string& base : bases) {
        const std::string folder = (fs::path(base) / "vulkan/icd.d").lexically_normal();
        if (std::find(folders.begin(), folders.end(), folder) == folders.end())
            folders.push_back(folder);
    }
    return folders;
}

std::vector<Manifest> findManifests(const Environment& environment, bool& overridden) {
    std::vector<Manifest> manifests;
    for (const char* name : {"VK_DRIVER_FILES", "VK_ICD_FILENAMES"}) {
        const std::string list = valueOr(environment, name, "");
        if (list.empty()) continue;
        overridden = true;
        addListed(list, manifests);
        return manifests;
    }
    overridden = false;
    addListed(valueOr(environment, "VK_ADD_DRIVER_FILES", ""), manifests);
    for (const std::string& folder : manifestFolders(environment)) addFolder(folder, manifests);
    return manifests;
}

}  // namespace baker::doctor
