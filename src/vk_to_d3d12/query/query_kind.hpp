// The kinds of queries, and D3D12's for each.
#pragma once

#include <cstdint>

#include "d3d12/d3d12_api.hpp"

namespace baker {

struct QueryKind {
    VkQueryType vulkan;
    D3D12_QUERY_HEAP_TYPE heap;
    D3D12_QUERY_TYPE d3d12;  // of stream 0
    uint32_t words;          // 64-bit ones that D3D12 resolves
    uint32_t mask;           // which of them are Vulkan's values; statistics are chosen one by one
};

// Null: not supported. Pipeline statistics are in one order in both APIs.
const QueryKind* queryKind(VkQueryType type);

}  // namespace baker
