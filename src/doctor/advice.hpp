// What is wrong, and what to do about it: one line for each thing.
#pragma once

#include "report.hpp"

namespace baker::doctor {

// Looks at everything in the report but its `advice`.
std::vector<Advice> advise(const Report& report);

}  // namespace baker::doctor
