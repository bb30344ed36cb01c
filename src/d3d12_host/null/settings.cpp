#include "null/settings.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace baker::host {

namespace {

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

uint64_t number(std::string_view text, uint64_t otherwise) {
    return text.empty() ? otherwise : std::strtoull(std::string(text).c_str(), nullptr, 0);
}

void applyFault(NullSettings& settings, std::string_view fault) {
    const size_t equals = std::min(fault.find('='), fault.size());
    const std::string_view name = fault.substr(0, equals);
    const uint64_t value = number(fault.substr(std::min(equals + 1, fault.size())), 0);
    if (name == "factory")
        settings.failFactory = true;
    else if (name == "no_adapters")
        settings.adapters = 0;
    else if (name == "duplicate_adapter")
        settings.duplicateAdapters = true;
    else if (name == "no_compiler")
        settings.noCompiler = true;
    else if (name == "stale_blobs")
        settings.staleBlobs = true;
    else if (name == "create_device")
        settings.failingDevice = value;
    else if (name == "heap_out_of_memory")
        settings.memoryLimit = value;
    else if (name == "device_removed")
        settings.executionsBeforeRemoval = value;
    else
        std::fprintf(stderr, "d3d12_host: unknown fault \"%s\"\n", std::string(name).c_str());
}

NullSettings read() {
    NullSettings settings;
    settings.adapters = static_cast<uint32_t>(number(variable("BAKER_NULL_HOST_ADAPTERS"), 1));
    const std::string_view model = variable("BAKER_NULL_HOST_SHADER_MODEL");
    if (model.starts_with("6."))
        settings.shaderModelMinor = static_cast<uint32_t>(number(model.substr(2), 0));
    std::string_view faults = variable("BAKER_NULL_HOST_FAULT");
    while (!faults.empty()) {
        const size_t comma = std::min(faults.find(','), faults.size());
        applyFault(settings, faults.substr(0, comma));
        faults.remove_prefix(std::min(comma + 1, faults.size()));
    }
    return settings;
}

}  // namespace

const NullSettings& nullSettings() {
    static const NullSettings settings = read();
    return settings;
}

}  // namespace baker::host
