// Entries of a cache as files: FOLDER/<identity>/<2 digits>/<62 digits>, named by identity and key
// in hexadecimal. A file is a header (file_store.cpp) and the entry's bytes. It is written aside
// and renamed, so that any number of processes may share the folder without a lock: a reader finds
// a whole file or none. Files that are damaged, cut off or no files of ours are as good as absent.
// Nothing that is not named like an entry is ever touched.
//
// Thread-safe. Everything may fail without consequence: the disk may be full or read-only, files
// may vanish at any time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "device/identity.hpp"

namespace baker {

inline constexpr uint64_t kMaxEntryBytes = 64 << 20;

struct StoredEntry {
    std::vector<std::byte> bytes;
    bool stale = false;  // was last marked as used a day ago or more
};

class FileStore {
  public:
    // `identity` is the builds' and devices' that entries are for; others' entries share the limit.
    FileStore(std::string folder, const Uuid& identity);

    std::optional<StoredEntry> read(const Digest& key) const;
    // Makes the folders that are missing, for this user alone. The size on disk; none: it failed.
    std::optional<uint64_t> write(const Digest& key, std::span<const std::byte> bytes) const;
    void markUsed(const Digest& key) const;
    void remove(const Digest& key) const;

    // Removes what was used longest ago until at most `limit` bytes are left. The bytes left.
    uint64_t trim(uint64_t limit) const;

  private:
    std::string pathOf(const Digest& key) const;

    const std::string folder_;
    const Uuid identity_;
    const std::string own_;  // the folder of `identity_`
};

}  // namespace baker
