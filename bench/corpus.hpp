// The modules that the translation benchmarks take, from a folder of .spv files
// (tests/suite/corpus.py writes ggml's).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "spirv_to_dxil/spirv_to_dxil.hpp"

namespace baker::bench {

struct CorpusModule {
    std::string name;
    std::vector<uint32_t> words;
    std::vector<DescriptorBinding> bindings;
};

// In the order of their names; those that are not translated are left out.
std::vector<CorpusModule> readCorpus(const std::filesystem::path& folder);

Options optionsFor(const CorpusModule& module);

}  // namespace baker::bench
