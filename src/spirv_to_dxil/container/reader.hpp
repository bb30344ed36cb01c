// Reads the envelope of a container: for tests and tools. The bytes may be anything.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace baker::dxil {

struct PartView {
    uint32_t name;
    std::span<const std::byte> bytes;
};

struct ContainerView {
    std::vector<PartView> parts;
    bool isSigned = false;  // the hash is the right one

    const PartView* find(uint32_t name) const;
};

// Views into `bytes`. Nothing where they are not a container.
std::optional<ContainerView> readContainer(std::span<const std::byte> bytes);

}  // namespace baker::dxil
