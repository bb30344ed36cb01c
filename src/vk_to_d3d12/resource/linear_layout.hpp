// Images of linear tiling. D3D12 maps no textures, so they are buffers: one level, for copies
// alone, laid out so that D3D12's texture copies reach every row.
#pragma once

#include "format.hpp"

namespace baker {

// Bytes.
struct LinearLayout {
    uint64_t rowPitch = 0;
    uint64_t slicePitch = 0;
    uint64_t layerPitch = 0;
    uint64_t size = 0;
};
LinearLayout linearLayout(const FormatInfo& info, const VkExtent3D& extent, uint32_t layers);

inline constexpr uint64_t kLinearAlignment = D3D12_TEXTURE_DATA_PLACEMENT_ALIGNMENT;

}  // namespace baker
