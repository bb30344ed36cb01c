#include "file_store.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>

namespace baker {
namespace {

namespace fs = std::filesystem;

constexpr uint32_t kMagic = 0x434B4142;  // "BAKC"
constexpr uint32_t kFormat = 1;
constexpr size_t kFolderDigits = 2;
constexpr char kTemporary[] = "new-XXXXXX";
constexpr time_t kDay = 24 * 60 * 60;

struct Header {
    uint32_t magic = kMagic;
    uint32_t format = kFormat;
    Uuid identity{};
    Digest key{};
    uint64_t size = 0;
    uint64_t checksum = 0;
};
static_assert(std::has_unique_object_representations_v<Header>);

Header headerFor(const Uuid& identity, const Digest& key, std::span<const std::byte> bytes) {
    return {.identity = identity, .key = key, .size = bytes.size(), .checksum = checksum(bytes)};
}

class File {
  public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    File(const File&) = delete;
    ~File() { close(); }

    bool isOpen() const { return descriptor_ >= 0; }
    struct stat status() const {
        struct stat status{};
        fstat(descriptor_, &status);
        return status;
    }
    bool read(void* data, size_t size) const {
        for (auto* to = static_cast<char*>(data); size;) {
            const ssize_t count = ::read(descriptor_, to, size);
            if (count <= 0) return false;
            to += count;
            size -= static_cast<size_t>(count);
        }
        return true;
    }
    bool write(const void* data, size_t size) const {
        for (const auto* from = static_cast<const char*>(data); size;) {
            const ssize_t count = ::write(descriptor_, from, size);
            if (count <= 0) return false;
            from += count;
            size -= static_cast<size_t>(count);
        }
        return true;
    }
    // Late errors of the disk show here.
    bool close() {
        const int descriptor = descriptor_;
        descriptor_ = -1;
        return descriptor < 0 || ::close(descriptor) == 0;
    }

  private:
    int descriptor_;
};

// What lies there may be anything: a link, a pipe, a device.
File openToRead(const std::string& path) {
    return File(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
}

bool makeFolders(const std::string& folder) {
    if (mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return true;
    const size_t parent = folder.rfind('/');
    if (errno != ENOENT || parent == 0 || parent == std::string::npos) return false;
    return makeFolders(folder.substr(0, parent)) &&
           (mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST);
}

std::string hex(const Uuid& uuid) {
    Digest digest{};
    std::ranges::copy(uuid, digest.begin());
    return hexString(digest).substr(0, 2 * uuid.size());
}

bool isHex(const fs::path& path, size_t digits) {
    const std::string name = path.filename().string();
    return name.size() == digits && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool isTemporary(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.size() == sizeof(kTemporary) - 1 && name.starts_with("new-");
}

// Calls `visit` for each thing in a folder.
template <typename Visit>
void forEachIn(const fs::path& folder, const Visit& visit) {
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        visit(it->path());
}

struct Found {
    timespec used;
    uint64_t size;
    fs::path path;
    bool operator<(const Found& other) const {
        return used.tv_sec != other.used.tv_sec ? used.tv_sec < other.used.tv_sec
                                                : used.tv_nsec < other.used.tv_nsec;
    }
};

uint64_t sizeOnDisk(const struct stat& status) {
    return static_cast<uint64_t>(status.st_blocks) * 512;
}

// Entries, and what writers that died left behind.
void collect(const fs::path& path, std::vector<Found>& found) {
    struct stat status{};
    if (lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return;
    if (isTemporary(path) && status.st_mtim.tv_sec < std::time(nullptr) - kDay)
        ::unlink(path.c_str());
    else if (isHex(path, 2 * sizeof(Digest) - kFolderDigits))
        found.push_back({status.st_mtim, sizeOnDisk(status), path});
}

}  // namespace

FileStore::FileStore(std::string folder, const Uuid& identity)
    : folder_(std::move(folder)), identity_(identity), own_(folder_ + "/" + hex(identity)) {}

std::string FileStore::pathOf(const Digest& key) const {
    const std::string name = hexString(key);
    return own_ + "/" + name.substr(0, kFolderDigits) + "/" + name.substr(kFolderDigits);
}

std::optional<StoredEntry> FileStore::read(const Digest& key) const {
    const File file = openToRead(pathOf(key));
    if (!file.isOpen()) return {};
    const struct stat status = file.status();
    const auto size = static_cast<uint64_t>(status.st_size);
    if (!S_ISREG(status.st_mode) || size < sizeof(Header) || size > sizeof(Header) + kMaxEntryBytes)
        return {};
    Header header;
    StoredEntry entry{std::vector<std::byte>(size - sizeof(header)),
                      status.st_mtim.tv_sec < std::time(nullptr) - kDay};
    if (!file.read(&header, sizeof(header)) || !file.read(entry.bytes.data(), entry.bytes.size()))
        return {};
    const Header expected = headerFor(identity_, key, entry.bytes);
    if (std::memcmp(&header, &expected, sizeof(header)) != 0) return {};
    return entry;
}

std::optional<uint64_t> FileStore::write(const Digest& key,
                                         std::span<const std::byte> bytes) const {
    if (bytes.size() > kMaxEntryBytes) return 0;
    const std::string path = pathOf(key);
    const std::string folder = path.substr(0, path.rfind('/'));
    std::string temporary = folder + "/" + kTemporary;
    if (!makeFolders(folder)) return {};
    File file(mkostemp(temporary.data(), O_CLOEXEC));
    if (!file.isOpen()) return {};
    const Header header = headerFor(identity_, key, bytes);
    const bool written =
        file.write(&header, sizeof(header)) && file.write(bytes.data(), bytes.size());
    const uint64_t size = sizeOnDisk(file.status());
    if (file.close() && written && std::rename(temporary.c_str(), path.c_str()) == 0) return size;
    ::unlink(temporary.c_str());
    return {};
}

void FileStore::markUsed(const Digest& key) const {
    utimensat(AT_FDCWD, pathOf(key).c_str(), nullptr, AT_SYMLINK_NOFOLLOW);
}

void FileStore::remove(const Digest& key) const {
    ::unlink(pathOf(key).c_str());
}

uint64_t FileStore::trim(uint64_t limit) const {
    std::vector<Found> found;
    forEachIn(folder_, [&](const fs::path& identity) {
        if (!isHex(identity, 2 * sizeof(Uuid))) return;
        forEachIn(identity, [&](const fs::path& group) {
            if (!isHex(group, kFolderDigits)) return;
            forEachIn(group, [&](const fs::path& file) { collect(file, found); });
        });
    });
    uint64_t used = 0;
    for (const Found& file : found) used += file.size;
    if (used <= limit) return used;
    std::ranges::sort(found, std::less<>());
    for (const Found& file : found) {
        if (used <= limit) break;
        if (::unlink(file.path.c_str()) == 0) used -= file.size;
        // The folders of builds that are gone go with their last entry.
        if (::rmdir(file.path.parent_path().c_str()) == 0)
            ::rmdir(file.path.parent_path().parent_path().c_str());
    }
    return used;
}

}  // namespace baker
