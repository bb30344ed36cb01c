#include "services.hpp"

#include <cassert>

namespace baker {

uint32_t Services::nextIndex() {
    static std::atomic<uint32_t> next = 0;
    const uint32_t index = next++;
    assert(index < kMaxServices);
    return index;
}

void Services::clear() {
    for (std::atomic<void*>& slot : slots_) slot = nullptr;
    while (!owned_.empty()) {
        const Owned last = owned_.back();
        owned_.pop_back();
        last.destroy(last.object);
    }
}

}  // namespace baker
