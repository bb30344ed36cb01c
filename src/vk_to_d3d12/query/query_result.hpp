// The form in which the host gets a query's result (spec, "Query Operation": values, then
// optionally the availability, all 32 or 64 bits wide).
#pragma once

#include <vulkan/vulkan.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace baker {

// A query as the device leaves it: words of which `mask` says which are values.
struct QueryWords {
    const uint64_t* words;
    uint32_t mask;
    bool available;
};

template <typename Word>
void writeQueryWords(std::byte* data, const QueryWords& query, VkQueryResultFlags flags) {
    // Unavailable values stay unwritten; with PARTIAL they may be anything from 0 to the result.
    const bool written = query.available || flags & VK_QUERY_RESULT_PARTIAL_BIT;
    for (uint32_t i = 0; query.mask >> i; ++i) {
        if (!(query.mask >> i & 1)) continue;
        const auto value = static_cast<Word>(query.words[i]);
        if (written) std::memcpy(data, &value, sizeof(Word));
        data += sizeof(Word);
    }
    const auto available = static_cast<Word>(query.available);
    if (flags & VK_QUERY_RESULT_WITH_AVAILABILITY_BIT) std::memcpy(data, &available, sizeof(Word));
}

inline void writeQueryResult(std::byte* data, const QueryWords& query, VkQueryResultFlags flags) {
    if (flags & VK_QUERY_RESULT_64_BIT)
        writeQueryWords<uint64_t>(data, query, flags);
    else
        writeQueryWords<uint32_t>(data, query, flags);
}

}  // namespace baker
