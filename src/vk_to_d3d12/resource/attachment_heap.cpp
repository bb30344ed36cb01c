#include "attachment_heap.hpp"

#include "device/device.hpp"

namespace baker {

constexpr UINT kChunk = 64;

template <D3D12_DESCRIPTOR_HEAP_TYPE kType>
VkResult AttachmentHeap<kType>::addChunk() {
    const D3D12_DESCRIPTOR_HEAP_DESC desc{.Type = kType, .NumDescriptors = kChunk};
    ComPtr<ID3D12DescriptorHeap> heap;
    TRY_VK(device_.check(device_.d3d12()->CreateDescriptorHeap(&desc, IID_PPV_ARGS(&heap)),
                         "ID3D12Device::CreateDescriptorHeap"));
    const D3D12_CPU_DESCRIPTOR_HANDLE start = heap->GetCPUDescriptorHandleForHeapStart();
    const UINT increment = device_.d3d12()->GetDescriptorHandleIncrementSize(kType);
    for (UINT i = kChunk; i-- > 0;) free_.push_back({start.ptr + i * increment});
    chunks_.push_back(std::move(heap));
    return VK_SUCCESS;
}

template <D3D12_DESCRIPTOR_HEAP_TYPE kType>
Result<D3D12_CPU_DESCRIPTOR_HANDLE> AttachmentHeap<kType>::allocate() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) TRY_VK(addChunk());
    const D3D12_CPU_DESCRIPTOR_HANDLE handle = free_.back();
    free_.pop_back();
    return handle;
}

template <D3D12_DESCRIPTOR_HEAP_TYPE kType>
void AttachmentHeap<kType>::free(D3D12_CPU_DESCRIPTOR_HANDLE handle) {
    const std::lock_guard lock(mutex_);
    free_.push_back(handle);
}

template class AttachmentHeap<D3D12_DESCRIPTOR_HEAP_TYPE_RTV>;
template class AttachmentHeap<D3D12_DESCRIPTOR_HEAP_TYPE_DSV>;

}  // namespace baker
