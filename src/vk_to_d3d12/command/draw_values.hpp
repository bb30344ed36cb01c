// What the shaders of a draw read that D3D12 does not tell them: SystemValue words in a constant
// buffer. Shaders that read none pay nothing.
#pragma once

#include "recorder.hpp"

namespace baker {

struct DrawBase {
    uint32_t vertex = 0, instance = 0, index = 0;
};

constexpr uint32_t systemValueWord(SystemValue value) {
    return static_cast<uint32_t>(value);
}
constexpr uint32_t systemValueBit(SystemValue value) {
    return 1u << systemValueWord(value);
}
// Those that differ from draw to draw.
inline constexpr uint32_t kDrawValues = systemValueBit(SystemValue::BaseVertex) |
                                        systemValueBit(SystemValue::BaseInstance) |
                                        systemValueBit(SystemValue::DrawIndex);

// Those that follow from the state of rasterisation.
inline constexpr uint32_t kFirstRasterValue = systemValueWord(SystemValue::FlippedViewports);
using RasterValues = std::array<uint32_t, systemValueWord(SystemValue::Count) - kFirstRasterValue>;

// Uploads the words and binds them, unless the last upload still serves.
void setDrawValues(Recorder& recorder, const DrawBase& base);

}  // namespace baker
