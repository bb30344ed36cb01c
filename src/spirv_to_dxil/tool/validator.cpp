#include "spirv_to_dxil/tool/validator.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "spirv_to_dxil/tool/files.hpp"

namespace baker {
namespace {

namespace fs = std::filesystem;

const char* command() {
    const char* value = std::getenv("BAKER_VALIDATOR");
    return value && *value ? value : nullptr;
}

// A file of its own, removed at the end.
struct TemporaryFile {
    TemporaryFile() {
        std::string pattern = (fs::temp_directory_path() / "spirv2dxil-XXXXXX").string();
        const int file = mkstemp(pattern.data());
        if (file < 0) return;
        close(file);
        path = pattern;
    }
    ~TemporaryFile() {
        std::error_code ignored;
        if (!path.empty()) fs::remove(path, ignored);
    }
    std::string path;
};

}  // namespace

bool hasValidator() {
    return command() != nullptr;
}

std::string validate(std::span<const std::byte> container) {
    const TemporaryFile file;
    if (file.path.empty()) return "no temporary file can be made";
    if (std::string error = write(file.path, container); !error.empty()) return error;
    // The path is mkstemp's, in the folder for temporary files: quotes in it are the user's own.
    FILE* pipe = popen((std::string(command()) + " '" + file.path + "' 2>&1").c_str(), "r");
    if (!pipe) return "the validator could not be started";
    std::string output;
    char buffer[4096];
    while (const size_t n = fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, n);
    if (pclose(pipe) == 0) return {};
    while (!output.empty() && output.back() == '\n') output.pop_back();
    return "the validator refuses the container: " + output;
}

}  // namespace baker
