// Workarounds for D3D12 runtimes: named and numbered in workarounds.def. They stand in for what
// vkd3d and the drivers under it get wrong, so all are in force but on WSL's own runtime.
// BAKER_NO_WORKAROUND is a comma-separated list of names to leave out, to see whether one is still
// needed. Read once, at first use.
#pragma once

#include <cstdint>

#include "runtime.hpp"

namespace baker {

enum class Workaround : uint8_t {
#define X(number, enumerator, name, runtime, wrong, test) enumerator,
#include "workarounds.def"
#undef X
};

// Bit i: the workaround with that enumerator. Those of a runtime when the ones in `off` are left
// out, and those of the process's runtime, which this loads.
uint32_t workaroundsFor(RuntimeKind runtime, uint32_t off);
uint32_t enabledWorkarounds();

inline bool workaroundEnabled(Workaround workaround) {
    return enabledWorkarounds() >> static_cast<uint32_t>(workaround) & 1;
}

}  // namespace baker
