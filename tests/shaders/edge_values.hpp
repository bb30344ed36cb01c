// What the shaders of families/ are run with: every pair of a list of edge values.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace baker::test {

inline constexpr auto kIntegers = std::to_array<uint32_t>(
    {0,          1,          2,          3,          5,          7,          8,         15,
     16,         31,         32,         33,         63,         64,         100,       127,
     128,        255,        256,        32767,      32768,      65535,      65536,     0x12345678,
     0x7ffffffe, 0x7fffffff, 0x80000000, 0x80000001, 0xdeadbeef, 0xfffffffe, 0xffffffff});
// Zeros, ones, halves, odd numbers, large ones, infinities, NaNs, denormals, the least normal.
inline constexpr auto kFloats = std::to_array<uint32_t>(
    {0x00000000, 0x80000000, 0x3f800000, 0xbf800000, 0x3f000000, 0xbf000000, 0x3fc00000, 0x40200000,
     0xc0200000, 0x40490fdb, 0x42c80000, 0x477fe000, 0x4b000001, 0x4effffff, 0x4f000000, 0xcf000000,
     0x7f7fffff, 0xff7fffff, 0x7f800000, 0xff800000, 0x7fc00000, 0xffc00000, 0x7f800001, 0x00800000,
     0x80800000, 0x00000001, 0x80000001, 0x007fffff, 0x33800000, 0x387fc000});
// The same of binary16; its NaNs, and the numbers about a tie.
inline constexpr auto kHalves = std::to_array<uint32_t>(
    {0x0000, 0x8000, 0x3c00, 0xbc00, 0x3800, 0xb800, 0x3e00, 0x4100, 0xc100, 0x4248,
     0x6bff, 0x6c00, 0x6c01, 0x7800, 0x7bff, 0xfbff, 0x7c00, 0xfc00, 0x7e00, 0xfe00,
     0x7c01, 0x0400, 0x8400, 0x0001, 0x8001, 0x03ff, 0x1400, 0x1001, 0x3bff, 0x3c01});

inline constexpr uint32_t kResults = 64;  // of an invocation, at most

inline bool isNan(uint32_t bits) {
    return (bits & 0x7fffffff) > 0x7f800000;
}

// The values for the family of that name.
inline std::span<const uint32_t> edgeValues(std::string_view family) {
    if (family.starts_with("float16")) return kHalves;
    if (family.find("float") != std::string_view::npos || family == "comparison") return kFloats;
    return kIntegers;
}

// The words of the buffer Input of family.glsl.
inline std::vector<uint32_t> familyInput(std::span<const uint32_t> values) {
    std::vector<uint32_t> input{static_cast<uint32_t>(values.size()), kResults};
    input.insert(input.end(), values.begin(), values.end());
    return input;
}

}  // namespace baker::test
