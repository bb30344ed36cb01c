// For tests: GLSL and SPIR-V assembly, compiled when the test runs by the tools that the build
// names (BAKER_GLSLANG, BAKER_SPIRV_AS).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

namespace baker::testing {

// The words of the module; none where the source does not compile. The extension says the stage of
// GLSL, or that it is assembly (.spvasm).
std::vector<uint32_t> compileFile(const std::filesystem::path& source);
// GLSL of the stage whose extension is given, without "#version".
std::vector<uint32_t> compileGlsl(std::string_view extension, std::string_view body);

}  // namespace baker::testing
