// The machine and its D3D12.
#pragma once

#include "report.hpp"

namespace baker::doctor {

Machine examineMachine();

// Fills runtime, adapters, adapterProblem and duplicates; creates a device on every adapter.
void examineRuntime(Report& report);

}  // namespace baker::doctor
