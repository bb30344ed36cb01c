// Scaled copies of slices, by draws.
#pragma once

#include "meta_draw.hpp"

namespace baker {

// Coordinate of the source = coordinate of the target * scale + offset, in texels. `z` is the layer
// of the source, or between the slices of a 3D image.
struct SliceBlit {
    MetaTarget target;
    MetaSource source;
    float scale[2] = {1, 1};
    float offset[2] = {0, 0};
    float z = 0;
    bool linear = false;
};

// The aspect of the source decides what is drawn: colours with conversion, depth, stencil.
void blitSlice(Recorder& recorder, const SliceBlit& blit);

}  // namespace baker
