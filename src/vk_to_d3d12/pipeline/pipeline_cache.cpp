#include "pipeline_cache.hpp"

#include <cstring>
#include <vector>

namespace baker {
namespace {

constexpr uint32_t kMagic = 0x43504B42;  // "BKPC"
constexpr uint32_t kFormat = 4;

struct PayloadHeader {
    uint32_t magic = kMagic;
    uint32_t format = kFormat;
    uint64_t count = 0;
    uint64_t bytes = 0;     // of all entries
    uint64_t checksum = 0;  // of all entries' bytes
};

struct EntryHeader {
    Digest key{};
    uint64_t size = 0;  // of the bytes that follow
};

VkPipelineCacheHeaderVersionOne vulkanHeader(const CacheIdentity& identity) {
    VkPipelineCacheHeaderVersionOne header{.headerSize = sizeof(header),
                                           .headerVersion = VK_PIPELINE_CACHE_HEADER_VERSION_ONE,
                                           .vendorID = identity.vendorId,
                                           .deviceID = identity.deviceId};
    std::memcpy(header.pipelineCacheUUID, identity.uuid, VK_UUID_SIZE);
    return header;
}

// Takes a T from the front of `data`; false when it is too short.
template <typename T>
bool take(std::span<const std::byte>& data, T& value) {
    if (data.size() < sizeof(T)) return false;
    std::memcpy(&value, data.data(), sizeof(T));
    data = data.subspan(sizeof(T));
    return true;
}

template <typename T>
void put(std::vector<std::byte>& out, const T& value) {
    const auto bytes = std::as_bytes(std::span(&value, 1));
    out.insert(out.end(), bytes.begin(), bytes.end());
}

size_t entrySize(const CacheBytes& bytes) {
    return sizeof(EntryHeader) + bytes->size();
}

bool hasHeader(std::span<const std::byte>& data, const CacheIdentity& identity) {
    const VkPipelineCacheHeaderVersionOne expected = vulkanHeader(identity);
    VkPipelineCacheHeaderVersionOne header;
    return take(data, header) && std::memcmp(&header, &expected, sizeof(header)) == 0;
}

}  // namespace

PipelineCache::PipelineCache(const CacheIdentity& identity, std::span<const std::byte> initialData)
    : identity_(identity) {
    if (!read(initialData)) entries_.clear();
}

bool PipelineCache::read(std::span<const std::byte> data) {
    PayloadHeader payload;
    if (!hasHeader(data, identity_) || !take(data, payload)) return false;
    if (payload.magic != kMagic || payload.format != kFormat || payload.bytes > data.size())
        return false;
    data = data.first(payload.bytes);
    if (checksum(data) != payload.checksum) return false;
    for (uint64_t i = 0; i < payload.count; ++i) {
        EntryHeader entry;
        if (!take(data, entry) || entry.size > data.size()) return false;
        const auto bytes = data.first(entry.size);
        data = data.subspan(entry.size);
        entries_[entry.key] =
            std::make_shared<const std::vector<std::byte>>(bytes.begin(), bytes.end());
    }
    return data.empty();
}

CacheBytes PipelineCache::find(const Digest& key) const {
    const std::lock_guard lock(mutex_);
    const auto it = entries_.find(key);
    return it == entries_.end() ? nullptr : it->second;
}

void PipelineCache::insert(const Digest& key, CacheBytes bytes) {
    const std::lock_guard lock(mutex_);
    entries_[key] = std::move(bytes);
}

void PipelineCache::merge(const PipelineCache& source) {
    std::map<Digest, CacheBytes> copy;
    {
        const std::lock_guard lock(source.mutex_);
        copy = source.entries_;
    }
    const std::lock_guard lock(mutex_);
    entries_.merge(copy);
}

size_t PipelineCache::dataSize() const {
    const std::lock_guard lock(mutex_);
    size_t size = sizeof(VkPipelineCacheHeaderVersionOne) + sizeof(PayloadHeader);
    for (const auto& [key, bytes] : entries_) size += entrySize(bytes);
    return size;
}

VkResult PipelineCache::write(std::byte* data, size_t& size) const {
    const VkPipelineCacheHeaderVersionOne header = vulkanHeader(identity_);
    const size_t headers = sizeof(header) + sizeof(PayloadHeader);
    if (size < headers) {
        // The header alone is a valid, empty cache; less is not.
        size = size < sizeof(header) ? 0 : sizeof(header);
        if (size) std::memcpy(data, &header, size);
        return VK_INCOMPLETE;
    }
    const std::lock_guard lock(mutex_);
    PayloadHeader payload;
    std::vector<std::byte> entries;
    for (const auto& [key, bytes] : entries_) {
        if (headers + entries.size() + entrySize(bytes) > size) break;
        put(entries, EntryHeader{key, bytes->size()});
        entries.insert(entries.end(), bytes->begin(), bytes->end());
        ++payload.count;
    }
    payload.bytes = entries.size();
    payload.checksum = checksum(entries);
    std::memcpy(data, &header, sizeof(header));
    std::memcpy(data + sizeof(header), &payload, sizeof(payload));
    if (!entries.empty()) std::memcpy(data + headers, entries.data(), entries.size());
    size = headers + entries.size();
    return payload.count == entries_.size() ? VK_SUCCESS : VK_INCOMPLETE;
}

}  // namespace baker
