#include "spirv_to_dxil/container/hash.hpp"

#include <bit>
#include <cmath>
#include <cstring>

#include "spirv_to_dxil/container/format.hpp"

namespace baker::dxil {
namespace {

constexpr size_t kBlock = 64;
using Block = std::array<uint32_t, 16>;

// RFC 1321: T[i] = floor(2^32 * abs(sin(i))).
const std::array<uint32_t, 64> kSines = [] {
    std::array<uint32_t, 64> sines{};
    for (int i = 0; i < 64; ++i) sines[i] = uint32_t(4294967296.0 * std::fabs(std::sin(i + 1.0)));
    return sines;
}();
constexpr int kShifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

void compress(ContainerHash& state, const Block& block) {
    auto [a, b, c, d] = state;
    for (int i = 0; i < 64; ++i) {
        uint32_t f = 0;
        int word = 0;
        switch (i / 16) {
            case 0:
                f = (b & c) | (~b & d), word = i;
                break;
            case 1:
                f = (b & d) | (c & ~d), word = 5 * i + 1;
                break;
            case 2:
                f = b ^ c ^ d, word = 3 * i + 5;
                break;
            default:
                f = c ^ (b | ~d), word = 7 * i;
                break;
        }
        const uint32_t sum = a + f + kSines[i] + block[word % 16];
        a = d, d = c, c = b;
        b += std::rotl(sum, kShifts[i / 16][i % 4]);
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
}

}  // namespace

ContainerHash hashContainer(std::span<const std::byte> container) {
    const std::span<const std::byte> message = container.subspan(kHashedFrom);
    ContainerHash state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    Block block{};
    size_t at = 0;
    for (; at + kBlock <= message.size(); at += kBlock) {
        std::memcpy(block.data(), message.data() + at, kBlock);
        compress(state, block);
    }
    const std::span<const std::byte> tail = message.subspan(at);
    const uint32_t bits = uint32_t(message.size() << 3);
    const uint32_t closing = uint32_t(message.size() << 1) | 1;

    std::array<std::byte, kBlock> last{};
    const bool fits = tail.size() < kBlock - 8;
    const size_t tailAt = fits ? 4 : 0;
    if (!tail.empty()) std::memcpy(last.data() + tailAt, tail.data(), tail.size());
    last[tailAt + tail.size()] = std::byte{0x80};
    std::memcpy(block.data(), last.data(), kBlock);
    if (!fits) {
        compress(state, block);
        block = {};
    }
    block[0] = bits;
    block[15] = closing;
    compress(state, block);
    return state;
}

void signContainer(std::span<std::byte> container) {
    const ContainerHash hash = hashContainer(container);
    std::memcpy(container.data() + kHashAt, hash.data(), sizeof(hash));
}

}  // namespace baker::dxil
