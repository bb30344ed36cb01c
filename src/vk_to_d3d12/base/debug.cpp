#include "debug.hpp"

#include <cstdlib>

#include "log.hpp"

namespace baker {
namespace {

constexpr DebugFlagInfo kFlags[] = {
#define X(enumerator, name, help) {DebugFlag::enumerator, name, help},
#include "debug.def"
#undef X
};

constexpr uint32_t bit(DebugFlag flag) {
    return 1u << static_cast<uint32_t>(flag);
}

std::string_view environment(const char* name, std::string_view fallback) {
    const char* value = std::getenv(name);
    return value ? value : fallback;
}

uint32_t parseDebugFlag(std::string_view name) {
    for (const DebugFlagInfo& info : kFlags)
        if (info.name == name) return bit(info.flag);
    if (!name.empty())
        log::warn("BAKER_DEBUG: unknown switch '%.*s'", static_cast<int>(name.size()), name.data());
    return 0;
}

}  // namespace

std::span<const DebugFlagInfo> debugFlags() {
    return kFlags;
}

uint32_t parseDebugFlags(std::string_view list) {
    uint32_t flags = 0;
    while (!list.empty()) {
        const size_t comma = list.find(',');
        flags |= parseDebugFlag(list.substr(0, comma));
        list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    }
    return flags;
}

bool debugEnabled(DebugFlag flag) {
    static const uint32_t flags = parseDebugFlags(environment("BAKER_DEBUG", ""));
    return flags & bit(flag);
}

const std::string& dumpPath() {
    static const std::string path(environment("BAKER_DUMP_PATH", "."));
    return path;
}

}  // namespace baker
