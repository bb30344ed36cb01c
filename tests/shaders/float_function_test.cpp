// The functions of GLSL, against the same in double precision here. Tolerances are Vulkan's
// ("Precision of GLSL.std.450 Instructions"), rounded up.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "float_function.hpp"
#include "vulkan_test.hpp"

namespace baker::test {
namespace {

constexpr uint32_t kCount = 256;

struct Operands {
    double a, b, c;
};

struct Function {
    int number;
    const char* name;
    double low, high;  // of the operands
    double absolute, relative;
    double (*reference)(Operands);
};

double clamp(double x, double low, double high) {
    return std::min(std::max(x, low), high);
}
double mantissa(double x) {
    int exponent;
    return std::frexp(x, &exponent);
}
double exponent(double x) {
    int exponent;
    std::frexp(x, &exponent);
    return exponent;
}
double smoothstep(double low, double high, double x) {
    const double s = clamp((x - low) / (high - low), 0, 1);
    return s * s * (3 - 2 * s);
}
double length(double x, double y, double z) {
    return std::sqrt(x * x + y * y + z * z);
}
double refractedX(double eta) {
    const double k = 1 - eta * eta * (1 - 0.64);
    return k < 0 ? 0 : eta * 0.6;
}
double determinant3(double a, double b, double c) {
    return a * (c * a - 1) - b * (b * a - c) + c * (b - c * c);
}
double inverse2(double a, double b, double c) {
    return -c / (a * a - b * c);
}
double packed(double x) {
    return uint8_t(int8_t(std::nearbyint(clamp(x, -1, 1) * 127)));
}
double unpacked(double x) {
    return clamp(int(float(x) * 1000.0f) / 32767.0, -1, 1);
}

constexpr double kUlp = 0x1p-23;
constexpr double kPi = std::numbers::pi;
using V = Operands;
const Function kFunctions[] = {
    {0, "roundEven", -50, 50, 0, 0, [](V v) { return std::nearbyint(v.a); }},
    {1, "trunc", -50, 50, 0, 0, [](V v) { return std::trunc(v.a); }},
    {2, "floor", -50, 50, 0, 0, [](V v) { return std::floor(v.a); }},
    {3, "ceil", -50, 50, 0, 0, [](V v) { return std::ceil(v.a); }},
    {4, "fract", -50, 50, kUlp, 0, [](V v) { return v.a - std::floor(v.a); }},
    {5, "abs", -50, 50, 0, 0, [](V v) { return std::fabs(v.a); }},
    {6, "sign", -2, 2, 0, 0, [](V v) { return double(v.a > 0) - double(v.a < 0); }},
    {7, "min", -50, 50, 0, 0, [](V v) { return std::min(v.a, v.b); }},
    {8, "max", -50, 50, 0, 0, [](V v) { return std::max(v.a, v.b); }},
    {9, "clamp", 1, 50, 0, 0, [](V v) { return clamp(v.a, -v.b, v.c); }},
    {10, "mix", -5, 5, 64 * kUlp, 4 * kUlp, [](V v) { return v.a * (1 - v.c) + v.b * v.c; }},
    {11, "step", -50, 50, 0, 0, [](V v) { return v.b < v.a ? 0.0 : 1.0; }},
    {12, "smoothstep", -2, 2, 16 * kUlp, 16 * kUlp,
     [](V v) { return smoothstep(v.a, v.a + 1 + std::fabs(v.b), v.c); }},
    {13, "fma", -50, 50, 4096 * kUlp, 4 * kUlp, [](V v) { return v.a * v.b + v.c; }},
    {14, "radians", -360, 360, 0, 4 * kUlp, [](V v) { return v.a * kPi / 180; }},
    {15, "degrees", -7, 7, 0, 4 * kUlp, [](V v) { return v.a * 180 / kPi; }},
    {16, "sin", -3.14, 3.14, 0x1p-11, 0, [](V v) { return std::sin(v.a); }},
    {17, "cos", -3.14, 3.14, 0x1p-11, 0, [](V v) { return std::cos(v.a); }},
    {18, "tan", -1, 1, 0x1p-9, 0, [](V v) { return std::tan(v.a); }},
    {19, "asin", -1, 1, 0x1p-10, 0, [](V v) { return std::asin(v.a); }},
    {20, "acos", -1, 1, 0x1p-10, 0, [](V v) { return std::acos(v.a); }},
    {21, "atan", -50, 50, 0, 4096 * kUlp, [](V v) { return std::atan(v.a); }},
    {22, "sinh", -5, 5, 8 * kUlp, 32 * kUlp, [](V v) { return std::sinh(v.a); }},
    {23, "cosh", -5, 5, 0, 32 * kUlp, [](V v) { return std::cosh(v.a); }},
    {24, "tanh", -5, 5, 8 * kUlp, 64 * kUlp, [](V v) { return std::tanh(v.a); }},
    {25, "asinh", -5000, 5000, 0x1p-20, 8 * kUlp, [](V v) { return std::asinh(v.a); }},
    {26, "acosh", 1, 5000, 0x1p-11, 8 * kUlp, [](V v) { return std::acosh(v.a); }},
    {27, "atanh", -0.99, 0.99, 0x1p-19, 8 * kUlp, [](V v) { return std::atanh(v.a); }},
    {28, "atan2", -50, 50, 0, 4096 * kUlp, [](V v) { return std::atan2(v.a, v.b); }},
    {29, "pow", 0.1, 6, 0, 128 * kUlp, [](V v) { return std::pow(v.a, v.b); }},
    {30, "exp", -20, 20, 0, 48 * kUlp, [](V v) { return std::exp(v.a); }},
    {31, "log", 0.01, 500, 0x1p-20, 4 * kUlp, [](V v) { return std::log(v.a); }},
    {32, "exp2", -20, 20, 0, 48 * kUlp, [](V v) { return std::exp2(v.a); }},
    {33, "log2", 0.01, 500, 0x1p-20, 4 * kUlp, [](V v) { return std::log2(v.a); }},
    {34, "sqrt", 0, 500, 0, 4 * kUlp, [](V v) { return std::sqrt(v.a); }},
    {35, "inversesqrt", 0.01, 500, 0, 2 * kUlp, [](V v) { return 1 / std::sqrt(v.a); }},
    {36, "modf", -50, 50, 0, kUlp, [](V v) { return v.a + std::trunc(v.a); }},
    {37, "frexp", -50, 50, 0, 0, [](V v) { return mantissa(v.a); }},
    {38, "exponent", -50, 50, 0, 0, [](V v) { return exponent(v.a); }},
    {39, "ldexp", -50, 50, 0, 0, [](V v) { return std::ldexp(v.a, int(v.b)); }},
    {40, "length", -5, 5, 0, 8 * kUlp, [](V v) { return length(v.a, v.b, v.c); }},
    {41, "normalize", 1, 5, 0, 8 * kUlp, [](V v) { return v.b / length(v.a, v.b, 0); }},
    {42, "cross", -5, 5, 128 * kUlp, 0, [](V v) { return v.a * v.a - v.b * v.c; }},
    {43, "reflect", -5, 5, 64 * kUlp, 0,
     [](V v) { return v.a - 2 * (0.6 * v.a + 0.8 * v.b) * 0.6; }},
    {44, "refract", 0.1, 3, 16 * kUlp, 0, [](V v) { return refractedX(v.c); }},
    {45, "determinant", -5, 5, 4096 * kUlp, 0, [](V v) { return determinant3(v.a, v.b, v.c); }},
    {46, "inverse", -4, 4, 64 * kUlp, 0, [](V v) { return inverse2(v.a + 20, v.b, v.c); }},
    {47, "packSnorm", -2, 2, 1, 0, [](V v) { return packed(v.b); }},
    {48, "unpackSnorm", -30, 30, 4 * kUlp, 0, [](V v) { return unpacked(v.a); }},
    {49, "packHalf", -5, 5, 0, 0x1p-10, [](V v) { return v.b; }},
};

class FloatFunction : public DeviceTest {
  protected:
    void SetUp() override {
        DeviceTest::SetUp();
        if (HasFatalFailure()) return;
        operands = makeBuffer(kCount * 16, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
        results = makeBuffer(kCount * 4, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    }

    // A grid through the domain that differs between the three operands.
    void fillOperands(double low, double high) {
        for (uint32_t i = 0; i < kCount; ++i)
            for (uint32_t k = 0; k < 3; ++k) {
                const double at = double((i * (2 * k + 1) * 37 + k * 11) % kCount) / (kCount - 1);
                operands.view<float>()[4 * i + k] = float(low + (high - low) * at);
            }
    }

    void call(const Function& f) {
        constexpr VkDescriptorType kType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
        constexpr VkDescriptorType kTypes[] = {kType, kType};
        const VkSpecializationMapEntry entry{0, 0, sizeof(f.number)};
        const VkSpecializationInfo info{1, &entry, sizeof(f.number), &f.number};
        const TestPipeline pipeline = makePipeline(k_float_function, kTypes, 0, &info);
        write(pipeline.set, 0, kType, operands);
        write(pipeline.set, 1, kType, results);
        run([&](VkCommandBuffer c) { dispatch(c, pipeline, kCount / 64); });
    }

    TestBuffer operands;
    TestBuffer results;
};

TEST_F(FloatFunction, IsPrecise) {
    for (const Function& f : kFunctions) {
        fillOperands(f.low, f.high);
        call(f);
        for (uint32_t i = 0; i < kCount; ++i) {
            const auto x = operands.view<float>().subspan(4 * i, 3);
            const double expected = f.reference({x[0], x[1], x[2]});
            EXPECT_NEAR(results.view<float>()[i], expected,
                        f.absolute + f.relative * std::fabs(expected))
                << f.name << " of " << x[0] << ", " << x[1] << ", " << x[2];
        }
    }
}

}  // namespace
}  // namespace baker::test
