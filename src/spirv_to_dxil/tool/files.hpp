// The tool's input and output: modules from files or standard input, results to where they belong.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "spirv_to_dxil/tool/arguments.hpp"

namespace baker {

// The whole of a file, `-` being standard input; none, with the reason, where it cannot be read.
std::optional<std::string> readAll(const std::string& path, std::string& error);
std::optional<std::vector<uint32_t>> readWords(const std::string& path, std::string& error);

// Where the result for `file` goes; `-` is standard output.
std::string outputPath(const Arguments& arguments, const std::string& file);
// A sentence when two results would go to one place; empty otherwise.
std::string clashingOutputs(const Arguments& arguments);

// A sentence on failure, empty on success.
std::string write(const std::string& path, std::span<const std::byte> bytes);

}  // namespace baker
