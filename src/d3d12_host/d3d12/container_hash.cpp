#include "d3d12/container_hash.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace baker::host {

namespace {

constexpr size_t kHashOffset = 4;
constexpr size_t kHashedFrom = 20;
constexpr size_t kHeaderSize = 32;
constexpr size_t kBlock = 64;

// RFC 1321: K[i] = floor(2^32 * |sin(i + 1)|).
std::array<uint32_t, 64> sineTable() {
    std::array<uint32_t, 64> table;
    for (size_t i = 0; i < table.size(); ++i)
        table[i] =
            static_cast<uint32_t>(std::floor(std::fabs(std::sin(double(i + 1))) * 4294967296.0));
    return table;
}

constexpr int kRotations[4][4] = {
    {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

struct Md5 {
    std::array<uint32_t, 4> state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

    void block(const std::byte* bytes) {
        static const std::array<uint32_t, 64> kSines = sineTable();
        uint32_t words[16];
        std::memcpy(words, bytes, sizeof(words));
        auto [a, b, c, d] = state;
        for (uint32_t i = 0; i < 64; ++i) {
            const auto [mixed, word] = round(i, b, c, d);
            const uint32_t sum = a + mixed + kSines[i] + words[word];
            a = d;
            d = c;
            c = b;
            b += std::rotl(sum, kRotations[i / 16][i % 4]);
        }
        state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d};
    }

  private:
    struct Step {
        uint32_t mixed, word;
    };
    static Step round(uint32_t i, uint32_t b, uint32_t c, uint32_t d) {
        switch (i / 16) {
            case 0:
                return {(b & c) | (~b & d), i};
            case 1:
                return {(d & b) | (~d & c), (5 * i + 1) % 16};
            case 2:
                return {b ^ c ^ d, (3 * i + 5) % 16};
            default:
                return {c ^ (b | ~d), (7 * i) % 16};
        }
    }
};

// The padding that differs from MD5's: the length in bits leads the last block, and twice the
// length in bytes, made odd, ends it.
void finish(Md5& md5, const std::byte* tail, size_t tailSize, uint32_t length) {
    const uint32_t bits = length << 3, last = (length << 1) | 1;
    std::byte block[kBlock] = {};
    size_t at = 0;
    if (tailSize < 56) {
        std::memcpy(block, &bits, sizeof(bits));
        at = sizeof(bits);
    }
    std::copy_n(tail, tailSize, block + at);
    block[at + tailSize] = std::byte{0x80};
    if (tailSize >= 56) {
        md5.block(block);
        std::fill(std::begin(block), std::end(block), std::byte{});
        std::memcpy(block, &bits, sizeof(bits));
    }
    std::memcpy(block + kBlock - sizeof(last), &last, sizeof(last));
    md5.block(block);
}

}  // namespace

bool isUnsignedContainer(const void* container, size_t size) {
    if (!container || size < kHeaderSize || std::memcmp(container, "DXBC", 4) != 0) return false;
    const auto* hash = static_cast<const std::byte*>(container) + kHashOffset;
    return std::all_of(hash, hash + 16, [](std::byte b) { return b == std::byte{}; });
}

void signContainer(std::byte* container, size_t size) {
    const std::byte* data = container + kHashedFrom;
    const size_t length = size - kHashedFrom;
    Md5 md5;
    for (size_t at = 0; at + kBlock <= length; at += kBlock) md5.block(data + at);
    const size_t tail = length % kBlock;
    finish(md5, data + length - tail, tail, static_cast<uint32_t>(length));
    std::memcpy(container + kHashOffset, md5.state.data(), sizeof(md5.state));
}

}  // namespace baker::host
