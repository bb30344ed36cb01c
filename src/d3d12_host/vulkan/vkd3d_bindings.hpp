// The sizes of vertex and index buffers: D3D12's views have them, and reads beyond give zeroes.
// vkd3d binds buffers without.
#pragma once

#include <wsl/winadapter.h>

#include <directx/d3d12.h>

#include <span>

#include "vulkan/device_extensions.hpp"
#include "vulkan/scoped.hpp"

namespace baker::host {

// For the buffers that a call binds while this lives. Without views: none.
class VertexBufferSizes : Scoped<std::span<const D3D12_VERTEX_BUFFER_VIEW>> {
  public:
    VertexBufferSizes(const DeviceExtensions& has, const D3D12_VERTEX_BUFFER_VIEW* views,
                      UINT count);
};

class IndexBufferSize : Scoped<const D3D12_INDEX_BUFFER_VIEW*> {
  public:
    IndexBufferSize(const DeviceExtensions& has, const D3D12_INDEX_BUFFER_VIEW* view);
};

}  // namespace baker::host
