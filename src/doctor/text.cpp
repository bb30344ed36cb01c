#include <cstdio>

#include "names.hpp"
#include "show.hpp"

namespace baker::doctor {
namespace {

constexpr uint64_t kMebibyte = 1u << 20;

class Page {
  public:
    void title(const char* text) { text_ += std::string(text_.empty() ? "" : "\n") + text + "\n"; }
    void line(const std::string& name, const std::string& value) {
        char padded[64];
        std::snprintf(padded, sizeof padded, "  %-22s ", name.c_str());
        text_ += padded + value + "\n";
    }
    void option(const Option& option) {
        char padded[96];
        std::snprintf(padded, sizeof padded, "    %-46s ", option.name.c_str());
        text_ += padded + option.value + "\n";
    }
    std::string text() const { return text_; }

  private:
    std::string text_;
};

std::string dxgText(const Machine& machine) {
    if (!machine.hasDxg) return "not there";
    return machine.dxgUsable ? "there" : "there, but this user may not open it";
}

void showMachine(const Report& report, Page& page) {
    page.title("Machine");
    page.line("kernel", report.machine.kernel + (report.machine.isWsl ? " (WSL)" : ""));
    page.line("/dev/dxg", dxgText(report.machine));
    page.line("/usr/lib/wsl/lib", report.machine.hasWslLib ? "there" : "not there");
}

void showRuntime(const Report& report, Page& page) {
    page.title("D3D12 runtime");
    page.line("taken", std::string(runtimeKindName(report.runtime.kind)) + ", because " +
                           report.runtime.reason);
    for (const LibraryAttempt& attempt : report.runtime.attempts) {
        const bool same = attempt.name == attempt.path;
        page.line(attempt.error.empty() ? "loaded" : "tried",
                  attempt.name + (attempt.error.empty() ? (same ? "" : " -> " + attempt.path)
                                                        : ": " + attempt.error));
    }
    if (!report.runtime.problem.empty()) page.line("problem", report.runtime.problem);
}

void showAdapter(const AdapterReport& each, Page& page) {
    const Adapter& adapter = each.adapter;
    page.title(("Adapter: " + adapter.description).c_str());
    page.line("LUID", luidText(adapter.luid));
    page.line("driver version", driverVersionText(adapter.driverVersion));
    page.line("kind", std::string(adapter.isHardware ? "hardware" : "software") +
                          (adapter.isIntegrated ? ", integrated" : ""));
    page.line("memory", std::to_string(adapter.dedicatedAdapterMemory / kMebibyte) +
                            " MiB dedicated, " +
                            std::to_string(adapter.sharedSystemMemory / kMebibyte) + " MiB shared");
    if (FAILED(each.deviceStatus)) {
        page.line("device", "D3D12CreateDevice fails with " + hexadecimal(each.deviceStatus));
        return;
    }
    page.line("feature level", featureLevelText(each.capabilities.featureLevel));
    page.line("shader model", shaderModelText(each.capabilities.shaderModel));
    for (const Option& option : decidingOptions(each.capabilities)) page.option(option);
}

void showLoader(const LoaderReport& loader, Page& page) {
    page.title("Vulkan loader");
    page.line("libvulkan.so.1", loader.loaderFound ? loader.loaderVersion : loader.loaderError);
    for (const Manifest& manifest : loader.manifests)
        page.line(manifest.isBaker ? "Baker" : "other driver",
                  manifest.path + " -> " + manifest.libraryPath + " (" + manifest.apiVersion + ")" +
                      (manifest.problem.empty() ? "" : ": " + manifest.problem));
    for (const auto& [name, value] : loader.variables) page.line(name, value);
}

void showAdvice(const Report& report, Page& page) {
    page.title("Advice");
    if (report.advice.empty()) page.line("none", "everything is in order");
    for (const Advice& each : report.advice) page.line(each.fatal ? "WRONG" : "note", each.text);
    page.line("verdict",
              report.canRun() ? "Vulkan programs can run on Baker" : "nothing can run on Baker");
}

}  // namespace

std::string toText(const Report& report) {
    Page page;
    showMachine(report, page);
    showRuntime(report, page);
    for (const AdapterReport& adapter : report.adapters) showAdapter(adapter, page);
    showLoader(report.loader, page);
    showAdvice(report, page);
    return page.text();
}

}  // namespace baker::doctor
