#include "push_descriptors.hpp"

#include <algorithm>

#include "descriptor_heap.hpp"
#include "device/device.hpp"

namespace baker {
namespace {

constexpr auto kType = D3D12_DESCRIPTOR_HEAP_TYPE_CBV_SRV_UAV;
constexpr uint32_t kChunkSlots = 1024;

}  // namespace

VkResult PushDescriptors::addChunk(uint32_t slots) {
    DescriptorHeap& heap = *TRY(device_.service<ViewHeap>());
    Chunk chunk;
    const D3D12_DESCRIPTOR_HEAP_DESC desc{.Type = kType,
                                          .NumDescriptors = std::max(slots, kChunkSlots)};
    TRY_VK(device_.check(device_.d3d12()->CreateDescriptorHeap(&desc, IID_PPV_ARGS(&chunk.mirror)),
                         "ID3D12Device::CreateDescriptorHeap"));
    const auto range = heap.allocate(desc.NumDescriptors);
    if (!range) return VK_ERROR_OUT_OF_DEVICE_MEMORY;
    chunk.range = *range;
    chunks_.push_back(std::move(chunk));
    return VK_SUCCESS;
}

VkResult PushDescriptors::place(DescriptorSet& set, uint32_t slots) {
    if (slots == 0) return VK_SUCCESS;
    while (chunk_ < chunks_.size() && chunks_[chunk_].range.count - used_ < slots)
        ++chunk_, used_ = 0;
    if (chunk_ == chunks_.size()) TRY_VK(addChunk(slots));
    const DescriptorHeap& heap = *TRY(device_.service<ViewHeap>());
    const Chunk& chunk = chunks_[chunk_];
    set.slots = {chunk.range.first + used_, slots};
    set.increment = heap.increment();
    set.visible = heap.cpu(set.slots.first);
    set.table = heap.gpu(set.slots.first);
    set.mirror.ptr =
        chunk.mirror->GetCPUDescriptorHandleForHeapStart().ptr + size_t(used_) * heap.increment();
    used_ += slots;
    return VK_SUCCESS;
}

// Starts with the descriptors of `previous`, or with null descriptors.
void PushDescriptors::inherit(DescriptorSet& set, const DescriptorSet* previous) const {
    ID3D12Device* device = device_.d3d12();
    const SetLayoutInfo& layout = *set.layout;
    const bool fits = previous && previous->layout->slots() == layout.slots() &&
                      previous->layout->samplerSlots() == layout.samplerSlots();
    ID3D12DescriptorHeap* nulls = fits ? nullptr : layout.nullDescriptors(device);
    const uint32_t count = fits ? layout.slots() : nulls ? layout.nullSlots() : 0;
    if (count) {
        const auto source = fits ? previous->mirror : nulls->GetCPUDescriptorHandleForHeapStart();
        device->CopyDescriptorsSimple(count, set.mirror, source, kType);
        device->CopyDescriptorsSimple(count, set.visible, source, kType);
    }
    if (!fits) return;
    for (uint32_t i = 0; i < layout.samplerSlots(); ++i)
        set.samplers.set(i, previous->samplers.get(i));
    set.samplers.publish();
}

Result<const DescriptorSet*> PushDescriptors::push(VkPipelineBindPoint bindPoint, uint32_t index,
                                                   const SetLayoutRef& layout,
                                                   std::span<const DescriptorWrite> writes) {
    DescriptorSet& set = sets_.emplace_back();
    set.layout = layout;
    TRY_VK(place(set, layout->slots()));
    TRY_VK(set.samplers.init(device_, *layout, layout->samplerSlots(), false));
    DescriptorSet*& current = current_[bindPoint == VK_PIPELINE_BIND_POINT_COMPUTE][index];
    inherit(set, current);
    for (const DescriptorWrite& write : writes) updateDescriptorSet(device_, set, write);
    current = &set;
    return current;
}

void PushDescriptors::reset() {
    forget();
    sets_.clear();
    layouts_.clear();
    chunk_ = 0;
    used_ = 0;
}

void PushDescriptors::release() {
    reset();
    for (const Chunk& chunk : chunks_) device_.service<ViewHeap>().value()->free(chunk.range);
    chunks_.clear();
}

}  // namespace baker
