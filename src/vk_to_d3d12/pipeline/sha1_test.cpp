#include "sha1.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace baker {
namespace {

std::string sha1(std::string_view text, size_t piece) {
    Sha1 hash;
    for (size_t i = 0; i < text.size(); i += piece)
        hash.add(std::as_bytes(std::span(text.substr(i, piece))));
    return hexString(hash.finish());
}

// RFC 3174, section 7.3.
TEST(Sha1, KnownAnswers) {
    EXPECT_EQ(sha1("abc", 3), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 5),
              "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    EXPECT_EQ(sha1(std::string(1000000, 'a'), 1000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

}  // namespace
}  // namespace baker
