// Draws whose indices D3D12 does not take: triangle fans, and indices of one byte. They are drawn
// with 32-bit indices made for them.
#pragma once

#include "recorder.hpp"

namespace baker {

// The three indices of each triangle of a fan of `vertexCount` vertices; the list's index buffer is
// theirs until the next flush. Returns how many there are, 0 when none could be made.
uint32_t setFanIndices(Recorder& recorder, uint32_t vertexCount);

// The same of `count` indices of the bound index buffer from `first` on, as a fan or as they are.
uint32_t setRewrittenIndices(Recorder& recorder, uint32_t first, uint32_t count);

// The list's index buffer, until the next flush, is that of one fan of kMaxFanVertices, for draws
// whose number of vertices the device alone knows. False: there is no memory for it.
inline constexpr uint32_t kMaxFanVertices = 65536;
bool setLongestFan(Recorder& recorder);

}  // namespace baker
