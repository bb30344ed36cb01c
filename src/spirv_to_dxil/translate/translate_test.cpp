// Translation as a whole: what is refused, and how it is said; reflection; determinism.
#include <gtest/gtest.h>

#include <array>

#include "spirv_to_dxil/dxil/print.hpp"
#include "spirv_to_dxil/entry_point.hpp"
#include "spirv_to_dxil/testing/assemble.hpp"

namespace baker {
namespace {

using baker::testing::SpirvAssembler;
using spv::Op;

// Types 1 void, 2 function of it, 3 i32, and constants 4 = 0, 5 = 1; the entry point is
// function 10.
SpirvAssembler shader(uint32_t bound = 100) {
    SpirvAssembler a(bound);
    a.computeEntry(10).op(Op::OpTypeVoid, {1}).op(Op::OpTypeFunction, {2, 1});
    a.op(Op::OpTypeInt, {3, 32, 0}).op(Op::OpConstant, {3, 4, 0}).op(Op::OpConstant, {3, 5, 1});
    return a;
}

SpirvAssembler& begin(SpirvAssembler& a) {
    return a.op(Op::OpFunction, {1, 10, 0, 2}).op(Op::OpLabel, {11});
}
SpirvAssembler& end(SpirvAssembler& a) {
    return a.op(Op::OpReturn).op(Op::OpFunctionEnd);
}

TranslationError refused(const SpirvAssembler& a, const Options& options = {}) {
    const auto result = translateSpirv(a.words(), options);
    if (const auto* error = std::get_if<TranslationError>(&result)) return *error;
    return {0, ""};
}

TEST(Translate, AnEmptyShader) {
    auto a = shader();
    end(begin(a));
    const auto result = translateSpirv(a.words(), {});
    ASSERT_TRUE(std::holds_alternative<Shader>(result))
        << std::get<TranslationError>(result).message;
    EXPECT_FALSE(std::get<Shader>(result).container.empty());
    EXPECT_EQ(std::get<Shader>(result).reflection.entryPoint, "main");
}

TEST(Translate, NamesTheInstructionThatItRefuses) {
    auto a = shader();
    begin(a);
    const uint32_t at = a.here();
    a.op(Op::OpIAdd, {3, 20, 4, 99});  // 99 is defined nowhere
    end(a);
    EXPECT_EQ(refused(a).wordOffset, at);
    EXPECT_NE(refused(a).message.find("99"), std::string::npos);
}

TEST(Translate, RefusesOperandsOfTheWrongType) {
    auto a = shader();
    a.op(Op::OpTypeFloat, {6, 32}).op(Op::OpConstant, {6, 7, 0x3f800000});
    begin(a);
    a.op(Op::OpIAdd, {3, 20, 4, 7});
    end(a);
    EXPECT_NE(refused(a).message, "");
}

// Found by fuzzing.
TEST(Translate, RefusesQuantizationOfOtherWidths) {
    for (const uint32_t width : {16u, 64u}) {
        auto a = shader();
        a.op(Op::OpTypeFloat, {6, 32}).op(Op::OpTypeFloat, {7, width});
        a.op(Op::OpConstantNull, {7, 8});
        begin(a).op(Op::OpQuantizeToF16, {6, 20, 8});
        end(a);
        EXPECT_NE(refused(a).message, "") << width;
    }
}

// Found by fuzzing: the search for the number in such a type did not end.
TEST(Translate, RefusesABuiltInThatPointsToItself) {
    SpirvAssembler a;
    a.op(Op::OpCapability, {1}).op(Op::OpMemoryModel, {0, 1});
    a.op(Op::OpEntryPoint, {4, 10, 0x6e69616d, 0, 7}).op(Op::OpExecutionMode, {10, 7});
    a.op(Op::OpDecorate, {7, 11, 1});  // BuiltIn PointSize
    a.op(Op::OpTypeVoid, {1}).op(Op::OpTypeFunction, {2, 1});
    a.op(Op::OpTypeForwardPointer, {6, 5349}).op(Op::OpTypePointer, {6, 5349, 6});
    a.op(Op::OpVariable, {6, 7, 3});
    end(begin(a));
    EXPECT_NE(refused(a).message.find("pointer"), std::string::npos) << refused(a).message;
}

// Found by fuzzing: a double takes two columns of a row that has one.
TEST(Translate, RefusesABuiltInOfDoubles) {
    SpirvAssembler a;
    a.op(Op::OpCapability, {1}).op(Op::OpCapability, {10}).op(Op::OpMemoryModel, {0, 1});
    a.op(Op::OpEntryPoint, {0, 10, 0x6e69616d, 0, 7});
    a.op(Op::OpDecorate, {7, 11, 0});  // BuiltIn Position
    a.op(Op::OpTypeVoid, {1}).op(Op::OpTypeFunction, {2, 1}).op(Op::OpTypeFloat, {3, 64});
    a.op(Op::OpTypeVector, {4, 3, 4}).op(Op::OpTypePointer, {6, 3, 4});
    a.op(Op::OpVariable, {6, 7, 3}).op(Op::OpConstantNull, {4, 8});
    end(begin(a).op(Op::OpStore, {7, 8}));
    EXPECT_NE(refused(a).message.find("built-in"), std::string::npos) << refused(a).message;
}

// Found by fuzzing: they were declared one for the other without end.
TEST(Translate, RefusesVariablesThatInitializeEachOther) {
    auto a = shader();
    a.op(Op::OpTypePointer, {6, 6, 3});
    a.op(Op::OpVariable, {6, 7, 6, 8}).op(Op::OpVariable, {6, 8, 6, 7});
    end(begin(a).op(Op::OpLoad, {3, 20, 7}));
    EXPECT_NE(refused(a).message.find("initializer"), std::string::npos) << refused(a).message;
}

// The result type decides which arithmetic is meant; the opcode must agree.
TEST(Translate, RefusesArithmeticOfTheWrongKind) {
    for (const Op op : {Op::OpFAdd, Op::OpFMod, Op::OpFRem, Op::OpFOrdLessThan, Op::OpDot,
                        Op::OpVectorTimesScalar, Op::OpOuterProduct}) {
        auto a = shader();
        begin(a).op(op, {3, 20, 4, 5});
        end(a);
        EXPECT_NE(refused(a).message, "") << static_cast<uint32_t>(op);
    }
    for (const Op op :
         {Op::OpIAdd, Op::OpSMod, Op::OpUMod, Op::OpShiftLeftLogical, Op::OpBitwiseXor}) {
        auto a = shader();
        a.op(Op::OpTypeFloat, {6, 32}).op(Op::OpConstant, {6, 7, 0x3f800000});
        begin(a).op(op, {6, 20, 7, 7});
        end(a);
        EXPECT_NE(refused(a).message, "") << static_cast<uint32_t>(op);
    }
}

TEST(Translate, RefusesAValueThatDoesNotReachItsUse) {
    auto a = shader();
    a.op(Op::OpTypeBool, {6}).op(Op::OpConstantTrue, {6, 7});
    begin(a).op(Op::OpBranchConditional, {7, 12, 13});
    a.op(Op::OpLabel, {12}).op(Op::OpIAdd, {3, 20, 4, 5}).op(Op::OpBranch, {13});
    a.op(Op::OpLabel, {13}).op(Op::OpIAdd, {3, 21, 20, 5});
    end(a);
    EXPECT_NE(refused(a).message.find("20"), std::string::npos);
}

TEST(Translate, RefusesRecursion) {
    auto a = shader();
    begin(a).op(Op::OpFunctionCall, {1, 20, 30});
    end(a);
    a.op(Op::OpFunction, {1, 30, 0, 2}).op(Op::OpLabel, {31}).op(Op::OpFunctionCall, {1, 32, 30});
    end(a);
    EXPECT_NE(refused(a).message.find("itself"), std::string::npos);
}

// Each function calls the next one twice: 2^30 inlinings.
TEST(Translate, BoundsInlining) {
    auto a = shader(1000);
    begin(a).op(Op::OpFunctionCall, {1, 20, 100});
    end(a);
    for (uint32_t i = 0; i < 30; ++i) {
        const uint32_t id = 100 + i * 10;
        a.op(Op::OpFunction, {1, id, 0, 2}).op(Op::OpLabel, {id + 1});
        if (i < 29) {
            a.op(Op::OpFunctionCall, {1, id + 2, id + 10});
            a.op(Op::OpFunctionCall, {1, id + 3, id + 10});
        }
        end(a);
    }
    EXPECT_NE(refused(a).message.find("large"), std::string::npos);
}

TEST(Translate, RefusesWorkgroupsBeyondTheLimits) {
    for (const auto& size :
         {std::array<uint32_t, 3>{0, 1, 1}, {1025, 1, 1}, {1, 1, 65}, {32, 33, 1}}) {
        SpirvAssembler a;
        a.op(Op::OpCapability, {1}).op(Op::OpMemoryModel, {0, 1});
        a.op(Op::OpEntryPoint, {5, 10, 0x6e69616d, 0});
        a.op(Op::OpExecutionMode, {10, 17, size[0], size[1], size[2]});
        a.op(Op::OpTypeVoid, {1}).op(Op::OpTypeFunction, {2, 1});
        end(begin(a));
        EXPECT_NE(refused(a).message.find("limits"), std::string::npos);
    }
}

TEST(Translate, ChoosesTheEntryPoint) {
    auto a = shader();
    end(begin(a));
    Options other;
    other.entryPoint = "other";
    EXPECT_NE(refused(a, other).message, "");
    Options fragment;
    fragment.stage = ShaderStage::Fragment;
    EXPECT_NE(refused(a, fragment).message, "");
    Options exact;
    exact.entryPoint = "main";
    exact.stage = ShaderStage::Compute;
    EXPECT_EQ(refused(a, exact).message, "");
}

// 3 bytes of bounds, a million scalars: types nest by multiplication.
TEST(Translate, GiantTypesCostNothing) {
    auto a = shader();
    a.op(Op::OpConstant, {3, 6, 1u << 30});
    a.op(Op::OpTypeArray, {40, 3, 6});
    for (uint32_t i = 1; i < 20; ++i) a.op(Op::OpTypeArray, {40 + i, 39 + i, 6});
    a.op(Op::OpTypePointer, {70, 7, 59});
    begin(a).op(Op::OpVariable, {70, 71, 7});
    end(a);
    EXPECT_NE(refused(a).message, "");
}

// A buffer of {uint} at set 0 binding 3, added to by one.
SpirvAssembler counter() {
    SpirvAssembler a;
    a.computeEntry(10);
    a.op(Op::OpDecorate, {20, 2}).op(Op::OpMemberDecorate, {20, 0, 35, 0});
    a.op(Op::OpDecorate, {22, 34, 0}).op(Op::OpDecorate, {22, 33, 3});
    a.op(Op::OpTypeVoid, {1}).op(Op::OpTypeFunction, {2, 1}).op(Op::OpTypeInt, {3, 32, 0});
    a.op(Op::OpConstant, {3, 4, 0}).op(Op::OpConstant, {3, 5, 1}).op(Op::OpTypeStruct, {20, 3});
    a.op(Op::OpTypePointer, {21, 12, 20}).op(Op::OpVariable, {21, 22, 12});
    a.op(Op::OpTypePointer, {23, 12, 3});
    begin(a).op(Op::OpAccessChain, {23, 24, 22, 4}).op(Op::OpLoad, {3, 25, 24});
    a.op(Op::OpIAdd, {3, 26, 25, 5}).op(Op::OpStore, {24, 26});
    end(a);
    return a;
}

TEST(Translate, ReflectsWhatIsUsed) {
    const DescriptorBinding bindings[] = {{.set = 0, .binding = 2}, {.set = 0, .binding = 3}};
    Options options;
    options.bindings = bindings;
    const auto result = translateSpirv(counter().words(), options);
    ASSERT_TRUE(std::holds_alternative<Shader>(result))
        << std::get<TranslationError>(result).message;
    const Reflection& reflection = std::get<Shader>(result).reflection;
    ASSERT_EQ(reflection.bindings.size(), 1u);
    EXPECT_EQ(reflection.bindings[0].binding, 3u);
    EXPECT_TRUE(reflection.bindings[0].written);
    EXPECT_EQ(reflection.systemValues, 0u);
}

TEST(Translate, RefusesABindingThatTheLayoutLacks) {
    EXPECT_NE(refused(counter()).message.find("binding 3"), std::string::npos);
}

TEST(Translate, RefusesStoresToReadOnlyBuffers) {
    const DescriptorBinding bindings[] = {
        {.set = 0, .binding = 3, .resourceClass = ResourceClass::ShaderResource}};
    Options options;
    options.bindings = bindings;
    EXPECT_NE(refused(counter(), options).message, "");
}

// Legal where it is not executed: ffmpeg writes the planes that an image may not have.
TEST(Translate, HoldsConstantIndicesWithinTheBinding) {
    SpirvAssembler a;
    a.computeEntry(10);
    a.op(Op::OpDecorate, {20, 2}).op(Op::OpMemberDecorate, {20, 0, 35, 0});
    a.op(Op::OpDecorate, {22, 34, 0}).op(Op::OpDecorate, {22, 33, 3});
    a.op(Op::OpTypeVoid, {1}).op(Op::OpTypeFunction, {2, 1}).op(Op::OpTypeInt, {3, 32, 0});
    a.op(Op::OpConstant, {3, 4, 0}).op(Op::OpConstant, {3, 5, 7}).op(Op::OpTypeStruct, {20, 3});
    a.op(Op::OpTypeRuntimeArray, {19, 20}).op(Op::OpTypePointer, {21, 12, 19});
    a.op(Op::OpVariable, {21, 22, 12}).op(Op::OpTypePointer, {23, 12, 3});
    begin(a).op(Op::OpAccessChain, {23, 24, 22, 5, 4}).op(Op::OpStore, {24, 4});
    end(a);
    const DescriptorBinding bindings[] = {
        {.set = 0, .binding = 3, .resource = {.space = 0, .base = 10, .count = 2}}};
    Options options;
    options.bindings = bindings;
    std::string text;
    (void)translateToModule(a.words(), options,
                            [&](const dxil::Module& module) { text = dxil::print(module); });
    EXPECT_NE(text.find("i8 1, i32 0, i32 11, i1 false)"), std::string::npos) << text;
}

TEST(Translate, GivesTheSameBytesEveryTime) {
    const DescriptorBinding bindings[] = {{.set = 0, .binding = 3}};
    Options options;
    options.bindings = bindings;
    const auto words = counter().words();
    const auto a = translateSpirv(words, options);
    const auto b = translateSpirv(words, options);
    EXPECT_EQ(std::get<Shader>(a).container, std::get<Shader>(b).container);
}

// Every prefix of a module, and every module with one word replaced, ends in a value.
TEST(Translate, SurvivesDamage) {
    const DescriptorBinding bindings[] = {{.set = 0, .binding = 3}};
    Options options;
    options.bindings = bindings;
    const auto whole = counter().words();
    size_t errors = 0;
    for (size_t n = 0; n < whole.size(); ++n)
        errors += std::holds_alternative<TranslationError>(
            translateSpirv(std::span(whole).first(n), options));
    EXPECT_GT(errors, whole.size() - 2);
    for (size_t n = 0; n < whole.size(); ++n) {
        for (const uint32_t value : {0u, 1u, 25u, 0x00010000u, 0xffffffffu}) {
            auto damaged = whole;
            damaged[n] = value;
            errors += std::holds_alternative<TranslationError>(translateSpirv(damaged, options));
        }
    }
    EXPECT_GT(errors, 2 * whole.size());
}

}  // namespace
}  // namespace baker
