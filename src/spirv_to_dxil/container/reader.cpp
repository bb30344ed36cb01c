#include "spirv_to_dxil/container/reader.hpp"

#include <cstring>

#include "spirv_to_dxil/container/format.hpp"
#include "spirv_to_dxil/container/hash.hpp"

namespace baker::dxil {
namespace {

constexpr size_t kPartHeader = 8;

uint32_t word(std::span<const std::byte> bytes, size_t at) {
    uint32_t value;
    std::memcpy(&value, bytes.data() + at, sizeof(value));
    return value;
}

std::optional<PartView> readPart(std::span<const std::byte> bytes, size_t at) {
    if (at > bytes.size() || bytes.size() - at < kPartHeader) return std::nullopt;
    const uint32_t size = word(bytes, at + 4);
    if (size > bytes.size() - at - kPartHeader) return std::nullopt;
    return PartView{word(bytes, at), bytes.subspan(at + kPartHeader, size)};
}

}  // namespace

const PartView* ContainerView::find(uint32_t name) const {
    for (const PartView& part : parts)
        if (part.name == name) return &part;
    return nullptr;
}

std::optional<ContainerView> readContainer(std::span<const std::byte> bytes) {
    if (bytes.size() < kOffsetsAt || word(bytes, 0) != kContainerMagic) return std::nullopt;
    if (word(bytes, kSizeAt) != bytes.size()) return std::nullopt;
    const uint32_t count = word(bytes, kPartCountAt);
    if (count > (bytes.size() - kOffsetsAt) / 4) return std::nullopt;

    ContainerView view;
    for (uint32_t i = 0; i < count; ++i) {
        const auto part = readPart(bytes, word(bytes, kOffsetsAt + 4 * i));
        if (!part) return std::nullopt;
        view.parts.push_back(*part);
    }
    const ContainerHash hash = hashContainer(bytes);
    view.isSigned = std::memcmp(bytes.data() + kHashAt, hash.data(), sizeof(hash)) == 0;
    return view;
}

}  // namespace baker::dxil
