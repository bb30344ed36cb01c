#include "workarounds.hpp"

#include <iterator>

#include "name_list.hpp"

namespace baker {
namespace {

constexpr std::string_view kNames[] = {
#define X(number, enumerator, name, runtime, wrong, test) name,
#include "workarounds.def"
#undef X
};

}  // namespace

uint32_t enabledWorkarounds() {
    static const uint32_t off = nameListFromEnvironment("BAKER_NO_WORKAROUND", kNames);
    return ~off & ((1u << std::size(kNames)) - 1);
}

}  // namespace baker
