// spirv2dxil: SPIR-V modules to signed DXIL containers.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>

#include "spirv_to_dxil/dxil/print.hpp"
#include "spirv_to_dxil/entry_point.hpp"
#include "spirv_to_dxil/tool/arguments.hpp"
#include "spirv_to_dxil/tool/default_bindings.hpp"
#include "spirv_to_dxil/tool/explain.hpp"
#include "spirv_to_dxil/tool/reflection_json.hpp"

namespace {

using namespace baker;

std::optional<std::vector<uint32_t>> readWords(const std::string& path, TranslationError& error) {
    std::vector<char> bytes;
    if (path == "-") {
        bytes.assign(std::istreambuf_iterator<char>(std::cin), {});
    } else {
        std::ifstream file(path, std::ios::binary);
        if (!file) {
            error.message = std::string("cannot be read: ") + std::strerror(errno);
            return {};
        }
        bytes.assign(std::istreambuf_iterator<char>(file), {});
    }
    if (bytes.size() % 4) {
        error.message = "this is no SPIR-V: its size is not a multiple of 4 bytes";
        return {};
    }
    std::vector<uint32_t> words(bytes.size() / 4);
    if (!bytes.empty()) std::memcpy(words.data(), bytes.data(), bytes.size());
    return words;
}

std::string outputPath(const Arguments& arguments, const std::string& file) {
    const std::string name = file == "-" ? "stdin" : file;
    if (arguments.output.empty()) return name + ".dxil";
    if (arguments.files.size() == 1) return arguments.output;
    return arguments.output + "/" + name.substr(name.find_last_of('/') + 1) + ".dxil";
}

bool writeContainer(const std::string& path, const Shader& shader) {
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(shader.container.data()),
               static_cast<std::streamsize>(shader.container.size()));
    file.close();
    if (!file) std::cerr << path << ": cannot be written\n";
    return !file.fail();
}

bool listEntryPoints(const std::vector<uint32_t>& words, TranslationError& error) {
    auto parsed = spirv::Module::parse(words);
    if (auto* failure = std::get_if<TranslationError>(&parsed)) {
        error = *failure;
        return false;
    }
    for (const auto& entry : std::get<spirv::Module>(parsed).entryPoints()) {
        const auto stage = stageOf(entry.model);
        std::cout << (stage ? stageName(*stage) : "unknown") << ' ' << entry.name << '\n';
    }
    return true;
}

bool translateFile(const Arguments& arguments, const std::string& file,
                   const std::vector<uint32_t>& words, TranslationError& error) {
    Options options;
    options.entryPoint = arguments.entry;
    options.stage = arguments.stage;
    options.shaderModel = arguments.shaderModel;
    options.features = arguments.features;
    options.specialization = arguments.specialization;
    std::vector<DescriptorBinding> bindings;
    const auto parsed = spirv::Module::parse(words);
    if (const auto* module = std::get_if<spirv::Module>(&parsed))
        bindings = defaultBindings(*module);
    options.bindings = bindings;
    const auto show = [&](const dxil::Module& module) {
        if (arguments.action == ToolAction::Print) std::cout << dxil::print(module);
    };
    const TranslationResult result = translateToModule(words, options, show);
    if (const auto* failure = std::get_if<TranslationError>(&result)) {
        error = *failure;
        return false;
    }
    const Shader& shader = std::get<Shader>(result);
    if (arguments.action == ToolAction::Reflect) std::cout << reflectionJson(shader.reflection);
    if (arguments.action == ToolAction::Translate)
        return writeContainer(outputPath(arguments, file), shader);
    return true;
}

bool handleFile(const Arguments& arguments, const std::string& file) {
    TranslationError error;
    const auto words = readWords(file, error);
    const bool done = words && (arguments.action == ToolAction::List
                                    ? listEntryPoints(*words, error)
                                    : translateFile(arguments, file, *words, error));
    if (!done && !error.message.empty())
        std::cerr << file << ": " << error.message << '\n'
                  << (words ? explain(*words, error.wordOffset) : std::string());
    return done;
}

}  // namespace

int main(int argc, char** argv) {
    const auto parsed = parseArguments(argc, argv);
    if (const auto* message = std::get_if<std::string>(&parsed)) {
        std::cerr << "spirv2dxil: " << *message << "\n" << kUsage;
        return 2;
    }
    const Arguments& arguments = std::get<Arguments>(parsed);
    if (arguments.action == ToolAction::Help) {
        std::cout << kUsage;
        return 0;
    }
    bool all = true;
    for (const std::string& file : arguments.files) all &= handleFile(arguments, file);
    return all ? 0 : 1;
}
