// Images: what is refused, and what the reflection says. The DXIL is in golden/image.
#include <gtest/gtest.h>

#include "spirv_to_dxil/spirv_to_dxil.hpp"
#include "spirv_to_dxil/testing/assemble.hpp"

namespace baker {
namespace {

using baker::testing::SpirvAssembler;
using spv::Op;

constexpr uint32_t kStorage = 2;
constexpr uint32_t kR32f = 3, kR32ui = 33;

// Types 1 void, 2 function of it, 3 u32, 4 f32, 5 vector of two u32; constants 6 = 0, 7 = 0.0 and
// 8 = (0, 0); a storage image 12 of `texel` in set 0 binding 0, whose type is 10 and the pointer to
// its texels 13. The entry point is function 20.
SpirvAssembler shader(uint32_t texel, uint32_t format, uint32_t multisampled = 0) {
    SpirvAssembler a;
    a.computeEntry(20).op(Op::OpDecorate, {12, 34, 0}).op(Op::OpDecorate, {12, 33, 0});
    a.op(Op::OpTypeVoid, {1}).op(Op::OpTypeFunction, {2, 1}).op(Op::OpTypeInt, {3, 32, 0});
    a.op(Op::OpTypeFloat, {4, 32}).op(Op::OpTypeVector, {5, 3, 2});
    a.op(Op::OpConstant, {3, 6, 0}).op(Op::OpConstant, {4, 7, 0});
    a.op(Op::OpConstantComposite, {5, 8, 6, 6}).op(Op::OpConstant, {3, 9, 1});
    a.op(Op::OpTypeImage, {10, texel, 1, 0, 0, multisampled, kStorage, format});
    a.op(Op::OpTypePointer, {11, 0, 10}).op(Op::OpVariable, {11, 12, 0});
    a.op(Op::OpTypePointer, {13, 11, texel});
    return a.op(Op::OpFunction, {1, 20, 0, 2}).op(Op::OpLabel, {21});
}

TranslationResult translated(SpirvAssembler& a) {
    static const DescriptorBinding binding;
    a.op(Op::OpReturn).op(Op::OpFunctionEnd);
    Options options;
    options.bindings = {&binding, 1};
    return translateSpirv(a.words(), options);
}

std::string refusal(SpirvAssembler& a) {
    const auto result = translated(a);
    const auto* error = std::get_if<TranslationError>(&result);
    return error ? error->message : "";
}

TEST(Image, AtomicFloatsAreWords) {
    auto a = shader(4, kR32f);
    a.op(Op::OpImageTexelPointer, {13, 30, 12, 8, 6});
    a.op(Op::OpAtomicExchange, {4, 31, 30, 9, 6, 7});
    const auto result = translated(a);
    ASSERT_TRUE(std::holds_alternative<Shader>(result))
        << std::get<TranslationError>(result).message;
    const auto& bindings = std::get<Shader>(result).reflection.bindings;
    ASSERT_EQ(bindings.size(), 1u);
    EXPECT_TRUE(bindings[0].texelsAreWords);
    EXPECT_TRUE(bindings[0].written);
}

TEST(Image, FloatsWithoutAtomicsStayFloats) {
    auto a = shader(4, kR32f);
    a.op(Op::OpLoad, {10, 30, 12});
    const auto result = translated(a);
    ASSERT_TRUE(std::holds_alternative<Shader>(result));
    EXPECT_FALSE(std::get<Shader>(result).reflection.bindings[0].texelsAreWords);
}

TEST(Image, TexelPointersAreForAtomicsAlone) {
    auto a = shader(3, kR32ui);
    a.op(Op::OpImageTexelPointer, {13, 30, 12, 8, 6}).op(Op::OpLoad, {3, 31, 30});
    EXPECT_NE(refusal(a).find("texel pointer"), std::string::npos);
    auto b = shader(3, kR32ui);
    b.op(Op::OpImageTexelPointer, {13, 30, 12, 8, 6}).op(Op::OpStore, {30, 6});
    EXPECT_NE(refusal(b).find("texel pointer"), std::string::npos);
}

TEST(Image, RefusesTexelsOfTheWrongKind) {
    auto shortCoordinate = shader(3, kR32ui);
    shortCoordinate.op(Op::OpImageTexelPointer, {13, 30, 12, 6, 6});
    EXPECT_NE(refusal(shortCoordinate).find("short"), std::string::npos);
    auto floatCoordinate = shader(3, kR32ui);
    floatCoordinate.op(Op::OpImageTexelPointer, {13, 30, 12, 7, 6});
    EXPECT_NE(refusal(floatCoordinate), "");
    auto noImage = shader(3, kR32ui);
    noImage.op(Op::OpImageTexelPointer, {13, 30, 8, 8, 6});
    EXPECT_NE(refusal(noImage), "");
    auto samples = shader(3, kR32ui, 1);
    samples.op(Op::OpImageTexelPointer, {13, 30, 12, 8, 6});
    EXPECT_NE(refusal(samples).find("multisampled"), std::string::npos);
}

TEST(Image, MultisampledStorageNeedsShaderModel67) {
    auto a = shader(3, kR32ui, 1);
    a.op(Op::OpLoad, {10, 30, 12}).op(Op::OpImageWrite, {30, 8, 6, 64, 6});
    EXPECT_NE(refusal(a).find("6.7"), std::string::npos);
}

TEST(Image, RefusesSamplingOfStorage) {
    auto a = shader(4, kR32f);
    a.op(Op::OpLoad, {10, 30, 12}).op(Op::OpImageSampleExplicitLod, {4, 31, 30, 8, 2, 7});
    EXPECT_NE(refusal(a), "");
}

}  // namespace
}  // namespace baker
