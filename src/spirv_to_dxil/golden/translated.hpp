// A shader that a test translates: its text, what is reflected of it, and its container for the
// validator.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "spirv_to_dxil/dxil/print.hpp"
#include "spirv_to_dxil/entry_point.hpp"
#include "spirv_to_dxil/testing/compile.hpp"
#include "spirv_to_dxil/testing/containers.hpp"
#include "spirv_to_dxil/tool/default_bindings.hpp"

namespace baker {

struct Translated {
    std::string text;  // of the module, or the error
    Reflection reflection;
    bool done = false;
};

inline Translated translateWords(const std::vector<uint32_t>& words, Options options) {
    const auto parsed = spirv::Module::parse(words);
    const auto* module = std::get_if<spirv::Module>(&parsed);
    if (!module) return {"the source does not compile", {}};
    const auto bindings = defaultBindings(*module);
    if (options.bindings.empty()) options.bindings = bindings;
    Translated result;
    const auto print = [&](const dxil::Module& m) { result.text = dxil::print(m); };
    const auto translation = translateToModule(words, options, print);
    if (const auto* error = std::get_if<TranslationError>(&translation))
        return {error->message, {}};
    const Shader& shader = std::get<Shader>(translation);
    static int serial = 0;
    testing::keepContainer(shader.container, std::to_string(serial++));
    result.reflection = shader.reflection;
    result.done = true;
    return result;
}

inline Translated translate(std::string_view extension, std::string_view body,
                            const Options& options = {}) {
    return translateWords(testing::compileGlsl(extension, body), options);
}

// How often `part` stands in `text`.
inline size_t count(const std::string& text, std::string_view part) {
    size_t n = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

inline bool reads(const Reflection& reflection, SystemValue value) {
    return reflection.systemValues >> static_cast<uint32_t>(value) & 1;
}

}  // namespace baker
