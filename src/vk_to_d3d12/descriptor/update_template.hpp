// VkDescriptorUpdateTemplate: a list of writes whose data the application gives later as one block.
// Immutable, thread-safe.
#pragma once

#include <vector>

#include "descriptor_set.hpp"

namespace baker {

class DescriptorUpdateTemplate
    : public Object<DescriptorUpdateTemplate, VkDescriptorUpdateTemplate> {
  public:
    explicit DescriptorUpdateTemplate(const VkDescriptorUpdateTemplateCreateInfo& info)
        : entries_(info.pDescriptorUpdateEntries,
                   info.pDescriptorUpdateEntries + info.descriptorUpdateEntryCount),
          bindPoint_(info.pipelineBindPoint) {}

    // Of templates for push descriptors.
    VkPipelineBindPoint bindPoint() const { return bindPoint_; }

    size_t size() const { return entries_.size(); }
    // Entry `i`, with its data in the application's block.
    DescriptorWrite write(size_t i, const void* data) const {
        const VkDescriptorUpdateTemplateEntry& entry = entries_[i];
        return {.binding = entry.dstBinding,
                .element = entry.dstArrayElement,
                .count = entry.descriptorCount,
                .type = entry.descriptorType,
                .data = static_cast<const std::byte*>(data) + entry.offset,
                .stride = entry.stride};
    }

  private:
    std::vector<VkDescriptorUpdateTemplateEntry> entries_;
    VkPipelineBindPoint bindPoint_;
};

}  // namespace baker
