#include "workarounds.hpp"

#include <iterator>

#include "base/name_list.hpp"

namespace baker {
namespace {

constexpr std::string_view kNames[] = {
#define X(number, enumerator, name, runtime, wrong, test) name,
#include "workarounds.def"
#undef X
};

}  // namespace

uint32_t workaroundsFor(RuntimeKind runtime, uint32_t off) {
    if (runtime == RuntimeKind::Wsl) return 0;
    return ~off & ((1u << std::size(kNames)) - 1);
}

uint32_t enabledWorkarounds() {
    static const uint32_t enabled = workaroundsFor(
        Runtime::get().report.kind, nameListFromEnvironment("BAKER_NO_WORKAROUND", kNames));
    return enabled;
}

}  // namespace baker
