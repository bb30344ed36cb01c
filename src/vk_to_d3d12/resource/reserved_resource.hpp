// The ID3D12Resource of a sparse buffer or image, which has no memory until vkQueueBindSparse maps
// some.
#pragma once

#include "base/result.hpp"
#include "d3d12/d3d12_api.hpp"
#include "tiled_layout.hpp"

namespace baker {

class Device;

struct ReservedResource {
    ComPtr<ID3D12Resource> resource;
    TiledLayout layout;
};

// VK_ERROR_OUT_OF_DEVICE_MEMORY where D3D12 has no room for its addresses.
Result<ReservedResource> reserve(Device& device, const D3D12_RESOURCE_DESC& desc,
                                 D3D12_RESOURCE_STATES state);

// What it needs: all its tiles, of the default heaps among `typeBits`.
VkMemoryRequirements tiledRequirements(const Device& device, uint64_t tiles, uint32_t typeBits);

}  // namespace baker
