// The command line of spirv2dxil.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker {

enum class ToolAction { Translate, Print, Hlsl, Reflect, List, Help };

struct Arguments {
    ToolAction action = ToolAction::Translate;
    std::optional<ShaderStage> stage;
    std::string entry;
    ShaderModel shaderModel;
    TargetFeatures features;
    std::vector<SpecializationConstant> specialization;
    std::string bindings;  // path; empty: each binding at its own set and number
    std::string output;
    bool validate = false;
    std::vector<std::string> files;
};

// The arguments, or a sentence saying what is wrong with them.
std::variant<Arguments, std::string> parseArguments(int argc, const char* const* argv);

extern const char* const kUsage;

}  // namespace baker
