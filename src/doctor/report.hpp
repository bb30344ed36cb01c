// What baker-doctor finds on a machine: plain data, filled by the examine_* functions, judged by
// advise(), and shown by toText() and toJson(). The D3D12 part uses the driver's own code, so the
// doctor sees what the driver sees.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "d3d12/adapter.hpp"
#include "d3d12/capabilities.hpp"
#include "d3d12/runtime.hpp"

namespace baker::doctor {

// The machine, as far as it decides which runtime there is.
struct Machine {
    std::string kernel;      // /proc/sys/kernel/osrelease
    bool isWsl = false;      // a WSL kernel, whatever else is missing
    bool hasDxg = false;     // /dev/dxg exists
    bool dxgUsable = false;  // and this user may read and write it
    bool hasWslLib = false;  // /usr/lib/wsl/lib exists
};

struct AdapterReport {
    Adapter adapter;
    HRESULT deviceStatus = E_FAIL;  // of D3D12CreateDevice
    Capabilities capabilities;      // when deviceStatus succeeded
};

struct Manifest {
    std::string path;
    std::string libraryPath;  // as the manifest says it
    std::string apiVersion;
    std::string problem;  // why the loader or Baker cannot use it; empty: none is known
    bool isBaker = false;
};

// What the Vulkan loader of a program started here would look at.
struct LoaderReport {
    bool loaderFound = false;         // libvulkan.so.1 can be loaded
    std::string loaderVersion;        // the instance version it reports
    std::string loaderError;          // dlopen's sentence
    bool overridden = false;          // VK_DRIVER_FILES or VK_ICD_FILENAMES names the manifests
    std::vector<Manifest> manifests;  // in the order that the loader finds them
    std::map<std::string, std::string>
        variables;  // environment that the loader, Baker or the host reads
};

struct Advice {
    bool fatal = false;  // nothing can run before this is put right
    std::string text;    // one line: what is wrong, and what to do
};

struct Report {
    Machine machine;
    RuntimeReport runtime;
    std::string adapterProblem;  // why DXCore could not list adapters
    std::vector<AdapterReport> adapters;
    size_t duplicates = 0;  // adapters that were listed a second time
    LoaderReport loader;
    std::vector<Advice> advice;

    size_t usableAdapters() const;
    // Whether a Vulkan program started here would get a device of Baker's.
    bool canRun() const;
};

}  // namespace baker::doctor
