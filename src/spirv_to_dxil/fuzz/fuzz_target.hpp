// What the fuzz targets and their replay run on one input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace baker::fuzz {

// The generator word of the header means nothing to the translator: its bits choose the options.
inline constexpr uint32_t kOptionsWord = 2;

// Translates the module for one of its entry points, prints it, and aborts when what comes out is
// no container.
void translateOnce(std::span<const uint32_t> words);

// The words of an input of bytes; up to three bytes at its end are left out.
std::vector<uint32_t> wordsOf(const uint8_t* bytes, size_t size);

}  // namespace baker::fuzz
