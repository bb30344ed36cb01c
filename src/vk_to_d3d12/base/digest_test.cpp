#include "digest.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace baker {
namespace {

std::string blake2b(std::string_view text, size_t piece) {
    Hasher hash;
    for (size_t i = 0; i < text.size(); i += piece)
        hash.add(std::as_bytes(std::span(text.substr(i, piece))));
    return hexString(hash.finish());
}

// The answers of Python's hashlib.blake2b(digest_size=32).
TEST(Digest, KnownAnswers) {
    EXPECT_EQ(blake2b("", 1), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    EXPECT_EQ(blake2b("abc", 3),
              "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    EXPECT_EQ(blake2b(std::string(128, 'a'), 128),
              "ae2aa48507885c4c950fb809b2076f959cde9f8ea6da260d9a3587df33dac450");
    EXPECT_EQ(blake2b(std::string(1000, 'a'), 7),
              "e00b0ddbf1e2cdaf5c898e1a5e8826ea3a2c339bcf2a478da2e5fca9ff126672");
}

TEST(Checksum, EveryBitAndTheLengthCount) {
    std::vector<std::byte> bytes(37, std::byte(0x5a));
    const uint64_t sum = checksum(bytes);
    for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        bytes[bit / 8] ^= std::byte(1 << bit % 8);
        EXPECT_NE(checksum(bytes), sum) << bit;
        bytes[bit / 8] ^= std::byte(1 << bit % 8);
    }
    bytes.push_back(std::byte(0));
    EXPECT_NE(checksum(bytes), sum);
}

}  // namespace
}  // namespace baker
