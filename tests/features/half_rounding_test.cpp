// Floats and doubles rounded to halves, to nearest even and to zero, as the conversion is
// decorated.
#include <bit>
#include <cmath>
#include <limits>

#include "feature_test.hpp"

namespace baker::test {
namespace {

constexpr size_t kCount = 256;  // invocations of the shader

enum class Mode { NearestEven, Zero };

// The bits of the half that a number is rounded to.
uint32_t rounded(double value, Mode mode) {
    const uint32_t sign = std::signbit(value) ? 0x8000 : 0;
    const double magnitude = std::fabs(value);
    if (std::isinf(value)) return sign | 0x7c00;
    const int exponent = std::max(magnitude > 0 ? std::ilogb(magnitude) : -14, -14);
    const double units = std::ldexp(magnitude, 10 - exponent);
    const double whole = mode == Mode::Zero ? std::trunc(units) : std::nearbyint(units);
    // Counted from the least subnormal: a carry increments the exponent.
    const uint32_t code = uint32_t(whole) + (uint32_t(exponent + 14) << 10);
    return sign | std::min(code, mode == Mode::Zero ? 0x7bffu : 0x7c00u);
}

// Numbers of every exponent that halves have and some beyond, ties, and their neighbours.
std::vector<float> someFloats() {
    std::vector<float> floats{0.0f,      -0.0f,     std::numeric_limits<float>::infinity(),
                              1e38f,     -1e38f,    65504.0f,
                              65519.99f, 65520.0f,  -65536.0f,
                              0x1p-25f,  0x1.8p-25f};
    uint32_t state = 1;
    while (floats.size() < kCount) {
        state = state * 1664525 + 1013904223;
        const uint32_t bits = (state & 0x807fffff) | (127 - 28 + state % 46) << 23;
        const uint32_t tie = (bits & ~0x1fffu) | 0x1000;
        const uint32_t kinds[] = {bits, tie, tie - 1, tie + 1};
        floats.push_back(std::bit_cast<float>(kinds[floats.size() % 4]));
    }
    return floats;
}

class HalfRounding : public FeatureTest {};

TEST_F(HalfRounding, AsTheConversionIsDecorated) {
    const Features has = supportedFeatures();
    if (!has.v11.storageBuffer16BitAccess || !has.core.shaderFloat64)
        GTEST_SKIP() << "storageBuffer16BitAccess, shaderFloat64";
    Features enabled;
    enabled.v11.storageBuffer16BitAccess = enabled.core.shaderFloat64 = VK_TRUE;
    createDeviceWith(enabled);
    const std::vector<float> floats = someFloats();
    const auto halves = compute<uint16_t>(readSpirv(HALF_ROUNDING), floats, 4 * floats.size());
    for (size_t i = 0; i < floats.size(); ++i) {
        const double wide = double(floats[i]) + double(floats[i]) * 0x1p-40;
        EXPECT_EQ(halves[4 * i], rounded(floats[i], Mode::NearestEven)) << floats[i];
        EXPECT_EQ(halves[4 * i + 1], rounded(floats[i], Mode::Zero)) << floats[i];
        EXPECT_EQ(halves[4 * i + 2], rounded(wide, Mode::NearestEven)) << floats[i];
        EXPECT_EQ(halves[4 * i + 3], rounded(wide, Mode::Zero)) << floats[i];
    }
}

}  // namespace
}  // namespace baker::test
