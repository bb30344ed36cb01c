// VkPipelineCache: what was compiled, by the digest of everything that went into it (caches.hpp).
//
// Data layout: VkPipelineCacheHeaderVersionOne; then a PayloadHeader; then `count` entries, each an
// EntryHeader and the entry's bytes. All little-endian. A blob that is truncated, corrupted or
// of another driver or device makes an empty cache.
//
// Thread-safe, also when VK_PIPELINE_CACHE_CREATE_EXTERNALLY_SYNCHRONIZED_BIT is given.
#pragma once

#include <map>
#include <mutex>
#include <span>
#include <vector>

#include "base/digest.hpp"
#include "base/object.hpp"
#include "cache/cache_bytes.hpp"

namespace baker {

// What the header of a cache's data must say to be of this driver and device.
struct CacheIdentity {
    uint32_t vendorId = 0;
    uint32_t deviceId = 0;
    uint8_t uuid[VK_UUID_SIZE] = {};
};

class PipelineCache : public Object<PipelineCache, VkPipelineCache> {
  public:
    PipelineCache(const CacheIdentity& identity, std::span<const std::byte> initialData);

    CacheBytes find(const Digest& key) const;          // null: not there
    void insert(const Digest& key, CacheBytes bytes);  // replaces
    void merge(const PipelineCache& source);

    size_t dataSize() const;
    // Writes the header and as many entries as `size` bytes hold; `size` becomes what was written.
    // VK_SUCCESS or VK_INCOMPLETE.
    VkResult write(std::byte* data, size_t& size) const;

  private:
    bool read(std::span<const std::byte> data);

    CacheIdentity identity_;
    mutable std::mutex mutex_;
    std::map<Digest, CacheBytes> entries_;
};

}  // namespace baker
