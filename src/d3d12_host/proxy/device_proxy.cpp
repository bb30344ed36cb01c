// Methods of the device that vkd3d refuses though it can do them.
#include <algorithm>

#include "proxies.hpp"
#include "vulkan/vkd3d_objects.hpp"

namespace baker::host {
namespace {

constexpr size_t kGetCopyableFootprints = 38;  // slot of ID3D12Device

bool isRowMajorTexture(const D3D12_RESOURCE_DESC& desc) {
    return desc.Dimension != D3D12_RESOURCE_DIMENSION_BUFFER &&
           desc.Layout == D3D12_TEXTURE_LAYOUT_ROW_MAJOR;
}

}  // namespace

// The creator's id only groups queues for the scheduler.
HRESULT DeviceProxy::CreateCommandQueue1(const D3D12_COMMAND_QUEUE_DESC* desc, REFIID, REFIID riid,
                                         void** queue) {
    return CreateCommandQueue(desc, riid, queue);
}

HRESULT DeviceProxy::CreateReservedResource1(const D3D12_RESOURCE_DESC* desc,
                                             D3D12_RESOURCE_STATES state,
                                             const D3D12_CLEAR_VALUE* clear,
                                             ID3D12ProtectedResourceSession* session, REFIID riid,
                                             void** resource) {
    if (!session) return CreateReservedResource(desc, state, clear, riid, resource);
    if (resource) *resource = nullptr;
    return E_NOTIMPL;
}

// A texture in rows lies in memory as Vulkan has it. vkd3d makes an image to tell its size.
void DeviceProxy::GetCopyableFootprints(const D3D12_RESOURCE_DESC* desc, UINT first, UINT count,
                                        UINT64 base, D3D12_PLACED_SUBRESOURCE_FOOTPRINT* footprints,
                                        UINT* rows, UINT64* rowSizes, UINT64* total) {
    using Function =
        void(HOST_MS_ABI*)(void*, const D3D12_RESOURCE_DESC*, UINT, UINT, UINT64,
                           D3D12_PLACED_SUBRESOURCE_FOOTPRINT*, UINT*, UINT64*, UINT64*);
    reinterpret_cast<Function>(slot(kGetCopyableFootprints))(inner_, desc, first, count, base,
                                                             footprints, rows, rowSizes, total);
    if (!isRowMajorTexture(*desc)) return;
    const ImageLayouts layouts;
    GetResourceAllocationInfo(0, 1, desc);
    UINT64 end = base;
    for (UINT i = 0; i < count && first + i < layouts.found().size(); ++i) {
        const VkSubresourceLayout& layout = layouts.found()[first + i];
        if (footprints) {
            footprints[i].Offset = base + layout.offset;
            footprints[i].Footprint.RowPitch = static_cast<UINT>(layout.rowPitch);
        }
        // Of a slice of a 3D texture.
        const bool volume = desc->Dimension == D3D12_RESOURCE_DIMENSION_TEXTURE3D;
        if (rows && volume && layout.rowPitch)
            rows[i] = static_cast<UINT>(layout.depthPitch / layout.rowPitch);
        end = std::max(end, base + layout.offset + layout.size);
    }
    if (total) *total = end - base;
}

// All memory is resident as long as it exists: the fence may be signalled at once.
HRESULT DeviceProxy::EnqueueMakeResident(D3D12_RESIDENCY_FLAGS, UINT count,
                                         ID3D12Pageable* const* objects, ID3D12Fence* fence,
                                         UINT64 value) {
    const HRESULT result = MakeResident(count, objects);
    return FAILED(result) ? result : fence->Signal(value);
}

}  // namespace baker::host
