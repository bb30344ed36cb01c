// Comma-separated lists of switches, as BAKER_DEBUG has them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace baker {

// Bit i: names[i] is in `list`. Unknown names are logged, with the variable's, and left out.
uint32_t parseNameList(std::string_view variable, std::string_view list,
                       std::span<const std::string_view> names);

// The same of the environment variable's value; 0 when it is not set. `variable` is a literal.
uint32_t nameListFromEnvironment(const char* variable, std::span<const std::string_view> names);

}  // namespace baker
