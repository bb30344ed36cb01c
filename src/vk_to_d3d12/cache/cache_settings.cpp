#include "cache_settings.hpp"

#include <cstdlib>
#include <string_view>

#include "base/log.hpp"

namespace baker {
namespace {

constexpr uint64_t kMiB = 1 << 20;
constexpr uint64_t kDefaultLimit = 512;  // MiB

std::string_view variable(const char* name) {
    const char* value = secure_getenv(name);
    return value ? value : "";
}

// The XDG base directory specification has relative paths ignored.
std::string defaultFolder() {
    if (const auto cache = variable("XDG_CACHE_HOME"); cache.starts_with('/'))
        return std::string(cache) + "/baker/pipelines";
    if (const auto home = variable("HOME"); home.starts_with('/'))
        return std::string(home) + "/.cache/baker/pipelines";
    return {};
}

std::string folder() {
    const std::string_view chosen = variable("BAKER_CACHE");
    if (chosen == "off") return {};
    if (chosen.starts_with('/')) return std::string(chosen);
    if (!chosen.empty()) log::warn("BAKER_CACHE is neither \"off\" nor an absolute path");
    return defaultFolder();
}

uint64_t limit() {
    const std::string text(variable("BAKER_CACHE_SIZE"));
    if (text.empty()) return kDefaultLimit * kMiB;
    char* end = nullptr;
    const uint64_t value = std::strtoull(text.c_str(), &end, 10);
    if (!*end && value <= UINT64_MAX / kMiB) return value * kMiB;
    log::warn("BAKER_CACHE_SIZE is not a number of MiB");
    return kDefaultLimit * kMiB;
}

}  // namespace

CacheSettings cacheSettings() {
    return {folder(), limit()};
}

}  // namespace baker
