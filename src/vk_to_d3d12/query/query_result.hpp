// The form in which the host gets a query's result (spec, "Query Operation": a value, then
// optionally the availability, both 32 or 64 bits wide).
#pragma once

#include <vulkan/vulkan.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace baker {

template <typename Word>
void writeQueryWords(std::byte* data, uint64_t value, bool available, VkQueryResultFlags flags) {
    const Word words[2] = {static_cast<Word>(value), Word(available)};
    // An unavailable value stays unwritten; with PARTIAL it may be anything from 0 to the result.
    if (available || flags & VK_QUERY_RESULT_PARTIAL_BIT)
        std::memcpy(data, &words[0], sizeof(Word));
    if (flags & VK_QUERY_RESULT_WITH_AVAILABILITY_BIT)
        std::memcpy(data + sizeof(Word), &words[1], sizeof(Word));
}

inline void writeQueryResult(std::byte* data, uint64_t value, bool available,
                             VkQueryResultFlags flags) {
    if (flags & VK_QUERY_RESULT_64_BIT)
        writeQueryWords<uint64_t>(data, value, available, flags);
    else
        writeQueryWords<uint32_t>(data, value, available, flags);
}

}  // namespace baker
