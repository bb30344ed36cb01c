// Debug switches: BAKER_DEBUG is a comma-separated list of the names in debug.def. Read once, at
// first use.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace baker {

enum class DebugFlag : uint8_t {
#define X(enumerator, name, help) enumerator,
#include "debug.def"
#undef X
};

struct DebugFlagInfo {
    DebugFlag flag;
    std::string_view name;
    std::string_view help;
};

std::span<const DebugFlagInfo> debugFlags();

bool debugEnabled(DebugFlag flag);

// The bit set of the names in `list`; unknown names are logged and left out.
uint32_t parseDebugFlags(std::string_view list);

// Where dumps go: BAKER_DUMP_PATH, "." by default.
const std::string& dumpPath();

}  // namespace baker
