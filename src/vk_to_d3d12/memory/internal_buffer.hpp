// Buffers of the driver's own: committed resources.
#pragma once

#include <cstddef>

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"

namespace baker {

class Device;

D3D12_RESOURCE_DESC bufferDesc(uint64_t size, D3D12_RESOURCE_FLAGS flags);

// D3D12_HEAP_TYPE_UPLOAD, DEFAULT (allows unordered access), or CUSTOM: write-back memory that host
// and device read and write.
Result<ComPtr<ID3D12Resource>> createInternalBuffer(Device& device, D3D12_HEAP_TYPE type,
                                                    uint64_t size);

// The whole buffer's memory, until the buffer dies.
Result<std::byte*> mapInternalBuffer(Device& device, ID3D12Resource* buffer);

}  // namespace baker
