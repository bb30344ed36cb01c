// The hash that signs a DXBC container: D3D12 refuses a container without it unless experimental
// shader models are enabled.
//
// It is MD5 over everything after the hash itself, with MD5's rounds and initial state, and
// another padding: the bit count stands before the last bytes of the message, and a value derived
// from it closes the last block.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace baker::dxil {

using ContainerHash = std::array<uint32_t, 4>;

// `container` is the whole of it, at least 20 bytes.
ContainerHash hashContainer(std::span<const std::byte> container);

// Writes the hash into the container.
void signContainer(std::span<std::byte> container);

}  // namespace baker::dxil
