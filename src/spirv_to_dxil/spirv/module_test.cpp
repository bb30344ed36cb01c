#include "spirv_to_dxil/spirv/module.hpp"

#include <gtest/gtest.h>

#include "spirv_to_dxil/testing/assemble.hpp"

namespace baker::spirv {
namespace {

using baker::testing::SpirvAssembler;
using spv::Op;

TranslationError errorOf(const std::vector<uint32_t>& words) {
    auto parsed = Module::parse(words);
    if (auto* error = std::get_if<TranslationError>(&parsed)) return *error;
    return {};
}

TEST(SpirvModule, RefusesWhatIsNoModule) {
    EXPECT_NE(errorOf({}).message, "");
    EXPECT_NE(errorOf({spv::MagicNumber, 0x00010000, 0, 1}).message, "");
    EXPECT_NE(errorOf({0x03022307, 0x00010000, 0, 1, 0}).message, "");
    EXPECT_NE(errorOf({spv::MagicNumber, 0x00020000, 0, 1, 0}).message, "");
    EXPECT_NE(errorOf({spv::MagicNumber, 0x00010000, 0, 0xffffffff, 0}).message, "");
    EXPECT_EQ(errorOf({spv::MagicNumber, 0x00010000, 0, 1, 0}).message, "");
}

TEST(SpirvModule, SaysWhereAnInstructionLeavesTheModule) {
    SpirvAssembler a;
    a.op(Op::OpCapability, {1});
    auto words = a.words();
    words.push_back(4u << 16 | 17);
    EXPECT_EQ(errorOf(words).wordOffset, 7u);
    words.back() = 17;  // no words at all
    EXPECT_EQ(errorOf(words).wordOffset, 7u);
}

TEST(SpirvModule, RefusesIdsOutOfBoundsOrDefinedTwice) {
    EXPECT_EQ(errorOf(SpirvAssembler(5).op(Op::OpTypeVoid, {5}).words()).wordOffset, 5u);
    EXPECT_EQ(errorOf(SpirvAssembler(5).op(Op::OpTypeVoid, {0}).words()).wordOffset, 5u);
    EXPECT_EQ(errorOf(SpirvAssembler(5).op(Op::OpTypeVoid, {1}).op(Op::OpTypeBool, {1}).words())
                  .wordOffset,
              7u);
}

TEST(SpirvModule, FunctionsAreMadeOfTerminatedBlocks) {
    const auto function = [] {
        SpirvAssembler a;
        a.op(Op::OpTypeVoid, {1}).op(Op::OpTypeFunction, {2, 1}).op(Op::OpFunction, {1, 3, 0, 2});
        return a;
    };
    EXPECT_NE(errorOf(function().words()).message, "");  // no end
    EXPECT_NE(errorOf(function().op(Op::OpReturn).op(Op::OpFunctionEnd).words()).message, "");
    EXPECT_NE(errorOf(function().op(Op::OpLabel, {4}).op(Op::OpFunctionEnd).words()).message, "");
    EXPECT_NE(errorOf(function().op(Op::OpLabel, {4}).op(Op::OpLabel, {5}).words()).message, "");
    const auto whole =
        function().op(Op::OpLabel, {4}).op(Op::OpReturn).op(Op::OpFunctionEnd).words();
    const auto parsed = Module::parse(whole);
    const auto& module = std::get<Module>(parsed);
    ASSERT_EQ(module.functions().size(), 1u);
    EXPECT_EQ(module.functions()[0].blocks.size(), 1u);
    EXPECT_EQ(module.function(3), &module.functions()[0]);
}

TEST(SpirvModule, FindsDecorationsOfIdsMembersAndGroups) {
    SpirvAssembler a;
    a.op(Op::OpMemberDecorate, {1, 0, 35, 16}).op(Op::OpDecorate, {1, 2});
    a.op(Op::OpDecorate, {7, 33, 9})
        .op(Op::OpDecorationGroup, {7})
        .op(Op::OpGroupDecorate, {7, 2, 3});
    const auto parsed = Module::parse(a.words());
    const auto& module = std::get<Module>(parsed);
    EXPECT_TRUE(module.decoration(1, spv::Decoration::Block));
    ASSERT_TRUE(module.decoration(1, spv::Decoration::Offset, 0));
    EXPECT_EQ(module.decoration(1, spv::Decoration::Offset, 0)->operands[0], 16u);
    ASSERT_TRUE(module.decoration(3, spv::Decoration::Binding));
    EXPECT_EQ(module.decoration(3, spv::Decoration::Binding)->operands[0], 9u);
    EXPECT_FALSE(module.decoration(4, spv::Decoration::Binding));
}

TEST(SpirvInstruction, ReadsZeroPastItsEnd) {
    const std::vector<uint32_t> words{2u << 16 | 17, 1, 99};
    const Instruction inst(words, 0);
    EXPECT_EQ(inst.word(1), 1u);
    EXPECT_EQ(inst.word(2), 0u);
    EXPECT_TRUE(inst.from(2).empty());
}

TEST(SpirvInstruction, LiteralStringsStayInside) {
    const uint32_t terminated[] = {0x6e69616d, 0x00000021, 5};
    uint32_t count = 0;
    EXPECT_EQ(literalString(terminated, &count), "main!");
    EXPECT_EQ(count, 2u);
    EXPECT_EQ(literalString(std::span(terminated, 1), &count), "main");
    EXPECT_EQ(count, 1u);
    EXPECT_EQ(literalString({}, &count), "");
}

}  // namespace
}  // namespace baker::spirv
