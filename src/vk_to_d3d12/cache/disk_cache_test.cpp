#include "disk_cache.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "temporary_folder_test.hpp"

namespace baker {
namespace {

constexpr Uuid kIdentity{1};
constexpr uint64_t kMiB = 1 << 20;

Digest key(uint8_t value) {
    Digest digest{};
    digest[1] = value;
    return digest;
}

CacheBytes bytes(size_t size, uint8_t value = 7) {
    return std::make_shared<const std::vector<std::byte>>(size, std::byte(value));
}

TEST(DiskCache, TheNextProcessFindsWhatThisOneMade) {
    const TemporaryFolder folder;
    const CacheSettings settings{folder.path(), kMiB};
    {
        DiskCache cache(settings, kIdentity);
        EXPECT_FALSE(cache.find(key(1)));
        for (uint8_t i = 0; i < 100; ++i) cache.insert(key(i), bytes(100, i));
        cache.remove(key(50));
    }
    DiskCache cache(settings, kIdentity);
    for (uint8_t i = 0; i < 100; ++i) {
        if (i == 50) continue;
        ASSERT_TRUE(cache.find(key(i))) << int(i);
        EXPECT_EQ(*cache.find(key(i)), *bytes(100, i));
    }
    EXPECT_FALSE(cache.find(key(50)));
}

TEST(DiskCache, SwitchedOffItKeepsNothing) {
    const TemporaryFolder folder;
    {
        DiskCache off({"", kMiB}, kIdentity), none({folder.path(), 0}, kIdentity);
        off.insert(key(1), bytes(1));
        none.insert(key(1), bytes(1));
        EXPECT_FALSE(off.find(key(1)) || none.find(key(1)));
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(DiskCache, StaysWithinItsLimit) {
    const TemporaryFolder folder;
    {
        DiskCache cache({folder.path(), kMiB}, kIdentity);
        for (uint8_t i = 0; i < 100; ++i) cache.insert(key(i), bytes(64 << 10));
        cache.insert(key(200), bytes(kMiB / 2));  // would push out too much
    }
    DiskCache cache({folder.path(), kMiB}, kIdentity);
    EXPECT_TRUE(cache.find(key(99)));
    EXPECT_FALSE(cache.find(key(0)) || cache.find(key(200)));
    EXPECT_LE(FileStore(folder.path(), kIdentity).trim(UINT64_MAX), kMiB);
}

TEST(DiskCache, AFolderThatCannotBeMadeIsNoError) {
    const TemporaryFolder folder;
    std::ofstream(folder.path() + "/file");
    DiskCache cache({folder.path() + "/file/in/it", kMiB}, kIdentity);
    cache.insert(key(1), bytes(1));
    EXPECT_FALSE(cache.find(key(1)));
}

class Settings : public testing::Test {
  protected:
    Settings() {
        for (const char* name : {"BAKER_CACHE", "BAKER_CACHE_SIZE", "XDG_CACHE_HOME", "HOME"})
            unsetenv(name);
    }
    static void set(const char* name, const char* value) { setenv(name, value, 1); }
};

TEST_F(Settings, TheUsersCacheFolder) {
    EXPECT_FALSE(cacheSettings().enabled());
    set("HOME", "/home/me");
    EXPECT_EQ(cacheSettings().folder, "/home/me/.cache/baker/pipelines");
    EXPECT_EQ(cacheSettings().limit, 512 * kMiB);
    set("XDG_CACHE_HOME", "/cache");
    EXPECT_EQ(cacheSettings().folder, "/cache/baker/pipelines");
    set("XDG_CACHE_HOME", "relative");
    EXPECT_EQ(cacheSettings().folder, "/home/me/.cache/baker/pipelines");
}

TEST_F(Settings, TheSwitch) {
    set("HOME", "/home/me");
    set("BAKER_CACHE", "/elsewhere");
    set("BAKER_CACHE_SIZE", "3");
    EXPECT_EQ(cacheSettings().folder, "/elsewhere");
    EXPECT_EQ(cacheSettings().limit, 3 * kMiB);
    set("BAKER_CACHE_SIZE", "much");
    EXPECT_EQ(cacheSettings().limit, 512 * kMiB);
    set("BAKER_CACHE_SIZE", "0");
    EXPECT_FALSE(cacheSettings().enabled());
    set("BAKER_CACHE", "off");
    EXPECT_FALSE(cacheSettings().enabled());
}

}  // namespace
}  // namespace baker
