#include "caches.hpp"

#include "cache/disk_cache.hpp"
#include "d3d12/capabilities.hpp"
#include "device/device.hpp"
#include "pipeline_cache.hpp"

namespace baker {
namespace {

DiskCache* diskCache(Device& device) {
    auto disk = device.service<DiskCache>();
    return disk.ok() ? disk.value() : nullptr;
}

void addBlob(Device& device, PipelineCache* cache, const Digest& key, ID3D12PipelineState& made) {
    ComPtr<ID3DBlob> blob;
    if (FAILED(made.GetCachedBlob(&blob)) || !blob) return;
    const auto* bytes = static_cast<const std::byte*>(blob->GetBufferPointer());
    addToCaches(device, cache, key, {bytes, bytes + blob->GetBufferSize()});
}

}  // namespace

Cached findCached(Device& device, PipelineCache* cache, const Digest& key) {
    if (cache)
        if (CacheBytes found = cache->find(key)) return {std::move(found), true};
    DiskCache* disk = diskCache(device);
    CacheBytes found = disk ? disk->find(key) : nullptr;
    if (cache && found) cache->insert(key, found);
    return {std::move(found), false};
}

void addToCaches(Device& device, PipelineCache* cache, const Digest& key,
                 std::vector<std::byte> bytes) {
    const auto shared = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
    if (cache) cache->insert(key, shared);
    if (DiskCache* disk = diskCache(device)) disk->insert(key, shared);
}

Result<PipelineStateCreation> createPipelineState(Device& device, const CachePolicy& policy,
                                                  const Digest& key,
                                                  const CreatePipelineState& create,
                                                  const char* what) {
    PipelineStateCreation made;
    const bool blobs = device.capabilities().cachedPipelineStates();
    if (blobs) {
        const Cached found = findCached(device, policy.cache, key);
        made.cacheHit = found.fromApplication;
        if (found.bytes &&
            SUCCEEDED(create({found.bytes->data(), found.bytes->size()}, made.pipeline)))
            return made;
        if (!policy.mayCompile) return VK_PIPELINE_COMPILE_REQUIRED;
    }
    made.cacheHit = !blobs;
    TRY_VK(device.check(create({}, made.pipeline), what));
    if (blobs) addBlob(device, policy.cache, key, *made.pipeline.Get());
    return made;
}

}  // namespace baker
