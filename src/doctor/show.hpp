// A report as text for people and as JSON for programs.
#pragma once

#include <string>

#include "report.hpp"

namespace baker::doctor {

std::string toText(const Report& report);
std::string toJson(const Report& report);

}  // namespace baker::doctor
