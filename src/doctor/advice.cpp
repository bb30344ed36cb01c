#include "advice.hpp"

#include <algorithm>

#include "names.hpp"

namespace baker::doctor {
namespace {

using List = std::vector<Advice>;

void fatal(List& list, std::string text) {
    list.push_back({true, std::move(text)});
}

void warn(List& list, std::string text) {
    list.push_back({false, std::move(text)});
}

void adviseMachine(const Report& report, List& list) {
    const Machine& machine = report.machine;
    if (report.runtime.kind == RuntimeKind::Override) return;
    if (machine.isWsl && !machine.hasDxg)
        fatal(
            list,
            "WSL without /dev/dxg: use WSL 2 (`wsl --set-version`), run `wsl --update` in Windows, "
            "leave GPU support on (`[gpu] enabled` in /etc/wsl.conf), and install the GPU's "
            "Windows driver");
    if (machine.hasDxg && !machine.dxgUsable)
        fatal(list,
              "/dev/dxg may not be opened by this user: join its group, or `sudo chmod 666 "
              "/dev/dxg`");
    if (machine.hasDxg && !machine.hasWslLib)
        fatal(
            list,
            "/usr/lib/wsl/lib is missing: run `wsl --shutdown` and `wsl --update` in Windows; in a "
            "container, mount that folder into it");
}

std::string runtimeRemedy(const Report& report) {
    switch (report.runtime.kind) {
        case RuntimeKind::Override:
            return "point BAKER_D3D12_RUNTIME at a folder with libdxcore.so and libd3d12.so, or "
                   "unset it";
        case RuntimeKind::Wsl:
            return "run `wsl --update` in Windows; Microsoft's libraries need a glibc distribution";
        case RuntimeKind::Host:
            break;
    }
    return "build Baker with -Dhost=enabled (needs libvkd3d), or install libvkd3d1";
}

void adviseRuntime(const Report& report, List& list) {
    if (!report.runtime.problem.empty())
        fatal(list, report.runtime.problem + ": " + runtimeRemedy(report));
    else if (!report.adapterProblem.empty())
        fatal(list,
              "DXCore lists no adapters: " + report.adapterProblem + ": " + runtimeRemedy(report));
}

std::string adapterRemedy(const Report& report) {
    if (report.machine.hasDxg) return "update the GPU's driver in Windows, then `wsl --shutdown`";
    return "install a Vulkan driver for the host to stand on (Debian: mesa-vulkan-drivers), or "
           "name "
           "one with BAKER_HOST_VULKAN";
}

void adviseAdapters(const Report& report, List& list) {
    if (!report.runtime.problem.empty() || !report.adapterProblem.empty()) return;
    if (report.usableAdapters() == 0)
        fatal(list, (report.adapters.empty() ? "There is no adapter: " : "No adapter works: ") +
                        adapterRemedy(report));
    for (const AdapterReport& each : report.adapters)
        if (FAILED(each.deviceStatus))
            warn(list, each.adapter.description + " is left out, D3D12CreateDevice fails with " +
                           hexadecimal(each.deviceStatus) + ": update its driver");
    if (report.duplicates)
        warn(list, std::to_string(report.duplicates) +
                       " adapter(s) are listed twice by DXCore; each is offered once");
    const bool hardware =
        std::any_of(report.adapters.begin(), report.adapters.end(), [](const AdapterReport& each) {
            return each.adapter.isHardware && SUCCEEDED(each.deviceStatus);
        });
    if (report.usableAdapters() && !hardware)
        warn(list,
             "Only a software adapter works, so programs will be slow: " + adapterRemedy(report));
}

const Manifest* bakerManifest(const LoaderReport& loader) {
    for (const Manifest& manifest : loader.manifests)
        if (manifest.isBaker) return &manifest;
    return nullptr;
}

void adviseManifests(const LoaderReport& loader, List& list) {
    const Manifest* baker = bakerManifest(loader);
    if (!baker && loader.overridden)
        fatal(list,
              "VK_DRIVER_FILES or VK_ICD_FILENAMES names other drivers only: unset it, or name "
              "Baker's manifest");
    else if (!baker)
        fatal(list,
              "The Vulkan loader sees no manifest of Baker's: `ninja -C build install`, or set "
              "VK_DRIVER_FILES to the manifest in the build folder");
    else if (!baker->problem.empty())
        fatal(list, baker->path + ": " + baker->problem +
                        ": build and install Baker on this distribution");
    for (const Manifest& manifest : loader.manifests)
        if (!manifest.isBaker && !manifest.problem.empty())
            warn(list, manifest.path + ": " + manifest.problem +
                           ": remove the driver or install it again");
}

void adviseLoader(const Report& report, List& list) {
    const LoaderReport& loader = report.loader;
    if (!loader.loaderFound)
        fatal(list,
              "There is no Vulkan loader: install libvulkan1 (Debian, Ubuntu) or vulkan-loader");
    adviseManifests(loader, list);
    for (const char* name : {"VK_LOADER_DRIVERS_SELECT", "VK_LOADER_DRIVERS_DISABLE"})
        if (const auto variable = loader.variables.find(name); variable != loader.variables.end())
            warn(list, std::string(name) + " is " + variable->second +
                           ": check that it leaves Baker's manifest in");
    if (!loader.overridden && bakerManifest(loader) && loader.manifests.size() > 1)
        warn(list,
             "Other drivers are installed and a program may pick one of their devices: set "
             "VK_DRIVER_FILES=" +
                 bakerManifest(loader)->path + " to offer Baker's alone");
}

}  // namespace

std::vector<Advice> advise(const Report& report) {
    List list;
    adviseMachine(report, list);
    adviseRuntime(report, list);
    adviseAdapters(report, list);
    adviseLoader(report, list);
    return list;
}

}  // namespace baker::doctor
