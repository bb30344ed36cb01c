// What vkd3d 2.1 does wrong in the SPIR-V that it makes of DXIL.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace baker::host {

// The module, where need be with values of a hull shader defined anew: the offsets of its
// descriptor tables are loaded in the function of the control points alone, and used in that of the
// patch as well.
std::vector<uint32_t> mendModule(std::span<const uint32_t> words);

}  // namespace baker::host
