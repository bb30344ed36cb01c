#include "spirv_to_dxil/testing/compile.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace baker::testing {
namespace {

namespace fs = std::filesystem;

std::string readFile(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The output of a command, or nothing where it failed.
std::string outputOf(const std::string& command) {
    FILE* pipe = popen(command.c_str(), "r");
    if (!pipe) return {};
    std::string output;
    char buffer[4096];
    while (const size_t n = fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, n);
    return pclose(pipe) == 0 ? output : std::string();
}

std::string quoted(const fs::path& path) {
    return "'" + path.string() + "'";
}

fs::path ownFile(std::string_view extension) {
    return fs::path(::testing::TempDir()) /
           ("compile-" + std::to_string(::getpid()) + std::string(extension));
}

}  // namespace

std::vector<uint32_t> compileFile(const fs::path& source) {
    std::string binary;
    if (source.extension() == ".spvasm") {
        binary = outputOf(BAKER_SPIRV_AS " --target-env vulkan1.2 -o - " + quoted(source));
    } else {
        const fs::path out = ownFile(".spv");
        outputOf(BAKER_GLSLANG " --quiet -V --target-env vulkan1.2 -o " + quoted(out) + " " +
                 quoted(source));
        binary = readFile(out);
        fs::remove(out);
    }
    std::vector<uint32_t> words(binary.size() / 4);
    std::copy_n(binary.data(), words.size() * 4, reinterpret_cast<char*>(words.data()));
    return words;
}

std::vector<uint32_t> compileGlsl(std::string_view extension, std::string_view body) {
    const fs::path source = ownFile(extension);
    std::ofstream(source) << "#version 460\n" << body;
    std::vector<uint32_t> words = compileFile(source);
    fs::remove(source);
    return words;
}

}  // namespace baker::testing
