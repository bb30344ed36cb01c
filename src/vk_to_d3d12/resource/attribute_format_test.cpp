#include "attribute_format.hpp"

#include <gtest/gtest.h>

#include <bit>

#include "format.hpp"

namespace baker {
namespace {

uint32_t bitsOf(const AttributeFormat& format) {
    uint32_t bits = 0;
    for (const auto& component : format.components) bits += component.bits;
    return bits;
}

NumberEncoding encodingOf(NumberType type) {
    return static_cast<NumberEncoding>(type);
}
static_assert(static_cast<int>(NumberType::Float) == static_cast<int>(NumberEncoding::Float));

// The two tables of formats agree.
TEST(AttributeFormat, IsWhatTheFormatIs) {
    for (const FormatInfo& info : allFormats()) {
        const AttributeFormat* format = attributeFormat(info.vulkan);
        if (!format) continue;
        EXPECT_EQ(format->bytes, info.blockBytes) << info.vulkan;
        if (format->encoding == NumberEncoding::SharedExponent) continue;
        EXPECT_EQ(format->encoding, encodingOf(info.type)) << info.vulkan;
        EXPECT_EQ(bitsOf(*format), 8u * format->bytes) << info.vulkan;
    }
}

TEST(AttributeFormat, EveryColorThatIsNoBlockHasOne) {
    for (const FormatInfo& info : allFormats()) {
        const bool expected = info.isColor() && !info.isCompressed() && !info.hasUnusedBits() &&
                              info.type != NumberType::Srgb && info.vulkan < 1000000000;
        EXPECT_TRUE(!expected || attributeFormat(info.vulkan)) << info.vulkan;
    }
}

TEST(AttributeFormat, ComponentsDoNotOverlapNorCrossWords) {
    for (const FormatInfo& info : allFormats()) {
        const AttributeFormat* format = attributeFormat(info.vulkan);
        if (!format) continue;
        uint64_t taken[4] = {};
        for (const auto& c : format->components) {
            if (!c.bits) continue;
            const uint64_t mask = (c.bits == 64 ? ~uint64_t(0) : (uint64_t(1) << c.bits) - 1)
                                  << c.offset % 64;
            EXPECT_EQ(taken[c.offset / 64] & mask, 0u) << info.vulkan;
            taken[c.offset / 64] |= mask;
            EXPECT_TRUE(c.bits == 64 || c.offset % 32 + c.bits <= 32) << info.vulkan;
        }
    }
}

TEST(AttributeFormat, AlignmentIsAComponentsOrTheWholes) {
    Capabilities caps;
    EXPECT_EQ(vulkanAlignment(VK_FORMAT_R16G16_UNORM), 2u);
    EXPECT_EQ(assemblerAlignment(caps, VK_FORMAT_R16G16_UNORM), 4u);
    EXPECT_EQ(vulkanAlignment(VK_FORMAT_A8B8G8R8_UNORM_PACK32), 4u);
    EXPECT_EQ(vulkanAlignment(VK_FORMAT_R8G8B8A8_UNORM), 1u);
    EXPECT_EQ(assemblerAlignment(caps, VK_FORMAT_R8G8_UINT), 2u);
    EXPECT_EQ(assemblerAlignment(caps, VK_FORMAT_R32G32B32_SFLOAT), 4u);
    caps.options13.UnrestrictedVertexElementAlignmentSupported = TRUE;
    EXPECT_EQ(assemblerAlignment(caps, VK_FORMAT_R16G16_UNORM), 2u);
}

}  // namespace
}  // namespace baker
