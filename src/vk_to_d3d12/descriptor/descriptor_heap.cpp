#include "descriptor_heap.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "descriptor_view.hpp"
#include "device/device.hpp"

namespace baker {
namespace {

uint32_t viewHeapSize() {
    const char* setting = std::getenv("BAKER_DESCRIPTOR_HEAP_SIZE");
    const unsigned long size = setting ? std::strtoul(setting, nullptr, 0) : 0;
    if (size == 0) return ViewHeap::kDefaultSize;
    return static_cast<uint32_t>(
        std::min<unsigned long>(size, D3D12_MAX_SHADER_VISIBLE_DESCRIPTOR_HEAP_SIZE_TIER_2));
}

}  // namespace

DescriptorHeap::DescriptorHeap(ComPtr<ID3D12DescriptorHeap> heap, uint32_t size, uint32_t increment)
    : heap_(std::move(heap)),
      cpuStart_(heap_->GetCPUDescriptorHandleForHeapStart()),
      gpuStart_(heap_->GetGPUDescriptorHandleForHeapStart()),
      increment_(increment),
      ranges_({1, size - 1}) {}

std::optional<IndexRange> DescriptorHeap::allocate(uint32_t count) {
    const std::lock_guard lock(mutex_);
    return ranges_.allocate(count);
}

void DescriptorHeap::free(IndexRange range) {
    const std::lock_guard lock(mutex_);
    ranges_.free(range);
}

Result<std::unique_ptr<ViewHeap>> ViewHeap::create(Device& device) {
    constexpr auto kType = D3D12_DESCRIPTOR_HEAP_TYPE_CBV_SRV_UAV;
    const D3D12_DESCRIPTOR_HEAP_DESC desc{.Type = kType,
                                          .NumDescriptors = viewHeapSize(),
                                          .Flags = D3D12_DESCRIPTOR_HEAP_FLAG_SHADER_VISIBLE};
    ComPtr<ID3D12DescriptorHeap> heap;
    TRY_VK(device.check(device.d3d12()->CreateDescriptorHeap(&desc, IID_PPV_ARGS(&heap)),
                        "ID3D12Device::CreateDescriptorHeap"));
    writeNullDescriptor(device.d3d12(), VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                        heap->GetCPUDescriptorHandleForHeapStart());
    return std::make_unique<ViewHeap>(std::move(heap), desc.NumDescriptors,
                                      device.d3d12()->GetDescriptorHandleIncrementSize(kType));
}

}  // namespace baker
