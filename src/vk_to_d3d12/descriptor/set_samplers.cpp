#include "set_samplers.hpp"

#include "base/log.hpp"
#include "device/device.hpp"
#include "resource/sampler.hpp"
#include "set_layout.hpp"

namespace baker {

VkResult SetSamplers::init(Device& device, const SetLayoutInfo& layout, uint32_t slots,
                           bool hostOnly) {
    if (slots == 0) return VK_SUCCESS;
    ids_.assign(slots, kDefaultSampler);
    for (const SetLayoutBinding& binding : layout.bindings())
        for (uint32_t i = 0;
             i < binding.immutableSamplers.size() && binding.samplerSlot + i < slots; ++i)
            ids_[binding.samplerSlot + i] = binding.immutableSamplers[i];
    if (hostOnly) return VK_SUCCESS;
    heap_ = TRY(device.service<SamplerHeap>());
    table_ = TRY(layout.isUpdatedAfterBind() ? heap_->own(ids_) : heap_->share(ids_));
    handle_ = heap_->gpu(table_.range.first);
    return VK_SUCCESS;
}

void SetSamplers::release() {
    if (heap_) heap_->release(table_);
    heap_ = nullptr;
}

void SetSamplers::publish() {
    if (!changed_ || !heap_) return;
    changed_ = false;
    if (!table_.isShared) return heap_->write(table_, ids_);
    // The new table first: it may be the old one.
    auto next = heap_->share(ids_);
    if (!next.ok()) return log::error("more distinct tables of samplers than D3D12 has room for");
    heap_->release(table_);
    table_ = next.value();
    handle_ = heap_->gpu(table_.range.first);
}

}  // namespace baker
