#include "file_store.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "temporary_folder_test.hpp"

namespace baker {
namespace {

namespace fs = std::filesystem;

constexpr Uuid kIdentity{1, 2, 3};

Digest key(uint8_t value) {
    Digest digest{};
    digest[0] = value;
    return digest;
}

std::vector<std::byte> bytes(size_t size, uint8_t value = 7) {
    return std::vector(size, std::byte(value));
}

fs::path onlyFile(const fs::path& folder) {
    fs::path found;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) found = entry.path();
    return found;
}

size_t countFiles(const fs::path& folder) {
    size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        count += entry.is_regular_file();
    return count;
}

std::vector<char> contentOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void setContent(const fs::path& path, const std::vector<char>& content) {
    std::ofstream(path, std::ios::binary)
        .write(content.data(), static_cast<std::streamsize>(content.size()));
}

TEST(FileStore, KeepsEntriesOfAnySize) {
    const TemporaryFolder folder;
    const FileStore store(folder.path() + "/a/b", kIdentity);
    EXPECT_FALSE(store.read(key(1)));
    for (const size_t size : {size_t(0), size_t(1), size_t(100'000)}) {
        ASSERT_TRUE(store.write(key(1), bytes(size)));
        ASSERT_TRUE(store.read(key(1)));
        EXPECT_EQ(store.read(key(1))->bytes, bytes(size));
    }
    EXPECT_EQ(countFiles(folder.path()), 1u);
    store.remove(key(1));
    EXPECT_FALSE(store.read(key(1)));
}

TEST(FileStore, IsForOneUserAlone) {
    const TemporaryFolder folder;
    ASSERT_TRUE(FileStore(folder.path() + "/a", kIdentity).write(key(1), bytes(1)));
    struct stat status{};
    stat((folder.path() + "/a").c_str(), &status);
    EXPECT_EQ(status.st_mode & 0777, 0700u);
    stat(onlyFile(folder.path()).c_str(), &status);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST(FileStore, OtherBuildsHaveTheirOwnEntries) {
    const TemporaryFolder folder;
    ASSERT_TRUE(FileStore(folder.path(), kIdentity).write(key(1), bytes(1)));
    EXPECT_FALSE(FileStore(folder.path(), Uuid{9}).read(key(1)));
}

// Not even when the file is moved to where it is looked for.
TEST(FileStore, ForeignFilesAreAbsent) {
    const TemporaryFolder folder;
    const FileStore store(folder.path(), kIdentity), other(folder.path(), Uuid{9});
    ASSERT_TRUE(store.write(key(1), bytes(1)));
    const std::vector<char> content = contentOf(onlyFile(folder.path()));
    store.remove(key(1));
    ASSERT_TRUE(other.write(key(1), bytes(1)));
    setContent(onlyFile(folder.path()), content);
    EXPECT_FALSE(other.read(key(1)));
    other.remove(key(1));
    ASSERT_TRUE(store.write(key(2), bytes(1)));
    setContent(onlyFile(folder.path()), content);
    EXPECT_FALSE(store.read(key(2)));
}

TEST(FileStore, DamagedFilesAreAbsentAndAreReplaced) {
    const TemporaryFolder folder;
    const FileStore store(folder.path(), kIdentity);
    ASSERT_TRUE(store.write(key(1), bytes(50)));
    const fs::path path = onlyFile(folder.path());
    const std::vector<char> whole = contentOf(path);
    for (size_t i = 0; i < whole.size(); ++i) {
        std::vector<char> damaged = whole;
        damaged[i] ^= 0x10;
        setContent(path, damaged);
        EXPECT_FALSE(store.read(key(1))) << i;
        damaged.resize(i);
        setContent(path, damaged);
        EXPECT_FALSE(store.read(key(1))) << i;
    }
    std::vector<char> longer = whole;
    longer.push_back(0);
    setContent(path, longer);
    EXPECT_FALSE(store.read(key(1)));
    ASSERT_TRUE(store.write(key(1), bytes(50)));
    EXPECT_TRUE(store.read(key(1)));
}

TEST(FileStore, WhatIsNoFileIsAbsent) {
    const TemporaryFolder folder;
    const FileStore store(folder.path(), kIdentity);
    ASSERT_TRUE(store.write(key(1), bytes(1)));
    const fs::path path = onlyFile(folder.path());
    fs::rename(path, folder.path() + "/elsewhere");
    fs::create_symlink(folder.path() + "/elsewhere", path);
    EXPECT_FALSE(store.read(key(1)));
    fs::remove(path);
    ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
    EXPECT_FALSE(store.read(key(1)));
    fs::remove(path);
    fs::create_directory(path);
    EXPECT_FALSE(store.read(key(1)));
    EXPECT_FALSE(store.write(key(1), bytes(1)));
}

TEST(FileStore, AFolderThatCannotBeWrittenIsNoError) {
    const TemporaryFolder folder;
    setContent(folder.path() + "/file", {});
    const FileStore store(folder.path() + "/file", kIdentity);
    EXPECT_FALSE(store.write(key(1), bytes(1)));
    EXPECT_FALSE(store.read(key(1)));
    EXPECT_EQ(store.trim(0), 0u);
}

// /dev/full and its like have no folders; a limit on the size of files fails writes just so.
TEST(FileStore, WhatDoesNotFitIsLeftOut) {
    const TemporaryFolder folder;
    const FileStore store(folder.path(), kIdentity);
    EXPECT_TRUE(store.write(key(1), bytes(kMaxEntryBytes + 1)) == 0u);
    EXPECT_FALSE(store.read(key(1)));
}

void age(const fs::path& path, int days) {
    fs::last_write_time(path, fs::last_write_time(path) - std::chrono::hours(24 * days));
}

TEST(FileStore, TrimRemovesWhatWasUsedLongestAgo) {
    const TemporaryFolder folder;
    const FileStore store(folder.path(), kIdentity), other(folder.path(), Uuid{9});
    ASSERT_TRUE(other.write(key(1), bytes(4096)));
    age(onlyFile(folder.path()), 9);
    uint64_t total = 0;
    for (uint8_t i = 2; i < 10; ++i) total += *store.write(key(i), bytes(4096));
    for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
        if (entry.is_regular_file() &&
            entry.path().parent_path().filename() != hexString(key(5)).substr(0, 2))
            age(entry.path(), 2);
    store.markUsed(key(3));
    EXPECT_LE(store.trim(total), total);
    EXPECT_FALSE(other.read(key(1)));
    EXPECT_LE(store.trim(total / 4), total / 4);
    EXPECT_TRUE(store.read(key(3)) && store.read(key(5)));
    EXPECT_EQ(countFiles(folder.path()), 2u);
}

TEST(FileStore, StaleEntriesSaySo) {
    const TemporaryFolder folder;
    const FileStore store(folder.path(), kIdentity);
    ASSERT_TRUE(store.write(key(1), bytes(1)));
    EXPECT_FALSE(store.read(key(1))->stale);
    age(onlyFile(folder.path()), 2);
    EXPECT_TRUE(store.read(key(1))->stale);
    store.markUsed(key(1));
    EXPECT_FALSE(store.read(key(1))->stale);
}

TEST(FileStore, TrimLeavesOtherPeoplesFilesAlone) {
    const TemporaryFolder folder;
    const FileStore store(folder.path(), kIdentity);
    ASSERT_TRUE(store.write(key(1), bytes(1)));
    const fs::path group = onlyFile(folder.path()).parent_path();
    for (const fs::path& path : {fs::path(folder.path()), group.parent_path(), group})
        setContent(path / "letter.txt", {'x'});
    const fs::path fresh = group / "new-abcdef", forgotten = group / "new-ABCDEF";
    setContent(fresh, {'x'});
    setContent(forgotten, {'x'});
    age(forgotten, 2);
    EXPECT_EQ(store.trim(0), 0u);
    EXPECT_EQ(countFiles(folder.path()), 4u);
    EXPECT_TRUE(fs::exists(fresh));
    EXPECT_FALSE(fs::exists(forgotten));
}

// As several processes would: whoever reads finds one whole entry or none.
TEST(FileStore, WritersAndReadersTogether) {
    const TemporaryFolder folder;
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (uint8_t thread = 0; thread < 4; ++thread)
        threads.emplace_back([&, thread] {
            const FileStore store(folder.path(), kIdentity);
            for (int i = 0; i < 100; ++i) {
                store.write(key(i & 1), bytes(1000 + thread, thread));
                if (i % 16 == 0) store.trim(3000);
                const auto entry = store.read(key(i & 1));
                if (!entry) continue;
                const size_t writer = entry->bytes.size() - 1000;
                wrong += entry->bytes != bytes(1000 + writer, static_cast<uint8_t>(writer));
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace baker
