#include "spirv_to_dxil/tool/files.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

namespace baker {
namespace {

namespace fs = std::filesystem;

const char* suffixOf(ToolAction action) {
    switch (action) {
        case ToolAction::Print:
            return ".txt";
        case ToolAction::Hlsl:
            return ".hlsl";
        case ToolAction::Reflect:
            return ".json";
        default:
            return ".dxil";
    }
}

}  // namespace

std::optional<std::string> readAll(const std::string& path, std::string& error) {
    if (path == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
    std::ifstream file(path, std::ios::binary);
    std::error_code ignored;
    if (file && !fs::is_directory(path, ignored))
        return std::string(std::istreambuf_iterator<char>(file), {});
    error = std::string("cannot be read: ") + (file ? "it is a folder" : std::strerror(errno));
    return {};
}

std::optional<std::vector<uint32_t>> readWords(const std::string& path, std::string& error) {
    const auto bytes = readAll(path, error);
    if (!bytes) return {};
    if (bytes->size() % 4) {
        error = "this is no SPIR-V: its size is not a multiple of 4 bytes";
        return {};
    }
    std::vector<uint32_t> words(bytes->size() / 4);
    if (!words.empty()) std::memcpy(words.data(), bytes->data(), bytes->size());
    return words;
}

std::string outputPath(const Arguments& arguments, const std::string& file) {
    const bool isText = arguments.action != ToolAction::Translate;
    const std::string name = file == "-" ? "stdin" : file;
    if (arguments.output.empty())
        return isText || file == "-" ? "-" : name + suffixOf(arguments.action);
    if (arguments.files.size() == 1 && !fs::is_directory(arguments.output)) return arguments.output;
    const fs::path folder = arguments.output;
    return folder / (fs::path(name).filename().string() + suffixOf(arguments.action));
}

std::string clashingOutputs(const Arguments& arguments) {
    if (arguments.output.empty()) return {};
    std::set<std::string> paths;
    for (const std::string& file : arguments.files)
        if (!paths.insert(outputPath(arguments, file)).second)
            return "two FILEs have one OUT: " + outputPath(arguments, file);
    return {};
}

std::string write(const std::string& path, std::span<const std::byte> bytes) {
    const auto* data = reinterpret_cast<const char*>(bytes.data());
    const auto size = static_cast<std::streamsize>(bytes.size());
    if (path == "-") {
        std::cout.write(data, size).flush();
        return std::cout ? "" : "standard output cannot be written";
    }
    std::ofstream file(path, std::ios::binary);
    file.write(data, size);
    file.close();
    return file ? "" : path + " cannot be written: " + std::strerror(errno);
}

}  // namespace baker
