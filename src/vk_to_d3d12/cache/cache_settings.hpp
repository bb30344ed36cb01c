// Where the cache on disk is and how large it may become.
#pragma once

#include <cstdint>
#include <string>

namespace baker {

struct CacheSettings {
    std::string folder;  // absolute; empty: no cache
    uint64_t limit = 0;  // bytes of all files together

    bool enabled() const { return !folder.empty() && limit; }
};

// From the environment: BAKER_CACHE is `off` or a folder, else baker/pipelines in XDG_CACHE_HOME or
// HOME/.cache; BAKER_CACHE_SIZE is in MiB. Programs that run with another user's rights have no
// cache.
CacheSettings cacheSettings();

}  // namespace baker
