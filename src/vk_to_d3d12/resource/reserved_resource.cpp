#include "reserved_resource.hpp"

#include "device/device.hpp"
#include "device/physical_device.hpp"
#include "memory/memory_types.hpp"

namespace baker {

Result<ReservedResource> reserve(Device& device, const D3D12_RESOURCE_DESC& desc,
                                 D3D12_RESOURCE_STATES state) {
    ComPtr<ID3D12Resource> resource;
    const HRESULT hr =
        device.d3d12()->CreateReservedResource(&desc, state, nullptr, IID_PPV_ARGS(&resource));
    // Sizes beyond the address space are E_INVALIDARG.
    if (hr == E_INVALIDARG) return VK_ERROR_OUT_OF_DEVICE_MEMORY;
    TRY_VK(device.check(hr, "ID3D12Device::CreateReservedResource"));
    const TiledLayout layout(device.d3d12(), resource.Get(), desc.MipLevels);
    return ReservedResource{std::move(resource), layout};
}

VkMemoryRequirements tiledRequirements(const Device& device, uint64_t tiles, uint32_t typeBits) {
    const MemoryTypes& types = device.physicalDevice().memoryTypes();
    uint32_t bits = 0;
    for (uint32_t type = 0; type < types.vulkan.memoryTypeCount; ++type)
        if (types.properties[type].Type == D3D12_HEAP_TYPE_DEFAULT) bits |= 1u << type;
    return {tiles * kTileBytes, kTileBytes, typeBits & bits};
}

}  // namespace baker
