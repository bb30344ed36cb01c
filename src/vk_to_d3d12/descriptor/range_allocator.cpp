#include "range_allocator.hpp"

#include <iterator>

namespace baker {

void RangeAllocator::reset(IndexRange whole) {
    free_.clear();
    if (whole.count) free_.emplace(whole.first, whole.count);
    available_ = whole.count;
}

std::optional<IndexRange> RangeAllocator::allocate(uint32_t count) {
    if (count == 0) return IndexRange{};
    for (auto it = free_.begin(); it != free_.end(); ++it) {
        const auto [first, length] = *it;
        if (length < count) continue;
        const auto next = free_.erase(it);
        if (length > count) free_.emplace_hint(next, first + count, length - count);
        available_ -= count;
        return IndexRange{first, count};
    }
    return std::nullopt;
}

void RangeAllocator::free(IndexRange range) {
    if (range.count == 0) return;
    available_ += range.count;
    auto next = free_.lower_bound(range.first);
    if (next != free_.end() && range.first + range.count == next->first) {
        range.count += next->second;
        next = free_.erase(next);
    }
    if (next != free_.begin()) {
        const auto before = std::prev(next);
        if (before->first + before->second == range.first) {
            before->second += range.count;
            return;
        }
    }
    free_.emplace_hint(next, range.first, range.count);
}

}  // namespace baker
