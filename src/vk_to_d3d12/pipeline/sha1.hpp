// SHA-1 (RFC 3174), as the name of a content: cache keys and file names, not security.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace baker {

using Digest = std::array<uint8_t, 20>;

class Sha1 {
  public:
    Sha1& add(std::span<const std::byte> bytes);
    // The object representation of `value`, which has no padding.
    template <typename T>
    Sha1& addValue(const T& value) {
        static_assert(std::has_unique_object_representations_v<T>);
        return add(std::as_bytes(std::span(&value, 1)));
    }
    Digest finish();  // ends the use of the object

  private:
    void block(const std::byte* data);

    std::array<uint32_t, 5> state_{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    std::array<std::byte, 64> pending_{};
    uint64_t length_ = 0;  // bytes
};

std::string hexString(const Digest& digest);

}  // namespace baker
