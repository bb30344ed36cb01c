#include "runtime.hpp"

#include <dlfcn.h>
#include <link.h>

#include <cstdlib>
#include <filesystem>
#include <iterator>

#include "base/debug.hpp"
#include "base/log.hpp"

namespace baker {
namespace {

constexpr const char* kWslFolder = "/usr/lib/wsl/lib/";
// Where the host's libraries lie, seen from the driver's folder: installed, in the build tree, and
// where `install` puts them (which is what baker-doctor, in the folder of programs, needs).
constexpr const char* kHostFolders[] = {"baker", "../src/d3d12_host", "../d3d12_host",
                                        BAKER_HOST_FOLDER};

std::filesystem::path driverFolder() {
    Dl_info info{};
    if (!dladdr(reinterpret_cast<void*>(&driverFolder), &info)) return {};
    std::error_code error;
    const auto path = std::filesystem::canonical(info.dli_fname, error);
    return path.parent_path();
}

void choose(RuntimeReport& report) {
    std::error_code error;
    if (const char* folder = std::getenv("BAKER_D3D12_RUNTIME"); folder && *folder) {
        report.kind = RuntimeKind::Override;
        report.reason = std::string("BAKER_D3D12_RUNTIME is ") + folder;
    } else if (std::filesystem::exists("/dev/dxg", error)) {
        report.kind = RuntimeKind::Wsl;
        report.reason = "/dev/dxg exists";
    } else {
        report.kind = RuntimeKind::Host;
        report.reason = "there is no /dev/dxg";
    }
}

std::vector<std::string> hostNames(const char* library) {
    std::vector<std::string> names;
    const std::filesystem::path driver = driverFolder();
    std::error_code error;
    for (const char* folder : kHostFolders)
        if (auto path = driver / folder / library; std::filesystem::exists(path, error))
            names.push_back(path.lexically_normal());
    if (names.empty()) names.push_back(driver / kHostFolders[0] / library);
    return names;
}

// Names to try for a library, in order.
std::vector<std::string> candidates(RuntimeKind kind, const char* library) {
    switch (kind) {
        case RuntimeKind::Override:
            return {std::filesystem::path(std::getenv("BAKER_D3D12_RUNTIME")) / library};
        case RuntimeKind::Wsl:  // distributions without an ld.so entry need the absolute path
            return {library, std::string(kWslFolder) + library};
        case RuntimeKind::Host:
            break;
    }
    return hostNames(library);
}

std::string pathOf(void* library) {
    link_map* map = nullptr;
    return dlinfo(library, RTLD_DI_LINKMAP, &map) == 0 && map->l_name ? map->l_name : "";
}

void* open(RuntimeReport& report, const char* library) {
    for (const std::string& name : candidates(report.kind, library)) {
        void* handle = dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
        const char* error = handle ? nullptr : dlerror();
        report.attempts.push_back(
            {name, handle ? "" : (error ? error : "dlopen failed"), handle ? pathOf(handle) : ""});
        if (handle) return handle;
    }
    if (report.problem.empty())
        report.problem =
            std::string(library) + " cannot be loaded: " + report.attempts.back().error;
    return nullptr;
}

template <typename Function>
void find(RuntimeReport& report, void* library, const char* name, Function& function) {
    if (!library) return;
    function = reinterpret_cast<Function>(dlsym(library, name));
    if (!function && report.problem.empty())
        report.problem = std::string(name) + " is missing from the runtime";
}

// libd3d12.so loads libd3d12core.so itself and drops it at exit, under the feet of vendor threads.
void pinCore() {
    dlopen("libd3d12core.so", RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
}

void enableDebugLayer(const Runtime& runtime) {
    ComPtr<ID3D12Debug> debug;
    if (runtime.getDebugInterface && SUCCEEDED(runtime.getDebugInterface(IID_PPV_ARGS(&debug))))
        debug->EnableDebugLayer();
    else
        log::warn("BAKER_DEBUG=d3d12: this runtime has no debug layer");
}

Runtime load() {
    Runtime runtime;
    RuntimeReport& report = runtime.report;
    choose(report);
    void* dxcore = open(report, "libdxcore.so");
    void* d3d12 = open(report, "libd3d12.so");
    find(report, dxcore, "DXCoreCreateAdapterFactory", runtime.createAdapterFactory);
    find(report, d3d12, "D3D12CreateDevice", runtime.createDevice);
    find(report, d3d12, "D3D12SerializeVersionedRootSignature",
         runtime.serializeVersionedRootSignature);
    if (d3d12)
        runtime.getDebugInterface =
            reinterpret_cast<PFN_D3D12_GET_DEBUG_INTERFACE>(dlsym(d3d12, "D3D12GetDebugInterface"));
    log::info("runtime: %s (%s)", runtimeKindName(report.kind), report.reason.c_str());
    if (!report.problem.empty())
        log::warn("no D3D12 runtime, so no devices: %s (%s)", report.problem.c_str(),
                  report.reason.c_str());
    else if (debugEnabled(DebugFlag::D3D12Layer))
        enableDebugLayer(runtime);
    return runtime;
}

}  // namespace

const char* runtimeKindName(RuntimeKind kind) {
    constexpr const char* kNames[] = {"override", "WSL", "host"};
    return kNames[static_cast<int>(kind)];
}

const Runtime& Runtime::get() {
    static const Runtime* runtime = new Runtime(load());  // lives until the process has gone
    return *runtime;
}

HRESULT createD3D12Device(const Runtime& runtime, IUnknown* adapter, ComPtr<ID3D12Device>& device) {
    constexpr D3D_FEATURE_LEVEL kLevels[] = {D3D_FEATURE_LEVEL_11_0, D3D_FEATURE_LEVEL_1_0_CORE};
    HRESULT first = E_FAIL;
    for (const D3D_FEATURE_LEVEL level : kLevels) {
        const HRESULT hr = runtime.createDevice(adapter, level, IID_PPV_ARGS(&device));
        if (level == kLevels[0]) first = hr;
        if (SUCCEEDED(hr)) {
            pinCore();
            return hr;
        }
    }
    return first;
}

}  // namespace baker
