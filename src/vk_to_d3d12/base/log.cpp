#include "log.hpp"

#include <cstdarg>
#include <cstdio>

#include "debug.hpp"

namespace baker::log {
namespace {

// One fprintf per line, so that lines of different threads do not mix.
void write(const char* level, const char* format, va_list args) {
    char line[1024];
    vsnprintf(line, sizeof(line), format, args);
    fprintf(stderr, "baker: %s%s\n", level, line);
}

}  // namespace

void error(const char* format, ...) {
    va_list args;
    va_start(args, format);
    write("error: ", format, args);
    va_end(args);
}

void warn(const char* format, ...) {
    va_list args;
    va_start(args, format);
    write("warning: ", format, args);
    va_end(args);
}

void info(const char* format, ...) {
    if (!debugEnabled(DebugFlag::Log)) return;
    va_list args;
    va_start(args, format);
    write("", format, args);
    va_end(args);
}

}  // namespace baker::log
