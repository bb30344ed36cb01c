// Debug switches: BAKER_DEBUG is a comma-separated list of the names in debug.def. Read once, at
// first use.
#pragma once

#include <cstdint>
#include <string>

namespace baker {

enum class DebugFlag : uint8_t {
#define X(enumerator, name, help) enumerator,
#include "debug.def"
#undef X
};

bool debugEnabled(DebugFlag flag);

// Where dumps go: BAKER_DUMP_PATH, "." by default.
const std::string& dumpPath();

}  // namespace baker
