#include "allocator.hpp"

#include <algorithm>
#include <cstdlib>

namespace baker {

Allocator::Allocator(const VkAllocationCallbacks* callbacks) {
    if (callbacks) callbacks_ = *callbacks;
}

void* Allocator::allocate(size_t size, size_t alignment, VkSystemAllocationScope scope) const {
    if (callbacks_.pfnAllocation)
        return callbacks_.pfnAllocation(callbacks_.pUserData, size, alignment, scope);
    alignment = std::max(alignment, sizeof(void*));
    void* memory = nullptr;
    return posix_memalign(&memory, alignment, std::max<size_t>(size, 1)) == 0 ? memory : nullptr;
}

void Allocator::free(void* memory) const {
    if (!memory) return;
    if (callbacks_.pfnFree)
        callbacks_.pfnFree(callbacks_.pUserData, memory);
    else
        std::free(memory);
}

}  // namespace baker
