// Walking pNext chains.
#pragma once

#include <vulkan/vulkan.h>

namespace baker {

// The structure of type `type` in the chain that starts at `next`, or null.
template <typename T>
const T* findInChain(const void* next, VkStructureType type) {
    for (auto* s = static_cast<const VkBaseInStructure*>(next); s; s = s->pNext)
        if (s->sType == type) return reinterpret_cast<const T*>(s);
    return nullptr;
}

template <typename T>
T* findInChain(void* next, VkStructureType type) {
    for (auto* s = static_cast<VkBaseOutStructure*>(next); s; s = s->pNext)
        if (s->sType == type) return reinterpret_cast<T*>(s);
    return nullptr;
}

}  // namespace baker
