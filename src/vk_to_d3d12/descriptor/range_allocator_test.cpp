#include "range_allocator.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace baker {
namespace {

TEST(RangeAllocator, FirstFitAndExhaustion) {
    RangeAllocator allocator({10, 8});
    EXPECT_EQ(allocator.allocate(3)->first, 10u);
    EXPECT_EQ(allocator.allocate(5)->first, 13u);
    EXPECT_FALSE(allocator.allocate(1));
    EXPECT_TRUE(allocator.allocate(0));
}

TEST(RangeAllocator, FreedNeighboursJoin) {
    RangeAllocator allocator({0, 9});
    const IndexRange a = *allocator.allocate(3), b = *allocator.allocate(3),
                     c = *allocator.allocate(3);
    allocator.free(a);
    allocator.free(c);
    EXPECT_FALSE(allocator.allocate(4));
    EXPECT_EQ(allocator.available(), 6u);
    allocator.free(b);
    EXPECT_EQ(allocator.allocate(9)->first, 0u);
}

TEST(RangeAllocator, RandomUseNeverOverlapsAndEndsWhole) {
    constexpr uint32_t kSize = 256;
    RangeAllocator allocator({0, kSize});
    std::mt19937 random(1);
    std::vector<IndexRange> live;
    std::vector<bool> used(kSize);
    const auto mark = [&](IndexRange range, bool value) {
        for (uint32_t i = range.first; i < range.first + range.count; ++i) {
            ASSERT_NE(used[i], value);
            used[i] = value;
        }
    };
    for (int step = 0; step < 4000; ++step) {
        if (random() % 2 && !live.empty()) {
            std::swap(live[random() % live.size()], live.back());
            mark(live.back(), false);
            allocator.free(live.back());
            live.pop_back();
        } else if (auto range = allocator.allocate(1 + random() % 20)) {
            mark(*range, true);
            live.push_back(*range);
        }
    }
    for (IndexRange range : live) allocator.free(range);
    EXPECT_EQ(allocator.allocate(kSize)->first, 0u);
}

}  // namespace
}  // namespace baker
