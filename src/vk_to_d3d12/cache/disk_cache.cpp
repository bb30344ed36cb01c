#include "disk_cache.hpp"

#include <signal.h>

#include <system_error>

#include "base/log.hpp"
#include "device/device.hpp"
#include "device/physical_device.hpp"

namespace baker {
namespace {

constexpr size_t kMaxPendingBytes = 64 << 20;

// Signals are the application's threads' alone.
class BlockedSignals {
  public:
    BlockedSignals() {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &old_);
    }
    ~BlockedSignals() { pthread_sigmask(SIG_SETMASK, &old_, nullptr); }

  private:
    sigset_t old_;
};

}  // namespace

Result<std::unique_ptr<DiskCache>> DiskCache::create(Device& device) {
    static const CacheSettings settings = cacheSettings();
    return std::make_unique<DiskCache>(settings,
                                       pipelineCacheUuid(device.physicalDevice().adapter()));
}

DiskCache::DiskCache(const CacheSettings& settings, const Uuid& identity)
    : enabled_(settings.enabled()), limit_(settings.limit), store_(settings.folder, identity) {}

DiskCache::~DiskCache() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

CacheBytes DiskCache::find(const Digest& key) {
    if (!enabled_) return nullptr;
    auto entry = store_.read(key);
    if (!entry) return nullptr;
    if (entry->stale) add(0, [this, key] { store_.markUsed(key); });
    return std::make_shared<const std::vector<std::byte>>(std::move(entry->bytes));
}

void DiskCache::insert(const Digest& key, CacheBytes bytes) {
    const size_t size = bytes->size();
    add(size, [this, key, bytes = std::move(bytes)] { write(key, bytes); });
}

void DiskCache::remove(const Digest& key) {
    add(0, [this, key] { store_.remove(key); });
}

void DiskCache::add(size_t bytes, std::function<void()> run) {
    if (!enabled_) return;
    {
        const std::lock_guard lock(mutex_);
        if (pendingBytes_ + bytes > kMaxPendingBytes || !startThread()) return;
        pendingBytes_ += bytes;
        jobs_.push_back({std::move(run), bytes});
    }
    changed_.notify_one();
}

bool DiskCache::startThread() {
    if (thread_.joinable()) return true;
    const BlockedSignals blocked;
    try {
        thread_ = std::thread([this] { work(); });
    } catch (const std::system_error&) {
        return false;  // the system has no thread left: what is made now is not cached
    }
    return true;
}

void DiskCache::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        const Job job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job.run();
        lock.lock();
        pendingBytes_ -= job.bytes;
    }
}

// Eviction makes room for a while.
void DiskCache::write(const Digest& key, const CacheBytes& bytes) {
    if (!writable_ || bytes->size() > limit_ / 4) return;
    if (!used_) used_ = store_.trim(limit_);
    const auto size = store_.write(key, *bytes);
    if (!size) {
        writable_ = false;
        return log::info("the cache on disk cannot be written");
    }
    *used_ += *size;
    if (*used_ > limit_) used_ = store_.trim(limit_ / 4 * 3);
}

}  // namespace baker
