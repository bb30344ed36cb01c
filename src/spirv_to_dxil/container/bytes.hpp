// A growing buffer of little-endian fields.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace baker::dxil {

class ByteWriter {
  public:
    size_t size() const { return bytes_.size(); }
    std::vector<std::byte> take() { return std::move(bytes_); }
    std::span<std::byte> bytes() { return bytes_; }

    void u8(uint8_t value) { append(&value, 1); }
    void u16(uint16_t value) { append(&value, 2); }
    void u32(uint32_t value) { append(&value, 4); }
    void u64(uint64_t value) { append(&value, 8); }
    void zeros(size_t count) { bytes_.resize(bytes_.size() + count); }
    void align4() { zeros(-bytes_.size() & 3); }
    void text(std::string_view text) {  // with its terminator
        append(text.data(), text.size());
        u8(0);
    }
    void words(std::span<const uint32_t> words) { append(words.data(), words.size_bytes()); }
    void raw(std::span<const std::byte> bytes) { append(bytes.data(), bytes.size()); }
    void patch32(size_t at, uint32_t value) { std::memcpy(bytes_.data() + at, &value, 4); }

  private:
    void append(const void* data, size_t size) {
        const auto* bytes = static_cast<const std::byte*>(data);
        bytes_.insert(bytes_.end(), bytes, bytes + size);
    }
    std::vector<std::byte> bytes_;
};

}  // namespace baker::dxil
