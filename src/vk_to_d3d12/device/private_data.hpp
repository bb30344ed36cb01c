// VkPrivateDataSlot: 64 bits for any object of the device. Kept by the object's id, which is not
// reused, so that an object made at the address of a destroyed one starts with zero.
#pragma once

#include <mutex>
#include <unordered_map>

#include "base/object.hpp"

namespace baker {

// Thread-safe.
class PrivateDataSlot : public Object<PrivateDataSlot, VkPrivateDataSlot> {
  public:
    void set(uint64_t objectId, uint64_t data);
    uint64_t get(uint64_t objectId) const;

  private:
    mutable std::mutex mutex_;
    std::unordered_map<uint64_t, uint64_t> data_;
};

}  // namespace baker
