// For tests that make containers: keeps each one where Microsoft's validator will look for it.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace baker::testing {

// Writes the container to the folder named by the environment variable BAKER_TEST_CONTAINERS, as
// <suite>.<test>[.<tag>].dxil, the names being the running test's; does nothing where the variable
// is not set. Call it for every container that is meant to be valid.
void keepContainer(std::span<const std::byte> container, std::string_view tag = {});

}  // namespace baker::testing
