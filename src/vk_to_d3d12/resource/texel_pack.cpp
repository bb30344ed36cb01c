#include "texel_pack.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace baker {
namespace {

// The bits of each component, by its place in the DXGI format's name from the lowest bit up, and
// which of red, green, blue and alpha (0 to 3) it is.
struct Layout {
    DXGI_FORMAT typeless;  // of the family
    std::array<uint8_t, 4> bits;
    std::array<uint8_t, 4> components{0, 1, 2, 3};
};

constexpr Layout kLayouts[] = {
    {DXGI_FORMAT_R32G32B32A32_TYPELESS, {32, 32, 32, 32}},
    {DXGI_FORMAT_R32G32B32_TYPELESS, {32, 32, 32}},
    {DXGI_FORMAT_R16G16B16A16_TYPELESS, {16, 16, 16, 16}},
    {DXGI_FORMAT_R32G32_TYPELESS, {32, 32}},
    {DXGI_FORMAT_R10G10B10A2_TYPELESS, {10, 10, 10, 2}},
    {DXGI_FORMAT_R11G11B10_FLOAT, {11, 11, 10}},
    {DXGI_FORMAT_R8G8B8A8_TYPELESS, {8, 8, 8, 8}},
    {DXGI_FORMAT_B8G8R8A8_TYPELESS, {8, 8, 8, 8}, {2, 1, 0, 3}},
    {DXGI_FORMAT_R16G16_TYPELESS, {16, 16}},
    {DXGI_FORMAT_R32_TYPELESS, {32}},
    {DXGI_FORMAT_R8G8_TYPELESS, {8, 8}},
    {DXGI_FORMAT_R16_TYPELESS, {16}},
    {DXGI_FORMAT_R8_TYPELESS, {8}},
    {DXGI_FORMAT_A8_UNORM, {8}, {3}},
    {DXGI_FORMAT_B5G6R5_UNORM, {5, 6, 5}, {2, 1, 0}},
    {DXGI_FORMAT_B5G5R5A1_UNORM, {5, 5, 5, 1}, {2, 1, 0, 3}},
    {DXGI_FORMAT_B4G4R4A4_UNORM, {4, 4, 4, 4}, {2, 1, 0, 3}},
};

// Formats whose bits a DXGI format carries, likewise. `padding`: unused bits below each component.
struct CarriedLayout {
    VkFormat first, last;
    std::array<uint8_t, 4> bits;
    std::array<uint8_t, 4> components{0, 1, 2, 3};
    uint8_t padding = 0;
};

constexpr CarriedLayout kCarried[] = {
    {VK_FORMAT_R4G4_UNORM_PACK8, VK_FORMAT_R4G4_UNORM_PACK8, {4, 4}, {1, 0}},
    {VK_FORMAT_R5G5B5A1_UNORM_PACK16, VK_FORMAT_R5G5B5A1_UNORM_PACK16, {1, 5, 5, 5}, {3, 2, 1, 0}},
    {VK_FORMAT_B5G5R5A1_UNORM_PACK16, VK_FORMAT_B5G5R5A1_UNORM_PACK16, {1, 5, 5, 5}, {3, 0, 1, 2}},
    {VK_FORMAT_B8G8R8A8_USCALED, VK_FORMAT_B8G8R8A8_SSCALED, {8, 8, 8, 8}, {2, 1, 0, 3}},
    {VK_FORMAT_A2R10G10B10_UNORM_PACK32,
     VK_FORMAT_A2R10G10B10_SINT_PACK32,
     {10, 10, 10, 2},
     {2, 1, 0, 3}},
    {VK_FORMAT_A2B10G10R10_UNORM_PACK32, VK_FORMAT_A2B10G10R10_SINT_PACK32, {10, 10, 10, 2}},
    {VK_FORMAT_R64_UINT, VK_FORMAT_R64_SFLOAT, {64}},
    {VK_FORMAT_R64G64_UINT, VK_FORMAT_R64G64_SFLOAT, {64, 64}},
    {VK_FORMAT_R10X6_UNORM_PACK16, VK_FORMAT_R10X6_UNORM_PACK16, {10}, {0}, 6},
    {VK_FORMAT_R10X6G10X6_UNORM_2PACK16, VK_FORMAT_R10X6G10X6_UNORM_2PACK16, {10, 10}, {0, 1}, 6},
    {VK_FORMAT_R10X6G10X6B10X6A10X6_UNORM_4PACK16,
     VK_FORMAT_R10X6G10X6B10X6A10X6_UNORM_4PACK16,
     {10, 10, 10, 10},
     {0, 1, 2, 3},
     6},
    {VK_FORMAT_R12X4_UNORM_PACK16, VK_FORMAT_R12X4_UNORM_PACK16, {12}, {0}, 4},
    {VK_FORMAT_R12X4G12X4_UNORM_2PACK16, VK_FORMAT_R12X4G12X4_UNORM_2PACK16, {12, 12}, {0, 1}, 4},
    {VK_FORMAT_R12X4G12X4B12X4A12X4_UNORM_4PACK16,
     VK_FORMAT_R12X4G12X4B12X4A12X4_UNORM_4PACK16,
     {12, 12, 12, 12},
     {0, 1, 2, 3},
     4},
};

uint32_t normalized(float value, float low, float scale) {
    const float clamped = std::isnan(value) ? 0.0f : std::clamp(value, low, 1.0f);
    return static_cast<uint32_t>(static_cast<int32_t>(std::lround(clamped * scale)));
}

uint32_t scaled(float value, float low, float high) {
    const float clamped = std::isnan(value) ? 0.0f : std::clamp(value, low, high);
    return static_cast<uint32_t>(static_cast<int32_t>(std::lround(clamped)));
}

float encodeSrgb(float linear) {
    if (!(linear > 0.0f)) return 0.0f;
    if (linear < 0.0031308f) return linear * 12.92f;
    return 1.055f * std::pow(std::min(linear, 1.0f), 1.0f / 2.4f) - 0.055f;
}

// A float of 5 bits of exponent (bias 15) and `mantissa` bits, rounded to nearest even; without a
// sign negative numbers are 0.
uint32_t smallFloat(float value, uint32_t mantissa, bool hasSign) {
    const uint32_t bits = std::bit_cast<uint32_t>(value);
    const bool negative = bits >> 31;
    const uint32_t sign = hasSign && negative ? 1u << (mantissa + 5) : 0;
    const uint32_t infinity = 31u << mantissa;
    if (std::isnan(value)) return sign | infinity | 1;
    if (value == 0.0f || (negative && !hasSign)) return sign;
    const float magnitude = std::fabs(value);
    const float largest = std::ldexp(2.0f - std::ldexp(1.0f, -static_cast<int>(mantissa)), 15);
    if (std::isinf(value)) return sign | infinity;
    if (magnitude > largest)
        return sign | (hasSign && magnitude >= 65520.0f ? infinity : infinity - 1);
    int exponent = 0;
    std::frexp(magnitude, &exponent);
    // The spacing of numbers of that exponent; of denormals that of the smallest.
    const int step = std::max(exponent - 1, -14) - static_cast<int>(mantissa);
    const auto steps = static_cast<uint32_t>(std::nearbyint(std::ldexp(magnitude, -step)));
    const auto biased = static_cast<uint32_t>(std::max(exponent - 1, -14) + 14);
    return sign | ((biased << mantissa) + steps);
}

// VK_FORMAT_E5B9G9R9_UFLOAT_PACK32: spec, "Floating-Point Format Conversions".
uint32_t sharedExponent(const float (&color)[4]) {
    constexpr float kLargest = 65408.0f;  // 511 / 512 * 2^16
    float clamped[3];
    for (size_t i = 0; i < 3; ++i)
        clamped[i] = color[i] > 0.0f ? std::min(color[i], kLargest) : 0.0f;
    const float largest = std::max({clamped[0], clamped[1], clamped[2]});
    int exponent = 0;
    std::frexp(largest, &exponent);
    exponent = std::max(largest > 0 ? exponent : -15, -15);
    if (std::floor(std::ldexp(largest, 9 - exponent) + 0.5f) == 512.0f) ++exponent;
    uint32_t packed = static_cast<uint32_t>(exponent + 15) << 27;
    for (uint32_t i = 0; i < 3; ++i)
        packed |= static_cast<uint32_t>(std::floor(std::ldexp(clamped[i], 9 - exponent) + 0.5f))
                  << (9 * i);
    return packed;
}

uint32_t packComponent(NumberType type, uint32_t bits, size_t component,
                       const VkClearColorValue& value) {
    const float number = value.float32[component];
    const auto largest = static_cast<float>((uint64_t(1) << bits) - 1);
    switch (type) {
        case NumberType::Unorm:
            return normalized(number, 0.0f, largest);
        case NumberType::Srgb:
            return normalized(component < 3 ? encodeSrgb(number) : number, 0.0f, largest);
        case NumberType::Snorm:
            return normalized(number, -1.0f, static_cast<float>((1u << (bits - 1)) - 1));
        case NumberType::Float:
            if (bits == 32) return value.uint32[component];
            return bits == 16 ? smallFloat(number, 10, true) : smallFloat(number, bits - 5, false);
        case NumberType::Uscaled:
            return scaled(number, 0.0f, largest);
        case NumberType::Sscaled:
            return scaled(number, -std::ldexp(1.0f, static_cast<int>(bits) - 1),
                          static_cast<float>((1u << (bits - 1)) - 1));
        default:
            return value.uint32[component];
    }
}

// A component of 64 bits has two words of the value.
uint64_t packWide(size_t component, const VkClearColorValue& value) {
    if (component > 1) return 0;
    return value.uint32[2 * component] | uint64_t(value.uint32[2 * component + 1]) << 32;
}

// Carried formats without a row of their own are laid out as the format that carries them.
CarriedLayout layoutOf(const FormatInfo& info) {
    if (info.carriesBits() || info.hasUnusedBits())
        for (const CarriedLayout& layout : kCarried)
            if (info.vulkan >= layout.first && info.vulkan <= layout.last) return layout;
    const DXGI_FORMAT family = typelessFormat(info.dxgi);
    for (const Layout& layout : kLayouts)
        if (layout.typeless == family) return {{}, {}, layout.bits, layout.components};
    return {};
}

// What the DXGI format's own components are, given Vulkan's, which come from them by the mapping.
VkClearColorValue unmapped(const ComponentMapping& mapping, const VkClearColorValue& value) {
    if (mapping == kCarriesBits) return value;
    VkClearColorValue own{};
    for (size_t i = 0; i < 4; ++i)
        if (mapping[i] < 4) own.uint32[mapping[i]] = value.uint32[i];
    return own;
}

}  // namespace

PackedTexel packTexel(const FormatInfo& info, const VkClearColorValue& value) {
    PackedTexel texel{};
    if (info.dxgi == DXGI_FORMAT_R9G9B9E5_SHAREDEXP) {
        const uint32_t packed = sharedExponent(value.float32);
        std::memcpy(texel.data(), &packed, sizeof(packed));
        return texel;
    }
    const CarriedLayout layout = layoutOf(info);
    const VkClearColorValue own = unmapped(info.mapping, value);
    uint32_t position = 0;
    std::array<uint64_t, 2> words{};
    for (size_t i = 0; i < 4 && layout.bits[i]; ++i) {
        const uint32_t bits = layout.bits[i];
        position += layout.padding;
        const uint64_t packed = bits == 64
                                    ? packWide(layout.components[i], own)
                                    : packComponent(info.type, bits, layout.components[i], own) &
                                          ((uint64_t(1) << bits) - 1);
        words[position / 64] |= packed << position % 64;
        position += bits;
    }
    std::memcpy(texel.data(), words.data(), sizeof(words));
    return texel;
}

}  // namespace baker
