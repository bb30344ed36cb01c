// Copies rows of bytes between buffers, at any offset and pitch: what D3D12's texture copies, which
// want 512 and 256 bytes, cannot reach.
#pragma once

#include "d3d12/d3d12_api.hpp"

namespace baker {

struct Recorder;

// Bytes. Slices may be layers.
struct RowLayout {
    ID3D12Resource* resource = nullptr;  // a buffer that allows unordered access
    uint64_t offset = 0;
    uint64_t rowPitch = 0;
    uint64_t slicePitch = 0;
};

struct RowCounts {
    uint32_t rowBytes = 0;
    uint32_t rows = 0;
    uint32_t slices = 0;
};

// A few rows are copies of D3D12's, many a dispatch. The caller orders them with what is before and
// after: both are of VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT. The list's compute state is lost.
void copyRows(Recorder& recorder, const RowLayout& target, const RowLayout& source,
              const RowCounts& counts);

}  // namespace baker
