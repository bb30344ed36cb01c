#include "active_queries.hpp"

#include <algorithm>

#include "command/recorder.hpp"
#include "command/texture_copy.hpp"
#include "meta/copy_queries.hpp"
#include "query_pool.hpp"

namespace baker {
namespace {

void beginD3D12(Recorder& recorder, const QueryPool& pool, uint32_t query) {
    recorder.list->BeginQuery(pool.heap(), pool.kind().d3d12, query);
}

void resolve(Recorder& recorder, const QueryPool& pool, uint32_t query, ID3D12Resource* target,
             uint64_t offset) {
    recorder.list->EndQuery(pool.heap(), pool.kind().d3d12, query);
    recorder.list->ResolveQueryData(pool.heap(), pool.kind().d3d12, query, 1, target, offset);
}

bool countsPrimitives(const QueryPool& pool) {
    return pool.kind().vulkan == VK_QUERY_TYPE_PRIMITIVES_GENERATED_EXT;
}

TransientSlice wordOf(TransientSlice slice, uint32_t word) {
    slice.offset += 8 * word;
    slice.address += 8 * word;
    return slice;
}

}  // namespace

void ActiveQueries::begin(Recorder& recorder, QueryPool& pool, uint32_t query) {
    beginD3D12(recorder, pool, query);
    queries_.push_back({&pool, query, true, {}});
}

void ActiveQueries::suspend(Recorder& recorder, Active& active) {
    if (!active.running) return;
    auto part = recorder.scratch.allocate(8 * active.pool->kind().words, 8);
    if (!part.ok()) return recorder.fail(part.error());
    resolve(recorder, *active.pool, active.query, part.value().resource, part.value().offset);
    active.parts.push_back({part.value(), primitiveWord_});
    active.running = false;
    suspended_ = true;
}

void ActiveQueries::suspend(Recorder& recorder) {
    for (Active& active : queries_) suspend(recorder, active);
}

void ActiveQueries::changePrimitiveWord(Recorder& recorder, uint32_t word) {
    for (Active& active : queries_)
        if (countsPrimitives(*active.pool)) suspend(recorder, active);
    primitiveWord_ = word;
}

void ActiveQueries::resumeAll(Recorder& recorder) {
    for (Active& active : queries_) {
        if (!active.running) beginD3D12(recorder, *active.pool, active.query);
        active.running = true;
    }
    suspended_ = false;
}

void ActiveQueries::end(Recorder& recorder, QueryPool& pool, uint32_t query) {
    const auto active = std::find_if(queries_.begin(), queries_.end(), [&](const Active& a) {
        return a.pool == &pool && a.query == query;
    });
    if (active == queries_.end()) return;
    if (countsPrimitives(pool)) {
        suspend(recorder, *active);
    } else {
        if (!active->running) beginD3D12(recorder, pool, query);
        resolve(recorder, pool, query, pool.results(), pool.slotOffset(query));
    }
    const std::vector<Part> parts = std::move(active->parts);
    queries_.erase(active);
    for (const Part& part : parts) {
        orderTransfers(recorder);
        if (countsPrimitives(pool))
            addQueryPart(recorder, pool, query, wordOf(part.memory, part.word), 1);
        else
            addQueryPart(recorder, pool, query, part.memory, pool.kind().words);
    }
    if (!parts.empty()) orderTransfers(recorder);
}

void ActiveQueries::clear() {
    queries_.clear();
    suspended_ = false;
}

}  // namespace baker
