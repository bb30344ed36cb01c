// Indexed draws of lists that restart (kSpecialLists): the device alone knows how many primitives
// they have.
#pragma once

#include "draw_values.hpp"

namespace baker {

// `draw` has an instance for each view; `base` is what shaders read of it.
void drawLists(Recorder& recorder, const D3D12_DRAW_INDEXED_ARGUMENTS& draw, const DrawBase& base);

}  // namespace baker
