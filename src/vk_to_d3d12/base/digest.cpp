#include "digest.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>
#include <utility>

namespace baker {
namespace {

static_assert(std::endian::native == std::endian::little);

// The fractional parts of the square roots of the first eight primes.
constexpr std::array<uint64_t, 8> kStart{0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
                                         0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
                                         0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};

// The order of the message's words in each round; the last two of twelve are the first two again.
constexpr uint8_t kRounds[10][16] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
                                     {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
                                     {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
                                     {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
                                     {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
                                     {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
                                     {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
                                     {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
                                     {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
                                     {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

inline void mix(uint64_t& a, uint64_t& b, uint64_t& c, uint64_t& d, uint64_t x, uint64_t y) {
    a += b + x;
    d = std::rotr(d ^ a, 32);
    c += d;
    b = std::rotr(b ^ c, 24);
    a += b + y;
    d = std::rotr(d ^ a, 16);
    c += d;
    b = std::rotr(b ^ c, 63);
}

// By columns, then by diagonals.
inline void round(uint64_t (&v)[16], const uint64_t (&m)[16], const uint8_t (&s)[16]) {
    for (int i = 0; i < 4; ++i)
        mix(v[i], v[4 + i], v[8 + i], v[12 + i], m[s[2 * i]], m[s[2 * i + 1]]);
    for (int i = 0; i < 4; ++i)
        mix(v[i], v[4 + (i + 1) % 4], v[8 + (i + 2) % 4], v[12 + (i + 3) % 4], m[s[8 + 2 * i]],
            m[s[9 + 2 * i]]);
}

// One after the other in the code: the order of the words is then known to the compiler.
template <size_t... kNumbers>
void rounds(uint64_t (&v)[16], const uint64_t (&m)[16], std::index_sequence<kNumbers...>) {
    (round(v, m, kRounds[kNumbers % std::size(kRounds)]), ...);
}

}  // namespace

Hasher::Hasher() : state_(kStart) {
    state_[0] ^= 0x01010000 ^ sizeof(Digest);  // no key
}

void Hasher::compress(const std::byte* block, bool last) {
    uint64_t m[16];
    std::memcpy(m, block, sizeof(m));
    uint64_t v[16];
    std::ranges::copy(state_, v);
    std::ranges::copy(kStart, v + 8);
    v[12] ^= length_;
    if (last) v[14] = ~v[14];
    rounds(v, m, std::make_index_sequence<12>());
    for (int i = 0; i < 8; ++i) state_[i] ^= v[i] ^ v[8 + i];
}

// The last block, which may be full, waits for finish().
Hasher& Hasher::add(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        if (pendingBytes_ == kBlock) {
            length_ += kBlock;
            compress(pending_.data(), false);
            pendingBytes_ = 0;
        }
        const size_t taken = std::min(bytes.size(), kBlock - pendingBytes_);
        std::memcpy(pending_.data() + pendingBytes_, bytes.data(), taken);
        pendingBytes_ += taken;
        bytes = bytes.subspan(taken);
    }
    return *this;
}

Digest Hasher::finish() {
    length_ += pendingBytes_;
    std::fill(pending_.begin() + static_cast<ptrdiff_t>(pendingBytes_), pending_.end(),
              std::byte(0));
    compress(pending_.data(), true);
    Digest digest;
    std::memcpy(digest.data(), state_.data(), digest.size());
    return digest;
}

Digest digestOf(std::span<const std::byte> bytes) {
    return Hasher().add(bytes).finish();
}

std::string hexString(const Digest& digest) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const uint8_t byte : digest) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

// Each step is a bijection of the sum and of the word.
uint64_t checksum(std::span<const std::byte> bytes) {
    uint64_t sum = bytes.size();
    while (!bytes.empty()) {
        uint64_t word = 0;
        const size_t taken = std::min(bytes.size(), sizeof(word));
        std::memcpy(&word, bytes.data(), taken);
        sum = std::rotl((sum ^ word) * 0x9e3779b97f4a7c15, 31);
        bytes = bytes.subspan(taken);
    }
    return sum;
}

}  // namespace baker
