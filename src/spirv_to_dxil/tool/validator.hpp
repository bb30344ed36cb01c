// --validate: a validator of the user's choosing, named by BAKER_VALIDATOR: a shell command that is
// given a container's path and exits with 0 when the container is valid.
#pragma once

#include <span>
#include <string>

namespace baker {

bool hasValidator();

// Empty when the validator accepts the container; otherwise what it said.
std::string validate(std::span<const std::byte> container);

}  // namespace baker
