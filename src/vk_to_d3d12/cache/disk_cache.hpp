// What was compiled before, on disk: translated shaders and compiled pipeline states by the digest
// of all that they were made from. On by default (cache_settings.hpp).
//
// Reading is one file. Writing, marking as used and eviction are done by a thread of the cache's
// own, which starts with the first write; what it cannot keep up with is left out. The device's end
// waits for what is to be written. A service of the device. Thread-safe.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "base/result.hpp"
#include "cache_bytes.hpp"
#include "cache_settings.hpp"
#include "file_store.hpp"

namespace baker {

class Device;

class DiskCache {
  public:
    static Result<std::unique_ptr<DiskCache>> create(Device& device);

    DiskCache(const CacheSettings& settings, const Uuid& identity);
    ~DiskCache();

    CacheBytes find(const Digest& key);  // null: not there
    void insert(const Digest& key, CacheBytes bytes);
    void remove(const Digest& key);

  private:
    struct Job {
        std::function<void()> run;
        size_t bytes;  // that it holds
    };

    void add(size_t bytes, std::function<void()> run);
    bool startThread();
    void work();
    void write(const Digest& key, const CacheBytes& bytes);

    const bool enabled_;
    const uint64_t limit_;
    const FileStore store_;
    // Of the thread.
    std::optional<uint64_t> used_;  // bytes of all files, as far as known
    bool writable_ = true;          // until a write fails

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> jobs_;
    size_t pendingBytes_ = 0;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace baker
