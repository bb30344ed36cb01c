#include "corpus.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>

#include "spirv_to_dxil/spirv/module.hpp"
#include "spirv_to_dxil/tool/default_bindings.hpp"

namespace baker::bench {
namespace {

std::vector<uint32_t> readWords(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    std::vector<uint32_t> words(bytes.size() / 4);
    if (!words.empty()) std::memcpy(words.data(), bytes.data(), words.size() * 4);
    return words;
}

}  // namespace

std::vector<CorpusModule> readCorpus(const std::filesystem::path& folder) {
    std::vector<CorpusModule> modules;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".spv") continue;
        CorpusModule module{entry.path().stem().string(), readWords(entry.path()), {}};
        const auto parsed = spirv::Module::parse(module.words);
        if (const auto* spirv = std::get_if<spirv::Module>(&parsed))
            module.bindings = defaultBindings(*spirv);
        if (std::holds_alternative<Shader>(translateSpirv(module.words, optionsFor(module))))
            modules.push_back(std::move(module));
    }
    std::ranges::sort(modules, {}, &CorpusModule::name);
    return modules;
}

Options optionsFor(const CorpusModule& module) {
    Options options;
    options.bindings = module.bindings;
    return options;
}

}  // namespace baker::bench
