// Shows the instruction that an error names.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace baker {

// "  at word 123: %5 = OpLoad ..."; empty when the offset names no instruction.
std::string explain(std::span<const uint32_t> words, uint32_t wordOffset);

}  // namespace baker
