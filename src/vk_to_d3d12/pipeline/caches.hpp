// What pipeline creation asks before it compiles: the application's cache, then the one on disk.
#pragma once

#include <functional>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "cache/cache_bytes.hpp"
#include "d3d12/d3d12_api.hpp"

namespace baker {

class Device;
class PipelineCache;

struct Cached {
    CacheBytes bytes;              // null: nowhere
    bool fromApplication = false;  // found in the application's cache
};

// `cache` may be null. What is found on disk is added to it. Thread-safe, as all here.
Cached findCached(Device& device, PipelineCache* cache, const Digest& key);
void addToCaches(Device& device, PipelineCache* cache, const Digest& key,
                 std::vector<std::byte> bytes);

// How pipeline creation asks for what may be cached. Without `mayCompile`:
// VK_PIPELINE_COMPILE_REQUIRED unless a cache has it.
struct CachePolicy {
    PipelineCache* cache = nullptr;
    bool mayCompile = true;
};

struct PipelineStateCreation {
    ComPtr<ID3D12PipelineState> pipeline;
    bool cacheHit = true;  // the application's cache had all that can be cached
};

// Calls D3D12 to create a pipeline state, with a blob that ID3D12PipelineState::GetCachedBlob gave
// once, or none.
using CreatePipelineState =
    std::function<HRESULT(const D3D12_CACHED_PIPELINE_STATE&, ComPtr<ID3D12PipelineState>&)>;

// The pipeline state of all that `key` is the digest of. A blob that D3D12 refuses (damaged, or of
// another driver) is replaced. `what` names the call.
Result<PipelineStateCreation> createPipelineState(Device& device, const CachePolicy& policy,
                                                  const Digest& key,
                                                  const CreatePipelineState& create,
                                                  const char* what);

}  // namespace baker
