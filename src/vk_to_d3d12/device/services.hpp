// What a device makes on first use and keeps until it is destroyed: descriptor heaps, root
// signature cache, staging rings, internal pipelines, pools. Nothing of this is made in
// vkCreateDevice (microsoft/wslg#1492: vendor compilers have crashed there).
//
// A service is a class T with
//     static Result<std::unique_ptr<T>> create(Device&);
// and device.service<T>() is the one of that device. Creation may itself ask for other services.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "base/result.hpp"

namespace baker {

class Device;

class Services {
  public:
    static constexpr uint32_t kMaxServices = 32;

    Services() = default;
    ~Services() { clear(); }
    Services(const Services&) = delete;
    Services& operator=(const Services&) = delete;

    // Thread-safe: one acquire load after the first call. A failed creation is tried again by the
    // next call.
    template <typename T>
    Result<T*> get(Device& device) {
        std::atomic<void*>& slot = slots_[index<T>()];
        if (void* service = slot.load(std::memory_order_acquire)) return static_cast<T*>(service);
        std::lock_guard lock(mutex_);
        if (void* service = slot.load(std::memory_order_relaxed)) return static_cast<T*>(service);
        std::unique_ptr<T> made = TRY(T::create(device));
        T* service = made.get();
        owned_.push_back({made.release(), [](void* object) { delete static_cast<T*>(object); }});
        slot.store(service, std::memory_order_release);
        return service;
    }

    // Destroys the services, the last made first. Not thread-safe.
    void clear();

  private:
    struct Owned {
        void* object;
        void (*destroy)(void*);
    };

    static uint32_t nextIndex();

    template <typename T>
    static uint32_t index() {
        static const uint32_t value = nextIndex();
        return value;
    }

    std::recursive_mutex mutex_;  // a service's creation may ask for another one
    std::atomic<void*> slots_[kMaxServices] = {};
    std::vector<Owned> owned_;
};

}  // namespace baker
