// The bits of a texel of a colour format, made on the host.
#pragma once

#include <array>
#include <cstddef>

#include "format.hpp"

namespace baker {

using PackedTexel = std::array<std::byte, 16>;  // the first blockBytes of them

// Of formats that are not compressed, with a DXGI format. Components are converted as Vulkan's
// clears are (spec, "Clear Values"): clamped and rounded to the nearest; integers keep their low
// bits.
PackedTexel packTexel(const FormatInfo& info, const VkClearColorValue& value);

}  // namespace baker
