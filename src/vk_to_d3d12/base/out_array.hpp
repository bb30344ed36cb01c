// The two-call idiom of Vulkan's enumerations: without an array the count is returned; with one, as
// many elements as fit, and VK_INCOMPLETE when some did not.
#pragma once

#include <vulkan/vulkan.h>

#include <cstdint>

namespace baker {

template <typename T>
class OutArray {
  public:
    // `elements` may be null; `*count` is its capacity, and becomes what was written.
    OutArray(T* elements, uint32_t* count)
        : elements_(elements), count_(count), capacity_(elements ? *count : 0) {
        *count_ = 0;
    }

    // Where the next element goes; null when it is only counted or does not fit.
    T* next() {
        if (!elements_) {
            ++*count_;
            return nullptr;
        }
        if (*count_ == capacity_) {
            incomplete_ = true;
            return nullptr;
        }
        return &elements_[(*count_)++];
    }

    VkResult result() const { return incomplete_ ? VK_INCOMPLETE : VK_SUCCESS; }

  private:
    T* elements_;
    uint32_t* count_;
    uint32_t capacity_;
    bool incomplete_ = false;
};

}  // namespace baker
