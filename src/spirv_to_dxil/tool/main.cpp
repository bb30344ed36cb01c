// spirv2dxil: SPIR-V modules to signed DXIL containers (docs/spirv2dxil.md).
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <sstream>

#include "spirv_to_dxil/dxil/print.hpp"
#include "spirv_to_dxil/entry_point.hpp"
#include "spirv_to_dxil/tool/arguments.hpp"
#include "spirv_to_dxil/tool/bindings_json.hpp"
#include "spirv_to_dxil/tool/default_bindings.hpp"
#include "spirv_to_dxil/tool/explain.hpp"
#include "spirv_to_dxil/tool/files.hpp"
#include "spirv_to_dxil/tool/hlsl.hpp"
#include "spirv_to_dxil/tool/reflection_json.hpp"
#include "spirv_to_dxil/tool/validator.hpp"

namespace {

using namespace baker;

using Words = std::span<const uint32_t>;
using Outcome = std::variant<std::string, TranslationError>;  // the bytes to write

constexpr int kWrongUsage = 2;

Outcome listEntryPoints(Words words) {
    const auto parsed = spirv::Module::parse(words);
    if (const auto* error = std::get_if<TranslationError>(&parsed)) return *error;
    std::ostringstream text;
    for (const auto& entry : std::get<spirv::Module>(parsed).entryPoints()) {
        const auto stage = stageOf(entry.model);
        text << (stage ? stageName(*stage) : "unknown") << ' ' << entry.name << '\n';
    }
    return text.str();
}

Outcome translateModule(const Arguments& arguments, const std::optional<BindingsFile>& given,
                        Words words) {
    BindingsFile layout;
    if (given) {
        layout = *given;
    } else if (const auto parsed = spirv::Module::parse(words);
               const auto* module = std::get_if<spirv::Module>(&parsed)) {
        layout.bindings = defaultBindings(*module);
    }
    Options options;
    options.entryPoint = arguments.entry;
    options.stage = arguments.stage;
    options.shaderModel = arguments.shaderModel;
    options.features = arguments.features;
    options.specialization = arguments.specialization;
    options.bindings = layout.bindings;
    options.pushConstants = layout.pushConstants;
    options.systemValues = layout.systemValues;
    options.dynamicOffsets = layout.dynamicOffsets;
    std::string text;
    const TranslationResult result =
        translateToModule(words, options, [&](const dxil::Module& module) {
            if (arguments.action == ToolAction::Print) text = dxil::print(module);
        });
    if (const auto* error = std::get_if<TranslationError>(&result)) return *error;
    const Shader& shader = std::get<Shader>(result);
    if (arguments.validate)
        if (std::string refusal = validate(shader.container); !refusal.empty())
            return TranslationError{0, std::move(refusal)};
    if (arguments.action == ToolAction::Print) return text;
    if (arguments.action == ToolAction::Reflect) return reflectionJson(shader.reflection);
    return std::string(reinterpret_cast<const char*>(shader.container.data()),
                       shader.container.size());
}

Outcome resultOf(const Arguments& arguments, const std::optional<BindingsFile>& bindings,
                 Words words) {
    if (arguments.action == ToolAction::List) return listEntryPoints(words);
    if (arguments.action == ToolAction::Hlsl) return hlslOf(words, arguments);
    return translateModule(arguments, bindings, words);
}

// One line a file, then the instruction.
bool complain(const std::string& file, std::string sentence, const std::string& more = {}) {
    std::ranges::replace(sentence, '\n', ' ');
    std::cerr << file << ": " << sentence << '\n' << more;
    return false;
}

bool handleFile(const Arguments& arguments, const std::optional<BindingsFile>& bindings,
                const std::string& file) {
    std::string error;
    const auto words = readWords(file, error);
    if (!words) return complain(file, error);
    const Outcome outcome = resultOf(arguments, bindings, *words);
    if (const auto* failure = std::get_if<TranslationError>(&outcome))
        return complain(file, failure->message, explain(*words, failure->wordOffset));
    const auto& bytes = std::get<std::string>(outcome);
    error = write(outputPath(arguments, file), std::as_bytes(std::span(bytes)));
    return error.empty() || complain(file, error);
}

int wrongUsage(const std::string& sentence) {
    std::cerr << "spirv2dxil: " << sentence << "\nspirv2dxil --help says how it is used\n";
    return kWrongUsage;
}

// The folder that several results go to.
bool makeFolder(const Arguments& arguments) {
    if (arguments.output.empty() || arguments.files.size() == 1) return true;
    std::error_code error;
    std::filesystem::create_directories(arguments.output, error);
    return !error;
}

}  // namespace

int main(int argc, char** argv) {
    const auto parsed = parseArguments(argc, argv);
    if (const auto* message = std::get_if<std::string>(&parsed)) return wrongUsage(*message);
    const Arguments& arguments = std::get<Arguments>(parsed);
    if (arguments.action == ToolAction::Help) {
        std::cout << kUsage;
        return 0;
    }
    if (arguments.validate && !hasValidator())
        return wrongUsage("--validate needs a command in the environment variable BAKER_VALIDATOR");
    if (std::string clash = clashingOutputs(arguments); !clash.empty()) return wrongUsage(clash);
    std::optional<BindingsFile> bindings;
    if (!arguments.bindings.empty()) {
        std::string error;
        const auto text = readAll(arguments.bindings, error);
        if (text) error = readBindings(*text, bindings.emplace());
        if (!error.empty()) return wrongUsage(arguments.bindings + ": " + error);
    }
    if (!makeFolder(arguments)) return wrongUsage(arguments.output + " is no folder");
    bool all = true;
    for (const std::string& file : arguments.files) all &= handleFile(arguments, bindings, file);
    return all ? 0 : 1;
}
