#include "debug.hpp"

#include <cstdlib>

#include "name_list.hpp"

namespace baker {
namespace {

constexpr std::string_view kNames[] = {
#define X(enumerator, name, help) name,
#include "debug.def"
#undef X
};

}  // namespace

bool debugEnabled(DebugFlag flag) {
    static const uint32_t flags = nameListFromEnvironment("BAKER_DEBUG", kNames);
    return flags >> static_cast<uint32_t>(flag) & 1;
}

const std::string& dumpPath() {
    static const char* value = std::getenv("BAKER_DUMP_PATH");
    static const std::string path(value ? value : ".");
    return path;
}

}  // namespace baker
