// Log lines on stderr, "baker: …". Errors and warnings always, information with BAKER_DEBUG=log.
// Thread-safe.
#pragma once

namespace baker::log {

[[gnu::format(printf, 1, 2)]] void error(const char* format, ...);
[[gnu::format(printf, 1, 2)]] void warn(const char* format, ...);
[[gnu::format(printf, 1, 2)]] void info(const char* format, ...);

}  // namespace baker::log
