// Vulkan handles and the objects behind them.
//
// A dispatchable handle points to an object whose first word belongs to the loader (vk_icd.h: it
// must hold ICD_LOADER_MAGIC when the object is returned). A non-dispatchable handle is the
// object's address as 64 bits. Objects are made in memory from the application's
// VkAllocationCallbacks (Vulkan spec, "Host Memory").
#pragma once

#include <vulkan/vk_icd.h>
#include <vulkan/vulkan.h>

#include <atomic>
#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>

#include "allocator.hpp"

namespace baker {

// Counts objects: an identity that is never reused, unlike a handle (VK_EXT_private_data).
class ObjectId {
  public:
    ObjectId() : value_(next()) {}
    ObjectId(const ObjectId&) = delete;
    uint64_t value() const { return value_; }

  private:
    static uint64_t next() {
        static std::atomic<uint64_t> count = 0;
        return ++count;
    }

    const uint64_t value_;
};

// CRTP base of instance, physical device, device, queue and command buffer. No virtual functions:
// the loader's word must be the first.
template <typename T, typename VkHandle>
class DispatchableObject {
  public:
    static T* from(VkHandle handle) { return reinterpret_cast<T*>(handle); }
    VkHandle handle() { return reinterpret_cast<VkHandle>(static_cast<T*>(this)); }
    uint64_t id() const { return id_.value(); }

  protected:
    DispatchableObject() { set_loader_magic_value(&loaderData_); }

  private:
    VK_LOADER_DATA loaderData_;
    ObjectId id_;
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
    uint64_t id() const { return id_.value(); }

  private:
    ObjectId id_;
};

// The id of the object behind a handle of any type.
inline uint64_t objectId(VkObjectType type, uint64_t handle) {
    struct AnyDispatchable : DispatchableObject<AnyDispatchable, VkDevice> {};
    struct Any : Object<Any, VkBuffer> {};
    const void* object = reinterpret_cast<const void*>(static_cast<uintptr_t>(handle));
    switch (type) {
        case VK_OBJECT_TYPE_INSTANCE:
        case VK_OBJECT_TYPE_PHYSICAL_DEVICE:
        case VK_OBJECT_TYPE_DEVICE:
        case VK_OBJECT_TYPE_QUEUE:
        case VK_OBJECT_TYPE_COMMAND_BUFFER:
            return static_cast<const AnyDispatchable*>(object)->id();
        default:
            return static_cast<const Any*>(object)->id();
    }
}

// Makes a T in memory from `allocator`; null when that memory cannot be had.
template <typename T, typename... Args>
T* newObject(const Allocator& allocator, VkSystemAllocationScope scope, Args&&... args) {
    static_assert(!std::is_polymorphic_v<T>, "the first word is the loader's, or the id");
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
