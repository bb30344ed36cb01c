// Host memory by VkAllocationCallbacks (Vulkan spec, "Host Memory"). Thread-safe as far as the
// callbacks are.
#pragma once

#include <vulkan/vulkan.h>

#include <cstddef>

namespace baker {

class Allocator {
  public:
    // The callbacks of the call, else the parent's, else malloc's.
    static Allocator choose(const VkAllocationCallbacks* callbacks, const Allocator& parent) {
        return callbacks ? Allocator(callbacks) : parent;
    }

    Allocator() = default;
    explicit Allocator(const VkAllocationCallbacks* callbacks);

    // Null when the memory cannot be had. `alignment` is a power of two.
    void* allocate(size_t size, size_t alignment, VkSystemAllocationScope scope) const;
    void free(void* memory) const;

  private:
    VkAllocationCallbacks callbacks_{};  // pfnAllocation null: malloc's
};

}  // namespace baker
