// Workarounds for D3D12 runtimes: named and numbered in workarounds.def. All are in force, since
// none harms a runtime that is right; BAKER_NO_WORKAROUND is a comma-separated list of names to
// leave out, to see whether one is still needed. Read once, at first use.
#pragma once

#include <cstdint>

namespace baker {

enum class Workaround : uint8_t {
#define X(number, enumerator, name, runtime, wrong, test) enumerator,
#include "workarounds.def"
#undef X
};

// Bit i: the workaround with that enumerator.
uint32_t enabledWorkarounds();

inline bool workaroundEnabled(Workaround workaround) {
    return enabledWorkarounds() >> static_cast<uint32_t>(workaround) & 1;
}

}  // namespace baker
