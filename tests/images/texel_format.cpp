#include "texel_format.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <random>

namespace baker::test {
namespace {

using Numbers = TexelFormat::Numbers;

// A float without a sign or with fewer bits: 5 bits of exponent, `mantissa` bits of mantissa.
float smallFloat(uint32_t raw, uint32_t mantissa) {
    const uint32_t exponent = raw >> mantissa & 31;
    const auto fraction = float(raw & ((1u << mantissa) - 1)) / float(1u << mantissa);
    const float magnitude =
        exponent ? std::ldexp(1 + fraction, int(exponent) - 15) : std::ldexp(fraction, -14);
    return mantissa == 10 && raw >> 15 & 1 ? -magnitude : magnitude;
}

float linearOfSrgb(float value) {
    return value <= 0.04045f ? value / 12.92f : std::pow((value + 0.055f) / 1.055f, 2.4f);
}

int32_t signExtend(uint32_t raw, uint32_t bits) {
    return int32_t(raw << (32 - bits)) >> (32 - bits);
}

// The bits of the exponent in a float of `bits` bits, at the place that they have there.
uint32_t exponentMask(uint32_t bits) {
    if (bits == 32) return 0x7f800000;
    return 31u << (bits == 16 ? 10 : bits - 5);
}

}  // namespace

TexelFormat::TexelFormat(VkFormat format, Numbers numbers, const char* layout)
    : format_(format), numbers_(numbers), name_(layout) {
    uint32_t bit = 0;
    for (const char* at = layout; *at;) {
        const int index = int(std::string("RGBA").find(*at++));
        char* end;
        const auto bits = uint32_t(std::strtoul(at, &end, 10));
        at = end;
        components_.push_back({index, bit, bits});
        bit += bits;
    }
    bytes_ = bit / 8;
    constexpr const char* kNames[] = {" unorm", " snorm", " uint", " sint", " float", " srgb"};
    name_ += kNames[int(numbers)];
}

TexelKind TexelFormat::kind() const {
    if (numbers_ == Numbers::Uint) return TexelKind::Uint;
    return numbers_ == Numbers::Sint ? TexelKind::Int : TexelKind::Float;
}

uint32_t TexelFormat::extract(const std::byte* texel, const Component& component) const {
    uint64_t word = 0;
    const uint32_t first = component.firstBit / 8;
    std::memcpy(&word, texel + first, std::min<size_t>(8, bytes_ - first));
    return uint32_t(word >> component.firstBit % 8 & ((uint64_t(1) << component.bits) - 1));
}

uint32_t TexelFormat::number(uint32_t raw, const Component& component) const {
    const uint32_t bits = component.bits;
    switch (numbers_) {
        case Numbers::Uint:
            return raw;
        case Numbers::Sint:
            return uint32_t(signExtend(raw, bits));
        case Numbers::Unorm:
            return std::bit_cast<uint32_t>(float(raw / double((uint64_t(1) << bits) - 1)));
        case Numbers::Snorm:
            return std::bit_cast<uint32_t>(
                float(std::max(signExtend(raw, bits) / double((1u << (bits - 1)) - 1), -1.0)));
        case Numbers::Srgb: {
            const float value = float(raw) / 255;
            return std::bit_cast<uint32_t>(component.index == 3 ? value : linearOfSrgb(value));
        }
        default:
            if (bits == 32) return raw;
            return std::bit_cast<uint32_t>(smallFloat(raw, bits == 16 ? 10 : bits - 5));
    }
}

TexelBits TexelFormat::decode(const std::byte* texel) const {
    TexelBits result{0, 0, 0, kind() == TexelKind::Float ? std::bit_cast<uint32_t>(1.f) : 1};
    for (const Component& component : components_)
        result[size_t(component.index)] = number(extract(texel, component), component);
    return result;
}

bool TexelFormat::matches(const TexelBits& actual, const TexelBits& expected) const {
    if (kind() != TexelKind::Float) return actual == expected;
    const float tolerance = numbers_ == Numbers::Srgb ? 0.5f / 255 : 1e-6f;
    for (size_t i = 0; i < 4; ++i) {
        const float a = std::bit_cast<float>(actual[i]), e = std::bit_cast<float>(expected[i]);
        if (!(std::fabs(a - e) <= (numbers_ == Numbers::Float ? 0 : tolerance))) return false;
    }
    return true;
}

void TexelFormat::randomize(std::span<std::byte> texels, uint32_t seed) const {
    std::mt19937 random(seed);
    for (std::byte& byte : texels) byte = std::byte(random());
    if (numbers_ != Numbers::Float) return;
    // The lowest bit of each exponent is cleared, so that it is never all ones; the next one is
    // set, so that none is denormal.
    for (size_t at = 0; at + bytes_ <= texels.size(); at += bytes_)
        for (const Component& component : components_) {
            const uint32_t mask = exponentMask(component.bits);
            const uint32_t low = component.firstBit + uint32_t(std::countr_zero(mask));
            texels[at + low / 8] &= ~std::byte(1 << low % 8);
            texels[at + (low + 1) / 8] |= std::byte(1 << (low + 1) % 8);
        }
}

std::span<const TexelFormat> texelFormats() {
    static const TexelFormat kFormats[] = {
        {VK_FORMAT_R4G4B4A4_UNORM_PACK16, Numbers::Unorm, "A4B4G4R4"},
        {VK_FORMAT_B4G4R4A4_UNORM_PACK16, Numbers::Unorm, "A4R4G4B4"},
        {VK_FORMAT_A4R4G4B4_UNORM_PACK16, Numbers::Unorm, "B4G4R4A4"},
        {VK_FORMAT_A4B4G4R4_UNORM_PACK16, Numbers::Unorm, "R4G4B4A4"},
        {VK_FORMAT_R5G6B5_UNORM_PACK16, Numbers::Unorm, "B5G6R5"},
        {VK_FORMAT_B5G6R5_UNORM_PACK16, Numbers::Unorm, "R5G6B5"},
        {VK_FORMAT_A1R5G5B5_UNORM_PACK16, Numbers::Unorm, "B5G5R5A1"},
        {VK_FORMAT_A1B5G5R5_UNORM_PACK16, Numbers::Unorm, "R5G5B5A1"},
        {VK_FORMAT_A8_UNORM, Numbers::Unorm, "A8"},
        {VK_FORMAT_R8_UNORM, Numbers::Unorm, "R8"},
        {VK_FORMAT_R8_SNORM, Numbers::Snorm, "R8"},
        {VK_FORMAT_R8_UINT, Numbers::Uint, "R8"},
        {VK_FORMAT_R8_SINT, Numbers::Sint, "R8"},
        {VK_FORMAT_R8G8_UNORM, Numbers::Unorm, "R8G8"},
        {VK_FORMAT_R8G8_SNORM, Numbers::Snorm, "R8G8"},
        {VK_FORMAT_R8G8_UINT, Numbers::Uint, "R8G8"},
        {VK_FORMAT_R8G8_SINT, Numbers::Sint, "R8G8"},
        {VK_FORMAT_R8G8B8A8_UNORM, Numbers::Unorm, "R8G8B8A8"},
        {VK_FORMAT_R8G8B8A8_SNORM, Numbers::Snorm, "R8G8B8A8"},
        {VK_FORMAT_R8G8B8A8_UINT, Numbers::Uint, "R8G8B8A8"},
        {VK_FORMAT_R8G8B8A8_SINT, Numbers::Sint, "R8G8B8A8"},
        {VK_FORMAT_R8G8B8A8_SRGB, Numbers::Srgb, "R8G8B8A8"},
        {VK_FORMAT_B8G8R8A8_UNORM, Numbers::Unorm, "B8G8R8A8"},
        {VK_FORMAT_B8G8R8A8_SNORM, Numbers::Snorm, "B8G8R8A8"},
        {VK_FORMAT_B8G8R8A8_UINT, Numbers::Uint, "B8G8R8A8"},
        {VK_FORMAT_B8G8R8A8_SINT, Numbers::Sint, "B8G8R8A8"},
        {VK_FORMAT_B8G8R8A8_SRGB, Numbers::Srgb, "B8G8R8A8"},
        {VK_FORMAT_A8B8G8R8_UNORM_PACK32, Numbers::Unorm, "R8G8B8A8"},
        {VK_FORMAT_A8B8G8R8_SNORM_PACK32, Numbers::Snorm, "R8G8B8A8"},
        {VK_FORMAT_A8B8G8R8_UINT_PACK32, Numbers::Uint, "R8G8B8A8"},
        {VK_FORMAT_A8B8G8R8_SINT_PACK32, Numbers::Sint, "R8G8B8A8"},
        {VK_FORMAT_A8B8G8R8_SRGB_PACK32, Numbers::Srgb, "R8G8B8A8"},
        {VK_FORMAT_A2R10G10B10_UNORM_PACK32, Numbers::Unorm, "B10G10R10A2"},
        {VK_FORMAT_A2R10G10B10_UINT_PACK32, Numbers::Uint, "B10G10R10A2"},
        {VK_FORMAT_A2B10G10R10_UNORM_PACK32, Numbers::Unorm, "R10G10B10A2"},
        {VK_FORMAT_A2B10G10R10_UINT_PACK32, Numbers::Uint, "R10G10B10A2"},
        {VK_FORMAT_R16_UNORM, Numbers::Unorm, "R16"},
        {VK_FORMAT_R16_SNORM, Numbers::Snorm, "R16"},
        {VK_FORMAT_R16_UINT, Numbers::Uint, "R16"},
        {VK_FORMAT_R16_SINT, Numbers::Sint, "R16"},
        {VK_FORMAT_R16_SFLOAT, Numbers::Float, "R16"},
        {VK_FORMAT_R16G16_UNORM, Numbers::Unorm, "R16G16"},
        {VK_FORMAT_R16G16_SNORM, Numbers::Snorm, "R16G16"},
        {VK_FORMAT_R16G16_UINT, Numbers::Uint, "R16G16"},
        {VK_FORMAT_R16G16_SINT, Numbers::Sint, "R16G16"},
        {VK_FORMAT_R16G16_SFLOAT, Numbers::Float, "R16G16"},
        {VK_FORMAT_R16G16B16A16_UNORM, Numbers::Unorm, "R16G16B16A16"},
        {VK_FORMAT_R16G16B16A16_SNORM, Numbers::Snorm, "R16G16B16A16"},
        {VK_FORMAT_R16G16B16A16_UINT, Numbers::Uint, "R16G16B16A16"},
        {VK_FORMAT_R16G16B16A16_SINT, Numbers::Sint, "R16G16B16A16"},
        {VK_FORMAT_R16G16B16A16_SFLOAT, Numbers::Float, "R16G16B16A16"},
        {VK_FORMAT_R32_UINT, Numbers::Uint, "R32"},
        {VK_FORMAT_R32_SINT, Numbers::Sint, "R32"},
        {VK_FORMAT_R32_SFLOAT, Numbers::Float, "R32"},
        {VK_FORMAT_R32G32_UINT, Numbers::Uint, "R32G32"},
        {VK_FORMAT_R32G32_SINT, Numbers::Sint, "R32G32"},
        {VK_FORMAT_R32G32_SFLOAT, Numbers::Float, "R32G32"},
        {VK_FORMAT_R32G32B32A32_UINT, Numbers::Uint, "R32G32B32A32"},
        {VK_FORMAT_R32G32B32A32_SINT, Numbers::Sint, "R32G32B32A32"},
        {VK_FORMAT_R32G32B32A32_SFLOAT, Numbers::Float, "R32G32B32A32"},
        {VK_FORMAT_B10G11R11_UFLOAT_PACK32, Numbers::Float, "R11G11B10"},
    };
    return kFormats;
}

const TexelFormat* texelFormat(VkFormat format) {
    for (const TexelFormat& candidate : texelFormats())
        if (candidate.format() == format) return &candidate;
    return nullptr;
}

}  // namespace baker::test
