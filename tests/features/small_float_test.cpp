// Floats of 8 bits and bfloat16: every code and the nearest code, against the same computed here.
#include <bit>
#include <cmath>
#include <limits>

#include "feature_test.hpp"

namespace baker::test {
namespace {

constexpr uint32_t kCodes = 256;

struct Format {
    int mantissa, bias;
    uint32_t greatest;  // the code after it stands for what is greater
    uint32_t nan, sign;
};
constexpr Format kE4M3{3, 7, 0x7e, 0x7f, 0x80};
constexpr Format kE5M2{2, 15, 0x7b, 0x7f, 0x80};
constexpr Format kBFloat16{7, 127, 0x7f7f, 0x7fff, 0x8000};

// Of a code without its sign, as if there were neither infinities nor NaN.
double magnitude(const Format& f, uint32_t code) {
    const int exponent = int(code >> f.mantissa);
    const uint32_t fraction = code & ((1u << f.mantissa) - 1);
    if (exponent == 0) return std::ldexp(fraction, 1 - f.bias - f.mantissa);
    return std::ldexp(fraction + (1u << f.mantissa), exponent - f.bias - f.mantissa);
}

uint32_t nearest(const Format& f, float value) {
    if (std::isnan(value)) return f.nan;
    const double wanted = std::fabs(double(value));
    uint32_t code = 0;
    while (code <= f.greatest && magnitude(f, code + 1) <= wanted) ++code;
    if (code <= f.greatest) {
        const double below = wanted - magnitude(f, code), above = magnitude(f, code + 1) - wanted;
        if (above < below || (above == below && code % 2)) ++code;
    }
    return (code > f.greatest ? f.greatest + 1 : code) | (std::signbit(value) ? f.sign : 0);
}

void expectFloat(const Format& f, uint32_t code, float found) {
    const uint32_t unsignedCode = code & (f.sign - 1);
    const bool isInfinite = f.nan != f.greatest + 1 && unsignedCode == f.greatest + 1;
    if (unsignedCode > f.greatest && !isInfinite) {
        EXPECT_TRUE(std::isnan(found)) << code;
        return;
    }
    double expected =
        isInfinite ? std::numeric_limits<double>::infinity() : magnitude(f, unsignedCode);
    if (code & f.sign) expected = -expected;
    EXPECT_EQ(double(found), expected) << code;
    EXPECT_EQ(std::signbit(found), std::signbit(expected)) << code;
}

std::vector<float> someFloats() {
    std::vector<float> floats{0.f,      -0.f,      448.f,     464.f,   465.f,   -1e9f,    57344.f,
                              61440.f,  INFINITY,  -INFINITY, NAN,     240.f,   0x1p-10f, 0x1.8p-9f,
                              0x1p-17f, -0x1p-16f, 1.f,       1.0625f, 1.1875f, 3e38f};
    uint32_t state = 1;
    while (floats.size() < kCodes) {
        state = state * 1664525 + 1013904223;
        const uint32_t exponent = 127 - 20 + state % 40;
        floats.push_back(std::bit_cast<float>((state & 0x807fffff) | exponent << 23));
    }
    return floats;
}

class SmallFloats : public FeatureTest {};

TEST_F(SmallFloats, AllCodesAndTheNearest) {
    VkPhysicalDeviceShaderFloat8FeaturesEXT eight{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_FLOAT8_FEATURES_EXT};
    VkPhysicalDeviceShaderBfloat16FeaturesKHR brain{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_BFLOAT16_FEATURES_KHR, &eight};
    if (!supported<VkPhysicalDeviceShaderFloat8FeaturesEXT>(eight.sType).shaderFloat8 ||
        !supported<VkPhysicalDeviceShaderBfloat16FeaturesKHR>(brain.sType).shaderBFloat16Type)
        GTEST_SKIP() << "shaderFloat8, shaderBFloat16Type";
    eight.shaderFloat8 = brain.shaderBFloat16Type = VK_TRUE;
    Features enabled;
    enabled.core.shaderInt16 = enabled.v12.shaderInt8 = VK_TRUE;
    createDeviceWith(enabled,
                     {VK_EXT_SHADER_FLOAT8_EXTENSION_NAME, VK_KHR_SHADER_BFLOAT16_EXTENSION_NAME},
                     &brain);
    const std::vector<float> floats = someFloats();
    const auto words = compute<uint32_t>(readSpirv(SMALL_FLOATS), floats, 4 * kCodes);
    for (uint32_t i = 0; i < kCodes; ++i) {
        expectFloat(kE4M3, i, std::bit_cast<float>(words[4 * i]));
        expectFloat(kE5M2, i, std::bit_cast<float>(words[4 * i + 1]));
        if ((i * 257 & 0x7f80) != 0)  // no subnormals: D3D12 may flush them
            expectFloat(kBFloat16, i * 257, std::bit_cast<float>(words[4 * i + 2]));
        const bool isNan = std::isnan(floats[i]);
        const uint32_t ignored = isNan ? 0x80008080 : 0;  // signs of NaN
        const uint32_t codes = nearest(kE4M3, floats[i]) | nearest(kE5M2, floats[i]) << 8 |
                               nearest(kBFloat16, floats[i]) << 16;
        EXPECT_EQ(words[4 * i + 3] | ignored, codes | ignored) << floats[i];
    }
}

// dEQP-VK.info.device_mandatory_features: the type comes with dot products.
TEST_F(SmallFloats, DotProductsAreRoundedOnce) {
    VkPhysicalDeviceShaderBfloat16FeaturesKHR brain{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_BFLOAT16_FEATURES_KHR};
    if (!supported<VkPhysicalDeviceShaderBfloat16FeaturesKHR>(brain.sType).shaderBFloat16DotProduct)
        GTEST_SKIP() << "shaderBFloat16DotProduct";
    brain.shaderBFloat16Type = brain.shaderBFloat16DotProduct = VK_TRUE;
    Features enabled;
    createDeviceWith(enabled, {VK_KHR_SHADER_BFLOAT16_EXTENSION_NAME}, &brain);
    constexpr uint32_t kProducts = 64;
    std::vector<float> numbers;
    for (uint32_t i = 0; i < 4 * kProducts; ++i) numbers.push_back(float(int(i * 37 % 255) - 127));
    const auto results = compute<float>(readSpirv(BFLOAT_DOT), numbers, kProducts);
    for (uint32_t i = 0; i < kProducts; ++i) {
        const float* v = &numbers[size_t{4} * i];
        expectFloat(kBFloat16, nearest(kBFloat16, 2 * (v[0] * v[3] + v[1] * v[2])), results[i]);
    }
}

}  // namespace
}  // namespace baker::test
