#include "pipeline_cache.hpp"

#include <cstring>
#include <vector>

namespace baker {
namespace {

constexpr uint32_t kMagic = 0x43504B42;  // "BKPC"
constexpr uint32_t kFormat = 2;

struct PayloadHeader {
    uint32_t magic = kMagic;
    uint32_t format = kFormat;
    uint64_t count = 0;
    uint64_t bytes = 0;  // of all entries
    Digest digest{};     // of all entries' bytes
    uint32_t reserved = 0;
};

struct EntryHeader {
    Digest key{};
    ShaderInfo info;
    uint32_t size = 0;           // of the container that follows
    uint32_t streamOutputs = 0;  // the StreamEntry that follow it
    std::array<uint32_t, 4> streamStrides{};
};

// A StreamOutput.
struct StreamEntry {
    char semantic[16]{};
    uint32_t stream = 0, semanticIndex = 0;
    uint8_t startComponent = 0, componentCount = 0, buffer = 0, reserved = 0;
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

size_t entrySize(const CompiledShader& shader) {
    return sizeof(EntryHeader) + shader.container.size() +
           shader.streamOutputs.entries.size() * sizeof(StreamEntry);
}

void putStreamOutput(std::vector<std::byte>& out, const StreamOutput& output) {
    StreamEntry entry{.stream = output.stream,
                      .semanticIndex = output.semanticIndex,
                      .startComponent = output.startComponent,
                      .componentCount = output.componentCount,
                      .buffer = output.buffer};
    output.semantic.copy(entry.semantic, sizeof(entry.semantic) - 1);
    put(out, entry);
}

bool takeStreamOutputs(std::span<const std::byte>& data, uint32_t count, StreamOutputs& outputs) {
    for (uint32_t i = 0; i < count; ++i) {
        StreamEntry entry;
        if (!take(data, entry)) return false;
        entry.semantic[sizeof(entry.semantic) - 1] = 0;
        outputs.entries.push_back({entry.stream, entry.semantic, entry.semanticIndex,
                                   entry.startComponent, entry.componentCount, entry.buffer});
    }
    return true;
}

bool hasHeader(std::span<const std::byte>& data, const CacheIdentity& identity) {
    const VkPipelineCacheHeaderVersionOne expected = vulkanHeader(identity);
    VkPipelineCacheHeaderVersionOne header;
    return take(data, header) && std::memcmp(&header, &expected, sizeof(header)) == 0;
}

}  // namespace

PipelineCache::PipelineCache(const CacheIdentity& identity, std::span<const std::byte> initialData)
    : identity_(identity) {
    if (!read(initialData)) shaders_.clear();
}

bool PipelineCache::read(std::span<const std::byte> data) {
    PayloadHeader payload;
    if (!hasHeader(data, identity_) || !take(data, payload)) return false;
    if (payload.magic != kMagic || payload.format != kFormat || payload.reserved ||
        payload.bytes > data.size())
        return false;
    data = data.first(payload.bytes);
    if (Sha1().add(data).finish() != payload.digest) return false;
    for (uint64_t i = 0; i < payload.count; ++i) {
        EntryHeader entry;
        if (!take(data, entry) || entry.size > data.size()) return false;
        const auto container = data.first(entry.size);
        data = data.subspan(entry.size);
        StreamOutputs streamOutputs{{}, entry.streamStrides};
        if (!takeStreamOutputs(data, entry.streamOutputs, streamOutputs)) return false;
        shaders_[entry.key] = std::make_shared<CompiledShader>(CompiledShader{
            entry.info, {container.begin(), container.end()}, std::move(streamOutputs)});
    }
    return true;
}

CompiledShaderRef PipelineCache::find(const Digest& key) const {
    const std::lock_guard lock(mutex_);
    const auto it = shaders_.find(key);
    return it == shaders_.end() ? nullptr : it->second;
}

void PipelineCache::insert(const Digest& key, CompiledShaderRef shader) {
    const std::lock_guard lock(mutex_);
    shaders_.emplace(key, std::move(shader));
}

void PipelineCache::merge(const PipelineCache& source) {
    std::map<Digest, CompiledShaderRef> copy;
    {
        const std::lock_guard lock(source.mutex_);
        copy = source.shaders_;
    }
    const std::lock_guard lock(mutex_);
    shaders_.merge(copy);
}

size_t PipelineCache::dataSize() const {
    const std::lock_guard lock(mutex_);
    size_t size = sizeof(VkPipelineCacheHeaderVersionOne) + sizeof(PayloadHeader);
    for (const auto& [key, shader] : shaders_) size += entrySize(*shader);
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
    for (const auto& [key, shader] : shaders_) {
        if (headers + entries.size() + entrySize(*shader) > size) break;
        const StreamOutputs& streamOutputs = shader->streamOutputs;
        put(entries, EntryHeader{key, shader->info, static_cast<uint32_t>(shader->container.size()),
                                 static_cast<uint32_t>(streamOutputs.entries.size()),
                                 streamOutputs.strides});
        entries.insert(entries.end(), shader->container.begin(), shader->container.end());
        for (const StreamOutput& output : streamOutputs.entries) putStreamOutput(entries, output);
        ++payload.count;
    }
    payload.bytes = entries.size();
    payload.digest = Sha1().add(entries).finish();
    std::memcpy(data, &header, sizeof(header));
    std::memcpy(data + sizeof(header), &payload, sizeof(payload));
    if (!entries.empty()) std::memcpy(data + headers, entries.data(), entries.size());
    size = headers + entries.size();
    return payload.count == shaders_.size() ? VK_SUCCESS : VK_INCOMPLETE;
}

}  // namespace baker
