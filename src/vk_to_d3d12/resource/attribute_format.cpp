#include "attribute_format.hpp"

#include <algorithm>
#include <bit>
#include <span>

#include "format.hpp"

namespace baker {
namespace {

using Component = AttributeFormat::Component;
using Components = std::array<Component, 4>;
using enum NumberEncoding;

// Formats that follow one another in VkFormat have the components in the same places.
struct Family {
    VkFormat first;
    uint8_t bytes;
    bool packed;  // else an array of components
    Components components;
    std::span<const NumberEncoding> encodings;
};

constexpr NumberEncoding kUnorm[] = {Unorm};
constexpr NumberEncoding kSmall[] = {Unorm, Snorm, Uscaled, Sscaled, Uint, Sint};
constexpr NumberEncoding kHalf[] = {Unorm, Snorm, Uscaled, Sscaled, Uint, Sint, Float};
constexpr NumberEncoding kWord[] = {Uint, Sint, Float};
constexpr NumberEncoding kFloat[] = {Float};
constexpr NumberEncoding kShared[] = {SharedExponent};

// `count` components of as many bits, side by side.
constexpr Family array(VkFormat first, uint8_t bits, uint8_t count,
                       std::span<const NumberEncoding> encodings) {
    Family family{first, static_cast<uint8_t>(bits / 8 * count), false, {}, encodings};
    for (uint8_t i = 0; i < count; ++i)
        family.components[i] = {static_cast<uint8_t>(i * bits), bits};
    return family;
}

// Blue and red change places.
constexpr Family reversed(Family family) {
    std::swap(family.components[0], family.components[2]);
    return family;
}

constexpr Family packed(VkFormat first, uint8_t bytes, const Components& components,
                        std::span<const NumberEncoding> encodings = kUnorm) {
    return {first, bytes, true, components, encodings};
}

// In the order of VkFormat. Packed formats are named from the highest bit down.
constexpr Family kFamilies[] = {
    packed(VK_FORMAT_R4G4_UNORM_PACK8, 1, {{{4, 4}, {0, 4}}}),
    packed(VK_FORMAT_R4G4B4A4_UNORM_PACK16, 2, {{{12, 4}, {8, 4}, {4, 4}, {0, 4}}}),
    packed(VK_FORMAT_B4G4R4A4_UNORM_PACK16, 2, {{{4, 4}, {8, 4}, {12, 4}, {0, 4}}}),
    packed(VK_FORMAT_R5G6B5_UNORM_PACK16, 2, {{{11, 5}, {5, 6}, {0, 5}}}),
    packed(VK_FORMAT_B5G6R5_UNORM_PACK16, 2, {{{0, 5}, {5, 6}, {11, 5}}}),
    packed(VK_FORMAT_R5G5B5A1_UNORM_PACK16, 2, {{{11, 5}, {6, 5}, {1, 5}, {0, 1}}}),
    packed(VK_FORMAT_B5G5R5A1_UNORM_PACK16, 2, {{{1, 5}, {6, 5}, {11, 5}, {0, 1}}}),
    packed(VK_FORMAT_A1R5G5B5_UNORM_PACK16, 2, {{{10, 5}, {5, 5}, {0, 5}, {15, 1}}}),
    array(VK_FORMAT_R8_UNORM, 8, 1, kSmall),
    array(VK_FORMAT_R8G8_UNORM, 8, 2, kSmall),
    array(VK_FORMAT_R8G8B8_UNORM, 8, 3, kSmall),
    reversed(array(VK_FORMAT_B8G8R8_UNORM, 8, 3, kSmall)),
    array(VK_FORMAT_R8G8B8A8_UNORM, 8, 4, kSmall),
    reversed(array(VK_FORMAT_B8G8R8A8_UNORM, 8, 4, kSmall)),
    packed(VK_FORMAT_A8B8G8R8_UNORM_PACK32, 4, {{{0, 8}, {8, 8}, {16, 8}, {24, 8}}}, kSmall),
    packed(VK_FORMAT_A2R10G10B10_UNORM_PACK32, 4, {{{20, 10}, {10, 10}, {0, 10}, {30, 2}}}, kSmall),
    packed(VK_FORMAT_A2B10G10R10_UNORM_PACK32, 4, {{{0, 10}, {10, 10}, {20, 10}, {30, 2}}}, kSmall),
    array(VK_FORMAT_R16_UNORM, 16, 1, kHalf),
    array(VK_FORMAT_R16G16_UNORM, 16, 2, kHalf),
    array(VK_FORMAT_R16G16B16_UNORM, 16, 3, kHalf),
    array(VK_FORMAT_R16G16B16A16_UNORM, 16, 4, kHalf),
    array(VK_FORMAT_R32_UINT, 32, 1, kWord),
    array(VK_FORMAT_R32G32_UINT, 32, 2, kWord),
    array(VK_FORMAT_R32G32B32_UINT, 32, 3, kWord),
    array(VK_FORMAT_R32G32B32A32_UINT, 32, 4, kWord),
    array(VK_FORMAT_R64_UINT, 64, 1, kWord),
    array(VK_FORMAT_R64G64_UINT, 64, 2, kWord),
    array(VK_FORMAT_R64G64B64_UINT, 64, 3, kWord),
    array(VK_FORMAT_R64G64B64A64_UINT, 64, 4, kWord),
    packed(VK_FORMAT_B10G11R11_UFLOAT_PACK32, 4, {{{0, 11}, {11, 11}, {22, 10}}}, kFloat),
    packed(VK_FORMAT_E5B9G9R9_UFLOAT_PACK32, 4, {{{0, 9}, {9, 9}, {18, 9}}}, kShared),
    packed(VK_FORMAT_A4R4G4B4_UNORM_PACK16, 2, {{{8, 4}, {4, 4}, {0, 4}, {12, 4}}}),
    packed(VK_FORMAT_A4B4G4R4_UNORM_PACK16, 2, {{{0, 4}, {4, 4}, {8, 4}, {12, 4}}}),
    packed(VK_FORMAT_A1B5G5R5_UNORM_PACK16, 2, {{{0, 5}, {5, 5}, {10, 5}, {15, 1}}}),
    packed(VK_FORMAT_A8_UNORM, 1, {{{}, {}, {}, {0, 8}}}),
};

struct Row {
    VkFormat format;
    bool packed;
    AttributeFormat attribute;
};

constexpr size_t countRows() {
    size_t count = 0;
    for (const Family& family : kFamilies) count += family.encodings.size();
    return count;
}

constexpr auto kRows = [] {
    std::array<Row, countRows()> rows{};
    size_t next = 0;
    for (const Family& family : kFamilies)
        for (size_t i = 0; i < family.encodings.size(); ++i)
            rows[next++] = {static_cast<VkFormat>(family.first + static_cast<int>(i)),
                            family.packed,
                            {family.encodings[i], family.bytes, family.components}};
    return rows;
}();
static_assert(std::ranges::is_sorted(kRows, {}, &Row::format));

const Row* find(VkFormat format) {
    const auto row = std::ranges::lower_bound(kRows, format, {}, &Row::format);
    return row != kRows.end() && row->format == format ? &*row : nullptr;
}

}  // namespace

const AttributeFormat* attributeFormat(VkFormat format) {
    const Row* row = find(format);
    return row ? &row->attribute : nullptr;
}

uint32_t vulkanAlignment(VkFormat format) {
    const Row* row = find(format);
    if (!row) return 1;
    return row->packed ? row->attribute.bytes : row->attribute.components[0].bits / 8u;
}

uint32_t assemblerAlignment(const Capabilities& caps, VkFormat format) {
    const Row* row = find(format);
    if (!row) return 1;
    if (caps.options13.UnrestrictedVertexElementAlignmentSupported) return vulkanAlignment(format);
    constexpr uint32_t kMost = 4;
    return std::min(kMost, std::bit_ceil<uint32_t>(row->attribute.bytes));
}

bool assembles(const Capabilities& caps, VkFormat format) {
    const FormatInfo* info = formatInfo(format);
    return info && find(format) && info->isDirect() &&
           caps.formats[info->dxgi].Support1 & D3D12_FORMAT_SUPPORT1_IA_VERTEX_BUFFER;
}

}  // namespace baker
