#include "pipeline_cache.hpp"

#include <gtest/gtest.h>

namespace baker {
namespace {

constexpr CacheIdentity kIdentity{.vendorId = 1, .deviceId = 2, .uuid = {3}};

Digest key(uint8_t value) {
    Digest digest{};
    digest[0] = value;
    return digest;
}

CacheBytes bytes(uint8_t size) {
    return std::make_shared<const std::vector<std::byte>>(size, std::byte(size));
}

std::vector<std::byte> dataOf(const PipelineCache& cache) {
    size_t size = cache.dataSize();
    std::vector<std::byte> data(size);
    EXPECT_EQ(cache.write(data.data(), size), VK_SUCCESS);
    EXPECT_EQ(size, data.size());
    return data;
}

std::vector<std::byte> filled() {
    PipelineCache cache(kIdentity, {});
    cache.insert(key(1), bytes(100));
    cache.insert(key(2), bytes(7));
    return dataOf(cache);
}

TEST(PipelineCache, RoundTrip) {
    const PipelineCache cache(kIdentity, filled());
    ASSERT_TRUE(cache.find(key(2)));
    EXPECT_EQ(*cache.find(key(2)), *bytes(7));
    EXPECT_EQ(*cache.find(key(1)), *bytes(100));
    EXPECT_EQ(dataOf(cache), filled());
}

TEST(PipelineCache, EveryTruncationIsEmptyOrHarmless) {
    const auto data = filled();
    for (size_t size = 0; size < data.size(); ++size)
        EXPECT_FALSE(PipelineCache(kIdentity, std::span(data).first(size)).find(key(1))) << size;
}

TEST(PipelineCache, EveryCorruptedByteIsNoticed) {
    auto data = filled();
    for (size_t i = 0; i < data.size(); ++i) {
        data[i] ^= std::byte(0x40);
        const PipelineCache cache(kIdentity, data);
        EXPECT_FALSE(cache.find(key(1))) << i;
        data[i] ^= std::byte(0x40);
    }
}

TEST(PipelineCache, ALaterEntryReplacesTheEarlier) {
    PipelineCache cache(kIdentity, {});
    cache.insert(key(1), bytes(1));
    cache.insert(key(1), bytes(2));
    EXPECT_EQ(*cache.find(key(1)), *bytes(2));
}

TEST(PipelineCache, ForeignDataIsIgnored) {
    CacheIdentity other = kIdentity;
    other.uuid[15] = 1;
    EXPECT_FALSE(PipelineCache(other, filled()).find(key(1)));
}

TEST(PipelineCache, EverySmallerBufferHoldsAValidCache) {
    const PipelineCache cache(kIdentity, filled());
    for (size_t room = 0; room < cache.dataSize(); ++room) {
        std::vector<std::byte> data(room);
        size_t size = room;
        EXPECT_EQ(cache.write(data.data(), size), VK_INCOMPLETE);
        ASSERT_LE(size, room);
        const PipelineCache copy(kIdentity, std::span(data).first(size));
        EXPECT_FALSE(copy.find(key(1)) && copy.find(key(2)));
    }
}

TEST(PipelineCache, MergeTakesTheUnion) {
    PipelineCache a(kIdentity, {}), b(kIdentity, {});
    a.insert(key(1), bytes(1));
    b.insert(key(1), bytes(1));
    b.insert(key(2), bytes(2));
    a.merge(b);
    EXPECT_TRUE(a.find(key(1)) && a.find(key(2)));
    EXPECT_TRUE(b.find(key(1)) && b.find(key(2)));
}

}  // namespace
}  // namespace baker
