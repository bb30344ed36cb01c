#include "spirv_to_dxil/dxil/fold.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

#include "spirv_to_dxil/dxil/type.hpp"

namespace baker::dxil {
namespace {

class Fold : public ::testing::Test {
  protected:
    Arena arena;
    TypeTable types{arena};

    uint64_t binary(BinaryOp op, const Type* type, uint64_t a, uint64_t b) {
        return foldBinary(op, type, a, b).value();
    }
    uint64_t cast(CastOp op, const Type* from, const Type* to, uint64_t value) {
        return foldCast(op, from, to, value).value();
    }
};

TEST_F(Fold, IntegersWrapInTheirWidth) {
    EXPECT_EQ(binary(BinaryOp::Add, types.i8(), 0xff, 2), 1u);
    EXPECT_EQ(binary(BinaryOp::Sub, types.i16(), 0, 1), 0xffffu);
    EXPECT_EQ(binary(BinaryOp::Mul, types.i32(), 0x10001, 0x10001), 0x20001u);
    EXPECT_EQ(binary(BinaryOp::Shl, types.i64(), 1, 63), 1ull << 63);
    EXPECT_EQ(binary(BinaryOp::AShr, types.i8(), 0x80, 7), 0xffu);
    EXPECT_EQ(binary(BinaryOp::LShr, types.i8(), 0x80, 7), 1u);
    EXPECT_EQ(binary(BinaryOp::Xor, types.i1(), 1, 1), 0u);
}

TEST_F(Fold, DivisionIsDefinedEverywhere) {
    EXPECT_EQ(binary(BinaryOp::SDiv, types.i32(), uint32_t(-7), 2), uint32_t(-3));
    EXPECT_EQ(binary(BinaryOp::SRem, types.i32(), uint32_t(-7), 2), uint32_t(-1));
    EXPECT_EQ(binary(BinaryOp::UDiv, types.i32(), 7, 0), 0xffffffffu);
    EXPECT_EQ(binary(BinaryOp::SDiv, types.i32(), 0x80000000, 0xffffffff), 0x80000000u);
    EXPECT_EQ(binary(BinaryOp::SRem, types.i32(), 0x80000000, 0xffffffff), 0u);
    EXPECT_EQ(binary(BinaryOp::SDiv, types.i64(), 1ull << 63, ~0ull), 1ull << 63);
}

TEST_F(Fold, FloatArithmeticIsExactlyRounded) {
    const auto bits = [](float f) { return std::bit_cast<uint32_t>(f); };
    EXPECT_EQ(binary(BinaryOp::FAdd, types.f32(), bits(0.1f), bits(0.2f)), bits(0.1f + 0.2f));
    EXPECT_EQ(binary(BinaryOp::FDiv, types.f32(), bits(1), bits(3)), bits(1.0f / 3.0f));
    EXPECT_EQ(binary(BinaryOp::FRem, types.f32(), bits(-5.5f), bits(2)), bits(-1.5f));
    EXPECT_EQ(binary(BinaryOp::FSub, types.f32(), bits(-0.0f), bits(0.0f)), bits(-0.0f));
    const auto wide = [](double d) { return std::bit_cast<uint64_t>(d); };
    EXPECT_EQ(binary(BinaryOp::FMul, types.f64(), wide(0.1), wide(0.1)), wide(0.1 * 0.1));
}

TEST_F(Fold, EveryHalfSurvivesTheRoundTrip) {
    for (uint32_t bits = 0; bits < 0x10000; ++bits) {
        const double value = decodeFloat(bits, 16);
        if (std::isnan(value))
            EXPECT_TRUE(std::isnan(decodeFloat(encodeFloat(value, 16), 16)));
        else
            EXPECT_EQ(encodeFloat(value, 16), bits);
    }
}

TEST_F(Fold, HalvesRoundToNearestEven) {
    EXPECT_EQ(encodeFloat(1.0, 16), 0x3c00u);
    EXPECT_EQ(encodeFloat(1.0 + 0x1p-11, 16), 0x3c00u);            // a tie, to even
    EXPECT_EQ(encodeFloat(1.0 + 3 * 0x1p-11, 16), 0x3c02u);        // a tie, to even
    EXPECT_EQ(encodeFloat(1.0 + 0x1p-11 + 0x1p-40, 16), 0x3c01u);  // beyond float's precision
    EXPECT_EQ(encodeFloat(65519.0, 16), 0x7bffu);
    EXPECT_EQ(encodeFloat(65520.0, 16), 0x7c00u);  // rounds to infinity
    EXPECT_EQ(encodeFloat(0x1p-24, 16), 1u);       // the smallest
    EXPECT_EQ(encodeFloat(0x1p-25, 16), 0u);       // a tie, to even
    EXPECT_EQ(encodeFloat(-0x1.8p-25, 16), 0x8001u);
    EXPECT_EQ(encodeFloat(0x1.ff8p-15, 16), 0x03ffu);  // the greatest subnormal
    EXPECT_EQ(encodeFloat(0x1.ffcp-15, 16), 0x0400u);  // a tie, up to a normal
    EXPECT_EQ(encodeFloat(-0.0, 16), 0x8000u);
}

TEST_F(Fold, ComparisonsKnowNan) {
    const uint64_t nan = 0x7fc00000, one = 0x3f800000;
    EXPECT_FALSE(*foldCompare(Predicate::FcmpOeq, types.f32(), nan, nan));
    EXPECT_TRUE(*foldCompare(Predicate::FcmpUne, types.f32(), nan, one));
    EXPECT_TRUE(*foldCompare(Predicate::FcmpUlt, types.f32(), nan, one));
    EXPECT_FALSE(*foldCompare(Predicate::FcmpOrd, types.f32(), nan, one));
    EXPECT_TRUE(*foldCompare(Predicate::FcmpUno, types.f32(), nan, one));
    EXPECT_TRUE(*foldCompare(Predicate::FcmpOge, types.f32(), one, one));
    EXPECT_TRUE(*foldCompare(Predicate::FcmpOeq, types.f32(), 0, 0x80000000));  // -0 == 0
    EXPECT_TRUE(*foldCompare(Predicate::IcmpSlt, types.i8(), 0x80, 0x7f));
    EXPECT_FALSE(*foldCompare(Predicate::IcmpUlt, types.i8(), 0x80, 0x7f));
}

TEST_F(Fold, ConversionsRoundOnce) {
    const uint64_t halfway = (1ull << 53) + (1ull << 29) + 1;  // double would lose the last bit
    EXPECT_EQ(cast(CastOp::UIToFP, types.i64(), types.f32(), halfway),
              std::bit_cast<uint32_t>(float(halfway)));
    EXPECT_EQ(cast(CastOp::SIToFP, types.i8(), types.f64(), 0xff), std::bit_cast<uint64_t>(-1.0));
    EXPECT_EQ(cast(CastOp::FPTrunc, types.f64(), types.half(),
                   std::bit_cast<uint64_t>(1.0 + 0x1p-11 + 0x1p-40)),
              0x3c01u);
    EXPECT_EQ(cast(CastOp::SExt, types.i1(), types.i32(), 1), 0xffffffffu);
    EXPECT_EQ(cast(CastOp::ZExt, types.i1(), types.i32(), 1), 1u);
    EXPECT_EQ(cast(CastOp::Bitcast, types.f32(), types.i32(), 0x3f800000), 0x3f800000u);
    EXPECT_FALSE(foldCast(CastOp::Bitcast, types.f32(), types.i64(), 0));
}

TEST_F(Fold, ConversionsOutOfRangeSaturate) {
    const auto toInt = [&](CastOp op, double value, const Type* to) {
        return cast(op, types.f64(), to, std::bit_cast<uint64_t>(value));
    };
    EXPECT_EQ(toInt(CastOp::FPToUI, -1, types.i32()), 0u);
    EXPECT_EQ(toInt(CastOp::FPToUI, 1e10, types.i32()), 0xffffffffu);
    EXPECT_EQ(toInt(CastOp::FPToSI, 1e10, types.i32()), 0x7fffffffu);
    EXPECT_EQ(toInt(CastOp::FPToSI, -1e10, types.i32()), 0x80000000u);
    EXPECT_EQ(toInt(CastOp::FPToSI, -2147483648.0, types.i32()), 0x80000000u);
    EXPECT_EQ(toInt(CastOp::FPToSI, NAN, types.i32()), 0u);
    EXPECT_EQ(toInt(CastOp::FPToUI, 1e30, types.i64()), ~0ull);
    EXPECT_EQ(toInt(CastOp::FPToSI, -1e30, types.i64()), 1ull << 63);
}

}  // namespace
}  // namespace baker::dxil
