#include "sha1.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace baker {
namespace {

uint32_t bigEndian(const std::byte* bytes) {
    return uint32_t(bytes[0]) << 24 | uint32_t(bytes[1]) << 16 | uint32_t(bytes[2]) << 8 |
           uint32_t(bytes[3]);
}

struct Round {
    uint32_t f, k;
};

// f(t; B, C, D) and K(t) of RFC 3174, section 5.
Round round(int t, uint32_t b, uint32_t c, uint32_t d) {
    if (t < 20) return {(b & c) | (~b & d), 0x5A827999};
    if (t < 40) return {b ^ c ^ d, 0x6ED9EBA1};
    if (t < 60) return {(b & c) | (b & d) | (c & d), 0x8F1BBCDC};
    return {b ^ c ^ d, 0xCA62C1D6};
}

}  // namespace

void Sha1::block(const std::byte* data) {
    uint32_t w[80];
    for (int t = 0; t < 16; ++t) w[t] = bigEndian(data + 4 * t);
    for (int t = 16; t < 80; ++t) w[t] = std::rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    auto [a, b, c, d, e] = state_;
    for (int t = 0; t < 80; ++t) {
        const auto [f, k] = round(t, b, c, d);
        const uint32_t next = std::rotl(a, 5) + f + e + w[t] + k;
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    const uint32_t sums[5] = {a, b, c, d, e};
    for (int i = 0; i < 5; ++i) state_[i] += sums[i];
}

Sha1& Sha1::add(std::span<const std::byte> bytes) {
    size_t used = length_ % pending_.size();
    length_ += bytes.size();
    while (!bytes.empty()) {
        if (used == 0 && bytes.size() >= pending_.size()) {
            block(bytes.data());
            bytes = bytes.subspan(pending_.size());
            continue;
        }
        const size_t count = std::min(bytes.size(), pending_.size() - used);
        std::memcpy(pending_.data() + used, bytes.data(), count);
        bytes = bytes.subspan(count);
        used += count;
        if (used == pending_.size()) {
            block(pending_.data());
            used = 0;
        }
    }
    return *this;
}

Digest Sha1::finish() {
    const uint64_t bits = length_ * 8;
    const std::byte one{0x80}, zero{0};
    add({&one, 1});
    while (length_ % 64 != 56) add({&zero, 1});
    std::byte size[8];
    for (int i = 0; i < 8; ++i) size[i] = std::byte(bits >> (56 - 8 * i));
    add(size);
    Digest digest;
    for (size_t i = 0; i < digest.size(); ++i)
        digest[i] = static_cast<uint8_t>(state_[i / 4] >> (24 - 8 * (i % 4)));
    return digest;
}

std::string hexString(const Digest& digest) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (uint8_t byte : digest) text += {kDigits[byte >> 4], kDigits[byte & 15]};
    return text;
}

}  // namespace baker
