// Views of some slices of a 3D texture, which vkd3d makes of all.
#pragma once

#include <wsl/winadapter.h>

#include <directx/d3d12.h>

#include "vulkan/device_extensions.hpp"
#include "vulkan/scoped.hpp"

namespace baker::host {

struct Slices {
    UINT first = 0;
    UINT count = 0;  // 0: of no concern; UINT_MAX: to the last
};

// For the view that a call makes while this lives.
class ViewSlices : Scoped<Slices> {
  public:
    ViewSlices(const DeviceExtensions& has, const D3D12_UNORDERED_ACCESS_VIEW_DESC* desc);
};

}  // namespace baker::host
