#include "name_list.hpp"

#include <algorithm>
#include <cstdlib>

#include "log.hpp"

namespace baker {
namespace {

uint32_t bitOf(std::string_view variable, std::string_view name,
               std::span<const std::string_view> names) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return 1u << (found - names.begin());
    if (!name.empty())
        log::warn("%.*s: unknown switch '%.*s'", static_cast<int>(variable.size()), variable.data(),
                  static_cast<int>(name.size()), name.data());
    return 0;
}

}  // namespace

uint32_t parseNameList(std::string_view variable, std::string_view list,
                       std::span<const std::string_view> names) {
    uint32_t bits = 0;
    while (!list.empty()) {
        const size_t comma = list.find(',');
        bits |= bitOf(variable, list.substr(0, comma), names);
        list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    }
    return bits;
}

uint32_t nameListFromEnvironment(const char* variable, std::span<const std::string_view> names) {
    const char* list = std::getenv(variable);
    return list ? parseNameList(variable, list, names) : 0;
}

}  // namespace baker
