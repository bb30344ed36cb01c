// Types of other widths than 32 bits, in arithmetic, storage, uniforms and push constants.
#include "feature_test.hpp"
//
#include "float64.hpp"
#include "int16.hpp"
#include "int64.hpp"
#include "int8.hpp"
#include "push_constants.hpp"
#include "uniform_storage.hpp"

namespace baker::test {
namespace {

class Types : public FeatureTest {};

TEST_F(Types, Int64) {
    if (!supportedFeatures().core.shaderInt64) GTEST_SKIP() << "shaderInt64";
    Features enabled;
    enabled.core.shaderInt64 = VK_TRUE;
    createDeviceWith(enabled);
    std::vector<uint32_t> source;
    for (uint32_t i = 0; i < kInvocations; ++i) source.push_back(i * 0x12345679u);
    const auto result = compute<uint64_t>(k_int64, source, kInvocations);
    for (uint32_t i = 0; i < kInvocations; ++i)
        EXPECT_EQ(result[i], ((uint64_t(source[i]) * 0x100000001u) >> 7) - i) << i;
}

// dEQP-VK.spirv_assembly.instruction.compute.mul_extended.*
TEST_F(Types, ExtendedProducts) {
    const Features has = supportedFeatures();
    if (!has.core.shaderInt64 || !has.core.shaderInt16) GTEST_SKIP() << "shaderInt64, shaderInt16";
    Features enabled;
    enabled.core.shaderInt64 = enabled.core.shaderInt16 = VK_TRUE;
    createDeviceWith(enabled);
    constexpr uint32_t kProducts = 64, kWords = 5;
    std::vector<uint64_t> numbers{0, 1, ~uint64_t(0), uint64_t(1) << 63, 0x7fffffffffffffff};
    while (numbers.size() < kProducts)
        numbers.push_back(numbers.back() * 6364136223846793005u + 1442695040888963407u);
    const auto words = compute<uint64_t>(readSpirv(MUL_EXTENDED), numbers, kProducts * kWords);
    // The high half by long multiplication.
    const auto highOf = [](uint64_t a, uint64_t b) {
        const uint64_t al = uint32_t(a), ah = a >> 32, bl = uint32_t(b), bh = b >> 32;
        const uint64_t middle = ah * bl + (al * bl >> 32);
        return ah * bh + (middle >> 32) + ((al * bh + uint32_t(middle)) >> 32);
    };
    for (uint32_t i = 0; i < kProducts; ++i) {
        const uint64_t a = numbers[i], b = numbers[kProducts - 1 - i];
        const uint64_t* found = &words[size_t{kWords} * i];
        const uint64_t high = highOf(a, b);
        EXPECT_EQ(found[0], a * b) << i;
        EXPECT_EQ(found[1], high) << i;
        EXPECT_EQ(found[2], a * b) << i;
        EXPECT_EQ(found[3], high - (int64_t(a) < 0 ? b : 0) - (int64_t(b) < 0 ? a : 0)) << i;
        const uint32_t product = uint32_t(uint16_t(a)) * uint16_t(b);
        const auto signedProduct = uint32_t(int32_t(int16_t(a)) * int16_t(b));
        EXPECT_EQ(found[4], product | uint64_t(signedProduct) << 32) << i;
    }
}

TEST_F(Types, Float64) {
    if (!supportedFeatures().core.shaderFloat64) GTEST_SKIP() << "shaderFloat64";
    Features enabled;
    enabled.core.shaderFloat64 = VK_TRUE;
    createDeviceWith(enabled);
    const auto result = compute<uint32_t>(k_float64, ramp<uint32_t>(), kInvocations);
    for (uint32_t i = 0; i < kInvocations; ++i)
        EXPECT_NEAR(result[i], (i + 1000) % 3 / 3.0 * 4.0e9, 4) << i;
}

TEST_F(Types, Int8) {
    const Features has = supportedFeatures();
    if (!has.v12.shaderInt8 || !has.v12.storageBuffer8BitAccess) GTEST_SKIP() << "shaderInt8";
    Features enabled;
    enabled.v12.shaderInt8 = enabled.v12.storageBuffer8BitAccess = VK_TRUE;
    createDeviceWith(enabled);
    const auto result = compute<uint8_t>(k_int8, ramp<uint8_t>(), kInvocations);
    for (uint32_t i = 0; i < kInvocations; ++i)
        EXPECT_EQ(result[i], static_cast<uint8_t>(i * 3 + 200)) << i;
}

TEST_F(Types, Int16) {
    const Features has = supportedFeatures();
    if (!has.core.shaderInt16 || !has.v11.storageBuffer16BitAccess) GTEST_SKIP() << "shaderInt16";
    Features enabled;
    enabled.core.shaderInt16 = enabled.v11.storageBuffer16BitAccess = VK_TRUE;
    createDeviceWith(enabled);
    std::vector<int16_t> source;
    for (int i = 0; i < int(kInvocations); ++i) source.push_back(static_cast<int16_t>(i * 4001));
    const auto result = compute<int16_t>(k_int16, source, kInvocations);
    for (uint32_t i = 0; i < kInvocations; ++i)
        EXPECT_EQ(result[i], static_cast<int16_t>(source[i] * 5) >> 1) << i;
}

TEST_F(Types, NarrowUniforms) {
    const Features has = supportedFeatures();
    if (!has.v11.uniformAndStorageBuffer16BitAccess || !has.v12.uniformAndStorageBuffer8BitAccess ||
        !has.v12.uniformBufferStandardLayout)
        GTEST_SKIP() << "uniformAndStorageBuffer16BitAccess";
    Features enabled;
    enabled.v11.uniformAndStorageBuffer16BitAccess = VK_TRUE;
    enabled.v12.uniformAndStorageBuffer8BitAccess = VK_TRUE;
    enabled.v12.uniformBufferStandardLayout = VK_TRUE;
    enabled.core.shaderInt16 = has.core.shaderInt16;
    enabled.v12.shaderInt8 = has.v12.shaderInt8;
    createDeviceWith(enabled);
    std::vector<uint8_t> source(48);
    for (uint32_t i = 0; i < 16; ++i) {
        const uint16_t half = static_cast<uint16_t>(i * 4003);
        std::memcpy(&source[2 * i], &half, 2);
        source[32 + i] = static_cast<uint8_t>(i * 15);
    }
    const auto result = compute<uint32_t>(k_uniform_storage, source, kInvocations,
                                          VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER);
    for (uint32_t i = 0; i < kInvocations; ++i)
        EXPECT_EQ(result[i], (i * 4003 & 0xffff) * 256 + i * 15) << i;
}

TEST_F(Types, NarrowPushConstants) {
    const Features has = supportedFeatures();
    if (!has.v11.storagePushConstant16 || !has.v12.storagePushConstant8)
        GTEST_SKIP() << "storagePushConstant16";
    Features enabled;
    enabled.v11.storagePushConstant16 = enabled.v12.storagePushConstant8 = VK_TRUE;
    enabled.core.shaderInt16 = has.core.shaderInt16;
    enabled.v12.shaderInt8 = has.v12.shaderInt8;
    createDeviceWith(enabled);
    const uint8_t values[] = {3, 4, 0xe8, 0xfd, 10, 20, 30, 40};  // 0xfde8 is 65000
    pushConstants.resize(sizeof(values));
    std::memcpy(pushConstants.data(), values, sizeof(values));
    const auto result = compute<uint32_t>(k_push_constants, ramp<uint32_t>(), kInvocations);
    for (uint32_t i = 0; i < kInvocations; ++i)
        EXPECT_EQ(result[i], i + 3 + 4000 + 65000 + 10 * (i % 4 + 1)) << i;
}

}  // namespace
}  // namespace baker::test
