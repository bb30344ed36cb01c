// Hands out ranges of the indices [first, first + size), first fit, and joins freed neighbours.
// Not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

namespace baker {

struct IndexRange {
    uint32_t first = 0;
    uint32_t count = 0;
};

class RangeAllocator {
  public:
    RangeAllocator() = default;
    explicit RangeAllocator(IndexRange whole) { reset(whole); }

    void reset(IndexRange whole);

    // None when no free range is long enough; a range of 0 always succeeds.
    std::optional<IndexRange> allocate(uint32_t count);
    void free(IndexRange range);  // as returned by allocate()

    uint32_t available() const { return available_; }  // indices, perhaps not contiguous

  private:
    std::map<uint32_t, uint32_t> free_;  // first -> count, no two adjacent
    uint32_t available_ = 0;
};

}  // namespace baker
