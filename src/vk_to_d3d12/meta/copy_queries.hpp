// Query results from a pool's slots to an application's buffer, on the device: values that are not
// available are left out.
#pragma once

#include "command/transient_memory.hpp"
#include "d3d12/d3d12_api.hpp"

namespace baker {

struct Recorder;
class QueryPool;

struct QueryCopy {
    ID3D12Resource* resource = nullptr;  // a buffer that allows unordered access
    uint64_t offset = 0;                 // bytes, a multiple of 4
    uint64_t stride = 0;                 // bytes, a multiple of 4
    VkQueryResultFlags flags = 0;
};

// The caller orders it, as a transfer. The list's compute state is lost.
void copyQueries(Recorder& recorder, const QueryPool& pool, uint32_t first, uint32_t count,
                 const QueryCopy& to);

// Adds 64-bit words of scratch memory to the first ones of a query's slot. Ordered by the caller,
// as a transfer. The list's compute state is lost.
void addQueryPart(Recorder& recorder, const QueryPool& pool, uint32_t query,
                  const TransientSlice& part, uint32_t words);

}  // namespace baker
