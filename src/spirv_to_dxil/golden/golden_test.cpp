// Golden shaders: golden/<subject>/<name> with the extension of a stage (GLSL) or .spvasm is
// compiled, translated and printed, and the text compared with <name>.dxil beside it. With
// BAKER_UPDATE_GOLDEN=1 in the environment the texts are written instead. A source whose first line
// says "shader-model 6.N" needs that shader model; others are printed for 6.0.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "spirv_to_dxil/dxil/print.hpp"
#include "spirv_to_dxil/entry_point.hpp"
#include "spirv_to_dxil/testing/compile.hpp"
#include "spirv_to_dxil/testing/containers.hpp"
#include "spirv_to_dxil/tool/default_bindings.hpp"

namespace baker {
namespace {

namespace fs = std::filesystem;

std::string readFile(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

ShaderModel lowestModel(const fs::path& source) {
    std::string line;
    std::ifstream file(source);
    std::getline(file, line);
    constexpr std::string_view kMark = "shader-model 6.";
    const size_t at = line.find(kMark);
    if (at == std::string::npos || at + kMark.size() >= line.size()) return {6, 0};
    return {6, static_cast<uint8_t>(line[at + kMark.size()] - '0')};
}

constexpr std::string_view kExtensions[] = {".comp", ".vert", ".tesc",  ".tese",
                                            ".geom", ".frag", ".spvasm"};

std::vector<fs::path> sources() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(BAKER_GOLDEN_DIR))
        if (std::ranges::count(kExtensions, entry.path().extension().string()))
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::string testName(const ::testing::TestParamInfo<fs::path>& info) {
    return info.param.parent_path().filename().string() + "_" + info.param.stem().string();
}

class Golden : public ::testing::TestWithParam<fs::path> {
  protected:
    // Translates for the shader model; the text of the result.
    std::string translate(const std::vector<uint32_t>& words, ShaderModel model) {
        const auto parsed = spirv::Module::parse(words);
        const auto* module = std::get_if<spirv::Module>(&parsed);
        if (!module) return std::get<TranslationError>(parsed).message;
        const auto bindings = defaultBindings(*module);
        Options options;
        options.bindings = bindings;
        options.shaderModel = model;
        options.features.native16Bit = model >= ShaderModel{6, 2};
        // What depends on the device: absent at the lower models, present at the higher ones.
        const bool isCapable = model >= ShaderModel{6, 5};
        options.features.residency = isCapable;
        options.features.levelClamp = isCapable;
        options.features.snapByDerivatives = !isCapable;
        std::string text;
        const auto result = translateToModule(
            words, options, [&](const dxil::Module& m) { text = dxil::print(m); });
        if (const auto* error = std::get_if<TranslationError>(&result)) return error->message;
        testing::keepContainer(std::get<Shader>(result).container,
                               "6_" + std::to_string(model.minor));
        return text;
    }
};

TEST_P(Golden, PrintsAsBefore) {
    const std::vector<uint32_t> words = testing::compileFile(GetParam());
    ASSERT_FALSE(words.empty()) << GetParam() << " does not compile";
    const std::string text = translate(words, lowestModel(GetParam()));
    fs::path expected = GetParam();
    expected.replace_extension(".dxil");
    if (std::getenv("BAKER_UPDATE_GOLDEN")) {
        std::ofstream(expected, std::ios::binary) << text;
        return;
    }
    EXPECT_EQ(text, readFile(expected));
}

// The native forms of newer shader models: not printed, but given to the validator.
TEST_P(Golden, TranslatesForNewerModels) {
    const std::vector<uint32_t> words = testing::compileFile(GetParam());
    for (const uint8_t minor : {2, 5, 6, 7}) {
        if (ShaderModel{6, minor} < lowestModel(GetParam())) continue;
        const std::string text = translate(words, {6, minor});
        EXPECT_TRUE(text.find("s_6_" + std::to_string(minor) + " ") == 3) << text;
    }
}

INSTANTIATE_TEST_SUITE_P(Shaders, Golden, ::testing::ValuesIn(sources()), testName);

}  // namespace
}  // namespace baker
