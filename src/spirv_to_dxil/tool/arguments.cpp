#include "spirv_to_dxil/tool/arguments.hpp"

#include <bit>
#include <charconv>

#include "spirv_to_dxil/entry_point.hpp"

namespace baker {

const char* const kUsage =
    R"(Usage: spirv2dxil [OPTION]... FILE...
Translates SPIR-V modules to signed DXIL containers. FILE - is standard input.

  --stage STAGE         vertex, tesscontrol, tesseval, geometry, fragment, compute, task or mesh
  --entry NAME          the entry point; needed only where several fit
  --shader-model 6.N    of the container, 6.0 (default) to 6.7
  --native-16bit        use 16-bit types (shader model 6.2 and a device that has them)
  --spec ID=VALUE       value of a specialisation constant: an integer, or a number with a point for a float
  --bindings FILE.json  the registers of bindings and constants; default: binding M of set N is
                        register M of space N
  -o OUT                output file, - for standard output; a folder with several FILEs; default:
                        FILE with .dxil after it, standard output for standard input and for text
  --validate            ask the command in the environment variable BAKER_VALIDATOR about each
                        container; it gets a path and exits with 0 when the container is valid

Instead of the container:
  --print               the DXIL as text
  --hlsl                SPIRV-Cross's HLSL
  --reflect             what the shader uses, as JSON
  --list                the entry points
  --help                this

Exit status: 0 when every file was translated, 1 when any was not, 2 for a wrong command line.
)";

namespace {

template <typename Number>
bool parseNumber(std::string_view text, Number& number, int base = 10) {
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number, base);
    return result.ec == std::errc{} && result.ptr == end;
}

bool parseStage(std::string_view text, Arguments& arguments) {
    for (int s = 0; s <= static_cast<int>(ShaderStage::Mesh); ++s) {
        if (stageName(static_cast<ShaderStage>(s)) != text) continue;
        arguments.stage = static_cast<ShaderStage>(s);
        return true;
    }
    return false;
}

bool parseShaderModel(std::string_view text, Arguments& arguments) {
    unsigned minor = 0;
    if (!text.starts_with("6.") || !parseNumber(text.substr(2), minor) || minor > 7) return false;
    arguments.shaderModel = {6, static_cast<uint8_t>(minor)};
    return true;
}

bool parseValue(std::string_view text, uint64_t& bits) {
    if (text == "true" || text == "false") {
        bits = text == "true";
        return true;
    }
    if (text.starts_with("0x")) return parseNumber(text.substr(2), bits, 16);
    if (text.find('.') != std::string_view::npos) {
        float value = 0;
        const char* end = text.data() + text.size();
        const auto result = std::from_chars(text.data(), end, value);
        bits = std::bit_cast<uint32_t>(value);
        return result.ec == std::errc{} && result.ptr == end;
    }
    int64_t value = 0;
    if (parseNumber(text, bits)) return true;
    if (!parseNumber(text, value)) return false;
    bits = static_cast<uint64_t>(value);
    return true;
}

bool parseSpecialization(std::string_view text, Arguments& arguments) {
    const size_t equals = text.find('=');
    SpecializationConstant constant;
    if (equals == std::string_view::npos || !parseNumber(text.substr(0, equals), constant.id) ||
        !parseValue(text.substr(equals + 1), constant.value))
        return false;
    arguments.specialization.push_back(constant);
    return true;
}

using Parse = bool (*)(std::string_view, Arguments&);

struct OptionRow {
    std::string_view name;
    bool takesValue;
    Parse parse;
};

bool setEntry(std::string_view value, Arguments& arguments) {
    arguments.entry = value;
    return true;
}

bool setOutput(std::string_view value, Arguments& arguments) {
    arguments.output = value;
    return true;
}

bool setBindings(std::string_view value, Arguments& arguments) {
    arguments.bindings = value;
    return true;
}

bool setValidate(std::string_view, Arguments& arguments) {
    arguments.validate = true;
    return true;
}

bool setNative16Bit(std::string_view, Arguments& arguments) {
    arguments.features.native16Bit = true;
    return true;
}

template <ToolAction action>
bool choose(std::string_view, Arguments& arguments) {
    arguments.action = action;
    return true;
}

constexpr OptionRow kOptions[] = {
    {"--stage", true, parseStage},
    {"--entry", true, setEntry},
    {"--shader-model", true, parseShaderModel},
    {"--spec", true, parseSpecialization},
    {"--bindings", true, setBindings},
    {"-o", true, setOutput},
    {"--validate", false, setValidate},
    {"--native-16bit", false, setNative16Bit},
    {"--print", false, choose<ToolAction::Print>},
    {"--hlsl", false, choose<ToolAction::Hlsl>},
    {"--reflect", false, choose<ToolAction::Reflect>},
    {"--list", false, choose<ToolAction::List>},
    {"--help", false, choose<ToolAction::Help>},
    {"-h", false, choose<ToolAction::Help>},
};

const OptionRow* findOption(std::string_view name) {
    for (const OptionRow& row : kOptions)
        if (row.name == name) return &row;
    return nullptr;
}

}  // namespace

std::variant<Arguments, std::string> parseArguments(int argc, const char* const* argv) {
    Arguments arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "-" || !argument.starts_with("-")) {
            arguments.files.emplace_back(argument);
            continue;
        }
        const OptionRow* row = findOption(argument);
        if (!row) return "unknown option " + std::string(argument);
        if (row->takesValue && i + 1 == argc) return std::string(argument) + " needs a value";
        const std::string_view value = row->takesValue ? argv[++i] : "";
        if (!row->parse(value, arguments))
            return std::string(value) + " is no value for " + std::string(argument);
    }
    if (arguments.files.empty() && arguments.action != ToolAction::Help)
        return std::string("no FILE given");
    return arguments;
}

}  // namespace baker
