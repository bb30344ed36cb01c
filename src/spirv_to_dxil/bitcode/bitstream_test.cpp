#include "spirv_to_dxil/bitcode/bitstream.hpp"

#include <gtest/gtest.h>

namespace baker::dxil {
namespace {

using Words = std::vector<uint32_t>;

TEST(Bitstream, FixedFieldsAreLittleEndian) {
    BitstreamWriter out;
    out.fixed('B', 8);
    out.fixed('C', 8);
    out.fixed(0xdec0, 16);
    out.fixed(5, 3);
    EXPECT_EQ(out.finish(), (Words{0xdec04342, 5}));
}

TEST(Bitstream, FixedFieldsCrossWords) {
    BitstreamWriter out;
    out.fixed(1, 4);
    out.fixed(0x123456789abcdef0, 64);
    EXPECT_EQ(out.finish(), (Words{0x9abcdef0u << 4 | 1, 0x12345678u << 4 | 0x9, 1}));
}

TEST(Bitstream, VariableFieldsContinueByTheirHighBit) {
    BitstreamWriter out;
    out.vbr(31, 6);      // 011111
    out.vbr(32, 6);      // 100000 000001
    out.vbr(~0ull, 32);  // 31 + 31 + 2 bits
    const Words words = out.finish();
    EXPECT_EQ(words[0] & 0x3ffff, 0b000001'100000'011111u);
    EXPECT_EQ(words.size(), 4u);  // 18 + 96 bits
}

TEST(Bitstream, BlocksKnowTheirLength) {
    BitstreamWriter out;
    out.enterBlock(8, 3);
    out.record(1, {1});
    out.exitBlock();
    const Words words = out.finish();
    // abbreviation 1 in 2 bits, block 8 in vbr8, width 3 in vbr4, aligned; then the length
    EXPECT_EQ(words[0], 1u | 8u << 2 | 3u << 10);
    EXPECT_EQ(words[1], words.size() - 2);
    // an unabbreviated record: id 3, code 1, one operand, 1
    EXPECT_EQ(words[2] & 0x1fffff, 3u | 1u << 3 | 1u << 9 | 1u << 15);
}

}  // namespace
}  // namespace baker::dxil
