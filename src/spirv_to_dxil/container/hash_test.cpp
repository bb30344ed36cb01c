#include "spirv_to_dxil/container/hash.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "spirv_to_dxil/container/container.hpp"
#include "spirv_to_dxil/container/reader.hpp"

namespace baker::dxil {
namespace {

std::vector<std::byte> ramp(size_t size) {
    std::vector<std::byte> bytes(size);
    for (size_t i = 0; i < size; ++i) bytes[i] = std::byte(i * 7 + 3);
    return bytes;
}

// The expected values come from an implementation in another language that agrees with the
// hashes in containers made by DXC.
TEST(ContainerHash, TailsOfBothPaddings) {
    EXPECT_EQ(hashContainer(ramp(20)),
              (ContainerHash{0xf6600d14, 0xbae275b7, 0xd4be4a4e, 0xa1e9b201}));
    EXPECT_EQ(hashContainer(ramp(20 + 55)),
              (ContainerHash{0x1e7157dd, 0x7efe123e, 0x7ef4c284, 0x416642de}));
    EXPECT_EQ(hashContainer(ramp(20 + 56)),
              (ContainerHash{0x66cc71d5, 0xb2b76c53, 0xff80879e, 0x19a341be}));
    EXPECT_EQ(hashContainer(ramp(20 + 64)),
              (ContainerHash{0x1b4bf5c1, 0xd39a4c56, 0x476fe115, 0x18cbffb5}));
    EXPECT_EQ(hashContainer(ramp(1000)),
              (ContainerHash{0x05e6f18f, 0x3b464d1a, 0x2ea3f28b, 0x561cc460}));
}

TEST(ContainerReader, RefusesWhatIsNotAContainer) {
    const Part part{0x31323334, ramp(9)};
    const std::vector<std::byte> good = assembleContainer({&part, 1});
    ASSERT_TRUE(readContainer(good));
    for (size_t size = 0; size < good.size(); ++size)
        EXPECT_FALSE(readContainer(std::span(good).first(size))) << size;

    std::vector<std::byte> changed = good;
    changed.back() ^= std::byte{1};
    ASSERT_TRUE(readContainer(changed));
    EXPECT_FALSE(readContainer(changed)->isSigned);

    changed = good;
    changed[32] = std::byte{0xff};  // the part's offset
    EXPECT_FALSE(readContainer(changed));
}

}  // namespace
}  // namespace baker::dxil
