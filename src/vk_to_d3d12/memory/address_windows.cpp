#include "address_windows.hpp"

#include <algorithm>

#include "device/device.hpp"
#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {
namespace {

constexpr uint32_t kWordBytes = 4;

}  // namespace

AddressWindows::~AddressWindows() {
    if (heap_) heap_->free(range_);
}

VkResult AddressWindows::init(Device& device, ID3D12Resource* buffer, VkDeviceSize size) {
    DescriptorHeap* heap = TRY(device.service<ViewHeap>());
    const uint64_t windows = (size + kAddressWindow - 1) / kAddressWindow;
    if (windows > UINT32_MAX) return VK_ERROR_OUT_OF_DEVICE_MEMORY;
    const auto range = heap->allocate(static_cast<uint32_t>(windows));
    if (!range) return VK_ERROR_OUT_OF_DEVICE_MEMORY;
    heap_ = heap;
    range_ = *range;
    for (uint32_t i = 0; i < range_.count; ++i) {
        const uint64_t offset = uint64_t(i) * kAddressWindow;
        const uint64_t bytes = std::min<uint64_t>(size - offset, 2 * uint64_t(kAddressWindow));
        const D3D12_UNORDERED_ACCESS_VIEW_DESC desc{
            .Format = DXGI_FORMAT_R32_TYPELESS,
            .ViewDimension = D3D12_UAV_DIMENSION_BUFFER,
            .Buffer = {.FirstElement = offset / kWordBytes,
                       .NumElements = static_cast<UINT>((bytes + kWordBytes - 1) / kWordBytes),
                       .Flags = D3D12_BUFFER_UAV_FLAG_RAW}};
        device.d3d12()->CreateUnorderedAccessView(buffer, nullptr, &desc,
                                                  heap_->cpu(range_.first + i));
    }
    start_.store(VkDeviceAddress(range_.first) * kAddressWindow, std::memory_order_release);
    return VK_SUCCESS;
}

Result<VkDeviceAddress> AddressWindows::reach(Device& device, ID3D12Resource* buffer,
                                              VkDeviceSize size) {
    if (const VkDeviceAddress known = start()) return known;
    const std::lock_guard lock(mutex_);
    if (!start()) TRY_VK(init(device, buffer, size));
    return start();
}

}  // namespace baker
