#include "transient_memory.hpp"

#include <algorithm>

#include "descriptor/descriptor_heap.hpp"
#include "device/device.hpp"
#include "memory/internal_buffer.hpp"

namespace baker {
namespace {

constexpr uint64_t kPageSize = 64 * 1024;
constexpr uint32_t kChunkViews = 16;

constexpr uint64_t alignUp(uint64_t value, uint64_t alignment) {
    return (value + alignment - 1) & ~(alignment - 1);
}

}  // namespace

Result<TransientSlice> TransientMemory::allocate(uint64_t size, uint64_t alignment) {
    uint64_t offset = alignUp(used_, alignment);
    while (page_ < pages_.size() && offset + size > pages_[page_].size) {
        ++page_;
        offset = 0;
    }
    if (page_ == pages_.size()) TRY_VK(addPage(std::max(size, kPageSize)));
    const Page& page = pages_[page_];
    used_ = offset + size;
    return TransientSlice{.resource = page.resource.Get(),
                          .offset = offset,
                          .address = page.address + offset,
                          .data = page.data ? page.data + offset : nullptr};
}

VkResult TransientMemory::addPage(uint64_t size) {
    Page page{.size = size};
    page.resource = TRY(createInternalBuffer(device_, type_, size));
    page.address = page.resource->GetGPUVirtualAddress();
    if (type_ == D3D12_HEAP_TYPE_UPLOAD)
        page.data = TRY(mapInternalBuffer(device_, page.resource.Get()));
    pages_.push_back(std::move(page));
    return VK_SUCCESS;
}

void TransientMemory::reset() {
    page_ = 0;
    used_ = 0;
}

void TransientMemory::release() {
    reset();
    pages_.clear();
}

Result<TransientView> TransientViews::allocate() {
    if (used_ == chunks_.size() * kChunkViews) TRY_VK(addChunk());
    const DescriptorHeap& heap = *TRY(device_.service<ViewHeap>());
    const Chunk& chunk = chunks_[used_ / kChunkViews];
    const uint32_t index = used_++ % kChunkViews;
    const auto twins = chunk.twins->GetCPUDescriptorHandleForHeapStart();
    return TransientView{.visible = heap.cpu(chunk.range.first + index),
                         .table = heap.gpu(chunk.range.first + index),
                         .twin = {twins.ptr + uint64_t(index) * heap.increment()}};
}

VkResult TransientViews::addChunk() {
    DescriptorHeap& heap = *TRY(device_.service<ViewHeap>());
    Chunk chunk;
    const D3D12_DESCRIPTOR_HEAP_DESC desc{.Type = D3D12_DESCRIPTOR_HEAP_TYPE_CBV_SRV_UAV,
                                          .NumDescriptors = kChunkViews};
    TRY_VK(device_.check(device_.d3d12()->CreateDescriptorHeap(&desc, IID_PPV_ARGS(&chunk.twins)),
                         "ID3D12Device::CreateDescriptorHeap"));
    const auto range = heap.allocate(kChunkViews);
    if (!range) return VK_ERROR_OUT_OF_DEVICE_MEMORY;
    chunk.range = *range;
    chunks_.push_back(std::move(chunk));
    return VK_SUCCESS;
}

void TransientViews::release() {
    for (const Chunk& chunk : chunks_) device_.service<ViewHeap>().value()->free(chunk.range);
    chunks_.clear();
    used_ = 0;
}

}  // namespace baker
