// Push descriptors: each vkCmdPushDescriptorSet makes a descriptor set that lives as long as the
// recording, with what was pushed before to the same place. Their memory is kept for the next
// recording. Not thread-safe; for one command buffer.
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "descriptor_set.hpp"
#include "root_signature.hpp"

namespace baker {

class Device;

using SetLayoutRef = std::shared_ptr<const SetLayoutInfo>;

class PushDescriptors {
  public:
    explicit PushDescriptors(Device& device) : device_(device) {}
    ~PushDescriptors() { release(); }
    PushDescriptors(const PushDescriptors&) = delete;
    PushDescriptors& operator=(const PushDescriptors&) = delete;

    // The set to bind as number `index`. Borrowed.
    Result<const DescriptorSet*> push(VkPipelineBindPoint bindPoint, uint32_t index,
                                      const SetLayoutRef& layout,
                                      std::span<const DescriptorWrite> writes);
    // What is pushed next is not added to what was pushed before.
    void forget() { current_ = {}; }
    // Keeps a layout for the recording's life: commands of secondary command buffers refer to it.
    const SetLayoutRef* keep(SetLayoutRef layout) { return &layouts_.emplace_back(layout); }

    void reset();    // keeps the memory
    void release();  // gives the memory back

  private:
    struct Chunk {
        IndexRange range;
        ComPtr<ID3D12DescriptorHeap> mirror;
    };
    VkResult addChunk(uint32_t slots);
    VkResult place(DescriptorSet& set, uint32_t slots);
    void inherit(DescriptorSet& set, const DescriptorSet* previous) const;

    Device& device_;
    std::vector<Chunk> chunks_;
    size_t chunk_ = 0;
    uint32_t used_ = 0;  // of chunks_[chunk_]
    std::deque<DescriptorSet> sets_;
    std::deque<SetLayoutRef> layouts_;
    std::array<std::array<DescriptorSet*, kMaxSets>, 2> current_{};  // by bind point and number
};

}  // namespace baker
