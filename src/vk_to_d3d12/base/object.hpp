// Vulkan handles and the objects behind them.
//
// A dispatchable handle points to an object whose first word belongs to the loader (vk_icd.h: it
// must hold ICD_LOADER_MAGIC when the object is returned). A non-dispatchable handle is the
// object's address as 64 bits. Objects are made in memory from the application's
// VkAllocationCallbacks (Vulkan spec, "Host Memory").
#pragma once

#include <vulkan/vk_icd.h>
#include <vulkan/vulkan.h>

#include <cstdint>
#include <new>
#include <utility>

#include "allocator.hpp"

namespace baker {

// CRTP base of instance, physical device, device, queue and command buffer. No virtual functions:
// the loader's word must be the first.
template <typename T, typename VkHandle>
class DispatchableObject {
  public:
    static T* from(VkHandle handle) { return reinterpret_cast<T*>(handle); }
    VkHandle handle() { return reinterpret_cast<VkHandle>(static_cast<T*>(this)); }

  protected:
    DispatchableObject() { set_loader_magic_value(&loaderData_); }

  private:
    VK_LOADER_DATA loaderData_;
};

// CRTP base of every other object.
template <typename T, typename VkHandle>
class Object {
  public:
    static T* from(VkHandle handle) {
        return reinterpret_cast<T*>(static_cast<uintptr_t>(reinterpret_cast<uint64_t>(handle)));
    }
    VkHandle handle() {
        return reinterpret_cast<VkHandle>(
            static_cast<uint64_t>(reinterpret_cast<uintptr_t>(static_cast<T*>(this))));
    }
};

// Makes a T in memory from `allocator`; null when that memory cannot be had.
template <typename T, typename... Args>
T* newObject(const Allocator& allocator, VkSystemAllocationScope scope, Args&&... args) {
    void* memory = allocator.allocate(sizeof(T), alignof(T), scope);
    return memory ? new (memory) T(std::forward<Args>(args)...) : nullptr;
}

template <typename T>
void deleteObject(const Allocator& allocator, T* object) {
    if (!object) return;
    object->~T();
    allocator.free(object);
}

}  // namespace baker
