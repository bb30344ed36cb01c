// Loads libdxcore.so and libd3d12.so, once for the process. They are never unloaded: vendor threads
// outlive the last interface (microsoft/WSL#41675).
#pragma once

#include <string>
#include <vector>

#include "d3d12_api.hpp"

namespace baker {

enum class RuntimeKind {
    Override,  // the folder in BAKER_D3D12_RUNTIME
    Wsl,       // /dev/dxg exists
    Host,      // the libraries that lie beside the driver (src/d3d12_host)
};

const char* runtimeKindName(RuntimeKind kind);

// One attempt to load a library.
struct LibraryAttempt {
    std::string name;   // what dlopen was given
    std::string error;  // dlopen's sentence; empty: loaded
    std::string path;   // the file that was loaded
};

// What was chosen and why; for the log and for baker-doctor.
struct RuntimeReport {
    RuntimeKind kind = RuntimeKind::Host;
    std::string reason;
    std::vector<LibraryAttempt> attempts;  // in order
    std::string problem;                   // why the runtime cannot be used; empty: it can
};

using CreateAdapterFactoryFunction = HRESULT (*)(REFIID, void**);

struct Runtime {
    RuntimeReport report;
    // Null when the library or the function is missing.
    CreateAdapterFactoryFunction createAdapterFactory = nullptr;
    PFN_D3D12_CREATE_DEVICE createDevice = nullptr;
    PFN_D3D12_GET_DEBUG_INTERFACE getDebugInterface = nullptr;
    PFN_D3D12_SERIALIZE_VERSIONED_ROOT_SIGNATURE serializeVersionedRootSignature = nullptr;

    bool usable() const { return report.problem.empty(); }

    // The process's runtime, loaded by the first call. Thread-safe.
    static const Runtime& get();
};

// D3D12CreateDevice at the lowest feature level that Baker can use, with the debug layer when
// BAKER_DEBUG names it. The result is D3D12CreateDevice's.
HRESULT createD3D12Device(const Runtime& runtime, IUnknown* adapter, ComPtr<ID3D12Device>& device);

}  // namespace baker
