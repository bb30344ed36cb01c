// Subgroup operations with some invocations inactive, against the same computed here from where
// each invocation says it ran.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <map>

#include "subgroup_function.hpp"
#include "vulkan_test.hpp"

namespace baker::test {
namespace {

constexpr uint32_t kCount = 256;
constexpr VkDescriptorType kTypes[] = {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                                       VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                                       VK_DESCRIPTOR_TYPE_STORAGE_BUFFER};

struct Invocation {
    uint32_t lane, size, value, result;
    bool isActive() const { return !(value & 8); }
};
using Subgroup = std::map<uint32_t, Invocation>;  // by lane

class SubgroupTest : public DeviceTest {
  protected:
    // Runs the function; what each subgroup made of it.
    std::vector<Subgroup> call(int function, int mode = 0) {
        const int constants[] = {function, mode};
        const VkSpecializationMapEntry entries[] = {{0, 0, 4}, {1, 4, 4}};
        const VkSpecializationInfo info{2, entries, sizeof(constants), constants};
        const TestPipeline pipeline = makePipeline(k_subgroup_function, kTypes, 0, &info);
        const TestBuffer values = makeBuffer(kCount * 4, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        const TestBuffer results = makeBuffer(kCount * 4, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        const TestBuffer places = makeBuffer(kCount * 16, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        write(pipeline.set, 0, kTypes[0], values);
        write(pipeline.set, 1, kTypes[1], results);
        write(pipeline.set, 2, kTypes[2], places);
        for (uint32_t i = 0; i < kCount; ++i) values.view()[i] = (i * 2654435761u >> 20) % 200;
        run([&](VkCommandBuffer c) { dispatch(c, pipeline, kCount / 64); });

        std::map<uint32_t, Subgroup> subgroups;
        for (uint32_t i = 0; i < kCount; ++i) {
            const auto place = places.view().subspan(4 * i, 3);
            subgroups[i / 64 * 64 + place[0]][place[1]] = {place[1], place[2], values.view()[i],
                                                           results.view()[i]};
        }
        std::vector<Subgroup> list;
        for (auto& [id, subgroup] : subgroups) list.push_back(std::move(subgroup));
        return list;
    }
};

// --- reductions and scans

struct Scan {
    int function;
    const char* name;
    uint32_t (*of)(uint32_t value);  // the operand
    uint32_t identity;
    uint32_t (*combine)(uint32_t, uint32_t);
};

uint32_t same(uint32_t x) {
    return x;
}
uint32_t odd(uint32_t x) {
    return x | 1;
}
uint32_t centred(uint32_t x) {
    return x - 100;
}
uint32_t truth(uint32_t x) {
    return x & 1;
}
uint32_t sum(uint32_t a, uint32_t b) {
    return a + b;
}
uint32_t product(uint32_t a, uint32_t b) {
    return a * b;
}
uint32_t least(uint32_t a, uint32_t b) {
    return std::min(a, b);
}
uint32_t greatest(uint32_t a, uint32_t b) {
    return std::max(a, b);
}
uint32_t signedLeast(uint32_t a, uint32_t b) {
    return uint32_t(std::min(int32_t(a), int32_t(b)));
}
uint32_t signedGreatest(uint32_t a, uint32_t b) {
    return uint32_t(std::max(int32_t(a), int32_t(b)));
}
uint32_t bitAnd(uint32_t a, uint32_t b) {
    return a & b;
}
uint32_t bitOr(uint32_t a, uint32_t b) {
    return a | b;
}
uint32_t bitXor(uint32_t a, uint32_t b) {
    return a ^ b;
}

const Scan kScans[] = {
    {0, "Add", same, 0, sum},
    {1, "Mul", odd, 1, product},
    {2, "UMin", same, ~0u, least},
    {3, "UMax", same, 0, greatest},
    {4, "SMin", centred, INT32_MAX, signedLeast},
    {5, "SMax", centred, 1u << 31, signedGreatest},
    {6, "And", same, ~0u, bitAnd},
    {7, "Or", same, 0, bitOr},
    {8, "Xor", same, 0, bitXor},
    {9, "LogicalAnd", truth, 1, bitAnd},
    {10, "LogicalOr", truth, 0, bitOr},
    {11, "LogicalXor", truth, 0, bitXor},
    {12, "FAdd", same, 0, sum},  // of small integers: exact
};

enum Mode { kReduce, kInclusive, kExclusive, kClustered };

bool takesIn(Mode mode, uint32_t lane, uint32_t other) {
    switch (mode) {
        case kInclusive:
            return other <= lane;
        case kExclusive:
            return other < lane;
        case kClustered:
            return other / 4 == lane / 4;
        default:
            return true;
    }
}

uint32_t expectedOf(const Scan& scan, Mode mode, const Subgroup& subgroup, uint32_t lane) {
    uint32_t expected = scan.identity;
    for (const auto& [other, from] : subgroup)
        if (from.isActive() && takesIn(mode, lane, other))
            expected = scan.combine(expected, scan.of(from.value));
    return expected;
}

TEST_F(SubgroupTest, ScansTakeInTheRightLanes) {
    for (const Scan& scan : kScans)
        for (const Mode mode : {kReduce, kInclusive, kExclusive, kClustered})
            for (const Subgroup& subgroup : call(scan.function, mode))
                for (const auto& [lane, invocation] : subgroup) {
                    if (!invocation.isActive()) continue;
                    ASSERT_EQ(invocation.result, expectedOf(scan, mode, subgroup, lane))
                        << scan.name << " mode " << mode << " lane " << lane;
                }
}

// --- votes and ballots

using Expected = std::function<uint32_t(const Subgroup&, const Invocation&)>;

class SubgroupVote : public SubgroupTest {
  protected:
    void expect(int function, const Expected& expected) {
        for (const Subgroup& subgroup : call(function))
            for (const auto& [lane, invocation] : subgroup) {
                if (!invocation.isActive()) continue;
                ASSERT_EQ(invocation.result, expected(subgroup, invocation)) << "lane " << lane;
            }
    }
    // The active lanes below `limit` whose value is odd.
    static uint32_t countOdd(const Subgroup& subgroup, uint32_t limit) {
        return uint32_t(std::ranges::count_if(subgroup, [limit](const auto& entry) {
            const Invocation& i = entry.second;
            return i.isActive() && i.lane < limit && (i.value & 1);
        }));
    }
    static const Invocation& firstActive(const Subgroup& subgroup) {
        const auto active = [](const auto& entry) { return entry.second.isActive(); };
        return std::ranges::find_if(subgroup, active)->second;
    }
    static uint32_t countActive(const Subgroup& subgroup) {
        const auto active = [](const auto& entry) { return entry.second.isActive(); };
        return uint32_t(std::ranges::count_if(subgroup, active));
    }
};

TEST_F(SubgroupVote, Ballot) {
    expect(20, [](const Subgroup& s, const Invocation& own) {
        uint32_t word = 0;
        for (const auto& [lane, i] : s)
            if (lane / 32 == own.lane / 32 && i.isActive() && (i.value & 1))
                word |= 1u << lane % 32;
        return word;
    });
}

TEST_F(SubgroupVote, BallotBitCount) {
    expect(21, [](const Subgroup& s, const Invocation&) { return countOdd(s, UINT32_MAX); });
    expect(22, [](const Subgroup& s, const Invocation& i) { return countOdd(s, i.lane + 1); });
    // Of a mask with more bits than the subgroup has lanes.
    expect(23, [](const Subgroup&, const Invocation& i) { return i.lane; });
    expect(24, [](const Subgroup&, const Invocation& i) { return i.size - 1; });
}

TEST_F(SubgroupVote, Votes) {
    expect(25, [](const Subgroup& s, const Invocation& i) {
        return uint32_t(firstActive(s).lane == i.lane);
    });
    expect(26, [](const Subgroup& s, const Invocation&) {
        const uint32_t odd = countOdd(s, UINT32_MAX);
        return uint32_t(odd == countActive(s)) | uint32_t(odd > 0) << 1;
    });
    expect(27, [](const Subgroup& s, const Invocation& own) {
        const bool equal = std::ranges::all_of(
            s, [&](const auto& e) { return !e.second.isActive() || e.second.value == own.value; });
        return uint32_t(equal) | 2;
    });
}

TEST_F(SubgroupVote, BroadcastFirstAndInverseBallot) {
    expect(28, [](const Subgroup& s, const Invocation&) { return firstActive(s).value; });
    expect(29, [](const Subgroup&, const Invocation& i) {
        return uint32_t(i.lane < 32 && i.lane % 2 == 0);
    });
}

// --- shuffles, with all lanes active

struct Shuffle {
    int function;
    const char* name;
    uint32_t (*from)(uint32_t lane);
};
const Shuffle kShuffles[] = {
    {40, "Shuffle", [](uint32_t lane) { return lane ^ 3; }},
    {41, "Xor", [](uint32_t lane) { return lane ^ 2; }},
    {42, "Up", [](uint32_t lane) { return lane - 1; }},
    {43, "Down", [](uint32_t lane) { return lane + 2; }},
    {44, "Broadcast", [](uint32_t) { return 1u; }},
    {45, "QuadBroadcast", [](uint32_t lane) { return (lane & ~3u) + (lane >> 2 & 3); }},
};

TEST_F(SubgroupTest, ShufflesReadTheRightLane) {
    for (const Shuffle& shuffle : kShuffles)
        for (const Subgroup& subgroup : call(shuffle.function))
            for (const auto& [lane, invocation] : subgroup) {
                const auto from = subgroup.find(shuffle.from(lane));
                if (from == subgroup.end()) continue;  // undefined
                ASSERT_EQ(invocation.result, from->second.value)
                    << shuffle.name << " lane " << lane;
            }
}

// vkd3d 2.1 takes the two sums for one.
TEST_F(SubgroupTest, OneOperandInDivergentFlow) {
    for (const Subgroup& subgroup : call(46)) {
        uint32_t all = 0, active = 0;
        for (const auto& [lane, invocation] : subgroup) {
            all += invocation.value;
            if (invocation.isActive()) active += invocation.value;
        }
        for (const auto& [lane, invocation] : subgroup)
            ASSERT_EQ(invocation.result, invocation.isActive() ? active : all) << "lane " << lane;
    }
}

}  // namespace
}  // namespace baker::test
