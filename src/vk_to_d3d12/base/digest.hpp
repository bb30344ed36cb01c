// BLAKE2b (RFC 7693) of 32 bytes: the name of a content, for cache keys and file names.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>

namespace baker {

using Digest = std::array<uint8_t, 32>;

class Hasher {
  public:
    Hasher();
    Hasher& add(std::span<const std::byte> bytes);
    // The object representation of `value`, which has no padding.
    template <typename T>
    Hasher& addValue(const T& value) {
        static_assert(std::has_unique_object_representations_v<T>);
        return add(std::as_bytes(std::span(&value, 1)));
    }
    Digest finish();  // ends the use of the object

  private:
    static constexpr size_t kBlock = 128;
    void compress(const std::byte* block, bool last);

    std::array<uint64_t, 8> state_;
    std::array<std::byte, kBlock> pending_{};
    size_t pendingBytes_ = 0;
    uint64_t length_ = 0;  // bytes compressed
};

Digest digestOf(std::span<const std::byte> bytes);
std::string hexString(const Digest& digest);

// 64 bits that change with any one 8-byte word of `bytes`: tells damage, not intent.
uint64_t checksum(std::span<const std::byte> bytes);

}  // namespace baker
